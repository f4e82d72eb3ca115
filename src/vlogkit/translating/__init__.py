"""The program in the language of the person who uses it."""
