"""One module for each family of elements that fill a zone: it turns an element into layers."""
