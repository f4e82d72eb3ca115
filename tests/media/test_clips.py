"""Clips give the right frame at any time, in any order, in our own colours."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest
from tests.rendering.scenes import clip

from vlogkit.errors import MediaError
from vlogkit.media.clip_pool import Readers
from vlogkit.media.clips import ClipReader, planes_of
from vlogkit.media.colour import STILL, VIDEO


def grey_at(reader: ClipReader, seconds: float) -> int:
    """The number of the clip's frame that shows."""
    frame = reader.frame_at(seconds)
    return round((float(planes_of(frame, (96, 64), STILL)[0].mean()) - 40) / 8)


def test_frames_in_order_and_at_random_are_the_same(tmp_path: Path) -> None:
    path = clip(tmp_path / "a.mp4")
    straight, random = ClipReader(path), ClipReader(path)
    order = [17, 2, 9, 0, 19, 4, 11, 3]
    assert [grey_at(straight, n / 10) for n in range(20)] == list(range(20))
    assert [grey_at(random, n / 10) for n in order] == order


def test_the_nearest_frame_of_a_variable_rate_shows(tmp_path: Path) -> None:
    path = clip(tmp_path / "a.mp4", frames=4, rate=100, times=[0, 10, 50, 60])
    reader = ClipReader(path)
    assert [grey_at(reader, t) for t in (0.04, 0.06, 0.2, 0.29, 0.31, 0.54, 0.56)] == [0, 1, 1, 1, 2, 2, 3]


def test_the_last_frame_stays(tmp_path: Path) -> None:
    reader = ClipReader(clip(tmp_path / "a.mp4"))
    assert grey_at(reader, 99.0) == 19
    assert grey_at(reader, 0.5) == 5


def test_a_turned_clip_stands_upright(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    pixels = np.zeros((64, 96, 3), np.uint8)
    pixels[:, :48, 0] = pixels[:, 48:, 2] = 255
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", 10)
        stream.width, stream.height, stream.pix_fmt = 96, 64, "yuv420p"
        stream.set_display_rotation(-90.0) if hasattr(stream, "set_display_rotation") else pytest.skip(
            "this PyAV cannot write a rotation"
        )
        for _ in range(3):
            container.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")))
        container.mux(stream.encode(None))
    reader = ClipReader(path)
    assert reader.facts().height == 96


@pytest.mark.parametrize("quarter", [1, 2, 3])
def test_quarter_turns_follow_the_frame(quarter: int) -> None:
    from vlogkit.media.clips import _turn

    plane = np.arange(6, dtype=np.uint8).reshape(2, 3)
    turned = _turn((plane, plane, plane), 90 * quarter)[0]
    assert np.array_equal(turned, np.rot90(plane, quarter))
    assert turned.flags.c_contiguous


@pytest.mark.parametrize(("matrix", "limited"), [(1, True), (1, False), (5, True), (6, False)])
def test_a_red_patch_is_the_same_red_from_every_matrix_and_range(matrix: int, limited: bool) -> None:
    red = np.full((64, 64, 3), (206, 17, 38), np.uint8)
    kind = av.VideoFrame.from_ndarray(red, format="rgb24")
    colours = {1: "itu709", 5: "itu601", 6: "itu601"}
    frame = kind.reformat(
        format="yuv444p", dst_colorspace=colours[matrix], dst_color_range="MPEG" if limited else "JPEG"
    )
    frame.colorspace, frame.color_range = matrix, 1 if limited else 2
    planes = planes_of(frame, (64, 64), VIDEO)
    shown = [int(np.median(plane)) for plane in planes]
    assert np.abs(np.array(shown) - VIDEO.colour("#CE1126")).max() <= 2


def test_ten_bits_and_hdr_curves_become_eight_bits() -> None:
    deep = av.VideoFrame.from_ndarray(np.full((64, 64, 3), 40000, np.uint16), format="rgb48le")
    frame = deep.reformat(format="yuv420p10le", dst_colorspace="itu709")
    frame.color_trc, frame.colorspace = 18, 9
    planes = planes_of(frame, (32, 32), VIDEO)
    assert planes[0].shape == (32, 32)
    assert 60 < float(planes[0].mean()) < 235


def test_idle_readers_are_taken_again(tmp_path: Path) -> None:
    path = str(clip(tmp_path / "a.mp4"))
    readers = Readers(keep=2)
    greys = [float(readers.planes(path, n / 10, (96, 64), STILL)[0].mean()) for n in (0, 1, 15, 2, 16)]
    assert [round((grey - 40) / 8) for grey in greys] == [0, 1, 15, 2, 16]
    assert len(readers._idle) <= 2
    readers.close()


def test_a_missing_clip_and_a_text_file_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.mp4").write_text("not a video", encoding="utf-8")
    with pytest.raises(MediaError, match="cannot be read"):
        ClipReader(tmp_path / "a.mp4")
    with pytest.raises(MediaError, match="does not exist"):
        ClipReader(tmp_path / "gone.mp4")


def test_a_cut_off_clip_shows_what_it_has(tmp_path: Path) -> None:
    path = clip(tmp_path / "a.mkv", frames=25)
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3])
    reader = ClipReader(path)
    assert 2 < grey_at(reader, 60.0) < 24
