"""Two pictures of one place are laid over each other; two places, and one picture twice, are told apart from that."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from tests.clips import MEDIA
from tests.places import Pixels, place, repaired, seen_from

from vlogkit.seeing.known_pairs import KnownPairs
from vlogkit.seeing.pair_look import change_of, changed_boxes
from vlogkit.seeing.registering import register
from vlogkit.seeing.shared_view import shared_window

UNIT = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float64)
MOVED = UNIT + np.array([[0.05, 0.03], [-0.04, 0.06], [0.02, -0.05], [0.06, 0.02]])
PHOTOS = MEDIA / "photos"


def corner_error(homography: tuple[float, ...], truth: NDArray[np.float64]) -> float:
    """Mean distance of the corners from where they belong, shares."""
    found = cv2.perspectiveTransform(UNIT[None], np.array(homography).reshape(3, 3))[0]
    return float(np.linalg.norm(found - truth, axis=1).mean())


def darker(picture: Pixels, gain: float = 0.72) -> Pixels:
    return np.asarray(np.clip(picture * gain + 6, 0, 255), np.uint8)


def test_a_repaired_place_seen_from_elsewhere_is_brought_back() -> None:
    wall = place(1)
    pair = register(wall, darker(seen_from(repaired(wall), MOVED)))
    assert pair.aligned()
    assert corner_error(pair.homography, MOVED) < 0.002


def test_the_exposure_of_the_picture_before_becomes_that_of_the_picture_after() -> None:
    pair = register(place(1), darker(repaired(place(1))))
    knots = np.linspace(0, 255, len(pair.curves[0]))
    for curve in pair.curves:
        assert np.interp(150, knots, curve) == pytest.approx(150 * 0.72 + 6, abs=4)


def test_a_picture_from_a_tripod_is_not_moved_at_all() -> None:
    pair = register(place(1), darker(repaired(place(1))))
    assert np.array_equal(np.array(pair.homography).reshape(3, 3), np.eye(3))
    assert pair.window == (0, 0, 1, 1)


def test_what_only_one_of_them_shows_is_cropped() -> None:
    shift = np.diag([1.0, 1.0, 1.0])
    shift[0, 2] = 0.25
    assert shared_window(shift) == (0, 0, 0.75, 1)


def test_two_places_are_refused_with_the_points_they_share() -> None:
    pair = register(place(1), place(2))
    assert pair.verdict == "elsewhere"
    assert pair.inliers < 20 < pair.points


def test_one_picture_used_twice_is_refused_with_how_much_differs() -> None:
    wall = place(1)
    done, data = cv2.imencode(".jpg", cv2.resize(wall, (800, 600)), [cv2.IMWRITE_JPEG_QUALITY, 60])
    assert done
    pair = register(wall, np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), np.uint8))
    assert pair.verdict == "same"
    assert pair.differing < 0.01


def test_too_little_to_go_by_proves_nothing() -> None:
    assert register(np.full((300, 400, 3), 90, np.uint8), np.full((300, 400, 3), 180, np.uint8)).verdict == "unsure"


def test_a_pair_is_looked_at_once_for_both_contents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = [tmp_path / f"{name}.png" for name in "ab"]
    for number, file in enumerate(files):
        Image.fromarray(place(number, (300, 400))).save(file)
    first = KnownPairs(tmp_path / "notes").registration(*files)
    monkeypatch.setattr("vlogkit.seeing.known_pairs._look", lambda before, after: pytest.fail("looked again"))
    assert KnownPairs(tmp_path / "notes").registration(*files) == first
    Image.fromarray(place(7, (300, 400))).save(files[1])
    with pytest.raises(pytest.fail.Exception):
        KnownPairs(tmp_path / "notes").registration(*files)


@pytest.mark.skipif(not PHOTOS.is_dir(), reason="the free photographs are not on this machine")
def test_real_photographs_are_brought_back_and_told_apart() -> None:
    photos = [np.asarray(Image.open(path).convert("RGB")) for path in sorted(PHOTOS.glob("*.jpg"))[:6]]
    rng = np.random.default_rng(3)
    errors = []
    for photo in photos:
        corners = UNIT + rng.uniform(-0.06, 0.06, (4, 2))
        pair = register(photo, darker(seen_from(repaired(photo), corners), rng.uniform(0.7, 1.2)))
        errors.append(corner_error(pair.homography, corners) if pair.aligned() else 1.0)
    assert np.median(errors) < 0.01
    assert {register(a, b).verdict for a, b in combinations(photos[:4], 2)} == {"elsewhere"}


def test_what_was_repaired_is_where_they_differ_and_another_light_is_not() -> None:
    pair = register(place(1), darker(seen_from(repaired(place(1)), MOVED)))
    (found,) = changed_boxes(change_of(pair))
    left, top, right, bottom = pair.window
    whole = np.array([found[0] * (right - left) + left, found[1] * (bottom - top) + top,
                      found[2] * (right - left) + left, found[3] * (bottom - top) + top])  # fmt: skip
    corners = np.array([[[1 / 3, 1 / 3], [2 / 3, 1 / 3], [2 / 3, 2 / 3], [1 / 3, 2 / 3]]])
    there = cv2.perspectiveTransform(corners, np.linalg.inv(np.array(pair.homography).reshape(3, 3)))[0]
    assert np.abs(whole - [*there.min(axis=0), *there.max(axis=0)]).max() < 0.08
    cells = change_of(pair)
    assert cells[10:14, 10:14].mean() > 10 * cells[:, :4].mean()


def test_of_several_places_the_one_that_changed_most_is_known() -> None:
    wall = place(1)
    done = repaired(wall)
    done[60:220, 60:260] = (190, 188, 180)
    whole, main = changed_boxes(change_of(register(wall, done)))
    assert whole[0] < 0.1
    assert main == pytest.approx((1 / 3, 1 / 3, 2 / 3, 2 / 3), abs=0.05)
