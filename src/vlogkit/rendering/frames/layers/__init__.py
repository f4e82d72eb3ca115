"""One module for each family of layers: it turns a timeline's layer into one that can draw itself."""
