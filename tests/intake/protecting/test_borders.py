"""A border around a photograph is taken off; even parts of the picture itself stay."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from vlogkit.intake.protecting.borders import MOST, without_border
from vlogkit.intake.protecting.protected_pictures import protect_picture

SIZE = (400, 600)


def scenery(*, sky: int = 0) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """A busy picture, with so many even rows of sky at the top."""
    made = np.random.default_rng(3).integers(40, 220, (*SIZE, 3), np.uint8)
    made[:sky] = 180
    return made


@pytest.mark.parametrize("level", [0, 99, 255])
def test_even_lines_at_every_side_go_and_with_them_the_one_that_blends(level: int) -> None:
    pixels = scenery()
    pixels[:2] = pixels[-3:] = level
    pixels[:, :4] = pixels[:, -1:] = level
    assert without_border(pixels).shape == (SIZE[0] - 3 - 4, SIZE[1] - 5 - 2, 3)


def test_sky_stays_also_under_a_black_line() -> None:
    assert without_border(scenery(sky=100)).shape == (*SIZE, 3)
    lined = scenery(sky=100)
    lined[0] = 0
    assert without_border(lined).shape == (SIZE[0] - 2, SIZE[1], 3)


def test_no_more_goes_than_a_share_of_each_side() -> None:
    pixels = scenery()
    pixels[:40] = 0
    assert without_border(pixels).shape[0] == SIZE[0]
    pixels = scenery()
    pixels[: int(MOST * SIZE[0])] = 0
    assert without_border(pixels).shape[0] == SIZE[0] - int(MOST * SIZE[0])


def test_the_copy_that_is_shown_has_no_border(tmp_path: Path) -> None:
    pixels = scenery()
    pixels[-2:] = 0
    Image.fromarray(pixels).save(tmp_path / "a.png")
    made = protect_picture(tmp_path / "a.png", tmp_path / "copies", name="a")
    assert (made.width, made.height) == (SIZE[1], SIZE[0] - 3)
    with Image.open(tmp_path / "copies" / made.file) as copy:
        assert copy.size == (SIZE[1], SIZE[0] - 3)
