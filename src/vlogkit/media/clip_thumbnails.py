"""Take small upright pictures from a clip, in the colours they will have in a video."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

from vlogkit.media.clips import ClipReader, planes_of
from vlogkit.media.colour import STILL


def thumbnails(path: Path, count: int, *, longest: int = 480) -> tuple[tuple[float, Image.Image], ...]:
    """`count` pictures evenly over the clip, each with its second. Raises MediaError."""
    reader = ClipReader(path)
    try:
        seconds = reader.facts().seconds
        times = [seconds * (place + 0.5) / count for place in range(count)]
        return tuple((time, _picture(reader, time, longest)) for time in times)
    finally:
        reader.close()


def _picture(reader: ClipReader, second: float, longest: int) -> Image.Image:
    frame = reader.frame_at(second)
    width, height = reader.size(frame)
    scale = min(longest / max(width, height), 1.0)
    size = (max(2, round(width * scale / 2) * 2), max(2, round(height * scale / 2) * 2))
    return Image.fromarray(np.stack(planes_of(frame, size, STILL), axis=2))
