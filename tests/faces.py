"""Draw a portrait in which the face finder finds a face."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

Pixels = NDArray[np.uint8]
SKIN, HAIR, SHIRT, WALL = (198, 140, 106), (30, 22, 20), (70, 90, 130), (176, 186, 178)


def portrait(
    width: int = 320, height: int = 240, *, at: tuple[float, float] = (0.5, 0.5), face: float = 0.26
) -> Pixels:
    """Head and shoulders before a wall; `at` is the middle of the face and `face` its width, in shares of the width."""
    return _drawn(width, height, at, face).copy()


@cache
def _drawn(width: int, height: int, at: tuple[float, float], face: float) -> Pixels:
    large = 3
    image = Image.new("RGB", (width * large, height * large), WALL)
    draw = ImageDraw.Draw(image)
    x, y, r = at[0] * width * large, at[1] * height * large, face * width * large / 2

    def oval(dx: float, dy: float, wide: float, high: float, fill: tuple[int, int, int]) -> None:
        draw.ellipse((x + (dx - wide) * r, y + (dy - high) * r, x + (dx + wide) * r, y + (dy + high) * r), fill=fill)

    oval(0, 3.1, 2.2, 1.7, SHIRT)
    oval(0, -0.25, 1.12, 1.35, HAIR)
    oval(0, 1.3, 0.45, 0.6, tuple(part - 20 for part in SKIN))  # type: ignore[arg-type]
    oval(0, 0, 0.95, 1.25, SKIN)
    oval(0, -0.95, 0.85, 0.42, HAIR)
    for side in (-1, 1):
        oval(side * 0.4, -0.42, 0.24, 0.06, HAIR)
        oval(side * 0.4, -0.2, 0.2, 0.1, (238, 234, 228))
        oval(side * 0.4, -0.2, 0.09, 0.1, (40, 24, 18))
        oval(side * 0.13, 0.32, 0.06, 0.05, (140, 84, 66))
    oval(0, 0.25, 0.12, 0.14, (184, 124, 94))
    oval(0, 0.68, 0.34, 0.1, (150, 70, 66))
    soft = image.filter(ImageFilter.GaussianBlur(large * 1.2)).resize((width, height), Image.Resampling.LANCZOS)
    noise = np.random.default_rng(7).normal(0, 3, (height, width, 3))
    return np.clip(np.asarray(soft) + noise, 0, 255).astype(np.uint8)
