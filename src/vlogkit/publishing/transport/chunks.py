"""Read a stretch of a file piece by piece, so that no large file is ever held in memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

PIECE = 1 << 20


def stretch(path: Path, start: int, length: int) -> Iterator[bytes]:
    """`length` bytes of a file from `start`, in pieces of at most 1 MiB."""
    with path.open("rb") as file:
        file.seek(start)
        while length > 0:
            piece = file.read(min(PIECE, length))
            if not piece:
                return
            length -= len(piece)
            yield piece


def stretches(size: int, chunk: int) -> Iterator[tuple[int, int]]:
    """Start and length of each chunk of a file; the last one is what is left."""
    for start in range(0, size, chunk):
        yield start, min(chunk, size - start)
