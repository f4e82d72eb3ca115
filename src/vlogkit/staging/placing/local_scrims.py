"""Draw soft bands around the words that stand on a picture, no stronger than they need."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from vlogkit.records.base import Colour
from vlogkit.records.frame import Rect
from vlogkit.records.templates.element import Element
from vlogkit.records.templates.element_base import Role
from vlogkit.records.templates.element_ground import ScrimElement
from vlogkit.records.timeline import (
    LOGO_NAMES,
    Compare,
    Counter,
    Fill,
    FootageLayer,
    Key,
    Layer,
    Motion,
    Pattern,
    PictureLayer,
    Shade,
    Text,
    Vector,
)
from vlogkit.staging.material import Asset
from vlogkit.staging.placing.film_views import looks_at
from vlogkit.staging.placing.pair_tones import tones_behind_pair
from vlogkit.staging.placing.veils import UNKNOWN, Over, grey_level, needed, tones_behind
from vlogkit.staging.setting import Setting, box_of, mix
from vlogkit.timelines.word_boxes import (
    BACKDROP,
    Words,
    blocks_of,
    grown,
    hull,
    inside,
    meets,
    rect_of,
    standing_boxes,
    words_of,
)

FALL, WIDE_FALL = 140, 240
"""Pixels within which a band falls to nothing; in a wide frame, where it ends beside the words more than above them."""
NIGHT = "#000000"
"""The colour of a dark band: each pixel is so much darker and keeps its own hue, as a photograph in less light does."""
CAP = 0.7
"""A band is never stronger; where words need more, they get a panel."""
LEAST = 0.6
"""Of the strength of a group's strongest line, what its others have at least: one block has one ground."""
LIGHT, LIT = 150, 205
"""The grey level from which on words are light, and that which light words have on a picture."""
REACH = 280
"""A band goes on to edges of the frame that are nearer than this: between words and edge its end would look like a smudge."""
INNER = 24
"""Pixels around letters in which a band keeps its strength."""
NEAR = 56
"""Pixels between words from which on they have bands of their own."""
PANEL_PAD = 36
"""Pixels of a panel around the words that it hugs."""
PANEL_RADIUS = 36
"""Pixels of its corners' radius at most; a brand's own may be less."""
NEARLY, BELOW_BAR = 0.75, 8
"""Share of the bar of progress from which on a panel holds it; pixels that a panel keeps below it."""
TOGETHER = 120
"""Pixels between things that stand on one panel of paper."""
ASIDE = ("progress", "motif")
"""Names of layers that stand on no panel."""
FADE = 8
"""Frames in which a band comes and goes with words that do not stand for the whole scene."""
LATE = 20
"""Frames after the scene's beginning from which on words come late, and their band with them."""
OUTLINED = 0.04
"""Ems of an outline from which on letters carry their own ground."""
CAPTION = "caption"


class Shaded(NamedTuple):
    """Something readable on a picture: its words, the frames for which it stands, and the veil that it needs."""

    box: Rect
    span: tuple[int, int]
    deep: float
    pale: float
    """The strength it needs of a dark band, and of one of paper."""
    caption: bool = False

    @property
    def least(self) -> float:
        """The strength it needs of the better of the two."""
        return min(self.deep, self.pale)


def local_of(elements: Sequence[Element]) -> ScrimElement | None:
    """The scrim of a scene, if it has one."""
    return next((one for one in elements if isinstance(one, ScrimElement)), None)


def local_scrim(element: ScrimElement, layers: Sequence[Layer], setting: Setting) -> list[Layer]:
    """A band, or a panel where a band is not enough, around each group of words on a picture; `layers` are the scene's,
    from the back to the front."""
    found = _shaded(element, layers, setting)
    marks = [layer for layer in layers if layer.name in LOGO_NAMES]
    if found:
        found += [Shaded(rect_of(mark.box), (0, setting.clock.frames), 0.0, 0.0) for mark in marks]
    groups = [group for group in grouped(_captions_together(found)) if any(one.deep or one.pale for one in group)]
    return [_band(group, element, setting) for group in groups]


