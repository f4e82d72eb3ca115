"""Measure and draw an emblem: a drawing in the brand's colours, parts of which swing, glow or breathe."""

from __future__ import annotations

from vlogkit.records.templates.element import EmblemElement
from vlogkit.records.timeline import Key, Layer, Motion, Track, Vector
from vlogkit.staging.motion import EntranceClock
from vlogkit.staging.setting import Piece, Setting, Spot, box, even
from vlogkit.staging.shapes.emblems import emblem_parts

GLOW, FLAME, BREATH = (0.45, 1.0), (0.8, 1.0), (1.0, 1.035)
SECONDS = {"glow": 1.5, "flame": 0.5, "sway": 1.7, "bloom": 2.0}
"""From one end of a movement to the other."""
SWING = 0.012
"""How far what hangs swings to a side, in shares of the emblem's size."""


def emblem_piece(element: EmblemElement, width: float, setting: Setting) -> Piece:
    """The drawing in the middle of the room that is left for it."""
    colours = [setting.colour(role) for role in (element.role, element.second_role, element.shade_role)]
    parts = emblem_parts(element.emblem, (colours[0], colours[1], colours[2]), element.origin)

    def draw(spot: Spot) -> list[Layer]:
        side = even(min(element.size, spot.width, max(spot.height, element.least)))
        place = box(spot.x + (spot.width - side) / 2, spot.y + max(0, spot.height - side) / 2, side, side)
        enter = setting.clock.enter(element.enter or "fade", element.delay)
        return [
            Vector(
                name="emblem",
                origin=element.origin,
                box=place,
                svg=drawing,
                motion=alive(kind, enter, side, setting.clock),
            )
            for kind, drawing in parts
        ]

    return Piece(width, min(element.least, width), draw, grow=True, fills=True)


def alive(kind: str, enter: Motion, side: int, clock: EntranceClock) -> Motion:
    """The motion of a part that enters and then lives as its kind does, to the scene's end; on a still nothing moves."""
    name, _, how = kind.partition("-")
    if clock.still or name not in SECONDS:
        return enter
    start = enter.opacity[-1].frame if enter.opacity else 0
    step = max(1, clock.at(SECONDS[name]))
    late = how == "late"
    match name:
        case "sway":
            swing = max(2.0, side * SWING) * (-1 if late else 1)
            return enter.model_copy(update={"dx": _to_and_fro(start, step, clock.frames, (0.0, swing, -swing))})
        case "bloom":
            return enter.model_copy(update={"scale": _to_and_fro(start, step, clock.frames, BREATH)})
        case _:
            low, high = GLOW if name == "glow" else FLAME
            ends = (high, low) if not late else (high, (low + high) / 2, high, low)
            track = _to_and_fro(start, step, clock.frames, ends)
            return enter.model_copy(update={"opacity": (*enter.opacity[:-1], *track)})


def _to_and_fro(start: int, step: int, frames: int, ends: tuple[float, ...]) -> Track:
    """Keys that begin at the first of the ends and then go round the others, or between both, about every `step` frames,
    so that the last of them is the scene's last frame."""
    first, *others = ends
    round_ = others if len(others) > 1 else [others[0], first]
    keys = [Key(frame=start, value=first, ease="hold")]
    long = frames - 1 - start
    count = min(long, max(1, round(long / step)))
    keys += [
        Key(frame=start + round(index * long / count), value=round_[(index - 1) % len(round_)], ease="in-out")
        for index in range(1, count + 1)
    ]
    return tuple(keys)
