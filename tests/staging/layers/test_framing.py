"""The camera keeps the subject in the frame, moves calmly, and stands back where the subject is too wide."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.clips import MEDIA
from tests.sampled import examples

from vlogkit.records.timeline import Box, Camera, Key
from vlogkit.seeing.subject import find_subject
from vlogkit.seeing.watched import Shift, Sighting
from vlogkit.staging.layers.framing import contained, frame_clip, hide_cut, keys_of, standing, visible
from vlogkit.staging.layers.steadying import steady
from vlogkit.timelines.keyframes import values

WIDE, TALL = (1920, 1080), (1080, 1920)


def seen(*middles: float, w: float = 0.1, kind: str = "face") -> list[Sighting]:
    return [Sighting(0.2 * look, kind, x - w / 2, 0.3, w, 0.2) for look, x in enumerate(middles)]  # type: ignore[arg-type]


def framed(sightings: list[Sighting], frames: int = 150, **more: object):  # type: ignore[no-untyped-def]
    return frame_clip(sightings, picture=WIDE, box=TALL, frames=frames, rate=(30, 1), **more)  # type: ignore[arg-type]


def path(camera: Camera, frames: int = 150) -> np.ndarray:
    return values(camera.x, 0, frames, 0.5)


def test_a_subject_that_stands_still_gets_a_camera_that_stands_still() -> None:
    framing = framed(seen(*[0.7, 0.705, 0.695] * 8))
    assert np.ptp(path(framing.camera)) < 0.002
    assert path(framing.camera)[0] == pytest.approx(0.7, abs=0.03)


def test_a_walking_subject_stays_in_the_window() -> None:
    middles = np.linspace(0.25, 0.75, 26)
    framing = framed(seen(*middles))
    share = visible(WIDE, TALL)[0]
    subject = np.interp(np.arange(150), np.arange(26) * 6, middles)
    assert framing.why == "follow"
    assert np.abs(path(framing.camera) - subject).max() < share / 2


def test_the_camera_never_jerks() -> None:
    middles = [0.2] * 8 + [0.8] * 18
    steps = np.diff(path(framed(seen(*middles)).camera))
    assert np.abs(steps).max() <= 0.5 * visible(WIDE, TALL)[0] / 30
    assert np.abs(np.diff(steps)).max() < 0.002


def test_one_wrong_look_does_not_move_the_camera() -> None:
    assert np.ptp(path(framed(seen(*[0.4] * 10, 0.9, *[0.4] * 10)).camera)) < 0.002


def test_a_subject_wider_than_the_window_is_shown_whole_on_a_backdrop() -> None:
    framing = framed(seen(*[0.5] * 10, w=0.6))
    assert (framing.backdrop, framing.why) == (True, "too-wide")


def test_a_focus_overrides_what_is_seen() -> None:
    framing = framed(seen(*[0.8] * 10), focus=(0.3, 0.6))
    assert (framing.why, framing.camera.x[0].value, framing.camera.y[0].value) == ("focus", 0.3, 0.6)


def test_without_sightings_the_camera_stands_in_the_middle() -> None:
    assert framed([]).camera == standing(0.5, 0.5)


def test_the_same_shape_shows_the_whole_picture() -> None:
    framing = frame_clip(seen(0.9, 0.9, 0.9), picture=WIDE, box=(1280, 720), frames=30, rate=(30, 1))
    assert framing.why == "whole"


def test_a_portrait_clip_in_landscape_follows_up_and_down() -> None:
    sightings = [Sighting(0.2 * look, "face", 0.4, 0.1, 0.2, 0.1) for look in range(20)]
    framing = frame_clip(sightings, picture=TALL, box=WIDE, frames=100, rate=(30, 1))
    assert framing.camera.y[0].value < 0.4
    assert [key.value for key in framing.camera.x] == [0.5]


@given(st.lists(st.floats(0, 1), min_size=3, max_size=40))
@settings(deadline=None, max_examples=examples(40))
def test_the_window_never_leaves_the_picture(middles: list[float]) -> None:
    share = visible(WIDE, TALL)[0]
    x = path(framed(seen(*middles)).camera)
    assert x.min() >= share / 2 - 0.003
    assert x.max() <= 1 - share / 2 + 0.003


@given(st.lists(st.floats(0, 1), min_size=2, max_size=60))
@settings(deadline=None, max_examples=examples(40))
def test_few_keys_stay_within_the_tolerance_of_a_path(points: list[float]) -> None:
    exact = np.array(points)
    assert np.abs(values(keys_of(exact, 0.01), 0, len(exact), 0) - exact).max() <= 0.0101


def test_the_whole_picture_lies_in_the_middle_of_its_box() -> None:
    assert contained(WIDE, Box(x=0, y=0, w=1080, h=1920)) == Box(x=0, y=656, w=1080, h=608)


def test_every_second_piece_of_a_jump_cut_is_closer() -> None:
    camera = standing(0.5, 0.5)
    assert hide_cut(camera, 0) == camera
    assert hide_cut(camera, 1).zoom[0].value == pytest.approx(1.08)


def test_shake_is_countered_and_a_pan_is_kept() -> None:
    rng = np.random.default_rng(7)
    shake = rng.normal(size=120) * 0.006
    where = np.linspace(0, 0.3, 120) + shake
    shifts = [Shift(0.0, 0.0), *(Shift(float(step), 0.0) for step in np.diff(where))]
    camera = steady(shifts, standing(0.5, 0.5), rate=(30, 1))
    left = where - path(camera, 120)
    jitter = np.diff(left[20:-20], 2).std() / np.diff(where[20:-20], 2).std()
    assert jitter < 0.25
    assert left[-20] - left[20] == pytest.approx(where[-20] - where[20], abs=0.02)


def test_steadying_never_shows_the_edge() -> None:
    shifts = [Shift(0.1 * (-1) ** frame, 0.1) for frame in range(60)]
    camera = steady(shifts, Camera(zoom=(Key(frame=0, value=1.0),)), rate=(30, 1), margin=0.04)
    half = 0.5 / camera.zoom[0].value
    x = values(camera.x, 0, 60, 0.5)
    assert x.min() - half >= -1e-3
    assert x.max() + half <= 1 + 1e-3


def test_cars_of_a_real_street_are_followed_in_portrait() -> None:
    clip = MEDIA / "street-cars.mp4"
    if not clip.exists():
        pytest.skip("the sample clips are not beside the repository")
    sightings = find_subject(clip, start=14, seconds=6)
    framing = frame_clip(sightings, picture=(768, 432), box=TALL, frames=180, rate=(30, 1))
    share = visible((768, 432), TALL)[0]
    narrow = [each for each in sightings if each.w < share]
    x = path(framing.camera, 180)
    inside = [abs(x[min(round(each.second * 30), 179)] - each.x - each.w / 2) < share / 2 for each in narrow]
    assert framing.why == "follow"
    assert len(narrow) >= 5
    assert np.mean(inside) >= 0.7
