"""One timeline's video in the making: its pieces come from the cache or the encoder, and go out joined."""

from __future__ import annotations

import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from vlogkit.records.timeline import Timeline
from vlogkit.rendering import mp4, sound
from vlogkit.rendering.cache import SegmentCache
from vlogkit.rendering.clips import Readers
from vlogkit.rendering.compositor import Compositor, Desk
from vlogkit.rendering.encoder import Encoder
from vlogkit.rendering.pieces import cut, key_of
from vlogkit.rendering.segments import Coded, Segment
from vlogkit.rendering.settings import EncoderSettings
from vlogkit.rendering.spool import Spool
from vlogkit.rendering.store import Store
from vlogkit.typesetting.fonts import FontBook


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
        store: Store,
        readers: Readers,
        book: FontBook | None,
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
        self._spent: dict[str, float] = defaultdict(float)

    def _cached(self, number: int) -> bool:
        found = self.cache.get(self.keys[number]) if self.cache is not None else None
        if found is not None:
            self.spool.put(number, found)
        return found is not None

    def make_sound(self, others: Sequence[Film] = ()) -> None:
        """Mix and encode the sound, which is that of other films too. Raises MediaError, RenderError."""
        made = sound.encode(self.timeline, self.settings, self.cache, self.cancel)
        for film in (self, *others):
            film._sound = made

    def encode(self, number: int, threads: int) -> Iterator[int]:
        """Draw and encode a piece, keep it when it is whole; yields after every frame. Raises RenderError."""
        began, piece, timeline = time.perf_counter(), self.pieces[number], self.timeline
        encoder = Encoder(timeline.width, timeline.height, timeline.fps(), self.settings, threads=threads)
        desk = self._desk()
        packets: list[Coded] = []
        for frame in range(piece.first, piece.last):
            packets.extend(encoder.add(desk.frame(frame)))
            yield frame
        packets.extend(encoder.finish())
        segment = Segment(encoder.extradata, tuple(packets))
        self.spool.put(number, segment)
        if self.cache is not None:
            self.cache.put(self.keys[number], segment)
        self._leave(number, desk, time.perf_counter() - began)

    def _desk(self) -> Desk:
        desk: Desk | None = getattr(self._desks, "desk", None)
        if desk is None:
            desk = self._desks.desk = self.compositor.desk()
        return desk

    def _leave(self, number: int, desk: Desk, took: float) -> None:
        """Note the time and forget scenes of which nothing more is to be drawn."""
        with self._lock:
            self.seconds += took
            for name, seconds in desk.take_spent().items():
                self._spent[name] += seconds
            for index in self.pieces[number].scenes:
                self._scenes[index] -= 1
                if not self._scenes[index]:
                    self.compositor.drop(index)

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
