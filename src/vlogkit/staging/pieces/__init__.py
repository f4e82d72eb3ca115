"""One module for each family of elements: it turns an element into a measured piece."""
