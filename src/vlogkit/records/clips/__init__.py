"""What is known about a clip, what is kept of it, and the talk in it."""
