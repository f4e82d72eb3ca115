"""What was seen in a picture: its size, its faces, where the eye goes, and how bright it is in each part."""

from __future__ import annotations

import base64
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LEVELS = (0.0, 0.02, 0.06, 0.2, 0.5, 0.8, 0.94, 0.98, 1.0)
"""The shares of a cell's pixels between which its tones stand: the ends are what makes words unreadable."""
COUNT = len(LEVELS) - 1
"""Tones of one cell."""
MAIN = 0.5
"""Share of the largest face's area from which on a face is a main one."""
DISTANT = 0.05
"""Share of the picture's shorter side below which a face belongs to somebody in the distance."""


class SeenFace(NamedTuple):
    """The box of a face as shares of the picture (left, top, width, height), and how sure the finder was (0–1)."""

    x: float
    y: float
    w: float
    h: float
    score: float


class Seen(NamedTuple):
    """What is known of a picture; `size` (width, height, upright) is None where nobody looked.

    The picture is divided into `columns` by `rows` cells of equal size. `salience` has a byte a cell (255 draws the eye
    most); `tones` has `COUNT` bytes a cell, dark to bright, each the grey level at the far end of one stretch of
    `LEVELS`; both in base64."""

    size: tuple[int, int] | None = None
    faces: tuple[SeenFace, ...] = ()
    columns: int = 0
    rows: int = 0
    salience: str = ""
    tones: str = ""


def main_faces(seen: Seen) -> tuple[SeenFace, ...]:
    """The faces that a picture is about, the largest first; none where all are in the distance."""
    faces = sorted(seen.faces, key=lambda face: -face.w * face.h)
    if not faces or seen.size is None or faces[0].h * seen.size[1] < DISTANT * min(seen.size):
        return ()
    return tuple(face for face in faces if face.w * face.h >= MAIN * faces[0].w * faces[0].h)


def packed(cells: NDArray[np.uint8]) -> str:
    """Cells as the text that a note keeps."""
    import numpy as np  # here as below: telling an item names what is seen, and looks at nothing

    return base64.b64encode(np.ascontiguousarray(cells).tobytes()).decode()


@lru_cache(maxsize=64)
def salience_of(seen: Seen) -> NDArray[np.float64]:
    """The salience of a picture that was looked at: (rows, columns), 0–1."""
    import numpy as np

    cells = np.frombuffer(base64.b64decode(seen.salience), np.uint8)
    return cells.reshape(seen.rows, seen.columns) / 255.0


@lru_cache(maxsize=64)
def tones_of(seen: Seen) -> NDArray[np.uint8]:
    """The tones of a picture that was looked at: (rows, columns, `COUNT`) grey levels 0–255."""
    import numpy as np

    cells = np.frombuffer(base64.b64decode(seen.tones), np.uint8)
    return cells.reshape(seen.rows, seen.columns, COUNT)
