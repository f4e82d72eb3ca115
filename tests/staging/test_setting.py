"""Boxes fall on even pixels and are never empty; zones of cards reach where captions would run."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.staging.test_flow import setting_of

from vlogkit.errors import InputError
from vlogkit.staging.setting import box, even

COORDINATE = st.floats(-3000, 3000)
SIZE = st.floats(0, 3000)


@given(COORDINATE, COORDINATE, SIZE, SIZE)
def test_a_box_is_even_and_off_by_at_most_a_pixel_on_each_side(x: float, y: float, width: float, height: float) -> None:
    made = box(x, y, width, height)
    assert not any(value % 2 for value in (made.x, made.y, made.w, made.h))
    assert abs(made.x - x) <= 1
    assert made.w >= 2
    assert made.w == 2 or abs(made.x + made.w - x - width) <= 1


@given(COORDINATE)
def test_the_nearest_even_pixel_is_near(value: float) -> None:
    assert even(value) % 2 == 0
    assert abs(even(value) - value) <= 1


def test_cards_have_the_captions_room() -> None:
    card, video = setting_of("portrait").zone("main"), setting_of("portrait", still=False).zone("main")
    assert card[0] <= video[0]
    assert card[2] >= video[2]
    assert card[3] > video[3]


def test_lists_reach_down_to_low_captions_and_end_above_high_ones() -> None:
    video = setting_of("portrait", still=False)
    usual = video.zone("under")
    low, high = (replace(video, captions_top=usual[3] + by).zone("under") for by in (120, -120))
    assert usual[3] < low[3] < usual[3] + 120
    assert high[3] < usual[3] - 120
    assert replace(video, captions_top=usual[3] + 120).zone("lower")[3] <= video.zone("lower")[3]


def test_an_unknown_zone_names_the_known_ones() -> None:
    with pytest.raises(InputError, match="no zone `x`") as caught:
        setting_of().zone("x", "t.yaml:1:1")
    assert "captions" in caught.value.hint
