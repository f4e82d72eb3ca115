"""Time the entrances of a scene's layers, one after the other, as keyframes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
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
LATE_SECONDS = 1.0
"""What a poster's element waits at least, to come later than the poster."""
LISTED, EACH_SECONDS = Fraction(1, 3), 0.15
"""Share of a scene in which all items of a list have come, and the seconds from one to the next at most, so that the list of
a long scene does not stay empty."""
LIGHT_SECONDS = 0.5
"""In which the colour runs over the highlighted words of a line."""


@dataclass
class EntranceClock:
    """Turns whole seconds into frames and hands out the entrances of one scene, one after the other."""

    rate: Fraction
    frames: int
    base: int = 0
    """The frame at which the first element enters: while the scene takes over, so that no bare ground is seen."""
    still: bool = False
    poster: bool = False
    """Whether frame 0 is finished: the first scene of a video, which is its cover and what it loops back to."""
    stands: bool = False
    """Whether a later scene begins as it stays, since nothing is carried into it: only what is drawn along, counts or comes
    as a later item of a list moves."""
    turn: int = 0
    wait: int = 0
    """Frames before which nothing of the item that is drawn enters."""
    settled: int = field(default=0)

    def at(self, seconds: float) -> int:
        """Seconds as a whole number of frames."""
        return round(seconds * self.rate)

    @property
    def arrived(self) -> bool:
        """Whether everything stands from the first frame on."""
        return self.still or self.poster

    def next_turn(self, delay: float = 0.0) -> int:
        """The frame at which the next element enters."""
        frame = max(self.wait, self.base + self.at(self.turn * STAGGER_SECONDS + delay))
        self.turn += 1
        return min(frame, max(0, self.frames - 2))

    @contextmanager
    def listed(self, index: int, count: int) -> Iterator[None]:
        """Draw an item of a list (from 0) of so many: the first with the scene, the others one after the other, all of
        them within its first third."""
        before, turn = self.wait, self.turn
        if self.stands and count > 1:
            room = max(0, int(self.frames * LISTED) - self.at(ENTER_SECONDS))
            room = min(room, self.at(EACH_SECONDS * (count - 1)))
            self.wait, self.turn = max(before, room * index // (count - 1)), 0
        yield
        self.wait, self.turn = before, max(turn, self.turn)

    @contextmanager
    def coming(self) -> Iterator[None]:
        """Draw what always comes and never stands from the start: words with the plate that is drawn under them."""
        before, self.wait = self.wait, max(self.wait, 1)
        yield
        self.wait = before

    @contextmanager
    def later(self, seconds: float) -> Iterator[None]:
        """Draw what comes at a second of the scene."""
        before, turn = self.wait, self.turn
        self.wait, self.turn = max(before, self.at(seconds)), 0 if seconds else turn
        yield
        self.wait, self.turn = before, turn if seconds else self.turn

    def enter(self, kind: Enter, delay: float = 0.0) -> Motion:
        """The entrance of the next element; nothing moves on a still, and on a poster only what comes late."""
        if self.still or kind == "none" or (self._is_there(kind) and delay < LATE_SECONDS):
            return Motion()
        start = self.next_turn(delay)
        end = min(start + self.at(ENTER_SECONDS), self.frames - 1)
        self.settled = max(self.settled, end)
        if kind == "read":
            return Motion(opacity=between(start, end, 0, 1, "out"))
        if kind == "wipe":
            return Motion(reveal=between(start, end, 0, 1, "in-out"))
        fade = between(start, end, 0, 1, "out")
        rise = between(start, end, RISE_PIXELS, 0, "expo-out") if kind == "rise" else ()
        return Motion(opacity=fade, dy=rise)

    def _is_there(self, kind: Enter) -> bool:
        """Whether what comes this way stands from frame 0 on."""
        early = self.wait < self.at(LATE_SECONDS)
        return (self.poster and early) or (self.stands and not self.wait and kind != "wipe")

    def grow(self, start: int, value: float) -> Track:
        """0 to `value` in the time numbers count and bars grow."""
        if self.arrived:
            return (Key(frame=0, value=value, ease="hold"),)
        end = min(start + self.at(GROW_SECONDS), self.frames - 1)
        self.settled = max(self.settled, end)
        return between(start, end, 0, value, "out")

    def light(self, after: Motion, turn: int) -> Track:
        """The highlighted words of the line of that turn take on their colour once the line has arrived."""
        if self.still:
            return ()
        arrived = after.opacity[-1].frame if after.opacity else self.at(LIGHT_SECONDS)
        start = arrived + self.at(turn * LIGHT_SECONDS)
        end = start + self.at(LIGHT_SECONDS)
        return self.from_poster(between(start, end, 0, 1, "in-out")) if end < self.frames - 1 else ()

    def from_poster(self, track: Track) -> Track:
        """Words that are lit later, lit in a poster's frame 0 too: it is the video's cover."""
        if not self.poster or not track or track[0].frame < 2:
            return track
        return (Key(frame=0, value=1.0, ease="hold"), Key(frame=1, value=0.0, ease="hold"), *track)


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