def paper_under(element: ScrimElement, layers: Sequence[Layer], setting: Setting) -> list[Layer]:
    """In the light look, one panel of paper under all that stands together on a picture, with its chips and marks, and
    another under its captions for as long as they run; labels and the handle on a pair are the picture's own."""
    found = _captions_together(_shaded(element, layers, setting))
    still = [one for one in found if not one.caption]
    captions = [one for one in found if one.caption]
    pairs = {layer.origin for layer in layers if isinstance(layer, Compare) and layer.origin}
    others = [
        layer
        for layer in layers
        if not isinstance(layer, PictureLayer)
        and layer.name != CAPTION
        and not layer.name.startswith(ASIDE)
        and layer.origin not in pairs
    ]
    blocks = blocks_of(standing_boxes(others, setting.zone("frame")), TOGETHER)
    progress = [rect_of(layer.box) for layer in layers if layer.name.startswith("progress")]
    panels = []
    for block in blocks:
        held = [one for one in still if inside(one.box, block)]
        if held:
            span = min(one.span[0] for one in held), max(one.span[1] for one in held)
            apart = _clear_of(progress, block)
            panels.append(_panel([held[0]._replace(box=apart, span=span)], "paper", element, setting))
    return panels + ([_panel(captions, "paper", element, setting)] if captions else [])


def _clear_of(bars: Sequence[Rect], block: Rect) -> Rect:
    """A block whose panel would end on the bar of progress, or close to it: with the bar where it is nearly as wide, and
    below it where it is narrower, since a wide panel for few words would cover who stands behind."""
    if not any(meets(bar, grown(block, 2 * PANEL_PAD)) for bar in bars):
        return block
    bar = hull(bars)
    if block[2] - block[0] >= NEARLY * (bar[2] - bar[0]):
        return hull([block, bar])
    left, top, right, bottom = block
    return left, max(top, bar[3] + PANEL_PAD + BELOW_BAR), right, bottom


def _shaded(element: ScrimElement, layers: Sequence[Layer], setting: Setting) -> list[Shaded]:
    """What every line of words on a picture needs."""
    return [one for words in words_of(layers) if (one := shaded(words, layers, element, setting))]


def lightened(layers: Sequence[Layer], element: ScrimElement, ground: Colour, setting: Setting) -> list[Layer]:
    """The layers with light words on a picture in tones that need little more of a band than white ones do: every
    highlight of an item stays, in all its scenes and formats alike. Where one is faint on the scene's own ground beside
    the picture, it is left out."""
    changed = list(layers)
    for words in words_of(layers):
        own = changed[words.layer]
        if not isinstance(own, Text | Counter):
            continue
        if shaded(words, layers, element, setting):
            changed[words.layer] = _in_colours(own, lambda colour: paler(colour, setting.colour("paper")))
        elif len(words.colours) > 1 and not any(_carries(layer, words.box) for layer in layers[: words.layer]):
            level = round(grey_level(ground))
            if needed(words, (level, level), ground) > 0:
                changed[words.layer] = _in_colours(own, lambda colour: colour, spans=False)
    return changed


def paler(colour: Colour, paper: Colour) -> Colour:
    """A light colour mixed with paper until it is as bright as words on a picture should be; others as they are."""
    if grey_level(colour) < LIGHT:
        return colour
    steps = (mix(colour, paper, share / 10) for share in range(10))
    return next((one for one in steps if grey_level(one) >= LIT), paper)


def _in_colours(own: Text | Counter, changed: Callable[[Colour], Colour], *, spans: bool = True) -> Layer:
    """Words in other colours, with or without their highlights."""
    if isinstance(own, Counter):
        return own.model_copy(update={"colour": changed(own.colour)})
    kept = tuple(
        line.model_copy(update={"spans": tuple((*at, changed(colour)) for *at, colour in line.spans if spans)})
        for line in own.lines
    )
    return own.model_copy(update={"lines": kept, "colour": changed(own.colour)})


