"""A clip is looked at often enough, at the same moments by whoever asks."""

from __future__ import annotations

from itertools import pairwise

import pytest

from vlogkit.records.timeline import Box, FootageLayer
from vlogkit.timelines.film_moments import EVERY, MOST, moments

BOX = Box(x=0, y=0, w=1080, h=1920)


def clip(**fields: object) -> FootageLayer:
    return FootageLayer(box=BOX, file="a.mp4", sha256="0", **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize("frames", [1, 2, 30, 46, 300, 660])
def test_looks_begin_with_the_first_frame_end_with_the_last_and_leave_nothing_out(frames: int) -> None:
    looks = moments(clip(), frames, 30)
    assert looks[0].frame == 0
    assert looks[-1].frame == frames - 1
    assert [looks[0].first, *(one.last for one in looks)] == [*(one.first for one in looks), frames]
    assert all(one.first <= one.frame < one.last for one in looks)
    between = [other.second - one.second for one, other in pairwise(looks)]
    assert all(gap <= EVERY + 0.04 for gap in between)


def test_of_a_long_film_looks_are_further_apart() -> None:
    looks = moments(clip(), 9000, 30)
    assert len(looks) == MOST
    assert looks[-1].second == pytest.approx(8999 / 30, abs=0.001)


def test_a_piece_of_a_film_is_looked_at_where_it_is_shown() -> None:
    looks = moments(clip(span=(60, 120), start=10.0, last=11.0), 300, 30)
    assert [(one.frame, one.second) for one in looks] == [(60, 10.0), (89, 10.967), (119, 11.0)]
