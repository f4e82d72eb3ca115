"""Colours survive the way into the encoder's planes and back."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.sampled import examples

from vlogkit.media.colour import STILL, VIDEO, halve, to_planes, to_rgb

channel = st.integers(0, 255)


@given(channel, channel, channel)
@settings(deadline=None, max_examples=examples(60))
def test_a_flat_colour_comes_back_within_three_of_255(red: int, green: int, blue: int) -> None:
    flat = np.full((8, 8, 3), (red, green, blue), np.uint8)
    back = to_rgb(to_planes(flat, VIDEO), VIDEO).astype(int)
    assert np.abs(back - flat).max() <= 3


@pytest.mark.parametrize(
    ("colour", "planes"),
    [("#000000", (16, 128, 128)), ("#FFFFFF", (235, 128, 128)), ("#FF0000", (63, 102, 240))],
)
def test_corner_colours_have_the_values_of_bt709_limited(colour: str, planes: tuple[int, int, int]) -> None:
    assert VIDEO.colour(colour) == planes


def test_a_colour_and_a_picture_of_it_have_the_same_planes() -> None:
    flat = np.full((4, 4, 3), (206, 17, 38), np.uint8)
    assert tuple(int(plane[0, 0]) for plane in to_planes(flat, VIDEO)) == VIDEO.colour("#CE1126")


def test_a_still_keeps_every_byte() -> None:
    rgb = np.random.default_rng(1).integers(0, 255, (6, 10, 3)).astype(np.uint8)
    assert np.array_equal(to_rgb(to_planes(rgb, STILL), STILL), rgb)


def test_chroma_stands_on_the_left_column_and_between_the_rows() -> None:
    ramp = np.tile(np.arange(8, dtype=np.float32), (2, 1))
    assert halve(ramp)[0].tolist()[1:3] == [2.0, 4.0]
    down = np.tile(np.arange(8, dtype=np.float32)[:, None], (1, 4))
    assert halve(down)[:, 1].tolist() == [0.5, 2.5, 4.5, 6.5]


def test_strips_join_without_a_seam() -> None:
    tall = np.tile((np.arange(600) % 256).astype(np.uint8)[:, None, None], (1, 4, 3))
    whole = to_planes(tall, VIDEO)[1]
    assert np.abs(np.diff(whole[:, 0].astype(int))).max() <= 1
