"""Frames become segments, segments become a file; segments are kept for the next render."""
