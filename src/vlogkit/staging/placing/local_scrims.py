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
from vlogkit.staging.placing.picture_views import subjects_of
from vlogkit.staging.placing.veils import UNKNOWN, Over, grey_level, mean_behind, needed, tones_behind
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

FALL = 240
"""Pixels within which a band falls to nothing."""
NIGHT = "#000000"
"""The colour of a dark band: each pixel is so much darker and keeps its own hue, as a photograph in less light does."""
CAP = 0.7
"""A band is never stronger; where words need more, they get a panel."""
MURKY, AFLOAT = 0.45, 0.12
"""By how much of white a band may darken, or brighten, what is behind words, and one that ends on every side within the
picture: more is seen as a fog before it, and a panel with an edge is the better ground."""
LIGHT, LIT = 150, 205
"""The grey level from which on words are light, and that which light words have on a picture."""
REACH = 280
"""A band goes on to edges of the frame that are nearer than this: between words and edge its end would look like a smudge."""
INNER = 24
"""Pixels around letters in which a band keeps its strength."""
NEAR = 56
"""Pixels between words from which on they have bands of their own."""
PANEL_PAD, TIGHTER = 36, (28, 20, 12)
"""Pixels of a panel around the words that it hugs, and fewer, where it would reach over a face."""
PANEL_RADIUS = 36
"""Pixels of its corners' radius at most; a brand's own may be less."""
NEARLY, BELOW_BAR = 0.75, 8
"""Share of the bar of progress from which on a panel holds it; pixels that a panel keeps below it."""
TOGETHER = 120
"""Pixels between things that stand on one panel of paper."""
CAPTION = "caption"
ASIDE = ("progress", "motif", CAPTION)
"""Names of layers that stand on no panel."""
FADE = 8
"""Frames in which a band comes and goes with words that do not stand for the whole scene."""
LATE = 20
"""Frames after the scene's beginning from which on words come late, and their band with them."""
OUTLINED = 0.04
"""Ems of an outline from which on letters carry their own ground."""


class Shaded(NamedTuple):
    """Something readable on a picture: its words, the frames for which it stands, and the veil that it needs."""

    box: Rect
    span: tuple[int, int]
    deep: float
    pale: float
    """The strength it needs of a dark band, and of one of paper."""
    mean: float = 0.0
    """How bright the picture is behind it, 0–1."""

    @property
    def least(self) -> float:
        """The strength it needs of the better of the two."""
        return min(self.deep, self.pale)


def local_of(elements: Sequence[Element]) -> ScrimElement | None:
    """The scrim of a scene, if it has one."""
    return next((one for one in elements if isinstance(one, ScrimElement)), None)


def local_scrim(element: ScrimElement, layers: Sequence[Layer], setting: Setting) -> list[Layer]:
    """A band around each group of words on a picture, or a panel under all that stands together with it where a band is
    not enough; `layers` are the scene's, from the back to the front."""
    found = _shaded(element, layers, setting)
    marks = [layer for layer in layers if layer.name in LOGO_NAMES]
    if found:
        found += [Shaded(rect_of(mark.box), (0, setting.clock.frames), 0.0, 0.0) for mark in marks]
    bands = [_Band(group, setting) for group in grouped(found) if any(one.deep or one.pale for one in group)]
    beyond = [band for band in bands if band.is_panel()]
    if not beyond:
        return [_shade(band, element, setting) for band in bands]
    role = element.role if beyond[0].dark else "paper"
    words = [one for band in beyond for one in band.group]
    must = any(band.strength > CAP for band in beyond)
    panels = _panels_under(words, role, element, layers, setting, must=must)
    free = [band for band in bands if not any(_holds(panel, band, setting) for panel in panels)]
    return panels + [_shade(band, element, setting) for band in free]


def _holds(panel: Layer, band: _Band, setting: Setting) -> bool:
    """Whether a panel stands under words for all the time that they do."""
    first, last = lifetime(panel, setting.clock.frames)
    begins, ends = band.group[0].span
    return inside(band.around, rect_of(panel.box)) and first <= begins and ends <= last


def paper_under(element: ScrimElement, layers: Sequence[Layer], setting: Setting) -> list[Layer]:
    """In the light look, one panel of paper under all that stands together on a picture."""
    return _panels_under(_shaded(element, layers, setting), "paper", element, layers, setting)


