"""Pieces to encode come in, in order; each thread takes a run of neighbours, and halves another's when it is idle."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from itertools import pairwise

from vlogkit.rendering.film import Film


class PieceQueue:
    """Which pieces wait, which run, and how many frames are done; safe for many threads."""

    def __init__(self, workers: int, pieces: Sequence[tuple[Film, int]]) -> None:
        self._workers, self._pieces = workers, list(pieces)
        edges = [len(pieces) * worker // workers for worker in range(workers + 1)]
        self._runs = [[first, last] for first, last in pairwise(edges)]
        self._left: dict[tuple[int, int], int] = {}
        self._lock = threading.Lock()
        self.total = sum(film.pieces[number].frames for film, number in pieces)
        self.done = 0

    def __len__(self) -> int:
        return sum(last - first for first, last in self._runs)

    def take(self, worker: int) -> tuple[Film, int, int] | None:
        """The worker's next waiting piece, and how many threads its encoder gets; None when all are taken.

        A worker goes forward, so that clips are read in order, and begins elsewhere than the others, so that none waits
        for a picture that another one decodes. A piece that will be alone for most of its time gets more than one
        thread.
        """
        with self._lock:
            run = self._runs[worker]
            if run[0] == run[1] and not self._halve(run):
                return None
            film, number = self._pieces[run[0]]
            run[0] += 1
            frames = film.pieces[number].frames
            busy = 1 + sum(left > frames * 2 / 3 for left in self._left.values()) + len(self)
            self._left[id(film), number] = frames
            return film, number, max(1, self._workers // busy)

    def _halve(self, run: list[int]) -> bool:
        """Move the later half of the longest run into an empty one; False where nothing waits."""
        longest = max(self._runs, key=lambda other: other[1] - other[0])
        first, last = longest
        if first == last:
            return False
        longest[1] = run[0] = (first + last) // 2
        run[1] = last
        return True

    def step(self, film: Film, number: int) -> None:
        """One frame of a piece is done."""
        with self._lock:
            self.done += 1
            self._left[id(film), number] -= 1

    def leave(self, film: Film, number: int) -> None:
        """A piece is done."""
        with self._lock:
            del self._left[id(film), number]
