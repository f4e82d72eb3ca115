"""Templates, their scenes and the elements that scenes show."""
