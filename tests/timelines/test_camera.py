"""Cameras keep to the picture, and pictures move forward only."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from tests.rendering.scenes import drift, picture, scene, timeline
from tests.sampled import examples

from vlogkit.media.colour import STILL, VIDEO, to_planes
from vlogkit.records.timeline import Box, Camera, Key
from vlogkit.rendering.frames.compositor import Compositor
from vlogkit.rendering.frames.pivot_zoom import pivot_of, quarter, zoom
from vlogkit.rendering.frames.planes import blank
from vlogkit.rendering.frames.rasters import frame_picture, make_raster, warp
from vlogkit.timelines.camera import follow
from vlogkit.typesetting.fonts import open_book

unit = st.floats(0, 1)


@given(unit, unit, st.floats(0.5, 3), st.integers(20, 300), st.integers(20, 300))
@settings(deadline=None, max_examples=examples(80))
def test_no_window_leaves_the_picture_and_each_has_the_shape_of_the_box(
    x: float, y: float, zoomed: float, width: int, height: int
) -> None:
    camera = Camera(zoom=(Key(frame=0, value=zoomed),), x=(Key(frame=0, value=x),), y=(Key(frame=0, value=y),))
    window = follow(camera, (width, height), (90, 160), 0, 1).at(0)
    assert window.left >= -1e-6
    assert window.top >= -1e-6
    assert window.left + window.width <= width + 1e-6
    assert window.top + window.height <= height + 1e-6
    assert window.width / window.height == pytest.approx(90 / 160)


def test_zoom_one_covers_the_box_exactly() -> None:
    window = follow(Camera(), (300, 160), (90, 160), 0, 1).at(0)
    assert (window.width, window.height) == (90, 160)
    assert window.left == 105


def test_the_focus_stands_in_the_middle_where_the_edges_allow() -> None:
    camera = Camera(zoom=(Key(frame=0, value=2.0),), x=(Key(frame=0, value=0.4),), y=(Key(frame=0, value=0.1),))
    window = follow(camera, (90, 160), (90, 160), 0, 1).at(0)
    assert window.left + window.width / 2 == pytest.approx(36)
    assert window.top == 0


def smooth(width: int, height: int) -> Image.Image:
    """A picture whose values rise evenly, so that a position can be read from a value."""
    x = np.linspace(20, 235, width)[None, :, None]
    y = np.linspace(-15, 15, height)[:, None, None]
    return Image.fromarray(np.repeat(np.clip(x + y, 0, 255), 3, axis=2).astype(np.uint8))


@pytest.mark.parametrize(("x", "y"), [(0.5, 0.5), (0.3, 0.7), (0.0, 1.0), (0.45, 0.52)])
@pytest.mark.parametrize("space", [STILL, VIDEO], ids=lambda space: space.name)
def test_scaled_quarters_show_what_a_warp_shows(x: float, y: float, space: object) -> None:
    space = STILL if space is STILL else VIDEO
    box, size = (96, 160), (150, 200)
    camera = drift(30, x=(Key(frame=0, value=x),), y=(Key(frame=0, value=y),))
    path, cut = frame_picture(camera, size, box, 0, 30)
    raster = make_raster(smooth(*size), size, cut, space)
    fast, slow = blank(*box, space), blank(*box, space)
    for frame in (0, 7, 29):
        window = path.at(frame)
        pivot = pivot_of(cut, window, box, space.step)
        assert pivot is not None
        zoom(quarter(raster, pivot), cut, window, box, fast.arrays)
        warp(raster, window, box, slow.arrays)
        assert np.abs(fast.buffer.astype(int) - slow.buffer.astype(int)).max() <= 2


def test_a_pan_has_no_still_point() -> None:
    camera = drift(30, x=(Key(frame=0, value=0.3), Key(frame=30, value=0.6)))
    path, cut = frame_picture(camera, (150, 100), (90, 100), 0, 30)
    assert pivot_of(cut, path.at(15), (90, 100), 1) is None


def test_a_smaller_decoded_picture_stands_in_the_same_place() -> None:
    size, box = (400, 400), (96, 96)
    path, cut = frame_picture(drift(30, x=(Key(frame=0, value=0.6),)), size, box, 0, 30)
    large = smooth(*size)
    small = large.resize((200, 200), Image.Resampling.BOX)
    first, second = blank(*box, STILL), blank(*box, STILL)
    warp(make_raster(large, size, cut, STILL), path.at(10), box, first.arrays)
    warp(make_raster(small, size, cut, STILL), path.at(10), box, second.arrays)
    assert np.abs(first.buffer.astype(int) - second.buffer.astype(int)).max() <= 2


@pytest.mark.parametrize("focus", [0.5, 0.3, 0.0])
def test_a_bar_under_a_ken_burns_camera_never_steps_back_in_150_frames(tmp_path: Path, focus: float) -> None:
    pixels = np.full((320, 240, 3), 20, np.uint8)
    pixels[:, 180:186] = 235
    Image.fromarray(pixels).save(tmp_path / "bar.png")
    box = Box(x=0, y=0, w=160, h=240)
    layer = picture(tmp_path / "bar.png", box, camera=drift(150, x=(Key(frame=0, value=focus),)))
    desk = Compositor(timeline(scene(layer, frames=150), size=(160, 240)), book=open_book()).desk()
    columns = np.arange(160)
    places = []
    for frame in range(150):
        row = desk.frame(frame).arrays[0][120].astype(float) - 33
        weight = np.where(row > 8, row, 0)
        places.append((weight * columns).sum() / weight.sum())
    steps = np.diff(places)
    assert (steps < 0).sum() == 0
    assert steps.max() < 0.5


def test_a_raster_is_not_larger_than_the_closest_zoom_needs() -> None:
    _, cut = frame_picture(drift(30), (3000, 4000), (108, 192), 0, 30)
    assert cut.height < 192 * 1.1 + 12
    planes = to_planes(np.zeros((cut.height, cut.width, 3), np.uint8), VIDEO)
    assert planes[1].shape == (cut.height // 2, cut.width // 2)
