"""One module for each family of elements: an element comes in, a measured piece goes out."""
