"""Writing to terminals and pipes of any width and code page."""
