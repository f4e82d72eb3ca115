"""One module for each family of layers: a layer of a timeline comes in, something that draws itself goes
out."""
