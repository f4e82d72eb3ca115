"""Text comes in; the same text without personal data goes out, with what was found and what a person must be asked."""
