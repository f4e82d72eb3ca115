"""A told story is laid out and checked, before anything is encoded."""