def shaded(words: Words, layers: Sequence[Layer], element: ScrimElement, setting: Setting) -> Shaded | None:
    """What a line of words needs; None where it stands on no picture, or has a ground of its own."""
    own, below = layers[words.layer], layers[: words.layer]
    if isinstance(own, Text) and own.stroke >= OUTLINED * own.style.size:
        return None
    if any(_carries(layer, words.box) for layer in below):
        return None
    span = lifetime(own, setting.clock.frames)
    tones = [tones for layer in below if (tones := _tones(layer, words.box, span, setting))]
    if not tones:
        return None
    darkest, brightest = min(low for low, _ in tones), max(high for _, high in tones)
    over = [
        Over(grey_level(layer.colour), layer.strength)
        for layer in below
        if isinstance(layer, Pattern) and meets(rect_of(layer.box), words.box)
    ]
    needs = [needed(words, (darkest, brightest), veil, over) for veil in (NIGHT, setting.colour("paper"))]
    return Shaded(words.box, span, needs[0], needs[1], own.name == CAPTION)


def _carries(layer: Layer, box: Rect) -> bool:
    """Whether a layer is a chip, a panel or another ground made for words."""
    return isinstance(layer, Fill | Vector) and layer.name != BACKDROP and inside(box, rect_of(layer.box))


