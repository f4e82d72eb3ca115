"""Find what lies over a face, over other letters, or vanishes in its ground."""
