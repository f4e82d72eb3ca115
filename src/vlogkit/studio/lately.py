"""Find out beside the pages what takes too long to find out for one of them, and show it as it was known lately."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import Generic, TypeVar

T = TypeVar("T")


class Lately(Generic[T]):
    """One thing that is found out in a thread. It is known until its `stamp` is another, or for `seconds`."""

    def __init__(self, find: Callable[[], T], stamp: Callable[[], object], *, seconds: float) -> None:
        self._find, self._stamp, self._seconds = find, stamp, seconds
        self._known: tuple[object, float, T] | None = None
        self._at_work: tuple[object, Future[T]] | None = None
        self._lock = threading.Lock()

    def known(self) -> T | None:
        """What is known and still holds."""
        found = self._known
        if found is None or found[0] != self._stamp() or time.monotonic() - found[1] > self._seconds:
            return None
        return found[2]

    def found(self) -> T:
        """What is known, else what is found out now; who asks meanwhile waits for the same. Raises what finding raises."""
        if (known := self.known()) is not None:
            return known
        with self._lock:
            stamp = self._stamp()
            begins = self._at_work is None or self._at_work[0] != stamp or self._at_work[1].done()
            if begins:
                self._at_work = (stamp, Future())
            assert self._at_work is not None
            job = self._at_work[1]
        if begins:
            self._work(stamp, job)
        return job.result()

    def _work(self, stamp: object, job: Future[T]) -> None:
        try:
            found = self._find()
        except BaseException as fault:  # told to everybody who waits
            job.set_exception(fault)
        else:
            self._known = (stamp, time.monotonic(), found)
            job.set_result(found)