def _tones(layer: Layer, box: Rect, span: tuple[int, int], setting: Setting) -> tuple[int, int] | None:
    """The tones of a picture or clip behind a box."""
    if not meets(rect_of(layer.box), box):
        return None
    first, last = span
    frames = sorted({first, (first + last) // 2, max(first, last - 1)})
    if isinstance(layer, PictureLayer):
        seen = setting.material.look(Asset(layer.file, layer.sha256))
        return tones_behind(box, layer, seen, frames)
    if isinstance(layer, Compare) and layer.registration:
        before = setting.material.look(Asset(layer.before, layer.before_sha256))
        after = setting.material.look(Asset(layer.after, layer.after_sha256))
        return tones_behind_pair(box, layer, layer.registration, (before, after), frames)
    if isinstance(layer, FootageLayer) and not layer.blurred:
        return _film_tones(layer, box, span, setting)
    return UNKNOWN if isinstance(layer, Compare) else None


def _film_tones(layer: FootageLayer, box: Rect, span: tuple[int, int], setting: Setting) -> tuple[int, int] | None:
    """The tones of a clip behind a box, from the look at it before words come to the one after they have gone; nobody
    knows them under an effect. None where the clip is not there in that time."""
    begin, end = layer.span or (0, setting.clock.frames)
    if end <= span[0] or span[1] <= begin:
        return None
    looks = looks_at(layer, setting)
    near = [
        tones_behind(box, layer, seen, [one.frame])
        for number, (one, seen) in enumerate(looks)
        if any(other.first < span[1] and span[0] < other.last for other, _ in looks[max(0, number - 1) : number + 2])
    ]
    return UNKNOWN if layer.effects else (min(low for low, _ in near), max(high for _, high in near))


def lifetime(layer: Layer, frames: int) -> tuple[int, int]:
    """The frames for which a layer shows: its span, from where it begins to appear where that is late. Captions, which
    a poster is not to have, begin when they do."""
    first, last = layer.span or (0, frames)
    track = layer.motion.opacity
    if track and track[0].value == 0:
        first = max(first, track[0].frame)
    return (0 if first < LATE and layer.name != CAPTION else first), last


def grouped(found: Sequence[Shaded]) -> list[list[Shaded]]:
    """Words near each other that stand for the same frames, as groups."""
    groups: list[list[Shaded]] = []
    for one in found:
        near = [
            group
            for group in groups
            if any(one.span == other.span and meets(grown(one.box, NEAR), other.box) for other in group)
        ]
        groups = [group for group in groups if group not in near] + [[one, *(each for group in near for each in group)]]
    return groups


def _band(group: Sequence[Shaded], element: ScrimElement, setting: Setting) -> Layer:
    """A soft band of the colour that words need less of; a panel where they need too much."""
    deep, pale = max(one.deep for one in group), max(one.pale for one in group)
    dark = deep <= pale
    strength = min(deep, pale)
    if strength > CAP:
        return _panel(group, element.role if dark else "paper", element, setting)
    frame = setting.zone("frame")
    areas = [box_of(area) for area in _areas([grown(one.box, INNER) for one in group], frame)]
    strengths = [max(strength * LEAST, one.deep if dark else one.pale) for one in group]
    fall = fall_of(setting)
    around = grown(hull([rect_of(area) for area in areas]), fall)
    seen = (max(around[0], frame[0]), max(around[1], frame[1]), min(around[2], frame[2]), min(around[3], frame[3]))
    span, motion = _life(group, setting)
    return Shade(
        name="scrim",
        origin=element.origin,
        box=box_of(seen),
        span=span,
        motion=motion,
        colour=NIGHT if dark else setting.colour("paper"),
        areas=tuple(areas),
        strengths=tuple(round(one, 3) for one in strengths),
        fall=fall,
    )


def fall_of(setting: Setting) -> int:
    """Pixels within which a band falls to nothing."""
    left, top, right, bottom = setting.zone("frame")
    return WIDE_FALL if right - left > bottom - top else FALL


def _areas(boxes: Sequence[Rect], frame: Rect) -> list[Rect]:
    """Where a band keeps its strength: each line's height from side to side, in a wide frame over the block's width, and on
    to near edges of the frame."""
    block = hull(boxes)
    if frame[2] - frame[0] <= frame[3] - frame[1]:
        block = (frame[0], block[1], frame[2], block[3])
    left, top, right, bottom = (
        end if abs(end - side) < REACH else side for side, end in zip(block, frame, strict=True)
    )
    return [
        (left, top if box[1] == block[1] else box[1], right, bottom if box[3] == block[3] else box[3]) for box in boxes
    ]


def _panel(group: Sequence[Shaded], role: Role, element: ScrimElement, setting: Setting) -> Layer:
    """A panel that hugs words."""
    span, motion = _life(group, setting)
    return Fill(
        name="panel",
        origin=element.origin,
        box=box_of(grown(hull([one.box for one in group]), PANEL_PAD)),
        span=span,
        motion=motion,
        colour=setting.colour(role),
        radius=min(PANEL_RADIUS, setting.brand.radius),
    )


def _life(group: Sequence[Shaded], setting: Setting) -> tuple[tuple[int, int] | None, Motion]:
    """The frames for which a ground stands, and how it comes and goes around the time of its words, which have it whole."""
    frames = setting.clock.frames
    first, last = group[0].span
    if (first, last) == (0, frames):
        return None, Motion()
    begin, end = max(0, first - FADE), min(frames, last + FADE)
    keys = [(begin, 0.0), (first, 1.0)] if first > begin else []
    keys += [(last, 1.0), (end - 1, 0.0)] if end - 1 > last else []
    rising = [key for index, key in enumerate(keys) if not index or key[0] > keys[index - 1][0]]
    return (begin, end), Motion(opacity=tuple(Key(frame=at, value=value, ease="linear") for at, value in rising))


def _captions_together(found: Sequence[Shaded]) -> list[Shaded]:
    """Captions follow each other: their band stays from the first to the last of them."""
    spans = [one.span for one in found if one.caption]
    if not spans:
        return list(found)
    together = (min(first for first, _ in spans), max(last for _, last in spans))
    return [one._replace(span=together) if one.caption else one for one in found]
