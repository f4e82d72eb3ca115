"""Captions: their timing, their files, and what is wrong with a caption file."""
