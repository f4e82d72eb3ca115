"""Share open clips among threads, so that a frame comes from the reader that gets there soonest.

PyAV is loaded with the first clip: stories of pictures are drawn without it.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from vlogkit.media.colour import Bytes, Space

if TYPE_CHECKING:
    from vlogkit.media.clips import ClipFacts, ClipReader


class Readers:
    """Open clips that threads borrow: the idle reader that stands nearest before the wanted time is taken
    first."""

    def __init__(self, keep: int = 8) -> None:
        self._idle: list[tuple[str, float, ClipReader]] = []
        self._lock = threading.Lock()
        self._keep = keep

    def planes(self, path: str, seconds: float, size: tuple[int, int], space: Space) -> tuple[Bytes, Bytes, Bytes]:
        """The planes of the frame at a time."""
        from vlogkit.media.clips import planes_of

        reader = self._take(path, seconds)
        try:
            return planes_of(reader.frame_at(seconds), size, space)
        finally:
            self._give(path, seconds, reader)

    def facts(self, path: str) -> ClipFacts:
        """What the clip is."""
        reader = self._take(path, 0.0)
        try:
            return reader.facts()
        finally:
            self._give(path, 0.0, reader)

    def close(self) -> None:
        """Close every idle reader."""
        with self._lock:
            idle, self._idle = self._idle, []
        for _, _, reader in idle:
            reader.close()

    def _take(self, path: str, seconds: float) -> ClipReader:
        with self._lock:
            own = [entry for entry in self._idle if entry[0] == path]
            if own:
                entry = min(own, key=lambda e: (e[1] > seconds, abs(seconds - e[1])))
                if entry[1] <= seconds or len(own) >= 2:
                    self._idle.remove(entry)
                    return entry[2]
        from vlogkit.media.clips import ClipReader

        return ClipReader(path)

    def _give(self, path: str, seconds: float, reader: ClipReader) -> None:
        with self._lock:
            self._idle.append((path, seconds, reader))
            dropped = self._idle[: -self._keep]
            self._idle = self._idle[-self._keep :]
        for _, _, old in dropped:
            old.close()
