"""Share the pieces to encode among threads; an idle one takes half of what another has left."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from vlogkit.rendering.video_job import Film

_LEAST = 8
"""Frames that are worth an encoder and a key frame of their own."""
_HELD = 12
"""Frames that x264 holds back to look ahead: they are drawn, but the most of their work is still to be done."""


@dataclass(eq=False)
class FrameRange:
    """Frames of a piece that one thread encodes, from `first` up to `last`; `next` is the first still to be drawn."""

    film: Film
    number: int
    first: int
    last: int
    next: int

    @property
    def left(self) -> int:
        """Frames still to be drawn."""
        return self.last - self.next

    @property
    def share(self) -> int:
        """Frames that another thread would take over, so that both end together; never all of a part not begun."""
        return min(self.left, (self.left + min(_HELD, self.next - self.first)) // 2)


class PieceQueue:
    """Which pieces wait, which run, and how many frames are done; safe for many threads."""

    def __init__(self, workers: int, pieces: Sequence[tuple[Film, int]]) -> None:
        self._pieces = list(pieces)
        edges = [len(pieces) * worker // workers for worker in range(workers + 1)]
        self._runs = [[first, last] for first, last in pairwise(edges)]
        self._running: list[FrameRange] = []
        self._lock = threading.Lock()
        self.total = sum(film.pieces[number].frames for film, number in pieces)
        self.done = 0

    def take(self, worker: int) -> FrameRange | None:
        """What the worker is to encode next; None when nothing is left for it.

        A worker goes forward, so that clips are read in order, and begins elsewhere than the others, so that none waits
        for a picture that another one decodes. Where no piece waits it takes the later half of the frames that another
        has still to draw, so that no core is idle while the last piece is made.
        """
        with self._lock:
            part = self._waiting(self._runs[worker]) or self._later_half()
            if part is not None:
                self._running.append(part)
            return part

    def _waiting(self, run: list[int]) -> FrameRange | None:
        if run[0] == run[1]:
            self._halve(run)
        if run[0] == run[1]:
            return None
        film, number = self._pieces[run[0]]
        run[0] += 1
        piece = film.pieces[number]
        return FrameRange(film, number, piece.first, piece.last, piece.first)

    def _halve(self, run: list[int]) -> None:
        """Move the later half of the longest run into an empty one."""
        longest = max(self._runs, key=lambda other: other[1] - other[0])
        first, last = longest
        if first < last:
            longest[1] = run[0] = (first + last) // 2
            run[1] = last

    def _later_half(self) -> FrameRange | None:
        longest = max(self._running, key=lambda part: part.left, default=None)
        if longest is None or longest.share < _LEAST:
            return None
        middle = longest.last - longest.share
        taken = FrameRange(longest.film, longest.number, middle, longest.last, middle)
        longest.last = middle
        return taken

    def frames(self, part: FrameRange) -> Iterator[int]:
        """The numbers of the frames of a part, until its end or until another thread has taken the rest."""
        while True:
            with self._lock:
                if not part.left:
                    self._running.remove(part)
                    return
                part.next += 1
            yield part.next - 1
            with self._lock:
                self.done += 1
