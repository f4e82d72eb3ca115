"""Stills are the frames of the compositor with all their colours."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image
from tests.rendering.scenes import fill, scene, timeline

from vlogkit.records.timeline import Transition
from vlogkit.rendering.frames.drawn_cache import DrawnCache
from vlogkit.rendering.stills import still, still_pixels
from vlogkit.typesetting.fonts import open_book


def opened(data: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB"))


def test_a_png_keeps_the_brand_colour_exactly() -> None:
    made = timeline(scene(fill("#CE1126", 11, 21, 33, 45)))
    rgb = opened(still(made, book=open_book()))
    assert rgb.shape == (160, 96, 3)
    assert rgb[21, 11].tolist() == [206, 17, 38]
    assert rgb[20, 11].tolist() == [0x3D, 0x0A, 0x15]


def test_a_jpeg_is_near_it_with_full_chroma() -> None:
    data = still(timeline(scene(fill("#CE1126", 11, 21, 33, 45))), kind="jpeg", book=open_book())
    assert data[:2] == b"\xff\xd8"
    assert np.abs(opened(data)[40, 30].astype(int) - (206, 17, 38)).max() <= 4
    assert Image.open(io.BytesIO(data)).layer[1][1:3] == (1, 1)


def test_a_scene_shows_its_still_frame_by_itself() -> None:
    late = scene(fill("#FFFFFF", 0, 0, 96, 160, span=(5, 12))).model_copy(update={"still": 6})
    assert still_pixels(timeline(late), book=open_book()).min() == 255
    assert still_pixels(timeline(late), scene=0, frame=4, book=open_book()).max() < 100


def test_a_frame_of_the_timeline_has_its_transition() -> None:
    enter = Transition(kind="fade", frames=8)
    made = timeline(scene(ground="#000000", frames=20), scene(ground="#FFFFFF", frames=20, enter=enter))
    assert 60 < still_pixels(made, frame=15, book=open_book()).mean() < 200
    assert still_pixels(made, frame=999, book=open_book()).min() == 255
    assert still_pixels(made, scene=1, frame=2, book=open_book()).min() == 255


def test_stills_that_share_a_store_are_the_same() -> None:
    store = DrawnCache()
    made = timeline(scene(fill("#CE1126", 11, 21, 33, 45, radius=9)))
    assert (
        still(made, store=store, book=open_book())
        == still(made, store=store, book=open_book())
        == still(made, book=open_book())
    )
