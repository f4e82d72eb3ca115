"""In the light look, put panels of paper under words that stand on pictures, and make room for the pictures beside
them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vlogkit.records.frame import Rect
from vlogkit.records.templates.element_ground import ScrimElement
from vlogkit.records.timeline import LOGO_NAMES, Bar, Counter, Fill, Key, Layer, Motion, Text, Vector
from vlogkit.staging.scrims import inside
from vlogkit.staging.setting import Setting, box, box_of

PAD = 44
"""Pixels of paper around words on a panel."""
INSET = 44
"""Pixels between a floating panel and the frame's sides."""
BAND = 20
"""Pixels of the brand's colour along the left edge of every frame."""
APART = 72
"""Pixels between words from which on they are two groups, one of the top and one of the bottom."""
LEAST = 0.15
"""Share of the frame that a picture needs in each direction to be shown at all."""
FREE = 200
"""Pixels of picture above a floating panel that are enough for a comparison's handle."""
FADE = 5
"""Frames in which the captions' panel comes and goes."""


@dataclass(frozen=True)
class Standing:
    """The words of a scene by where they stand: a top group, a bottom group, and captions, which come and go."""

    top: tuple[Rect, ...]
    bottom: tuple[Rect, ...]
    captions: tuple[Rect, ...]
    every: tuple[Rect, ...]
    """All but captions, with the chips and panels that words stand on."""
    span: tuple[int, int] | None
    """The frames from the first caption to the end of the last."""


def standing(words: Sequence[Layer], frame: Rect) -> Standing:
    """Words from the top down to the first gap are the top group; those after it belong to the bottom where their
    middle does. Words on a ground of their own, such as chips and lower thirds, keep a group together but need no panel."""
    grounds = [layer.box for layer in words if isinstance(layer, Fill | Vector) and layer.name not in LOGO_NAMES]
    captions = [layer for layer in words if isinstance(layer, Text) and layer.name == "caption"]
    rest = [layer for layer in words if layer not in captions and _stands(layer)]
    groups: list[list[Layer]] = []
    low = 0
    for layer in sorted(rest, key=lambda one: one.box.y):
        if not groups or layer.box.y - low > APART:
            groups.append([])
        groups[-1].append(layer)
        low = max(low, layer.box.y + layer.box.h)
    middle = (frame[1] + frame[3]) / 2
    found: dict[bool, list[Rect]] = {True: [], False: []}
    for group in groups:
        bare = [
            rect_of(one)
            for one in group
            if not isinstance(one, Fill | Bar) and not any(inside(one.box, g) for g in grounds)
        ]
        if bare:
            above = min(rect[1] for rect in bare) < middle if group is groups[0] else _middle(bare) < middle
            found[above] += [rect_of(one) for one in group]
    spans = [layer.span for layer in captions if layer.span]
    span = (min(one[0] for one in spans), max(one[1] for one in spans)) if spans else None
    return Standing(
        top=tuple(found[True]),
        bottom=tuple(found[False]),
        captions=tuple(rect_of(one) for one in captions),
        every=tuple(rect_of(one) for one in rest),
        span=span,
    )


def _stands(layer: Layer) -> bool:
    return isinstance(layer, Text | Counter | Fill | Bar) or layer.name in LOGO_NAMES


def _middle(rects: Sequence[Rect]) -> float:
    return (min(rect[1] for rect in rects) + max(rect[3] for rect in rects)) / 2


def rect_of(layer: Layer) -> Rect:
    """The rectangle of a layer."""
    return layer.box.x, layer.box.y, layer.box.x + layer.box.w, layer.box.y + layer.box.h


def meeting(rects: Sequence[Rect], pictures: Sequence[Rect]) -> list[Rect]:
    """Those of the rectangles that share a pixel with a picture."""
    return [
        one
        for one in rects
        if any(one[0] < p[2] and p[0] < one[2] and one[1] < p[3] and p[1] < one[3] for p in pictures)
    ]


def edge_panel(
    edge: str, words: Standing, pictures: Sequence[Rect], drawn: Sequence[Layer], frame: Rect
) -> Rect | None:
    """A panel in place of a scrim at the top or a side; None where no words of its group stand on a picture, or at the
    left next to it."""
    x, y, right, bottom = frame
    first = min((picture[0] for picture in pictures), default=right)
    if edge == "left" and first > x:
        near = [rect for rect in words.every if rect[0] < first <= rect[2] + PAD]
    else:
        near = meeting(words.top if edge == "top" else words.every, pictures)
    if not near:
        return None
    if edge == "top":
        return x, y, right, uncut(max(rect[3] for rect in near) + PAD, drawn)
    if edge == "left":
        return x, y, max(rect[2] for rect in near) + PAD, bottom
    return min(rect[0] for rect in near) - PAD, y, right, bottom


def uncut(edge: int, drawn: Sequence[Layer]) -> int:
    """A panel's lower edge, moved on so that it cuts no chip or drawing in two."""
    for layer in sorted(drawn, key=lambda one: one.box.y):
        if isinstance(layer, Fill | Vector) and layer.name != "handle":
            first, last = layer.box.y - PAD // 2, layer.box.y + layer.box.h
            edge = last + PAD // 2 if first < edge < last + PAD // 2 else edge
    return edge


