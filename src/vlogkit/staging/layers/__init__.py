"""One module for each family of elements that fill a zone: an element comes in, layers go out."""
