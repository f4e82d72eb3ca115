"""Tracks have their keys' values at their keys and stand still outside."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.sampled import examples

from vlogkit.records.timeline import Ease, Key
from vlogkit.timelines.keyframes import EASES, at, values

keys = st.lists(
    st.tuples(st.integers(-20, 60), st.floats(-5, 5), st.sampled_from(sorted(EASES))), min_size=1, max_size=5
)


@given(keys)
@settings(deadline=None, max_examples=examples(80))
def test_every_key_is_met_and_no_ease_leaves_the_range_of_its_keys(
    found: list[tuple[int, float, Ease]],
) -> None:
    unique = {frame: (frame, value, ease) for frame, value, ease in found}
    track = tuple(Key(frame=f, value=v, ease=e) for f, v, e in sorted(unique.values()))
    shown = values(track, -30, 80, 0.0)
    for key in track:
        assert shown[key.frame + 30] == pytest.approx(key.value)
    low, high = min(key.value for key in track), max(key.value for key in track)
    assert shown.min() >= low - 1e-9
    assert shown.max() <= high + 1e-9
    assert shown[0] == track[0].value
    assert shown[-1] == track[-1].value


def test_an_empty_track_stands_at_its_neutral_value() -> None:
    assert values((), 0, 3, 1.0).tolist() == [1, 1, 1]


@pytest.mark.parametrize(
    ("ease", "middle"), [("linear", 0.5), ("hold", 0.0), ("in", 0.125), ("out", 0.875), ("in-out", 0.5)]
)
def test_the_middle_of_an_ease_is_where_its_formula_says(ease: Ease, middle: float) -> None:
    track = (Key(frame=0, value=0), Key(frame=10, value=1, ease=ease))
    assert at(track, 5, 0.0) == pytest.approx(middle)


def test_expo_out_starts_fast_and_ends_exactly() -> None:
    shown = values((Key(frame=0, value=0), Key(frame=10, value=1, ease="expo-out")), 0, 11, 0.0)
    assert shown[1] > 0.45
    assert shown[-1] == 1
    assert np.all(np.diff(shown) > 0)
