"""A backdrop is the clip out of focus under a veil, the same in stills and video, part by part; a piece ends where it
is told to."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tests.clips import write_clip
from tests.rendering.scenes import clip, scene, sha, timeline

from vlogkit.media.colour import STILL, VIDEO, to_rgb
from vlogkit.records.timeline import Box, FootageLayer, Timeline
from vlogkit.rendering.encoding.encoder_settings import EncoderSettings
from vlogkit.rendering.encoding.segment_plan import cut, key_of
from vlogkit.rendering.frames.compositor import Compositor, frames_hash
from vlogkit.rendering.frames.defocus import blurred, scale_for
from vlogkit.rendering.frames.planes import Region, blank
from vlogkit.typesetting.fonts import open_book

SIZE = (96, 160)


def layer(path: Path, **more: object) -> FootageLayer:
    box = Box(x=0, y=0, w=SIZE[0], h=SIZE[1])
    return FootageLayer(**{"box": box, "file": str(path), "sha256": sha(path), "blurred": True, **more})


def made(*layers: FootageLayer) -> Timeline:
    return timeline(scene(*layers, frames=10), size=SIZE)


def drawn(of: Timeline, frame: int = 0, space=STILL) -> np.ndarray:  # type: ignore[no-untyped-def]
    return to_rgb(Compositor(of, space=space, book=open_book()).desk().frame(frame).arrays, space)


def edges(picture: np.ndarray) -> float:
    return float(np.abs(np.diff(picture.astype(int), axis=1)).max())


def test_it_is_out_of_focus_and_keeps_its_colours(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "a.mp4", size=(96, 64))
    sharp, soft = drawn(made(layer(path, blurred=False))), drawn(made(layer(path)))
    assert edges(sharp) > 80
    assert edges(soft) < 25
    assert np.abs(sharp.mean(axis=(0, 1)) - soft.mean(axis=(0, 1))).max() < 12


def test_the_veil_mixes_its_colour_in(tmp_path: Path) -> None:
    path = clip(tmp_path / "a.mp4")
    bare, veiled = (drawn(made(layer(path, veil=veil, veil_colour="#000000"))) for veil in (0.0, 0.5))
    assert veiled.mean() == pytest.approx(bare.mean() / 2, abs=2)


def test_stills_and_videos_look_alike(tmp_path: Path) -> None:
    of = made(layer(write_clip(tmp_path / "a.mp4"), veil=0.4, veil_colour="#3D0A15"))
    assert np.abs(drawn(of).astype(int) - drawn(of, space=VIDEO)).mean() < 3


def test_every_part_has_the_pixels_of_the_whole(tmp_path: Path) -> None:
    of = made(layer(write_clip(tmp_path / "a.mp4")))
    whole = Compositor(of, book=open_book()).desk().frame(3)
    canvas, stage = blank(*SIZE, VIDEO), Compositor(of, book=open_book()).stage(0)
    for part in (Region(0, 0, 40, 160), Region(40, 0, 96, 62), Region(40, 62, 96, 160)):
        for piece in stage.pieces(3):
            piece.draw(canvas, part)
    assert np.abs(canvas.buffer.astype(int) - whole.buffer).max() <= 1


def test_the_same_frames_come_out_each_time(tmp_path: Path) -> None:
    of = made(layer(write_clip(tmp_path / "a.mp4"), veil=0.3))
    assert frames_hash(of, book=open_book()) == frames_hash(of, book=open_book())


def test_focus_veil_and_end_are_part_of_a_pieces_key(tmp_path: Path) -> None:
    path = clip(tmp_path / "a.mp4")
    ways = ({}, {"blurred": False}, {"veil": 0.2}, {"veil_colour": "#111111"}, {"last": 0.5})
    settings = EncoderSettings()
    keys = {key_of(cut(of, settings)[0], of, settings, None) for of in (made(layer(path, **way)) for way in ways)}
    assert len(keys) == len(ways)


def test_few_samples_are_decoded_for_it() -> None:
    assert 1920 * scale_for((1920, 1080), (1080, 1920)) < 130
    assert scale_for((60, 40), (60, 40)) == 1.0


def test_a_flat_plane_stays_flat() -> None:
    planes = tuple(np.full(shape, 90, np.uint8) for shape in ((40, 60), (20, 30), (20, 30)))
    assert all(np.ptp(plane) == 0 for plane in blurred(planes, "#3D0A15", 0.5, VIDEO))  # type: ignore[arg-type]


def test_nothing_after_the_last_second_of_a_piece_is_shown(tmp_path: Path) -> None:
    path = clip(tmp_path / "a.mp4", frames=20, rate=10)
    stands = made(layer(path, blurred=False, start=0.5, last=0.6))
    free = made(layer(path, blurred=False, start=0.5))
    assert np.array_equal(drawn(stands, 9), drawn(stands, 4))
    assert drawn(free, 9).mean() > drawn(stands, 9).mean() + 8
