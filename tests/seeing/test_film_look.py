"""A look through a clip tells of each of its moments what a look at a picture tells."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from av.video.frame import VideoFrame
from tests.faces import portrait

from vlogkit.seeing.film_look import look_at_film
from vlogkit.seeing.seen import tones_of

SIZE = (320, 240)


def clip(path: Path) -> Path:
    """A second of somebody at the left, a second of darkness, and a second of somebody at the right."""
    parts = [
        portrait(*SIZE, at=(0.3, 0.4), face=0.15),
        np.zeros((SIZE[1], SIZE[0], 3), np.uint8),
        portrait(*SIZE, at=(0.7, 0.5), face=0.15),
    ]
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=Fraction(10))
        stream.width, stream.height, stream.pix_fmt = *SIZE, "yuv420p"
        for number in range(30):
            container.mux(stream.encode(VideoFrame.from_ndarray(parts[number // 10], format="rgb24")))
        container.mux(stream.encode(None))
    return path


def test_each_moment_has_its_own_faces_and_tones(tmp_path: Path) -> None:
    first, dark, last = look_at_film(clip(tmp_path / "a.mp4"), [0.5, 1.5, 9.0])
    assert {one.size for one in (first, dark, last)} == {SIZE}
    assert [round(face.x + face.w / 2, 1) for one in (first, dark, last) for face in one.faces] == [0.3, 0.7]
    assert int(tones_of(dark).max()) < 30 < int(tones_of(last).max())


def test_looks_are_the_same_in_any_order(tmp_path: Path) -> None:
    file = clip(tmp_path / "a.mp4")
    first, last = look_at_film(file, [2.5, 0.5])
    assert look_at_film(file, [0.5, 2.5]) == (last, first)


def test_people_in_the_distance_pass_by(tmp_path: Path) -> None:
    far = portrait(1280, 960, at=(0.5, 0.5), face=0.024)
    path = tmp_path / "far.mp4"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=Fraction(10))
        stream.width, stream.height, stream.pix_fmt = 1280, 960, "yuv420p"
        container.mux(stream.encode(VideoFrame.from_ndarray(far, format="rgb24")))
        container.mux(stream.encode(None))
    assert look_at_film(path, [0.0])[0].faces == ()


@pytest.mark.parametrize("seconds", [[], [0.1, 0.1]])
def test_as_many_looks_as_were_asked_for(tmp_path: Path, seconds: list[float]) -> None:
    assert len(look_at_film(clip(tmp_path / "a.mp4"), seconds)) == len(seconds)
