"""Pictures and drawings are known by what is in them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from vlogkit.errors import MediaError
from vlogkit.media.kinds import is_drawing, is_picture


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "BMP", "GIF"])
def test_a_picture_called_a_drawing_is_a_picture(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "foto.SVG"
    Image.new("RGB", (8, 8)).save(path, format=kind)
    assert (is_picture(path), is_drawing(path)) == (True, False)


@pytest.mark.parametrize(
    "text",
    [
        "<svg/>",
        "\ufeff<svg xmlns='http://www.w3.org/2000/svg'/>",
        "\n<?xml version='1.0'?>\n<!-- Dinas Contoh -->\n<!DOCTYPE svg>\n<svg/>",
    ],
)
def test_a_drawing_called_a_picture_is_a_drawing(tmp_path: Path, text: str) -> None:
    path = tmp_path / "logo.jpg"
    path.write_text(text, encoding="utf-8")
    assert (is_picture(path), is_drawing(path)) == (False, True)


@pytest.mark.parametrize(
    "data", [b"", b"svg", b"<html/>", b"RIFF\x00\x00\x00\x00AVI ", b"\x00\x00\x00\x18ftypisom\x00\x00\x00\x00avc1"]
)
def test_other_files_are_neither(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.svg"
    path.write_bytes(data)
    assert (is_picture(path), is_drawing(path)) == (False, False)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="no such file"):
        is_picture(tmp_path / "gone.jpg")
