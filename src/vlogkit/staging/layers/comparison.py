"""Lay out a picture before and a picture after: over each other with a divider where they are registered, else side by
side; each with its label in an outer corner."""

from __future__ import annotations

from typing import NamedTuple

from vlogkit.records.frame import Rect
from vlogkit.records.registration import Registration
from vlogkit.records.templates.element import ChipElement
from vlogkit.records.templates.element_ground import CompareElement
from vlogkit.records.timeline import Compare, Fill, Key, Layer, Motion, PictureLayer, Track, Vector
from vlogkit.staging.layers.drift import drifting
from vlogkit.staging.layers.footage import focus_of
from vlogkit.staging.light_look import FULL
from vlogkit.staging.material import Asset
from vlogkit.staging.pieces.compound import chip_piece
from vlogkit.staging.setting import Piece, Setting, Spot, box, box_of
from vlogkit.staging.shapes.svg_shapes import handle_svg
from vlogkit.timelines.keyframes import values

HANDLE = 88
LINE = 6
SWEEP, REST = 1.0, 1.3
"""Seconds the divider takes from one place to the next, and stands there."""
DIVIDER = "divider"
"""Name of the line between pictures that stand side by side."""
HANDLE_NAME = "handle"
"""Name of the round handle on the divider between pictures that lie over each other."""
GAP = 24
"""Pixels between a label and the divider, or the captions below it."""
FADE = 5
"""Frames in which a label comes and goes."""
EDGE = 0.04
"""Share of the width from a side within which the handle is not shown."""


class _Label(NamedTuple):
    """A chip with the words of one picture, and where it stands."""

    piece: Piece
    x: float
    y: float


def comparison(element: CompareElement, rect: Rect, setting: Setting) -> list[Layer]:
    """The layers of a comparison in a rectangle. Raises InputError, MediaError."""
    before, after = (setting.material.locate(name, element.origin) for name in (element.before, element.after))
    pair = laid_over(element, before, after, setting)
    if not pair.aligned():
        return _side_by_side(element, (before, after), rect, setting)
    divider = divider_track(element, setting)
    return [
        _pictures(element, (before, after), pair, divider, rect, setting),
        *_handle(element, divider, rect, setting),
        *_labels_over(element, divider, rect, setting),
    ]


def leaves_one_whole(element: CompareElement, setting: Setting) -> bool:
    """Whether a divider sweeps over a pair and ends at a side, so that each picture is seen whole in its turn."""
    return setting.purpose == "video" and element.stop in {0, 1}


def laid_over(element: CompareElement, before: Asset, after: Asset, setting: Setting) -> Registration:
    """How the picture before lies over the one after: as was measured; else, where each is seen whole in its turn, so that
    both cover one frame."""
    measured = setting.material.register(before, after)
    if measured.aligned() or not leaves_one_whole(element, setting):
        return measured
    sizes = setting.material.look(before).size, setting.material.look(after).size
    if sizes[0] is None or sizes[1] is None:
        return measured
    wider = (sizes[0][0] / sizes[0][1]) / (sizes[1][0] / sizes[1][1])
    across, down = min(1.0, 1 / wider), min(1.0, wider)
    middle = (1 - across) / 2, (1 - down) / 2
    return Registration(verdict="registered", homography=(across, 0, middle[0], 0, down, middle[1], 0, 0, 1))


def divider_track(element: CompareElement, setting: Setting) -> Track:
    """From `start`, at second `sweep`, through one place to `stop`, where it rests."""
    clock = setting.clock
    rest = (Key(frame=0, value=element.stop),)
    if clock.still:
        return rest
    through = 1 - element.start if element.through is None else element.through
    places = [element.start, *([through] if through != element.stop else []), element.stop]
    keys = [Key(frame=0, value=places[0])]
    second = float(element.sweep)
    for place in places[1:]:
        keys.append(Key(frame=clock.at(second), value=keys[-1].value, ease="hold"))
        keys.append(Key(frame=clock.at(second + SWEEP), value=place, ease="in-out"))
        second += SWEEP + REST
    frames = [key.frame for key in keys]
    if keys[-1].frame >= clock.frames or sorted(set(frames[1:])) != frames[1:]:
        return rest
    clock.settled = max(clock.settled, keys[-1].frame)
    return tuple(keys)


