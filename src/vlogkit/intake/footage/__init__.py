"""What a clip from a phone is, what is odd about it, and where its pauses are."""
