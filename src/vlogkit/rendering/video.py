"""A timeline comes in; a finished MP4 goes out, encoded on every core, and only what the cache does not
have."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path

from vlogkit.errors import RenderError
from vlogkit.files import sha256_of
from vlogkit.records.timeline import Timeline
from vlogkit.rendering import mp4, sound
from vlogkit.rendering.cache import SegmentCache
from vlogkit.rendering.clips import Readers
from vlogkit.rendering.compositor import Compositor, Desk
from vlogkit.rendering.encoder import Encoder
from vlogkit.rendering.pieces import Piece, cut, key_of
from vlogkit.rendering.segments import Coded, Segment
from vlogkit.rendering.settings import EncoderSettings
from vlogkit.rendering.spool import Spool
from vlogkit.rendering.store import Store
from vlogkit.typesetting.fonts import FontBook

Progress = Callable[[int, int], None]
"""Called on the caller's thread with frames done and frames in all."""


@dataclass(frozen=True)
class VideoResult:
    """What a render made: `frames_encoded` of its `frames` were not in the cache; `seconds` is how long it
    took, `duration` how long the video is."""

    path: Path
    width: int
    height: int
    frames: int
    frames_encoded: int
    duration: float
    seconds: float
    bytes: int
    sha256: str


class CancelledError(RenderError):
    """The render was called off; nothing is left of it."""


def render_video(
    timeline: Timeline,
    path: Path,
    *,
    settings: EncoderSettings | None = None,
    cache: SegmentCache | None = None,
    progress: Progress | None = None,
    threads: int | None = None,
    cancel: threading.Event | None = None,
    store: Store | None = None,
    book: FontBook | None = None,
) -> VideoResult:
    """Render a timeline to `path` (.mp4).

    threads: default one a core. cancel: set it from anywhere to stop; KeyboardInterrupt does the same. store:
    share one between renders of the same story. Raises InputError, MediaError, RenderError, OutsideError,
    CancelledError; then neither a half file nor a temporary folder is left, and an older file at `path` stays
    as it was.
    """
    began = time.perf_counter()
    settings = settings or EncoderSettings()
    workers = threads or os.cpu_count() or 1
    render = _Render(timeline, settings, cache, workers, cancel or threading.Event(), store, book)
    try:
        encoded = render.run(progress)
        with mp4.finished(path) as part:
            render.write(part)
    finally:
        render.close()
    if cache is not None and encoded:
        cache.prune()
    size = path.stat().st_size
    took = time.perf_counter() - began
    return VideoResult(
        path=path,
        width=timeline.width,
        height=timeline.height,
        frames=timeline.frames(),
        frames_encoded=encoded,
        duration=timeline.seconds(),
        seconds=took,
        bytes=size,
        sha256=sha256_of(path),
    )


