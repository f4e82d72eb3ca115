"""Find the boxes that the letters and drawings of layers really cover."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import combinations

from vlogkit.records.frame import Rect
from vlogkit.records.timeline import Counter, Layer, Text, TextStyle
from vlogkit.timelines.keyframes import passes
from vlogkit.typesetting.blocks import set_block
from vlogkit.typesetting.fonts import open_book
from vlogkit.typesetting.shaping import shape_line
from vlogkit.typesetting.style import Bounds, Style


@cache
def number_ink(text: str, style: TextStyle, language: str) -> tuple[Bounds, float]:
    """The ink of a number that has arrived, from its left edge and baseline; its width."""
    block = set_block(text, replace(Style.of(style, language, optical=True), tabular=False), book=open_book())
    return block.lines[0].ink.moved(0, -block.lines[0].y), block.width


@cache
def ink(text: str, style: TextStyle, language: str) -> Bounds:
    """The ink of a line around its pen's start."""
    return shape_line(text, Style.of(style, language, optical=False), book=open_book()).ink


def letters(layer: Layer) -> Bounds | None:
    """The box around the letters of a layer, None where it has none."""
    if isinstance(layer, Counter):
        box, width = number_ink(layer.steps[-1].text, layer.style, layer.language)
        room = layer.box.w - width
        x = {"left": layer.x, "right": layer.box.x + room, "center": layer.box.x + room / 2}[layer.align]
        return box.moved(x, layer.baseline)
    if isinstance(layer, Text):
        return _around(
            [ink(line.text, layer.style, layer.language).moved(line.x, line.baseline) for line in layer.lines]
        )
    return None


def _around(boxes: Sequence[Bounds]) -> Bounds | None:
    inked = [box for box in boxes if not box.empty]
    return (
        Bounds(*(pick(values) for pick, values in zip((min, min, max, max), zip(*inked, strict=True), strict=True)))
        if inked
        else None
    )


def words(layer: Layer) -> str:
    """What a layer says."""
    return (
        layer.steps[-1].text
        if isinstance(layer, Counter)
        else " ".join(line.text for line in getattr(layer, "lines", ()))
    )


def slack_of(layer: Layer) -> float:
    """Pixels by which round letters reach beyond straight ones, and which anti-aliasing blurs."""
    return 2 + 0.02 * layer.style.size if isinstance(layer, Text | Counter) else 0


def outside(layers: Sequence[Layer], rect: Rect) -> Iterator[str]:
    """The texts that leave a rectangle."""
    left, top, right, bottom = rect
    for layer in layers:
        box, slack = letters(layer), slack_of(layer)
        if box and (
            box.left < left - slack or box.top < top - slack or box.right > right + slack or box.bottom > bottom + slack
        ):
            yield f"{layer.name} “{words(layer)[:30]}” {tuple(round(side) for side in box)}"


def clashes(layers: Sequence[Layer], *, slack: float = 4.0) -> Iterator[str]:
    """Texts of which one covers another by more than `slack` pixels while both are seen."""
    seen = [(layer, box) for layer in layers if not passes(layer) and (box := letters(layer))]
    for (one, a), (two, b) in combinations(seen, 2):
        (first, gone), (second, over) = _life(one), _life(two)
        apart = gone <= second or over <= first
        across = min(a.right, b.right) - max(a.left, b.left)
        down = min(a.bottom, b.bottom) - max(a.top, b.top)
        if not apart and across > slack and down > slack:
            yield f"{one.name} “{words(one)[:24]}” / {two.name} “{words(two)[:24]}”"


def _life(layer: Layer) -> tuple[float, float]:
    """The frames for which a layer is seen."""
    first, last = layer.span or (0, float("inf"))
    track = layer.motion.opacity
    return (max(first, track[0].frame) if track and track[0].value == 0 else first), last
