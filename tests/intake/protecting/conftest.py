"""Pictures made for the tests: a street in numbers, plates drawn with a shipped font."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from vlogkit.resources import shipped

Pixels = NDArray[np.uint8]


def street(seed: int = 1, *, size: tuple[int, int] = (240, 320), patched: bool = False) -> Pixels:
    """A road of noise with a dark hole, or the same road with the hole filled."""
    height, width = size
    generator = np.random.default_rng(seed)
    coarse = generator.integers(90, 170, (height // 8, width // 8, 3), dtype=np.uint8)
    road = np.asarray(Image.fromarray(coarse).resize((width, height), Image.Resampling.BICUBIC)).copy()
    image = Image.fromarray(road)
    draw = ImageDraw.Draw(image)
    draw.line((0, height * 0.2, width, height * 0.25), fill=(230, 230, 225), width=6)
    box = (width * 0.3, height * 0.45, width * 0.7, height * 0.85)
    draw.ellipse(box, fill=(120, 120, 122) if patched else (25, 22, 20))
    return np.asarray(image)


def plate(text: str, *, width: int = 220, dark: bool = False, angle: float = 0.0) -> Pixels:
    """A car's end with a number plate on it, 960 x 720."""
    font = ImageFont.truetype(str(shipped("assets", "fonts", "noto-sans", "NotoSans-SemiBold.ttf")), 78)
    paper, ink = ((28, 28, 30), (235, 235, 232)) if dark else ((235, 235, 230), (22, 22, 22))
    sign = Image.new("RGBA", (430, 135), (*paper, 255))
    draw = ImageDraw.Draw(sign)
    draw.text(((430 - draw.textlength(text, font=font)) / 2, 0), text, font=font, fill=ink)
    sign = sign.resize((width, round(width / 3.2)), Image.Resampling.LANCZOS).rotate(
        angle, expand=True, resample=Image.Resampling.BICUBIC
    )
    image = Image.fromarray(np.full((720, 960, 3), (110, 30, 40), np.uint8))
    image.paste(sign, (480 - sign.width // 2, 400 - sign.height // 2), sign)
    noise = np.random.default_rng(3).normal(0, 4, (720, 960, 3))
    return np.clip(np.asarray(image) + noise, 0, 255).astype(np.uint8)


@pytest.fixture
def save(tmp_path: Path) -> Callable[..., Path]:
    """Writes pixels as a JPEG with the EXIF of a phone."""

    def write(
        name: str, pixels: Pixels, *, orientation: int = 1, taken: str = "", gps: bool = False, **options: object
    ) -> Path:
        exif = Image.Exif()
        exif[0x0112] = orientation
        if taken:
            exif.get_ifd(0x8769)[36867] = taken
        if gps:
            exif.get_ifd(0x8825).update({1: "S", 2: (6.0, 59.0, 35.7), 3: "E", 4: (110.0, 25.0, 13.2)})
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        buffer = io.BytesIO()
        Image.fromarray(pixels).save(buffer, "JPEG", quality=92, exif=exif, **options)
        path.write_bytes(buffer.getvalue())
        return path

    return write
