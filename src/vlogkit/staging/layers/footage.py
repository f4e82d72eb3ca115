"""Lay footage out as one framed layer for each of its pieces."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from vlogkit.records.frame import Rect
from vlogkit.records.templates.element_ground import FootageElement
from vlogkit.records.templates.filled import says_yes
from vlogkit.records.timeline import Box, Camera, Effect, Fill, FootageLayer, Key, Layer
from vlogkit.seeing.watched import Watched
from vlogkit.staging.layers.framing import Framing, contained, frame_clip, hide_cut, part_of, standing, visible
from vlogkit.staging.layers.motif import motif_layer
from vlogkit.staging.layers.steadying import steady
from vlogkit.staging.material import Asset, Glance
from vlogkit.staging.setting import Setting, box_of, even
from vlogkit.timelines.word_boxes import BACKDROP

VEIL = 0.62
"""Strength of the brand's deep colour over a blurred backdrop: with it light words can be read even on a white wall out
of focus (4.5:1 with any of the shipped brands), and the clip stays the brightest."""
WHOLE = 0.97
"""Share of a clip that shows from which on nothing is gained by a backdrop."""
STILL = 1.2
"""Seconds of a clip that are looked at for a card."""
ABOVE, BELOW = 40, 12
"""Pixels by which a whole clip may leave the room between the signature and the captions: their zones are rarely full."""
NEARLY = 1.06
"""A clip that is no higher than this, in rooms, keeps the frame's whole width."""
MOTIF = 0.14
"""Strength of the motif on a backdrop in the brand's colour."""


@dataclass(frozen=True)
class Stretch:
    """Frames of the scene in which a stretch of the source plays from second `start` on; `last` is its latest second,
    None where it may run on."""

    first: int
    end: int
    start: float
    last: float | None


def span_of(at: float, seconds: float, setting: Setting) -> tuple[int, int] | None:
    """The frames in which an element with a time of its own is seen; None where it is never. A card shows what is
    there from the beginning on."""
    clock = setting.clock
    if clock.still:
        return (0, clock.frames) if at == 0 else None
    first = clock.at(at)
    end = min(clock.at(at + seconds), clock.frames) if seconds else clock.frames
    return (first, end) if 0 <= first < end else None


def stretches(pieces: Sequence[tuple[float, float]], span: tuple[int, int], setting: Setting) -> list[Stretch]:
    """Pieces one after the other from the span's first frame to its end, every edge rounded from the beginning, so
    that nothing drifts; the last frame of the last piece stays. Of pieces too short to be seen the first stands."""
    made: list[Stretch] = []
    passed = 0.0
    frame = float(1 / setting.clock.rate)
    for start, end in pieces:
        first = span[0] + setting.clock.at(passed)
        passed += end - start
        until = min(span[0] + setting.clock.at(passed), span[1])
        if first >= span[1]:
            break
        if until > first:
            made.append(Stretch(first, until, start, round(max(start, end - frame), 6)))
    if not made:  # pieces that last no frame: the first picture of them stands
        made = [Stretch(*span, pieces[0][0], pieces[0][0])]
    tail = made[-1]
    return [*made[:-1], Stretch(tail.first, span[1], tail.start, tail.last)]


def footage_layers(element: FootageElement, rect: Rect, setting: Setting) -> list[Layer]:
    """The clip over a rectangle, or whole on a backdrop where its framing asks for one."""
    span = span_of(float(element.at), float(element.seconds), setting)
    if span is None:
        return []
    asset = setting.material.locate(element.file, element.origin)
    pieces = cast("tuple[tuple[float, float], ...]", element.pieces)
    start = float(element.start)
    plays = stretches(pieces, span, setting) if pieces else [Stretch(*span, start, None)]
    place = box_of(rect)
    watched = _look(element, asset, plays, setting)
    framing = _framing(element, watched, place, [play.first - span[0] for play in plays], span, setting)
    steadied = framing.camera
    if watched.shifts:
        steadied = steady(watched.shifts, steadied, rate=_rate(setting))
    box = _beside_words(watched.size, place, setting) if framing.backdrop and watched.size else place
    shown = [_layer(element, asset, box, play, span, setting) for play in plays]
    shown = [
        layer.model_copy(update={"camera": _camera(steadied, index, play, span, len(plays), element)})
        for index, (layer, play) in enumerate(zip(shown, plays, strict=True))
    ]
    return [*(_backdrop(element, place, span, shown, setting) if framing.backdrop else ()), *shown]


