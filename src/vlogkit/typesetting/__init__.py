"""Measure and draw text, the same on every system.

Import from the submodules; this file stays empty of imports so that the command line starts quickly.

- `style`: `Style`, `Span`, `Box`: what a caller asks for, and boxes in pixels.
- `fonts`: `Font`, `FontBook`, `open_book()`: which file answers to a family and a weight.
- `shaping`: `shape_line()`: glyphs with positions, advances and ink, for one line of mixed scripts.
- `wrapping`: `wrap()`: where lines end, by the language's own rules.
- `blocks`: `set_block()`: lines with baselines, alignment and boxes; width None means "only at line breaks".
- `fitting`: `fit()`: the largest size at which a text fits.
- `counters`: `set_counter()`: digits in fixed slots, so that a count-up stands still.
- `drawing`: `draw()`: premultiplied RGBA that holds all the ink.

Lengths are pixels, x to the right and y downwards, from a block's top left corner, in a line from its
baseline.
"""
