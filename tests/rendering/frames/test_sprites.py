"""Sprites blend as alpha compositing says, wherever they stand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.sampled import examples

from vlogkit.media.colour import STILL, VIDEO, Space, to_planes, to_rgb
from vlogkit.rendering.frames.planes import Planes, Region, blank
from vlogkit.rendering.frames.sprites import (
    Sprite,
    blend,
    block,
    fade,
    from_mask,
    from_premultiplied,
    from_straight,
    merge,
)


def grey_frame(space: Space, size: tuple[int, int] = (40, 32), colour: str = "#707A80") -> Planes:
    planes = blank(*size, space)
    planes.fill(colour, planes.area)
    return planes


def soft(x: int, y: int, space: Space = STILL, alpha: int = 128) -> Sprite:
    rgba = np.zeros((6, 8, 4), np.uint8)
    rgba[...] = (200, 40, 20, alpha)
    return from_straight(rgba, x, y, space)


def test_half_alpha_is_the_mean_of_both_colours() -> None:
    planes = grey_frame(STILL)
    blend(planes, soft(10, 10), clip=planes.area)
    assert abs(int(planes.arrays[0][12, 12]) - (200 + 0x70) / 2) <= 1
    assert planes.arrays[0][12, 5] == 0x70


@given(st.integers(-12, 44), st.integers(-10, 36))
@settings(deadline=None, max_examples=examples(40))
def test_a_sprite_may_reach_over_any_edge_at_odd_places_too(x: int, y: int) -> None:
    planes = grey_frame(VIDEO)
    blend(planes, soft(x, y, VIDEO, 255), clip=planes.area)
    luma = planes.arrays[0]
    inside = luma[max(0, y) : max(0, y + 6), max(0, x) : max(0, x + 8)]
    assert np.all(np.abs(inside.astype(int) - VIDEO.colour("#C82814")[0]) <= 1)
    assert (luma != VIDEO.colour("#707A80")[0]).sum() == inside.size


def test_opacity_scales_what_is_added() -> None:
    planes = grey_frame(STILL)
    blend(planes, soft(10, 10, alpha=255), clip=planes.area, opacity=0.25)
    assert abs(int(planes.arrays[0][12, 12]) - (0.75 * 0x70 + 0.25 * 200)) <= 1


@pytest.mark.parametrize("space", [STILL, VIDEO], ids=lambda space: space.name)
def test_a_shift_by_whole_pixels_is_the_sprite_drawn_there(space: Space) -> None:
    moved, drawn = grey_frame(space), grey_frame(space)
    blend(moved, soft(10, 10, space), clip=moved.area, dx=4, dy=-6)
    blend(drawn, soft(14, 4, space), clip=drawn.area)
    assert np.array_equal(moved.buffer, drawn.buffer)


def test_a_shift_by_half_a_pixel_spreads_an_edge_over_two() -> None:
    planes = grey_frame(STILL, colour="#000000")
    rgba = np.full((6, 8, 4), 255, np.uint8)
    blend(planes, from_straight(rgba, 10, 10, STILL), clip=planes.area, dx=0.5)
    assert planes.arrays[0][12, 9:12].tolist() == [0, 128, 255]
    assert planes.arrays[0][12, 17:20].tolist() == [255, 128, 0]


@pytest.mark.parametrize("space", [STILL, VIDEO], ids=lambda space: space.name)
@pytest.mark.parametrize("solid", [True, False])
def test_a_faded_sprite_is_the_sprite_at_that_opacity(space: Space, solid: bool) -> None:
    sprite = block("#C82814", Region(10, 10, 20, 16), space) if solid else soft(10, 10, space, 200)
    one, two = grey_frame(space), grey_frame(space)
    blend(one, fade(sprite, 0.3), clip=one.area)
    blend(two, sprite, clip=two.area, opacity=0.3)
    assert np.abs(one.buffer.astype(int) - two.buffer.astype(int)).max() <= 2
    assert fade(sprite, 1.0) is sprite


def test_nothing_outside_the_clip_changes() -> None:
    planes = grey_frame(STILL)
    blend(planes, soft(10, 10), clip=Region(0, 0, 12, 32))
    assert np.all(planes.arrays[0][:, 12:] == 0x70)
    assert planes.arrays[0][12, 11] != 0x70


def test_a_reveal_cuts_at_a_part_of_a_pixel() -> None:
    planes = grey_frame(STILL, colour="#000000")
    blend(planes, block("#FFFFFF", Region(10, 10, 20, 20), STILL), clip=planes.area, right=14.5)
    assert planes.arrays[0][12, 13:16].tolist() == [255, 128, 0]


@pytest.mark.parametrize("space", [STILL, VIDEO], ids=lambda space: space.name)
def test_a_merged_sprite_blends_as_both_did(space: Space) -> None:
    below, above = soft(6, 6, space, 90), soft(11, 9, space, 180)
    one, two = grey_frame(space), grey_frame(space)
    blend(one, merge(below, above), clip=one.area)
    blend(two, below, clip=two.area)
    blend(two, above, clip=two.area)
    assert np.abs(one.buffer.astype(int) - two.buffer.astype(int)).max() <= 2


def test_a_sprite_over_an_opaque_block_of_the_same_area_is_opaque() -> None:
    ground = block("#102030", Region(0, 0, 40, 32), STILL)
    assert merge(ground, soft(10, 10)).opaque
    assert not merge(soft(10, 10), soft(12, 12)).opaque


def test_a_soft_edge_in_half_planes_matches_the_picture_of_it() -> None:
    alpha = np.clip(np.linspace(-0.5, 1.5, 24), 0, 1).astype(np.float32)
    mask = np.tile(alpha, (16, 1))
    planes = grey_frame(VIDEO)
    blend(planes, from_mask(mask, "#D01030", 8, 8, VIDEO), clip=planes.area)
    rgb = np.full((32, 40, 3), (0x70, 0x7A, 0x80), np.float32)
    rgb[8:24, 8:32] += mask[:, :, None] * (np.array([0xD0, 0x10, 0x30]) - rgb[8:24, 8:32])
    expected = to_rgb(to_planes(np.rint(rgb).astype(np.uint8), VIDEO), VIDEO).astype(int)
    assert np.abs(to_rgb(planes.arrays, VIDEO).astype(int) - expected).mean() < 1.5


@pytest.mark.parametrize("colour", ["#9E1B32", "#FFFFFF", "#010203"])
def test_a_mask_in_one_colour_is_what_its_premultiplied_pixels_are(colour: str) -> None:
    alpha = np.random.default_rng(1).random((40, 60), dtype=np.float32)
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    rgba = alpha[:, :, None] * np.array([red, green, blue, 255], np.float32)
    for space in (STILL, VIDEO):
        made, whole = from_mask(alpha, colour, 4, 6, space), from_premultiplied(rgba, 4, 6, space)
        assert made.area == whole.area
        assert made.clear is not None
        assert whole.clear is not None
        for one, other in zip((*made.colour, *made.clear), (*whole.colour, *whole.clear), strict=True):
            assert np.array_equal(one, other)