class _Render:
    """One video in the making: the pieces, the threads' desks and the spool of what is encoded."""

    def __init__(
        self,
        timeline: Timeline,
        settings: EncoderSettings,
        cache: SegmentCache | None,
        threads: int,
        cancel: threading.Event,
        store: Store | None,
        book: FontBook | None,
    ) -> None:
        self.timeline, self.settings, self.cache = timeline, settings, cache
        self.threads, self.cancel, self.book = threads, cancel, book
        self.readers, self.spool = Readers(), Spool()
        self.compositor = Compositor(timeline, store=store, readers=self.readers, book=book)
        self.pieces = cut(timeline, settings)
        self.queue = _Queue(threads)
        self._desks = threading.local()
        self._sound: Segment | None = None

    def run(self, progress: Progress | None) -> int:
        """Encode what the cache does not have; how many frames that were."""
        keys = [key_of(piece, self.timeline, self.settings, self.book) for piece in self.pieces]
        missing = []
        for number, key in enumerate(keys):
            found = self.cache.get(key) if self.cache else None
            if found is not None:
                self.spool.put(number, found)
            else:
                missing.append(number)
        self._left = dict.fromkeys(range(len(self.timeline.scenes)), 0)
        for number in missing:
            for index in self.pieces[number].scenes:
                self._left[index] += 1
        self._prepare(missing)
        self.queue.fill([(number, self.pieces[number].frames) for number in missing])
        self._work(keys, progress)
        return self.queue.total

    def _prepare(self, missing: list[int]) -> None:
        """Open every file that is needed now, so that what is wrong with one is said before anything is
        encoded."""
        for index in sorted({index for number in missing for index in self.pieces[number].scenes}):
            self.compositor.stage(index)

    def _work(self, keys: list[str], progress: Progress | None) -> None:
        pool = ThreadPoolExecutor(self.threads + 1, "vlogkit-render")
        try:
            jobs: list[Future[None]] = [pool.submit(self._encode_all, keys) for _ in range(self.threads)]
            jobs.append(pool.submit(self._make_sound))
            waiting = set(jobs)
            while waiting:
                done, waiting = wait(waiting, timeout=0.1, return_when=FIRST_EXCEPTION)
                for job in done:
                    job.result()
                if progress is not None:
                    progress(self.queue.done, self.queue.total)
        except BaseException:
            self.cancel.set()
            raise
        finally:
            pool.shutdown(wait=True, cancel_futures=True)

    def _make_sound(self) -> None:
        self._sound = sound.encode(self.timeline, self.settings, self.cache, self.cancel)

    def _encode_all(self, keys: list[str]) -> None:
        while (job := self.queue.take()) is not None:
            number, threads = job
            segment = self._encode(number, threads)
            self.spool.put(number, segment)
            if self.cache is not None:
                self.cache.put(keys[number], segment)
            self._leave(self.pieces[number])

    def _encode(self, number: int, threads: int) -> Segment:
        piece, timeline = self.pieces[number], self.timeline
        encoder = Encoder(timeline.width, timeline.height, timeline.fps(), self.settings, threads=threads)
        desk = self._desk()
        packets: list[Coded] = []
        for frame in range(piece.first, piece.last):
            if self.cancel.is_set():
                raise CancelledError("the render was stopped")
            packets.extend(encoder.add(desk.frame(frame)))
            self.queue.step(number)
        packets.extend(encoder.finish())
        return Segment(encoder.extradata, tuple(packets))

    def _desk(self) -> Desk:
        desk: Desk | None = getattr(self._desks, "desk", None)
        if desk is None:
            desk = self._desks.desk = self.compositor.desk()
        return desk

    def _leave(self, piece: Piece) -> None:
        """Forget scenes of which nothing more is to be drawn."""
        for index in piece.scenes:
            self._left[index] -= 1
            if not self._left[index]:
                self.compositor.drop(index)

    def write(self, path: Path) -> None:
        """Join everything into a file."""
        assert self._sound is not None
        size = (self.timeline.width, self.timeline.height)
        pieces = ((piece.first, self.spool.get(number)) for number, piece in enumerate(self.pieces))
        mp4.write(path, size, self.timeline.fps(), self.timeline.frames(), self.settings, pieces, self._sound)

    def close(self) -> None:
        """Let go of files and memory."""
        self.spool.close()
        self.readers.close()


class _Queue:
    """Pieces to encode in order, and how far each running one is, so that the last ones get the idle
    cores."""

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._waiting: list[tuple[int, int]] = []
        self._left: dict[int, int] = {}
        self._lock = threading.Lock()
        self.total = self.done = 0

    def fill(self, pieces: list[tuple[int, int]]) -> None:
        """(number, frames) of every piece, in order."""
        self._waiting = pieces[::-1]
        self.total = sum(frames for _, frames in pieces)

    def take(self) -> tuple[int, int] | None:
        """The next piece's number and how many threads its encoder gets; None when all are taken."""
        with self._lock:
            if not self._waiting:
                return None
            number, frames = self._waiting.pop()
            busy = 1 + sum(left > frames * 2 / 3 for left in self._left.values()) + len(self._waiting)
            self._left[number] = frames
            return number, max(1, self._workers // busy)

    def step(self, number: int) -> None:
        """One frame of a piece is done."""
        with self._lock:
            self.done += 1
            self._left[number] -= 1
