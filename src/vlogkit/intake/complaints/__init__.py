"""Import complaint systems' exports into the private store, and give redacted complaints out of it."""
