"""Look at single frames of a clip, as at pictures: faces, where the eye goes, and tones."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from vlogkit.media.clips import ClipReader, planes_of
from vlogkit.media.colour import STILL
from vlogkit.seeing.picture_look import LONGEST, look_at_pixels
from vlogkit.seeing.seen import DISTANT, Seen

CELLS = 48
"""Cells along the longer side: fewer than of a picture, since what moves is soon in the next one."""
FACE_SIDES = (320, 640)
"""Longest sides at which faces are looked for: who stands far behind passes by."""
SURE = 0.6
"""Score from which a find is a face: of many frames one has a wall that looks like one."""


def look_at_film(path: Path | str, seconds: Sequence[float]) -> tuple[Seen, ...]:
    """What there is to see in a clip at some seconds from its start, each as in a picture; faces in the distance are left
    out. Deterministic; a tenth of a second each. Raises MediaError."""
    reader = ClipReader(path)
    try:
        return tuple(_look(reader, second) for second in seconds)
    finally:
        reader.close()


def _look(reader: ClipReader, second: float) -> Seen:
    frame = reader.frame_at(second)
    size = reader.size(frame)
    scale = min(1.0, LONGEST / max(size))
    small = (max(2, round(size[0] * scale / 2) * 2), max(2, round(size[1] * scale / 2) * 2))
    pixels = np.ascontiguousarray(np.stack(planes_of(frame, small, STILL), axis=2))
    seen = look_at_pixels(pixels, size, cells=CELLS, sides=FACE_SIDES, sure=SURE)
    return seen._replace(faces=tuple(face for face in seen.faces if face.h * size[1] >= DISTANT * min(size)))
