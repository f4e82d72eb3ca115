"""The first hour: what an agency's logo gives to its look."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageColor

from vlogkit.catalogue import load_brand
from vlogkit.pipeline.editing.first_workspace import contrast_with_white, first_workspace, proposed_colours

ENOUGH = 5.9
"""White words at 4.5 on a plain ground were at 3.9 where a pattern lightens it."""


def logo(path: Path, colour: str) -> Path:
    picture = Image.new("RGBA", (200, 200), (0, 0, 0, 0))
    picture.paste(ImageColor.getrgb(colour), (20, 20, 180, 180))
    picture.save(path)
    return path


@pytest.mark.parametrize("colour", ["#14825A", "#1E88E5", "#F9A825", "#E53935"])
def test_white_words_can_be_read_on_a_proposed_colour_also_where_a_pattern_lightens_it(
    tmp_path: Path, colour: str
) -> None:
    file = logo(tmp_path / "logo.png", colour)
    (first, *_) = proposed_colours(file)
    assert contrast_with_white(ImageColor.getrgb(first)) >= ENOUGH
    first_workspace(tmp_path / "dinas", "Dinas Ma'arif", colour=colour, logo=("logo.png", file.read_bytes()))
    brand = load_brand("dinas-ma-arif", tmp_path / "dinas")
    assert contrast_with_white(ImageColor.getrgb(brand.colours.brand)) >= ENOUGH
