"""Thumbnails are upright, of the right shape and colour."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from tests.clips import GROUND, write_clip

from vlogkit.media.clip_thumbnails import thumbnails


def test_a_turned_clip_has_upright_pictures(tmp_path: Path) -> None:
    ((second, picture),) = thumbnails(write_clip(tmp_path / "a.mp4", rotation=90), 1)
    assert (picture.size, second) == ((64, 96), pytest.approx(1.0, abs=0.05))
    corner = np.asarray(picture)[88:, 4:12].reshape(-1, 3).mean(axis=0)
    assert corner[2] > 180 > 60 > corner[0]


def test_wide_pixels_make_a_wide_picture_of_the_right_colour(tmp_path: Path) -> None:
    ((_, picture),) = thumbnails(write_clip(tmp_path / "a.mp4", pixel=Fraction(2), tags={"colorspace": 1}), 1)
    assert picture.size == (192, 64)
    assert np.abs(np.asarray(picture)[50:, 150:].reshape(-1, 3).mean(axis=0) - GROUND).max() < 12
