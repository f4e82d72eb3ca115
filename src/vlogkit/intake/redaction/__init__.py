"""Remove personal data from text, saying what was found and what a person must decide."""
