"""Change items from a page: their files are read and written without loss, and every state can be brought back."""
