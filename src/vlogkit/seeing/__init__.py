"""Pictures come in as arrays; what is to be seen in them goes out: faces, movement."""
