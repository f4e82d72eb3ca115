"""Find what is to be seen in pictures and clips: faces, movement, the subject."""
