"""Pictures are sent as they are, or made to fit what a service takes."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from vlogkit.publishing.answers import ContentError
from vlogkit.publishing.transport.picture_uploads import fitted
from vlogkit.records.platform import ImageRule


def picture(path: Path, size: tuple[int, int] = (60, 40)) -> Path:
    Image.effect_noise(size, 90).convert("RGBA").save(path)
    return path


def test_a_picture_that_is_taken_goes_out_byte_for_byte(tmp_path: Path) -> None:
    path = picture(tmp_path / "a.png")
    assert fitted(path, ImageRule(types=("jpg", "png"))) == (path.read_bytes(), "image/png")


def test_a_png_becomes_a_jpeg_on_white_where_only_jpeg_is_taken(tmp_path: Path) -> None:
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(tmp_path / "a.png")
    data, mime = fitted(tmp_path / "a.png", ImageRule(types=("jpg",)))
    assert mime == "image/jpeg"
    assert Image.open(io.BytesIO(data)).getpixel((4, 4)) == (255, 255, 255)


def test_a_picture_too_large_is_made_smaller(tmp_path: Path) -> None:
    path = picture(tmp_path / "a.png", (400, 300))
    data, _ = fitted(path, ImageRule(types=("jpg", "png"), max_bytes=90_000, width=(10, 200)))
    assert len(data) <= 90_000
    assert Image.open(io.BytesIO(data)).size == (200, 150)


def test_a_picture_that_cannot_be_made_small_enough_is_a_fault_of_the_content(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="at most 200 B"):
        fitted(picture(tmp_path / "a.png"), ImageRule(max_bytes=200))
