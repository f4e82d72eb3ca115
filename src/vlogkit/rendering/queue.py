"""Pieces to encode come in, in order; they go out to threads from both ends, the last ones with the idle
cores."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Sequence

from vlogkit.rendering.film import Film


class PieceQueue:
    """Which pieces wait, which run, and how many frames are done; safe for many threads."""

    def __init__(self, workers: int, pieces: Sequence[tuple[Film, int]]) -> None:
        self._workers = workers
        self._waiting = deque(pieces)
        self._left: dict[tuple[int, int], int] = {}
        self._lock = threading.Lock()
        self.total = sum(film.pieces[number].frames for film, number in pieces)
        self.done = 0

    def __len__(self) -> int:
        return len(self._waiting)

    def take(self, *, last: bool = False) -> tuple[Film, int, int] | None:
        """The first or the last waiting piece, and how many threads its encoder gets; None when all are
        taken.

        Threads that begin at different ends do not wait for the same picture to be decoded. A piece that will
        be alone for most of its time gets more than one thread.
        """
        with self._lock:
            if not self._waiting:
                return None
            film, number = self._waiting.pop() if last else self._waiting.popleft()
            frames = film.pieces[number].frames
            busy = 1 + sum(left > frames * 2 / 3 for left in self._left.values()) + len(self._waiting)
            self._left[id(film), number] = frames
            return film, number, max(1, self._workers // busy)

    def step(self, film: Film, number: int) -> None:
        """One frame of a piece is done."""
        with self._lock:
            self.done += 1
            self._left[id(film), number] -= 1

    def leave(self, film: Film, number: int) -> None:
        """A piece is done."""
        with self._lock:
            del self._left[id(film), number]