def _panels_under(
    found: Sequence[Shaded],
    role: Role,
    element: ScrimElement,
    layers: Sequence[Layer],
    setting: Setting,
    *,
    must: bool = True,
) -> list[Layer]:
    """A panel under all that stands together with some words, with its chips and marks; captions have pills of their own,
    and labels and the handle on a pair are the picture's. None over a face unless there `must` be one."""
    pairs = {layer.origin for layer in layers if isinstance(layer, Compare) and layer.origin}
    others = [
        layer
        for layer in layers
        if not isinstance(layer, PictureLayer) and not layer.name.startswith(ASIDE) and layer.origin not in pairs
    ]
    blocks = blocks_of(standing_boxes(others, setting.zone("frame")), TOGETHER)
    progress = [rect_of(layer.box) for layer in layers if layer.name.startswith("progress")]
    faces = [face for layer in layers if isinstance(layer, PictureLayer) for face in subjects_of(layer, setting)]
    panels = []
    for block in blocks:
        held = [one for one in found if inside(one.box, block)]
        apart = _clear_of(progress, block)
        pads = [pad for pad in (PANEL_PAD, *TIGHTER) if not any(meets(grown(apart, pad), face) for face in faces)]
        if held and (pads or must):
            span = min(one.span[0] for one in held), max(one.span[1] for one in held)
            panels.append(_panel(apart, span, role, element, setting, (pads or TIGHTER[-1:])[0]))
    return panels


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
    means = [mean for layer in below if (mean := _mean(layer, words.box, span, setting)) is not None]
    return Shaded(words.box, span, needs[0], needs[1], means[-1] if means else 0.5)


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


def _mean(layer: Layer, box: Rect, span: tuple[int, int], setting: Setting) -> float | None:
    """How bright a picture is behind a box, 0–1: white where nobody looked at it; None for anything else."""
    if not isinstance(layer, PictureLayer) or not meets(rect_of(layer.box), box):
        return None
    seen = setting.material.look(Asset(layer.file, layer.sha256))
    return mean_behind(box, layer, seen, span[0]) / 255 if seen.size else 1.0


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


class _Band:
    """What a group of words on a picture needs: a band of the colour of which they need less, as strong all over as for the
    one that needs most."""

    def __init__(self, group: Sequence[Shaded], setting: Setting) -> None:
        deep, pale = max(one.deep for one in group), max(one.pale for one in group)
        self.group, self.dark, self.strength = group, deep <= pale, min(deep, pale)
        self.frame = setting.zone("frame")
        self.around = hull([one.box for one in group])
        self.area = _area(grown(self.around, INNER), self.frame)

    def is_panel(self) -> bool:
        """Whether they need more than a band may be, or so much that it would be seen as a fog."""
        means = [one.mean for one in self.group if one.least]
        mean = sum(means) / len(means)
        seen = self.strength * (mean if self.dark else 1 - mean)
        return self.strength > CAP or seen > (AFLOAT if _is_afloat(self.area, self.frame) else MURKY)


def _shade(band: _Band, element: ScrimElement, setting: Setting) -> Layer:
    """A soft band, as far as it is in the frame."""
    around, frame = grown(band.area, FALL), band.frame
    within = (max(around[0], frame[0]), max(around[1], frame[1]), min(around[2], frame[2]), min(around[3], frame[3]))
    span, motion = _life(band.group[0].span, setting)
    return Shade(
        name="scrim",
        origin=element.origin,
        box=box_of(within),
        span=span,
        motion=motion,
        colour=NIGHT if band.dark else setting.colour("paper"),
        areas=(box_of(band.area),),
        strengths=(round(band.strength, 3),),
        fall=FALL,
    )


def _area(block: Rect, frame: Rect) -> Rect:
    """Where a band keeps its strength: the height of a block from side to side, in a wide frame over its width, and on to
    near edges of the frame."""
    if frame[2] - frame[0] <= frame[3] - frame[1]:
        block = (frame[0], block[1], frame[2], block[3])
    left, top, right, bottom = (
        end if abs(end - side) < REACH else side for side, end in zip(block, frame, strict=True)
    )
    return left, top, right, bottom


def _is_afloat(area: Rect, frame: Rect) -> bool:
    """Whether a band goes on to no edge of the frame on one of its axes, or, from side to side, above and below."""
    tall = area[1] <= frame[1] or area[3] >= frame[3]
    return not tall and (area[0] <= frame[0]) == (area[2] >= frame[2])


def _panel(block: Rect, span: tuple[int, int], role: Role, element: ScrimElement, setting: Setting, pad: int) -> Layer:
    """A panel that hugs a block for as long as it stands."""
    own, motion = _life(span, setting)
    return Fill(
        name="panel",
        origin=element.origin,
        box=box_of(grown(block, pad)),
        span=own,
        motion=motion,
        colour=setting.colour(role),
        radius=min(PANEL_RADIUS, setting.brand.radius),
    )


def _life(span: tuple[int, int], setting: Setting) -> tuple[tuple[int, int] | None, Motion]:
    """The frames for which a ground stands, and how it comes and goes around the time of its words, which have it whole."""
    frames = setting.clock.frames
    first, last = span
    if (first, last) == (0, frames):
        return None, Motion()
    begin, end = max(0, first - FADE), min(frames, last + FADE)
    keys = [(begin, 0.0), (first, 1.0)] if first > begin else []
    keys += [(last, 1.0), (end - 1, 0.0)] if end - 1 > last else []
    rising = [key for index, key in enumerate(keys) if not index or key[0] > keys[index - 1][0]]
    return (begin, end), Motion(opacity=tuple(Key(frame=at, value=value, ease="linear") for at, value in rising))
