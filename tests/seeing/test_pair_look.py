"""What was seen in two pictures is told in shares of what both show."""

from __future__ import annotations

import numpy as np
import pytest
from tests.staging.looks import seen

from vlogkit.records.registration import Registration
from vlogkit.seeing.pair_look import (
    change_beside_people,
    change_of,
    changed_boxes,
    is_beside_people,
    seen_together,
    shared_faces,
)
from vlogkit.seeing.seen import Seen, packed, salience_of, tones_of

RIGHT = Registration(verdict="registered", homography=(1, 0, -0.1, 0, 1, 0, 0, 0, 1), window=(0.5, 0.0, 1.0, 1.0))
"""The picture before was taken from a tenth further right; both show the right half of the one after."""
STOOD = (0.1, 0.2, 0.05, 0.07)
"""A face whose owner ends at three quarters of the picture."""


def differing(*places: tuple[float, float, float, float]) -> Registration:
    """A pair from one spot that differs in some places."""
    cells = np.zeros((24, 24), np.uint8)
    for place in places:
        left, top, right, bottom = (round(24 * share) for share in place)
        cells[top:bottom, left:right] = 255
    return Registration(verdict="registered", homography=(1, 0, 0, 0, 1, 0, 0, 0, 1), changed=packed(cells))


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


@pytest.mark.parametrize("looks", [(seen(STOOD), seen()), (seen(), seen(STOOD))])
def test_what_was_done_and_not_who_came_or_went_draws_the_eye(looks: tuple[Seen, Seen]) -> None:
    pair = differing((0.08, 0.2, 0.17, 0.7), (0.5, 0.75, 0.9, 0.9))
    (found,) = changed_boxes(change_beside_people(*looks, pair))
    assert found == pytest.approx((0.5, 0.75, 0.9, 0.9), abs=0.03)
    assert len(changed_boxes(change_of(pair))) == 2
    drawing = salience_of(seen_together(*looks, pair))
    assert drawing[:, :12].max() == 0
    assert drawing[40:, 40:50].max() == 1
    assert is_beside_people(*looks, pair)


def test_people_are_the_news_where_hardly_anything_else_changed() -> None:
    pair, looks = differing((0.08, 0.2, 0.17, 0.7), (0.9, 0.9, 0.95, 0.95)), (seen(), seen(STOOD))
    assert (change_beside_people(*looks, pair) == change_of(pair)).all()
    assert not is_beside_people(*looks, pair)


def test_where_nobody_knows_what_changed_it_lies_beside_nobody() -> None:
    assert not is_beside_people(seen(STOOD), seen(STOOD), RIGHT)