def _pictures(
    element: CompareElement,
    assets: tuple[Asset, Asset],
    pair: Registration,
    divider: Track,
    rect: Rect,
    setting: Setting,
) -> Compare:
    before, after = assets
    camera = drifting(pair.within(focus_of(element.focus)), element.drift, setting, None, element.closer)
    return Compare(
        name=element.name or "compare", origin=element.origin, box=box_of(rect), before=before.path,
        before_sha256=before.sha256, after=after.path, after_sha256=after.sha256, before_camera=camera,
        after_camera=camera, registration=pair, divider=divider, line=setting.colour("paper"), line_width=LINE,
    )  # fmt: skip


def _handle(element: CompareElement, divider: Track, rect: Rect, setting: Setting) -> list[Layer]:
    """The round handle, which goes with the divider and fades where that stands at a side."""
    left, right = rect[0], rect[2]
    width = right - left
    moves = tuple(Key(frame=key.frame, value=(key.value - divider[0].value) * width, ease=key.ease) for key in divider)
    frames = setting.clock.frames
    places = values(divider, 0, frames, element.stop)
    shown = _fading([bool(EDGE <= place <= 1 - EDGE) for place in places], still=setting.clock.still)
    if shown is None:
        return []
    x = left + divider[0].value * width - HANDLE / 2
    y = _handle_height(element, rect, setting) - HANDLE / 2
    return [
        Vector(
            name=HANDLE_NAME,
            origin=element.origin,
            box=box(x, y, HANDLE, HANDLE),
            svg=handle_svg(HANDLE, setting.colour("paper"), setting.colour("brand")),
            motion=Motion(dx=moves, opacity=shown),
        )
    ]


def _handle_height(element: CompareElement, rect: Rect, setting: Setting) -> float:
    """The y of the handle's middle."""
    if element.handle is not None:
        return rect[1] + element.handle * (rect[3] - rect[1])
    left, _, right, bottom = _corners(element, rect, setting)
    if element.labels == "top":
        return bottom - HANDLE / 2
    room = (right - left - GAP) / 2
    chips = [label_chip(element, words, room, setting, after=False).height for words in _label_words(element)]
    return bottom - max(chips, default=-GAP) - GAP - HANDLE / 2


def _label_words(element: CompareElement) -> list[str]:
    return [words for words in (element.before_label, element.after_label) if words]


def _fading(seen: list[bool], *, still: bool) -> Track | None:
    """The opacity of what is seen at some frames; empty where it always is, None where it never is."""
    if not any(seen):
        return None
    if still or all(seen):
        return ()
    keys = [Key(frame=0, value=float(seen[0]))]
    for frame in range(1, len(seen)):
        if seen[frame] != seen[frame - 1]:
            begin = max(frame, keys[-1].frame + 1)
            keys += [
                Key(frame=begin, value=float(not seen[frame]), ease="hold"),
                Key(frame=begin + FADE, value=float(seen[frame])),
            ]
    return tuple(keys)


