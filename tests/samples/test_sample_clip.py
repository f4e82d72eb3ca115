"""The sample clip: alive, the same every time, of the promised shape."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest
from tools.sample_clip import ambience, blinks, film, frames, layers, mouths

from vlogkit.errors import MediaError

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1600 2000">'
DRAWING = f"""{HEAD}<defs/>
<g data-depth="0"><rect x="-100" width="1800" height="2000" fill="#336699"/></g>
<g data-depth="0.5" data-ride="-200"><rect x="760" y="1020" width="80" height="80" fill="#ff0000"/></g>
<g data-depth="1" data-sway="20"><rect x="300" y="900" width="40" height="300" fill="#00ff00"/></g></svg>"""
FLAT = f"""{HEAD}<rect width="1600" height="2000" fill="#fff"/>
<rect x="780" y="900" width="60" height="400" fill="#f00"/></svg>"""
SIZE = (160, 90)


@pytest.fixture
def drawing(tmp_path: Path) -> Path:
    path = tmp_path / "drawing.svg"
    path.write_text(DRAWING, encoding="utf-8")
    return path


def red_centre(picture: np.ndarray) -> float:
    red = (picture[..., 2] > 150) & (picture[..., 0] < 90)
    return float(np.nonzero(red)[1].mean())


def test_a_drawing_comes_apart_into_the_layers_that_move_differently(drawing: Path) -> None:
    _, sheets = layers(drawing, SIZE)
    assert [(s.depth, s.ride, s.sway) for s in sheets] == [(0, 0, 0), (0.5, -200, 0), (1, 0, 20)]


def test_a_ride_passes_its_drawn_place_in_the_middle(drawing: Path) -> None:
    view, sheets = layers(drawing, SIZE)
    first, middle, *_, last = list(frames(sheets, view, 41, 10))[::20]
    assert red_centre(first) > red_centre(middle) > red_centre(last)
    assert abs(red_centre(middle) - SIZE[0] / 2) < 3


def test_no_frame_is_the_one_before_it(drawing: Path) -> None:
    view, sheets = layers(drawing, SIZE)
    pictures = list(frames(sheets, view, 12, 25))
    assert all(not np.array_equal(a, b) for a, b in pairwise(pictures))


def test_a_frame_depends_on_its_number_alone(drawing: Path) -> None:
    view, sheets = layers(drawing, SIZE)
    again = list(frames(sheets, view, 9, 25))
    assert all(np.array_equal(a, b) for a, b in zip(frames(sheets, view, 9, 25), again, strict=True))


def test_a_still_background_fills_the_frame_behind_everything(drawing: Path) -> None:
    view, sheets = layers(drawing, SIZE)
    picture = next(frames(sheets, view, 5, 25))
    assert np.abs(picture[[0, 0, -1, -1], [0, -1, 0, -1]].astype(int) - [0x99, 0x66, 0x33]).max() <= 1


def test_the_clip_is_tagged_has_stereo_sound_and_is_the_same_every_time(drawing: Path, tmp_path: Path) -> None:
    one, two = (film(drawing, tmp_path / name / "a.mp4", seconds=0.8, size=SIZE) for name in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()
    assert [path.name for path in one.parent.iterdir()] == ["a.mp4"]
    with av.open(str(one)) as container:
        video, audio = container.streams.video[0], container.streams.audio[0]
        assert (video.codec_context.name, video.width, video.height) == ("h264", *SIZE)
        assert video.average_rate == 25
        assert (video.codec_context.colorspace, video.codec_context.color_range) == (1, 1)
        assert (audio.codec_context.name, audio.rate, audio.channels) == ("aac", 48_000, 2)
        assert sum(1 for _ in container.decode(video=0)) == 20


def test_a_drawing_without_layers_is_panned_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "flat.svg"
    path.write_text(FLAT, encoding="utf-8")
    view, sheets = layers(path, SIZE)
    pictures = list(frames(sheets, view, 20, 25))
    assert red_centre(pictures[0]) - red_centre(pictures[-1]) > 2


def test_what_is_no_drawing_is_refused_with_its_name(tmp_path: Path) -> None:
    path = tmp_path / "broken.svg"
    path.write_text("<svg", encoding="utf-8")
    with pytest.raises(MediaError) as caught:
        film(path, tmp_path / "a.mp4")
    assert "broken.svg" in str(caught.value)
    assert not (tmp_path / "a.mp4").exists()


def test_the_ambience_is_quiet_fades_at_both_ends_and_passes_from_right_to_left() -> None:
    sound = ambience(4.0, seed=1)
    assert sound.shape == (192_000, 2)
    assert 0.02 < np.abs(sound).max() < 0.25
    assert np.abs(sound[[0, -1]]).max() == 0
    early, late = sound[24_000:84_000], sound[108_000:168_000]
    balance = [np.mean(part[:, 0] ** 2) / np.mean(part[:, 1] ** 2) for part in (early, late)]
    assert balance[0] < 1 < balance[1]
    assert np.array_equal(sound, ambience(4.0, seed=1))


def test_the_shipped_canal_has_riders_leaves_and_depth() -> None:
    picture = Path(__file__).resolve().parents[2] / "assets" / "samples" / "pictures" / "irigasi.svg"
    _, sheets = layers(picture, SIZE)
    assert any(sheet.ride for sheet in sheets)
    assert any(sheet.sway for sheet in sheets)
    assert len({sheet.depth for sheet in sheets}) >= 4


@pytest.mark.parametrize("name", ["kunjungan-irigasi", "puskesmas-petugas", "puskesmas-warga"])
def test_a_person_in_a_talk_moves_the_mouth_with_the_voice_and_blinks(name: str) -> None:
    picture = Path(__file__).resolve().parents[2] / "assets" / "samples" / "talks" / f"{name}.svg"
    view, sheets = layers(picture, (320, 180))
    assert {sheet.shape for sheet in sheets} == {"", "mouth-0", "mouth-1", "mouth-2", "open", "shut"}
    still = [replace(sheet, nod=0, sway=0, ride=0, drift=0) for sheet in sheets]
    quiet, wide, shut = (
        next(frames(still, view, 1, 25, said)) if said else list(frames(still, view, 62, 25))[61]
        for said in ([0], [2], [])
    )
    face = np.s_[40:130, 120:200]
    assert np.abs(wide[face].astype(int) - quiet[face]).max() > 60
    assert np.abs(shut[face].astype(int) - quiet[face]).max() > 60
    assert blinks(61 / 25)
    assert not blinks(0)


def test_a_mouth_is_shut_in_a_pause_and_widest_where_the_voice_is_loudest() -> None:
    loud = np.concatenate([np.zeros(19_200), np.full(19_200, 0.2), np.full(19_200, 0.8)]).astype(np.float32)
    said = mouths(np.stack([loud, loud], axis=1), 25)
    assert (said[4], said[14], said[24]) == (0, 1, 2)
    assert mouths(np.zeros((0, 2), np.float32), 25) == []
