"""The camera's own move is told from what moves before it."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from tests.clips import MEDIA

from vlogkit.seeing.faces import find_faces
from vlogkit.seeing.movement import camera_shift, moving_things

RNG = np.random.default_rng(6)
GROUND = cv2.GaussianBlur(RNG.integers(0, 255, (150, 270), np.uint8), (0, 0), 2.5)


def view(left: int, top: int, block: tuple[int, int] | None = None) -> np.ndarray:
    seen = cv2.normalize(GROUND[top : top + 120, left : left + 240], None, 0, 255, cv2.NORM_MINMAX)
    if block is not None:
        seen[block[1] : block[1] + 24, block[0] : block[0] + 24] = 255
    return seen


def test_the_shift_of_the_whole_picture_is_measured() -> None:
    shift = camera_shift(view(10, 10), view(16, 7))
    assert (shift.x * 240, shift.y * 120) == (pytest.approx(-6, abs=0.4), pytest.approx(3, abs=0.4))


def test_an_even_wall_shows_no_shift() -> None:
    wall = np.full((120, 240), 90, np.uint8)
    assert camera_shift(wall, wall) == (0.0, 0.0)


def test_a_moving_thing_is_found_before_a_moving_background() -> None:
    things = moving_things(view(10, 10, (150, 40)), view(13, 10, (165, 40)))
    assert things
    assert things[0].x + things[0].w / 2 == pytest.approx((150 + 165 + 24) / 2 / 240, abs=0.06)


def test_nothing_moves_in_a_still_picture() -> None:
    assert moving_things(view(10, 10), view(10, 10)) == ()


def test_an_empty_wall_has_no_face() -> None:
    assert find_faces(np.full((200, 300, 3), 120, np.uint8), sides=(640,), threshold=0.5) == []


def test_the_face_of_a_real_person_is_found() -> None:
    from vlogkit.media.clip_thumbnails import thumbnails

    clip = MEDIA / "sign-language-1.mkv"
    if not clip.exists():
        pytest.skip("the sample clips are not beside the repository")
    ((_, picture),) = thumbnails(clip, 1, longest=640)
    (face,) = find_faces(np.asarray(picture), sides=(320,), threshold=0.5)
    assert ((face.left + face.right) / 2 / picture.width, (face.top + face.bottom) / 2 / picture.height) == (
        pytest.approx(0.48, abs=0.05),
        pytest.approx(0.19, abs=0.06),
    )
