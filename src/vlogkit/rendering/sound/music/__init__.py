"""Music made from a seed: moods, bars, strokes, instruments, and the bed that plays them."""
