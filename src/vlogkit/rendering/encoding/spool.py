"""Hold finished segments, in memory or in a temporary file, until they are read in order."""

from __future__ import annotations

import tempfile
import threading

from vlogkit.errors import RenderError
from vlogkit.rendering.encoding.segments import Segment, unpack

_IN_MEMORY = 16_000_000


class Spool:
    """Segments by number. What exceeds 16 MB goes into a file without a name, which the system removes by
    itself."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - lives as long as the spool
        self._places: dict[int, tuple[int, int]] = {}
        self._end = 0
        self._lock = threading.Lock()

    def put(self, number: int, segment: Segment) -> None:
        """Keep one. Raises OSError where the disk is full."""
        blob = segment.pack()
        with self._lock:
            self._file.seek(self._end)
            self._file.write(blob)
            self._places[number] = (self._end, len(blob))
            self._end += len(blob)

    def get(self, number: int) -> Segment:
        """Read one back."""
        with self._lock:
            start, length = self._places[number]
            self._file.seek(start)
            blob = self._file.read(length)
        found = unpack(blob)
        if found is None:
            raise RenderError("an encoded piece was damaged on the disk", hint="Render again.")
        return found

    def close(self) -> None:
        """Let everything go."""
        self._file.close()