def floating(rects: Sequence[Rect], frame: Rect) -> Rect | None:
    """A panel that floats on a picture around words, from one side of the frame to the other, or in a picture's half
    only around them; None without words."""
    if not rects:
        return None
    x, _, right, bottom = frame
    left, low = min(rect[0] for rect in rects), max(rect[3] for rect in rects) + PAD * 2 // 3
    start = x + INSET if left < x + 0.5 * (right - x) else left - PAD
    return start, min(rect[1] for rect in rects) - PAD, right - INSET, min(low, bottom - INSET // 2)


def room(rect: Rect, panels: Iterable[Rect], frame: Rect) -> Rect | None:
    """What panels at the top and the sides leave of a picture's rectangle; None where that is next to nothing."""
    x, y, right, bottom = rect
    for panel in panels:
        if panel[3] < frame[3]:
            y = max(y, panel[3])
        elif panel[0] <= frame[0]:
            x = max(x, panel[2])
        else:
            right = min(right, panel[0])
    small = right - x < LEAST * (frame[2] - frame[0]) or bottom - y < LEAST * (frame[3] - frame[1])
    return None if small else (x, y, right, bottom)


@dataclass(frozen=True)
class Panels:
    """What stands in place of a scene's scrims: panels at edges of the frame, and those that float at the bottom, for
    words that stay and for captions."""

    edges: dict[str, Rect]
    still: Rect | None = None
    moving: Rect | None = None
    span: tuple[int, int] | None = None

    def handle(self, rect: Rect) -> float:
        """The height (share of a picture's rectangle) at which nothing stands on a comparison's handle."""
        held = self.still or self.moving
        middle = (rect[1] + rect[3]) / 2
        if held:
            above, below = held[1] - rect[1], rect[3] - held[3]
            middle = rect[1] + above / 2 if above >= min(below, FREE) else held[3] + below / 2
        return min(1.0, max(0.0, (middle - rect[1]) / (rect[3] - rect[1])))


def panels_for(
    edges: Iterable[str], pictures: Sequence[Rect], drawn: Sequence[Layer], frame: Rect, progress: Rect
) -> Panels:
    """The panels in place of scrims at some edges. Where a floating one would come too near to the one at the top, that
    one reaches down behind it, and the picture begins below."""
    wanted, found = set(edges), standing(drawn, frame)
    sides = {edge: edge_panel(edge, found, pictures, drawn, frame) for edge in wanted - {"bottom"}}
    made = {edge: rect for edge, rect in sides.items() if rect}
    still, moving = _floating(found, pictures, made, frame, progress) if "bottom" in wanted else (None, None)
    top = made.get("top")
    near = [one for one in (still, moving) if one and top and one[1] < top[3] + PAD]
    if top and near:
        made["top"] = (*top[:3], max(one[3] for one in near))
        still, moving = _floating(found, pictures, made, frame, progress)
    return Panels(made, still, moving, found.span)


def _floating(
    found: Standing, pictures: Sequence[Rect], edges: dict[str, Rect], frame: Rect, progress: Rect
) -> tuple[Rect | None, Rect | None]:
    rooms = [rect for one in pictures if (rect := room(one, edges.values(), frame))]
    moving = floating([*found.captions, progress], frame) if meeting(found.captions, rooms) else None
    return floating(meeting(found.bottom, rooms), frame), moving


def papers(element: ScrimElement, panels: Panels, setting: Setting) -> list[Layer]:
    """The panels in place of one scrim."""
    if element.edge != "bottom":
        rect = panels.edges.get(element.edge)
        return [paper(rect, element, setting)] if rect else []
    made: list[Layer] = [paper(panels.still, element, setting)] if panels.still else []
    return [*made, paper(panels.moving, element, setting, panels.span)] if panels.moving else made


def paper(rect: Rect, element: ScrimElement, setting: Setting, span: tuple[int, int] | None = None) -> Fill:
    """A panel of paper: at an edge of the frame, or floating around captions, whole while they run and faded in and out
    around them."""
    frame = setting.zone("frame")
    keys: list[Key] = []
    if span:
        first, last = max(0, span[0] - FADE), min(span[1] + FADE, setting.clock.frames)
        keys = [Key(frame=first, value=0.0, ease="linear")] if first < span[0] else []
        keys.append(Key(frame=span[0], value=1.0, ease="linear"))
        if span[1] < last - 1:
            gone = [Key(frame=span[1], value=1.0, ease="hold"), Key(frame=last - 1, value=0.0, ease="linear")]
            keys += [key for key in gone if key.frame > span[0]]
        span = (first, last)
    return Fill(
        name="paper",
        origin=element.origin,
        box=box_of(rect),
        colour=setting.colour("paper"),
        radius=0 if rect[0] <= frame[0] or rect[1] <= frame[1] else round(setting.brand.radius * 2 / 3),
        span=span,
        motion=Motion(opacity=tuple(keys)),
    )


def band(setting: Setting) -> Fill:
    """The band of the brand's colour along the left edge."""
    x, y, _, bottom = setting.zone("frame")
    return Fill(name="band", box=box(x, y, BAND, bottom - y), colour=setting.colour("brand"))
