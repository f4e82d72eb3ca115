"""Numbers as they are written: what a person typed, and whole ones of headers and cells."""
