"""Draw the gradients that make words readable on pictures, as large as the words need."""

from __future__ import annotations

from collections.abc import Sequence

from vlogkit.records.frame import Rect
from vlogkit.records.templates.element_ground import ScrimElement
from vlogkit.records.timeline import Box, Counter, Fill, Gradient, Layer, Text, Vector
from vlogkit.staging.setting import Setting, box
from vlogkit.staging.shapes.motifs import smooth
from vlogkit.timelines.word_boxes import BACKDROP

FULL = 1.0
"""Share of the words' extent with full strength; the fall begins behind the last of them, so that no band shows."""
NEAREST = 0.5
"""Words whose middle lies within this share of the frame belong to the edge."""
STEPS = 8
PICTURES = {"picture", "footage", "compare", "moviepy"}


def scrim(element: ScrimElement, rect: Rect, words: Sequence[Layer], setting: Setting) -> list[Layer]:
    """The scrim of a zone; none where no words stand near its edge."""
    if element.edge == "words":
        return []
    x, y, right, bottom = rect
    length = bottom - y if element.edge in {"top", "bottom"} else right - x
    if element.reach is None:
        extent = extent_of(element.edge, rect, words)
        if extent == 0:
            return []
        hold = round(FULL * extent)
        reach = min(length, extent + round(element.fall * length))
    else:
        reach = round(element.reach * length)
        hold = round(element.hold * reach)
    if reach == 0:
        return []
    area = {
        "top": (x, y, right - x, reach),
        "bottom": (x, bottom - reach, right - x, reach),
        "left": (x, y, reach, bottom - y),
        "right": (right - reach, y, reach, bottom - y),
    }[element.edge]
    return [
        Gradient(
            name=element.name or "scrim",
            origin=element.origin,
            colour=setting.colour(element.role),
            edge=element.edge,
            box=box(*area),
            stops=stops(hold / reach, element.strength),
        )
    ]


def extent_of(edge: str, rect: Rect, layers: Sequence[Layer]) -> int:
    """Pixels from the edge to the far side of the words that belong to it; words on a ground of their own, or on a
    backdrop beside its clip, need none."""
    x, y, right, bottom = rect
    grounds = [layer.box for layer in layers if isinstance(layer, Fill | Vector) and layer.name != BACKDROP]
    backdrops = [layer.box for layer in layers if layer.name == BACKDROP]
    pictures = [layer.box for layer in layers if layer.kind in PICTURES and layer.name != BACKDROP]
    far = 0
    for layer in layers:
        if not isinstance(layer, Text | Counter) or any(inside(layer.box, ground) for ground in grounds):
            continue
        if any(inside(layer.box, one) for one in backdrops) and not any(meets(layer.box, one) for one in pictures):
            continue
        place = layer.box
        start, end, size = {
            "top": (place.y - y, place.y + place.h - y, bottom - y),
            "bottom": (bottom - place.y - place.h, bottom - place.y, bottom - y),
            "left": (place.x - x, place.x + place.w - x, right - x),
            "right": (right - place.x - place.w, right - place.x, right - x),
        }[edge]
        if (start + end) / 2 <= NEAREST * size:
            far = max(far, end)
    return min(far, bottom - y if edge in {"top", "bottom"} else right - x)


def meets(one: Box, other: Box) -> bool:
    """Whether two boxes share a pixel."""
    across = one.x < other.x + other.w and other.x < one.x + one.w
    return across and one.y < other.y + other.h and other.y < one.y + one.h


def inside(inner: Box, outer: Box) -> bool:
    """Whether a box lies within another."""
    return (
        outer.x <= inner.x
        and outer.y <= inner.y
        and inner.x + inner.w <= outer.x + outer.w
        and inner.y + inner.h <= outer.y + outer.h
    )


def stops(hold: float, strength: float) -> tuple[tuple[float, float], ...]:
    """Full strength for the held share, then a smoothstep to nothing."""
    fall = 1 - hold
    curve = [(hold + fall * t / STEPS, strength * (1 - smooth(t / STEPS))) for t in range(STEPS + 1)]
    return tuple((min(1.0, position), max(0.0, alpha)) for position, alpha in [(0.0, strength), *curve])
