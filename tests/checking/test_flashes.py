"""Flashes are counted by pairs of opposing changes over a quarter of the frame, as WCAG does."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.sampled import examples

from vlogkit.checking.flashes import Grid, flash_findings, most_flashes

RATE = 30.0


def series(lights: list[float], share: float = 1.0) -> tuple[list[float], list[Grid]]:
    grids = []
    for light in lights:
        grid = np.full((10, 10), 0.1)
        grid[:, : round(10 * share)] = light
        grids.append(grid)
    return [index / RATE for index in range(len(lights))], grids


def blinking(hertz: float, seconds: float = 2.0) -> list[float]:
    half = RATE / hertz / 2
    return [0.1 if int(index / half) % 2 else 0.6 for index in range(round(RATE * seconds))]


@pytest.mark.parametrize(("hertz", "bad"), [(2, False), (3, False), (5, True), (10, True)])
def test_more_than_three_flashes_a_second_are_found(hertz: float, bad: bool) -> None:
    found = list(flash_findings(*series(blinking(hertz))))
    assert bool(found) is bad


def test_a_flash_over_less_than_a_quarter_of_the_frame_does_not_count() -> None:
    assert most_flashes(*series(blinking(10), share=0.2))[0] == 0


def test_changes_of_less_than_a_tenth_do_not_count() -> None:
    assert most_flashes(*series([0.5 if index % 2 else 0.58 for index in range(60)]))[0] == 0


def test_changes_between_two_very_bright_states_do_not_count() -> None:
    assert most_flashes(*series([1.0 if index % 2 else 0.85 for index in range(60)]))[0] == 0


def test_a_slow_fade_counts_once_however_many_frames_it_takes() -> None:
    fade = [index / 59 for index in range(60)]
    assert most_flashes(*series(fade + fade[::-1]))[0] <= 1


@settings(deadline=None, max_examples=examples(40))
@given(st.lists(st.floats(0, 1), min_size=0, max_size=40))
def test_never_more_flashes_than_half_the_changes_possible(lights: list[float]) -> None:
    count, at = most_flashes(*series(lights))
    assert 0 <= count <= max(0, len(lights) - 1) // 2
    assert at >= 0
