"""A look at a picture tells where its faces are, what draws the eye, and how bright each part is."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image
from tests.faces import portrait

from vlogkit.seeing.picture_look import cell_tones, grey_of, look_at_picture, spectral_residual
from vlogkit.seeing.seen import COUNT, salience_of, tones_of


def saved(folder: Path, pixels: np.ndarray, name: str = "a.png") -> Path:
    Image.fromarray(pixels).save(folder / name)
    return folder / name


def test_faces_are_told_as_shares_of_the_picture(tmp_path: Path) -> None:
    seen = look_at_picture(saved(tmp_path, portrait(320, 240, at=(0.25, 0.4))))
    assert seen.size == (320, 240)
    assert (seen.columns, seen.rows) == (64, 48)
    (face,) = seen.faces
    assert face.x + face.w / 2 == pytest.approx(0.25, abs=0.03)
    assert face.y + face.h / 2 == pytest.approx(0.4, abs=0.06)


def test_a_look_is_the_same_each_time(tmp_path: Path) -> None:
    file = saved(tmp_path, portrait(320, 240))
    assert look_at_picture(file) == look_at_picture(file)


def test_what_stands_alone_on_a_calm_ground_draws_the_eye() -> None:
    grey = np.full((240, 320), 120, np.uint8)
    cv2.circle(grey, (240, 60), 18, 250, -1)
    found = spectral_residual(grey, (32, 24))
    row, column = np.unravel_index(int(found.argmax()), found.shape)
    assert abs(row - 6) <= 2
    assert abs(column - 24) <= 2


def test_a_cell_tells_its_darkest_and_its_brightest_pixels() -> None:
    grey = np.full((160, 160), 100, np.uint8)
    grey[80:, :80] = 255
    grey[0:2, 80:82] = 0
    tones = cell_tones(grey, (2, 2))
    assert tones.shape == (2, 2, COUNT)
    assert set(tones[1, 0].tolist()) == {255}
    assert set(tones[1, 1].tolist()) == {100}
    assert tones[0, 1].min() == 0
    assert tones[0, 1].max() == 100


def test_grey_is_as_bright_as_the_colour_it_stands_for() -> None:
    rgb = np.array([[[0, 0, 0], [255, 255, 255], [128, 128, 128], [0, 255, 0], [0, 0, 255]]], np.uint8)
    assert grey_of(rgb)[0].tolist() == pytest.approx([0, 255, 128, 220, 76], abs=1)


def test_a_note_gives_back_the_cells_that_were_looked_at(tmp_path: Path) -> None:
    pixels = np.zeros((64, 64, 3), np.uint8)
    pixels[:, 32:] = 200
    seen = look_at_picture(saved(tmp_path, pixels))
    assert tones_of(seen)[:, :31].max() == 0
    assert tones_of(seen)[:, 33:].min() >= 198
    assert salience_of(seen).shape == (64, 64)
