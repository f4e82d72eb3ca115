"""Before and after: where the two pictures of a pair stand, and the words and captions of their scene."""
