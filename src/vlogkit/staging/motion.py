"""Time the entrances of a scene's layers, one after the other, as keyframes."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from vlogkit.records.templates.element_base import Enter
from vlogkit.records.timeline import Key, Layer, Motion, Track

ENTER_SECONDS = 0.45
RISE_PIXELS = 32
STAGGER_SECONDS = 0.07
COUNT_SECONDS = 0.9
GROW_SECONDS = 0.9
LEAVE_SECONDS = 0.25


@dataclass
class EntranceClock:
    """Turns whole seconds into frames and hands out the entrances of one scene, one after the other."""

    rate: Fraction
    frames: int
    base: int = 0
    """The frame at which the first element may enter: the transition is mostly over."""
    still: bool = False
    turn: int = 0
    settled: int = field(default=0)

    def at(self, seconds: float) -> int:
        """Seconds as a whole number of frames."""
        return round(seconds * self.rate)

    def next_turn(self, delay: float = 0.0) -> int:
        """The frame at which the next element enters."""
        frame = self.base + self.at(self.turn * STAGGER_SECONDS + delay)
        self.turn += 1
        return min(frame, max(0, self.frames - 2))

    def enter(self, kind: Enter, delay: float = 0.0) -> Motion:
        """The entrance of the next element; nothing moves on a still."""
        if self.still or kind == "none":
            return Motion()
        start = self.next_turn(delay)
        end = min(start + self.at(ENTER_SECONDS), self.frames - 1)
        self.settled = max(self.settled, end)
        if kind == "wipe":
            return Motion(reveal=between(start, end, 0, 1, "in-out"))
        fade = between(start, end, 0, 1, "out")
        rise = between(start, end, RISE_PIXELS, 0, "expo-out") if kind == "rise" else ()
        return Motion(opacity=fade, dy=rise)

    def grow(self, start: int, value: float) -> Track:
        """0 to `value` in the time numbers count and bars grow."""
        if self.still:
            return (Key(frame=0, value=value, ease="hold"),)
        end = min(start + self.at(GROW_SECONDS), self.frames - 1)
        self.settled = max(self.settled, end)
        return between(start, end, 0, value, "out")


def between(start: int, end: int, first: float, last: float, ease: str) -> Track:
    """Two keys; one standing key where there is no time between them."""
    if end <= start:
        return (Key(frame=start, value=last, ease="hold"),)
    return (
        Key(frame=start, value=first, ease="hold"),
        Key.model_validate({"frame": end, "value": last, "ease": ease}),
    )


def leaving(layers: list[Layer], second: float, clock: EntranceClock) -> list[Layer]:
    """The layers, fading out at a second of the scene; 0 is never, and a still shows everything."""
    if second <= 0 or clock.still:
        return layers
    first = clock.at(second)
    gone = min(first + clock.at(LEAVE_SECONDS), clock.frames)
    if first >= clock.frames - 1:
        return layers
    left: list[Layer] = []
    for layer in layers:
        start, end = layer.span or (0, clock.frames)
        if end <= first:
            left.append(layer)
            continue
        keys = [key for key in layer.motion.opacity if key.frame < first]
        seen = keys[-1].value if keys else 1.0
        track = (*keys, Key(frame=first, value=seen, ease="hold"), Key(frame=gone, value=0.0, ease="in"))
        if start >= gone:
            continue
        motion = layer.motion.model_copy(update={"opacity": track})
        left.append(layer.model_copy(update={"motion": motion, "span": (start, min(end, gone))}))
    return left
