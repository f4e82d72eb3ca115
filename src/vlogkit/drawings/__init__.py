"""Draw SVG within bounds: it may name nothing outside itself, and takes bounded time and memory."""
