"""Faces are found at every size that is asked for, once each, inside the picture."""

from __future__ import annotations

import numpy as np
import pytest
from tests.faces import portrait

from vlogkit.seeing.faces import find_faces
from vlogkit.seeing.found_boxes import Found, distinct


def test_a_face_seen_at_two_sizes_is_one_find() -> None:
    picture = portrait(320, 240)
    looks = [find_faces(picture, sides=sides) for sides in ((160,), (320,), (160, 320))]
    assert [len(found) for found in looks] == [1, 1, 1]
    assert looks[2][0] == max(looks[0] + looks[1], key=lambda face: face.score)
    assert (looks[2][0].left + looks[2][0].right) / 2 == pytest.approx(160, abs=10)


def test_a_face_at_the_edge_ends_at_the_edge() -> None:
    (face,) = find_faces(portrait(320, 240, at=(0.5, 0.08), face=0.3), sides=(320,))
    assert face.top == 0
    assert 0 < face.left < face.right < 320


def test_a_small_picture_is_looked_at_once_and_not_enlarged() -> None:
    assert find_faces(np.full((1, 900, 3), 120, np.uint8)) == []


def test_of_boxes_that_overlap_the_surest_stays() -> None:
    near, far = Found(0, 0, 10, 10, 0.5), Found(30, 0, 40, 10, 0.4)
    assert distinct([near, far, near._replace(left=1, score=0.9)]) == [near._replace(left=1, score=0.9), far]
    assert distinct([]) == []
