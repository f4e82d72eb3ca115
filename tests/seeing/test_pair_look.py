"""What was seen in two pictures is told in shares of what both show."""

from __future__ import annotations

import numpy as np
import pytest
from tests.staging.looks import seen

from vlogkit.records.registration import Registration
from vlogkit.seeing.pair_look import seen_together, shared_faces
from vlogkit.seeing.seen import Seen, tones_of

RIGHT = Registration(verdict="registered", homography=(1, 0, -0.1, 0, 1, 0, 0, 0, 1), window=(0.5, 0.0, 1.0, 1.0))
"""The picture before was taken from a tenth further right; both show the right half of the one after."""


def test_faces_of_both_are_found_where_the_shared_part_shows_them() -> None:
    before, after = shared_faces(seen((0.6, 0.4, 0.1, 0.2)), seen((0.7, 0.4, 0.1, 0.2), (0.1, 0.4, 0.1, 0.2)), RIGHT)
    assert len(before) == len(after) == 1
    assert before[0][:4] == pytest.approx((0.4, 0.4, 0.2, 0.2))
    assert after[0][:4] == pytest.approx(before[0][:4])


def test_tones_are_those_of_the_shared_part_of_the_picture_after() -> None:
    cells = np.zeros((48, 64), np.uint8)
    cells[:, 32:] = 200
    both = seen_together(seen(tones=10), seen(tones=cells), RIGHT)
    assert both.size == (640, 960)
    assert tones_of(both).shape[:2] == (48, 32)
    assert set(tones_of(both).ravel().tolist()) == {200}


def test_nothing_is_seen_where_nobody_looked_at_one_of_them() -> None:
    assert seen_together(Seen(), seen(), RIGHT).size is None
