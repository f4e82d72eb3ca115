"""Keep track of one video while it is made: pieces from the cache, pieces encoded, and how they join."""

from __future__ import annotations

import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from vlogkit.errors import RenderError
from vlogkit.media.clip_pool import Readers
from vlogkit.records.timeline import Timeline
from vlogkit.rendering.encoding import mp4
from vlogkit.rendering.encoding.encoder import Encoder
from vlogkit.rendering.encoding.encoder_settings import EncoderSettings
from vlogkit.rendering.encoding.segment_cache import SegmentCache
from vlogkit.rendering.encoding.segment_plan import cut, key_of
from vlogkit.rendering.encoding.segments import Coded, Segment
from vlogkit.rendering.encoding.spool import Spool
from vlogkit.rendering.frames.compositor import Compositor, FrameCanvas
from vlogkit.rendering.frames.drawn_cache import DrawnCache
from vlogkit.rendering.sound import mastering
from vlogkit.typesetting.fonts import FontBook


class CancelledError(RenderError):
    """The render was called off; nothing is left of it."""


class CodedPart(NamedTuple):
    """Encoded frames of a piece: the first one's place in it, how many they are, their packets."""

    first: int
    frames: int
    packets: list[Coded]


class Film:
    """What is known of one video while it is made.

    Making it opens every file that new pieces need, so that what is wrong with one is said before anything is
    encoded: raises InputError, MediaError. `missing` are the numbers of the pieces that are not in the cache.
    """

    def __init__(
        self,
        timeline: Timeline,
        settings: EncoderSettings,
        cache: SegmentCache | None,
        store: DrawnCache,
        readers: Readers,
        book: FontBook,
        cancel: threading.Event,
    ) -> None:
        self.timeline, self.settings, self.cache, self.cancel = timeline, settings, cache, cancel
        self.spool = Spool()
        self.compositor = Compositor(timeline, store=store, readers=readers, book=book)
        self.pieces = cut(timeline, settings)
        self.keys = [key_of(piece, timeline, settings, book) for piece in self.pieces]
        self.missing = [number for number in range(len(self.pieces)) if not self._cached(number)]
        self.frames_encoded = sum(self.pieces[number].frames for number in self.missing)
        self.seconds = 0.0
        self._scenes = Counter(index for number in self.missing for index in self.pieces[number].scenes)
        for index in sorted(self._scenes):
            self.compositor.stage(index)
        self._sound: Segment | None = None
        self._desks = threading.local()
        self._lock = threading.Lock()
        self._parts: dict[int, list[CodedPart]] = defaultdict(list)
        self._spent: dict[str, float] = defaultdict(float)

    def _cached(self, number: int) -> bool:
        found = self.cache.get(self.keys[number]) if self.cache is not None else None
        if found is not None:
            self.spool.put(number, found)
        return found is not None

    def make_sound(self, others: Sequence[Film] = ()) -> None:
        """Mix and encode the sound, which is that of other films too. Raises MediaError, RenderError."""
        made = mastering.encode(self.timeline, self.settings, self.cache, self.cancel)
        for film in (self, *others):
            film._sound = made

    def encode(self, number: int, frames: Iterable[int]) -> None:
        """Draw and encode frames of a piece that follow each other; the piece is kept when it is whole.

        Raises RenderError, CancelledError.
        """
        began, timeline, desk = time.perf_counter(), self.timeline, self._desk()
        encoder = Encoder(timeline.width, timeline.height, timeline.fps(), self.settings)
        drawn: list[int] = []
        packets: list[Coded] = []
        for frame in frames:
            if self.cancel.is_set():
                raise CancelledError("the render was stopped")
            drawn.append(frame)
            packets.extend(encoder.add(desk.frame(frame)))
        packets.extend(encoder.finish())
        later = drawn[0] - self.pieces[number].first
        part = CodedPart(later, len(drawn), [packet._replace(pts=packet.pts + later) for packet in packets])
        self._note(desk, time.perf_counter() - began)
        if self._is_whole(number, part):
            self._keep(number, encoder.extradata)

    def _is_whole(self, number: int, part: CodedPart) -> bool:
        """Note a part of a piece; True for the one that completes it."""
        with self._lock:
            parts = self._parts[number]
            parts.append(part)
            return sum(each.frames for each in parts) == self.pieces[number].frames

    def _keep(self, number: int, extradata: bytes) -> None:
        """Put a whole piece away, and forget scenes of which nothing more is to be drawn."""
        packets = [packet for part in sorted(self._parts.pop(number)) for packet in part.packets]
        segment = Segment(extradata, tuple(packets))
        self.spool.put(number, segment)
        if self.cache is not None:
            self.cache.put(self.keys[number], segment)
        with self._lock:
            for index in self.pieces[number].scenes:
                self._scenes[index] -= 1
                if not self._scenes[index]:
                    self.compositor.drop(index)

    def _desk(self) -> FrameCanvas:
        desk: FrameCanvas | None = getattr(self._desks, "desk", None)
        if desk is None:
            desk = self._desks.desk = self.compositor.desk()
        return desk

    def _note(self, desk: FrameCanvas, took: float) -> None:
        """Add up the time."""
        with self._lock:
            self.seconds += took
            for name, seconds in desk.take_spent().items():
                self._spent[name] += seconds

    def layer_seconds(self) -> tuple[tuple[str, float], ...]:
        """Time spent on each layer, the slowest first."""
        return tuple(sorted(self._spent.items(), key=lambda entry: -entry[1]))

    def write(self, path: Path) -> None:
        """Join everything into a file. Raises OSError, RenderError."""
        assert self._sound is not None
        timeline = self.timeline
        pieces = ((piece.first, self.spool.get(number)) for number, piece in enumerate(self.pieces))
        size = (timeline.width, timeline.height)
        mp4.write(path, size, timeline.fps(), timeline.frames(), self.settings, pieces, self._sound)

    def close(self) -> None:
        """Let go of what was encoded."""
        self.spool.close()
