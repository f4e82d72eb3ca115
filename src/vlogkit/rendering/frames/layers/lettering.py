"""Shape and draw lines of text, and numbers that count up, that already have their places."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace
from typing import Literal, cast

import numpy as np

from vlogkit.records.timeline import Counter, Text
from vlogkit.rendering.frames.layers.drawn_layer import Appearance, DrawnLayer
from vlogkit.rendering.frames.planes import Region
from vlogkit.rendering.frames.sprites import Sprite, from_premultiplied, merge, resized
from vlogkit.timelines.keyframes import values
from vlogkit.typesetting import drawing
from vlogkit.typesetting.blocks import BlockLine, TextBlock, set_block
from vlogkit.typesetting.counters import set_counter
from vlogkit.typesetting.fonts import FontBook
from vlogkit.typesetting.shaping import shape_line
from vlogkit.typesetting.style import NO_INK, Span, Style


def placed(text: str, style: Style, x: float, baseline: float, offset: int, book: FontBook) -> BlockLine:
    """One line, its pen starting at (x, baseline). Raises MissingGlyphError."""
    shaped = shape_line(text, style, book)
    return BlockLine(shaped, offset, offset + len(text), offset, x, round(baseline), shaped.advance)


def block_of(lines: Sequence[BlockLine], style: Style, spans: Sequence[Span]) -> TextBlock:
    """Lines placed in the frame as a block whose corner is the frame's."""
    text = "\n".join(line.text for line in lines)
    return TextBlock(text, style, tuple(lines), tuple(spans), 0.0, 0.0, 0.0, 0.0, 0.0, NO_INK)


Part = Literal["all", "unlit", "plain", "marked"]
"""What of a text is drawn: all as it is, all before it is lit, what is in no span, or what is in spans."""
_HIDDEN = "#00000000"


class DrawnText(DrawnLayer):
    """Lines of text that may be lit from the left, or whose spans may be larger than the rest."""

    def contents(self) -> list[Hashable]:
        """How far the lines are lit (pixels, one line after the other; None for all), and the size of the spans."""
        layer = cast("Text", self.layer)
        whole = sum(line.width for line in layer.lines)
        shares = values(layer.lit, self.first, self.last, 1.0)
        sizes = values(layer.pop, self.first, self.last, 1.0)
        return [
            (None if share >= 1 else round(max(0.0, float(share)) * whole), round(float(size), 4))
            for share, size in zip(shares, sizes, strict=True)
        ]

    def sprite(self, content: Hashable) -> Sprite:
        """All lines with their outline."""
        reach, size = cast("tuple[int | None, float]", content)
        if size != 1:
            return self.kept(("pop", size), lambda: self._popped(size))
        if not reach:
            return self._part("unlit" if reach == 0 else "all")
        return self._partly(reach)

    def covers(self, look: Appearance) -> Region:
        """As much, however far it is lit."""
        _, size = cast("tuple[int | None, float]", look.content)
        return super().covers(look._replace(content=(None, size)))

    def hides(self, look: Appearance) -> None:
        """Nothing: what is behind shows between the letters."""
        return

    def _part(self, part: Part) -> Sprite:
        return self.kept(part, lambda: self._make(part))

    def _popped(self, size: float) -> Sprite:
        plain, marked = self._part("plain"), self._part("marked")
        assert marked.clear is not None
        rows, columns = (np.flatnonzero((marked.clear[0] < 255).any(axis=axis)) for axis in (1, 0))
        if not rows.size:
            return plain
        left, top = marked.area[:2]
        middle = left + (columns[0] + columns[-1] + 1) / 2, top + (rows[0] + rows[-1] + 1) / 2
        return merge(plain, resized(marked, size, middle))

    def _partly(self, reach: int) -> Sprite:
        """The lit lines, and from `reach` on those that are not lit: both have the same shapes."""
        plain, lit = self._part("unlit"), self._part("all")
        layer = cast("Text", self.layer)
        colours = [plane.copy() for plane in plain.colour]
        above, below = layer.style.size, 0.35 * layer.style.size
        rest = float(reach)
        for line in layer.lines:
            edge = line.x + min(rest, line.width) + (above if rest >= line.width else 0)
            for index, (target, source) in enumerate(zip(colours, lit.colour, strict=True)):
                step = lit.space.step if index else 1
                top, bottom = (round((line.baseline + y - lit.area.top) / step) for y in (-above, below))
                right = max(0, round((edge - lit.area.left) / step))
                part = (slice(max(0, top), max(0, bottom)), slice(0, right))
                target[part] = source[part]
            rest -= line.width
            if rest <= 0:
                break
        return replace(plain, colour=(colours[0], colours[1], colours[2]))

    def _make(self, part: Part) -> Sprite:
        layer = cast("Text", self.layer)
        style = Style.of(layer.style, layer.language, optical=False)
        first = {"unlit": layer.unlit or layer.colour, "marked": _HIDDEN}.get(part, layer.colour)
        colours, spans, lines, offset = [first], [], [], 0
        for line in layer.lines:
            lines.append(placed(line.text, style, line.x, line.baseline, offset, self.ground.book))
            for start, end, own in line.spans if part != "unlit" else ():
                colour = _HIDDEN if part == "plain" else own
                if colour not in colours:
                    colours.append(colour)
                spans.append(Span(offset + start, offset + end, colours.index(colour)))
            offset += len(line.text) + 1
        drawn = layer.stroke and part != "marked"
        outline = drawing.Outline(layer.stroke, layer.stroke_colour) if drawn else None
        return _sprite(drawing.draw(block_of(lines, style, spans), colours, outline=outline), self)


class DrawnCounter(DrawnLayer):
    """A number that counts up in slots that keep their width."""

    def contents(self) -> list[Hashable]:
        """What it reads at each frame."""
        steps = cast("Counter", self.layer).steps
        frames = range(self.first, self.last)
        return [([step for step in steps if step.frame <= frame] or [steps[0]])[-1].text or None for frame in frames]

    def sprite(self, content: Hashable) -> Sprite:
        """The digits at one moment."""
        return self.kept(content, lambda: self._make(cast("str", content)))

    def _make(self, text: str) -> Sprite:
        layer = cast("Counter", self.layer)
        style = replace(Style.of(layer.style, layer.language, optical=True), align=layer.align, tabular=False)
        final, book = layer.steps[-1].text, self.ground.book
        counts = len(layer.steps) > 1
        block = set_counter(text, final, style, book=book) if counts else set_block(text, style, book=book)
        box = layer.box
        left = {
            "left": layer.x,
            "right": box.x + box.w - block.width,
            "center": box.x + (box.w - block.width) / 2,
        }
        line = block.lines[0]
        moved = replace(line, x=line.x + left[layer.align], y=round(layer.baseline))
        return _sprite(drawing.draw(block_of([moved], style, ()), [layer.colour]), self)


def _sprite(drawn: drawing.TextPixels, layer: DrawnLayer) -> Sprite:
    if not drawn.width or not drawn.height:
        box = layer.layer.box
        return from_premultiplied(np.zeros((2, 2, 4), np.uint8), box.x, box.y, layer.ground.space)
    return from_premultiplied(drawn.pixels, drawn.x, drawn.y, layer.ground.space)
