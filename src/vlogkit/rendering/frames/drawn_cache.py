"""Keep drawn sprites, rasters and decoded pictures in memory by key, each made once."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar, cast

T = TypeVar("T")


class DrawnCache:
    """Drawn sprites, rasters and decoded pictures by key, the least recently used dropped first.

    max_bytes: what the kept things may take together. Steps on the way to other things (`passing`) go before those
    that frames are drawn from. Safe for many threads: a thing that two threads need at once is made by one of them
    while the other waits.
    """

    def __init__(self, max_bytes: int = 96_000_000) -> None:
        self.max_bytes = max_bytes
        self._kept: OrderedDict[Hashable, tuple[object, int]] = OrderedDict()
        self._passing: OrderedDict[Hashable, tuple[object, int]] = OrderedDict()
        self._making: dict[Hashable, threading.Lock] = {}
        self._lock = threading.Lock()
        self._bytes = 0

    def get(self, key: Hashable, make: Callable[[], T], size: Callable[[T], int], *, passing: bool = False) -> T:
        """The thing under `key`, made by `make` if it is not there; `size` tells its bytes."""
        found = self._find(key)
        if found is not None:
            return cast("T", found)
        with self._lock:
            lock = self._making.setdefault(key, threading.Lock())
        with lock:
            found = self._find(key)
            if found is not None:
                return cast("T", found)
            try:
                made = make()
                self._keep(key, made, size(made), passing)
            finally:
                self._made(key, lock)
        return made

    def _find(self, key: Hashable) -> object | None:
        with self._lock:
            for kept in (self._kept, self._passing):
                entry = kept.get(key)
                if entry is not None:
                    kept.move_to_end(key)
                    return entry[0]
        return None

    def _made(self, key: Hashable, lock: threading.Lock) -> None:
        """Forget who makes a thing, whether that went well or not; one who came later may have a lock of its own."""
        with self._lock:
            if self._making.get(key) is lock:
                del self._making[key]

    def _keep(self, key: Hashable, thing: object, size: int, passing: bool) -> None:
        with self._lock:
            for kept in (self._kept, self._passing):
                self._bytes -= kept.pop(key, (None, 0))[1]  # another thread may have made it too, after it was dropped
            (self._passing if passing else self._kept)[key] = (thing, size)
            self._bytes += size
            while self._bytes > self.max_bytes and len(self._kept) + len(self._passing) > 1:
                oldest = self._passing if self._passing else self._kept
                self._bytes -= oldest.popitem(last=False)[1][1]
