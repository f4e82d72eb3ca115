"""Find what must not be seen besides faces: plates, printed codes, numbers of cards."""