def _corners(element: CompareElement, rect: Rect, setting: Setting) -> Rect:
    """The part of the rectangle in whose corners labels may stand: inside the safe zone, above captions."""
    safe = setting.zone("safe")
    margin = safe[0] if setting.frame.format != "portrait" else GAP * 2
    captioned = setting.purpose == "video" and setting.captioned
    below = setting.zone("captions")[1] - GAP if captioned else setting.zone("open")[3]
    left, top = max(rect[0] + margin // 2, safe[0]), max(rect[1] + margin, safe[1])
    right, bottom = min(rect[2] - margin // 2, safe[2]), min(rect[3] - margin, below)
    return left, top, right, bottom


def label_chip(
    element: CompareElement, words: str, width: float, setting: Setting, *, after: bool, beside: bool = False
) -> Piece:
    """The label of one of a pair's pictures, on it or `beside` it on the scene's ground, where a dark one would not be
    seen."""
    light = after or (beside and setting.ground in FULL)
    chip = ChipElement(
        words=words, origin=element.origin, enter="none", name="label",
        ground="accent" if after else "paper" if light else "ink", role="ink" if light else "paper",
        opacity=1.0 if light else 0.86,
    )  # fmt: skip
    return chip_piece(chip, width, setting)


def _labels_over(element: CompareElement, divider: Track, rect: Rect, setting: Setting) -> list[Layer]:
    """The label before at the left and the label after at the right, each while the divider leaves it its place."""
    left, top, right, bottom = _corners(element, rect, setting)
    room = (right - left - GAP) / 2
    places = values(divider, 0, setting.clock.frames, element.stop) * (rect[2] - rect[0]) + rect[0]
    layers: list[Layer] = []
    for words, after in ((element.before_label, False), (element.after_label, True)):
        if not words:
            continue
        piece = label_chip(element, words, room, setting, after=after)
        x = right - piece.width if after else left
        y = top if element.labels == "top" else bottom - piece.height
        seen = [bool(at < x - GAP if after else at > x + piece.width + GAP) for at in places]
        track = _fading(seen, still=setting.clock.still)
        if track is not None:
            drawn = piece.draw(Spot(x, y, piece.width, piece.height))
            motion = Motion(opacity=track)
            layers += [layer.model_copy(update={"motion": motion}) for layer in drawn]
    return layers


def _side_by_side(element: CompareElement, assets: tuple[Asset, Asset], rect: Rect, setting: Setting) -> list[Layer]:
    """Each picture in a half of its own, the before at the left or, in a tall rectangle, above."""
    left, top, right, bottom = rect
    tall = bottom - top > right - left
    middle = box(left, top, (right - left) / 2, (bottom - top) / 2)
    across, down = middle.x + middle.w, middle.y + middle.h
    halves: tuple[Rect, Rect] = (
        ((left, top, right, down), (left, down, right, bottom))
        if tall
        else ((left, top, across, bottom), (across, top, right, bottom))
    )
    focus = (0.5, 0.5), focus_of(element.focus)
    layers: list[Layer] = [
        PictureLayer(
            name=element.name or "compare", origin=element.origin, box=box_of(half), file=asset.path,
            sha256=asset.sha256, camera=drifting(point, element.drift, setting),
        )
        for half, asset, point in zip(halves, assets, focus, strict=True)
    ]  # fmt: skip
    line = box(left, down - LINE / 2, right - left, LINE) if tall else box(across - LINE / 2, top, LINE, bottom - top)
    layers.append(Fill(name=DIVIDER, origin=element.origin, box=line, colour=setting.colour("paper")))
    return layers + _labels_beside(element, rect, setting, tall=tall)


def _labels_beside(element: CompareElement, rect: Rect, setting: Setting, *, tall: bool) -> list[Layer]:
    """In the outer corners: beside each other as where they lie over each other; over each other both at the right, the
    before at the top, so that words may stand at the left of the line between them."""
    left, top, right, bottom = _corners(element, rect, setting)
    room = (right - left - GAP) / 2
    layers: list[Layer] = []
    for words, after in ((element.before_label, False), (element.after_label, True)):
        if not words:
            continue
        piece = label_chip(element, words, room, setting, after=after)
        high = top if element.labels == "top" and not tall else bottom - piece.height
        x, y = (right - piece.width if after or tall else float(left)), (top if tall and not after else high)
        layers += piece.draw(Spot(x, y, piece.width, piece.height))
    return layers
