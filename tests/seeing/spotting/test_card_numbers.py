"""Sixteen digits in a row are found; other rows of digits, words and bars are not."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from vlogkit.resources import shipped
from vlogkit.seeing.spotting.card_numbers import card_numbers

Pixels = NDArray[np.uint8]


def sheet(text: str, *, size: int = 34, degrees: float = 0.0) -> Pixels:
    """A line of dark text on a bluish card before a wall."""
    font = ImageFont.truetype(str(shipped("assets", "fonts", "noto-sans", "NotoSans-SemiBold.ttf")), size)
    card = Image.new("RGBA", (620, 300), (166, 200, 226, 255))
    ImageDraw.Draw(card).text((50, 120), text, font=font, fill=(18, 18, 20))
    turned = card.rotate(degrees, expand=True, resample=Image.Resampling.BICUBIC)
    image = Image.new("RGB", (1000, 700), (120, 96, 80))
    image.paste(turned, (500 - turned.width // 2, 350 - turned.height // 2), turned)
    noise = np.random.default_rng(2).normal(0, 3, (700, 1000, 3))
    return np.clip(np.asarray(image) + noise, 0, 255).astype(np.uint8)


@pytest.mark.parametrize(
    ("text", "size", "degrees"),
    [("3300124567890012", 34, 0), ("3300124567890012", 34, 7), ("3300980817263544", 22, -4), ("3300 1245 6789 0012", 34, 0)],
)  # fmt: skip
def test_a_number_of_sixteen_digits_is_found(text: str, size: int, degrees: float) -> None:
    (box,) = card_numbers(sheet(text, size=size, degrees=degrees))
    assert box.left < 300
    assert box.top < 345 < box.bottom


@pytest.mark.parametrize("text", ["081234567890", "330012456789001", "Jalan Contoh Raya", "||||||||||||||||"])
def test_another_row_is_not(text: str) -> None:
    assert card_numbers(sheet(text)) == []
