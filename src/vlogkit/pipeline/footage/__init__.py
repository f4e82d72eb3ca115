"""A person's clips: what they are, where their pauses are, captions for what is said."""