def _beside_words(size: tuple[int, int], place: Box, setting: Setting) -> Box:
    """Where a whole clip stands on a backdrop: over all of a frame it leaves the words their room, which are above and
    below it, or left of it where the frame is wide."""
    box = contained(size, place)
    if place != box_of(setting.zone("frame")):
        return box
    if place.w > place.h:
        return box.model_copy(update={"x": place.x + place.w - box.w})
    top, bottom = setting.zone("body")[1] - ABOVE, setting.zone("captions")[1] + BELOW
    if box.h <= NEARLY * (bottom - top):
        return box.model_copy(update={"y": even((top + bottom - box.h) / 2)})
    return contained(size, place.model_copy(update={"y": even(top), "h": even(bottom - top)}))


def _rate(setting: Setting) -> tuple[int, int]:
    return setting.clock.rate.numerator, setting.clock.rate.denominator


def _look(element: FootageElement, asset: Asset, plays: Sequence[Stretch], setting: Setting) -> Watched:
    """What has to be known for the framing asked for; a clip that just covers is not looked at."""
    shake = says_yes(element.steady) and not setting.clock.still
    subject = element.framing == "auto" and not element.focus
    if not (shake or subject or element.framing in {"blur", "brand"}):
        return Watched()
    if setting.clock.still:
        shown: tuple[tuple[float, float], ...] = ((plays[0].start, round(plays[0].start + STILL, 6)),)
    else:
        shown = tuple((play.start, _until(play, setting)) for play in plays)
    return setting.material.watch(asset, Glance(shown, _rate(setting), subject, shake))


def _until(play: Stretch, setting: Setting) -> float:
    """The second of the source at which a stretch ends or stands still."""
    fps = float(setting.clock.rate)
    end = play.start + (play.end - play.first) / fps
    return round(end if play.last is None else min(end, play.last + 1 / fps), 6)


def _framing(
    element: FootageElement, watched: Watched, place: Box, cuts: Sequence[int], span: tuple[int, int], setting: Setting
) -> Framing:
    focus = focus_of(element.focus) if element.focus else None
    size, box = watched.size, (place.w, place.h)
    if size is None or element.framing == "cover":
        return Framing(standing(*(focus or (0.5, 0.5))), False, "focus")
    if element.framing in {"blur", "brand"}:
        small = min(visible(size, box)) < WHOLE
        return Framing(standing(0.5, 0.5), small, "whole")
    return frame_clip(
        watched.sightings,
        picture=size,
        box=box,
        frames=span[1] - span[0],
        rate=_rate(setting),
        focus=focus,
        cuts=cuts,
    )


def focus_of(value: tuple[float, float] | str) -> tuple[float, float]:
    """The focus point; a filled-in template gives it as text like `0.5, 0.4`."""
    if not value:
        return 0.5, 0.5
    if isinstance(value, str):
        x, y = (float(part) for part in value.strip("()[] ").split(","))
        return x, y
    return value


def _camera(
    whole: Camera, index: int, play: Stretch, span: tuple[int, int], count: int, element: FootageElement
) -> Camera:
    """The part of the take's camera that a piece sees, in frames of the scene."""
    camera = part_of(whole, play.first - span[0], play.end - span[0], play.first) if _moves(whole) else whole
    return hide_cut(camera, index) if count > 1 and says_yes(element.zoom_cuts) else camera


def _moves(camera: Camera) -> bool:
    return any(len(track) > 1 for track in (camera.zoom, camera.x, camera.y))


def _layer(
    element: FootageElement, asset: Asset, box: Box, play: Stretch, span: tuple[int, int], setting: Setting
) -> FootageLayer:
    whole = (play.first, play.end) == (0, setting.clock.frames)
    return FootageLayer(
        name=element.name or "footage",
        origin=element.origin,
        box=box,
        span=None if whole else (play.first, play.end),
        file=asset.path,
        sha256=asset.sha256,
        start=play.start,
        last=play.last,
        effects=tuple(Effect(name=name, arguments=arguments) for name, arguments in element.effects.items()),
        radius=element.radius,
    )


def _backdrop(
    element: FootageElement, place: Box, span: tuple[int, int], shown: Sequence[FootageLayer], setting: Setting
) -> list[Layer]:
    """What a clip that is shown whole stands on: itself out of focus, or the brand's colour and motif."""
    deep = setting.colour("deep")
    if element.framing != "brand":
        camera = Camera(x=(Key(frame=0, value=0.5),), y=(Key(frame=0, value=0.5),))
        changes = {"name": BACKDROP, "box": place, "camera": camera, "effects": (), "radius": element.radius}
        blurred = {"blurred": True, "veil": VEIL, "veil_colour": deep}
        return [layer.model_copy(update=changes | blurred) for layer in shown]
    own = None if span == (0, setting.clock.frames) else span
    ground = Fill(name=BACKDROP, origin=element.origin, box=place, span=own, colour=deep, radius=element.radius)
    pattern = motif_layer(setting, place, "paper", MOTIF, origin=element.origin, travels=False)
    return [ground, *(layer.model_copy(update={"span": own}) for layer in pattern)]
