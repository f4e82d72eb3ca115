"""A rendered file has what players and platforms ask for, and a failed render leaves nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from tests.mp4_boxes import boxes, patch, probe
from tests.rendering.scenes import clip, drift, fill, photo, picture, scene, sha, timeline

from vlogkit.errors import MediaError, OutsideError, RenderError
from vlogkit.records.clips.soundtrack import Music, Sound
from vlogkit.records.timeline import Box, FootageLayer, Timeline, Transition
from vlogkit.rendering.encoding.encoder_settings import EncoderSettings
from vlogkit.rendering.encoding.segment_cache import SegmentCache
from vlogkit.rendering.encoding.segment_plan import cut, key_of
from vlogkit.rendering.frames.compositor import Compositor
from vlogkit.rendering.video import render_video, render_videos
from vlogkit.rendering.video_job import CancelledError
from vlogkit.typesetting.fonts import open_book


def story(folder: Path, *, size: tuple[int, int] = (96, 160), frames: int = 40, colour: str = "#CE1126") -> Timeline:
    path = folder / "a.png"
    box = Box(x=0, y=0, w=size[0], h=size[1])
    if not path.exists():
        photo(path)
    layers = (picture(path, box, camera=drift(frames)), fill(colour, 16, 16, 48, 48))
    enter = Transition(kind="fade", frames=8)
    return timeline(scene(*layers, frames=frames), scene(*layers, frames=frames, enter=enter), size=size)


def decoded(path: Path) -> list[np.ndarray]:
    with av.open(str(path)) as container:
        return [frame.to_ndarray() for frame in container.decode(video=0)]


def test_the_file_is_what_platforms_ask_for(tmp_path: Path) -> None:
    made = story(tmp_path).model_copy(update={"sound": Sound(music=Music(seed=2))})
    result = render_video(made, tmp_path / "v.mp4", book=open_book())
    found = probe(tmp_path / "v.mp4")
    assert (found.width, found.height, found.fps, found.frames) == (96, 160, 30, 72)
    assert (found.codec, found.profile, found.pix_fmt, found.b_frames) == ("h264", "High", "yuv420p", True)
    assert found.bt709
    assert (found.audio_codec, found.audio_rate, found.audio_channels) == ("aac", 48_000, 2)
    assert found.moov_first
    assert boxes(tmp_path / "v.mp4")[0] == "ftyp"
    assert abs(found.duration - 2.4) < 1 / 30
    assert found.audio_seconds == pytest.approx(2.4, abs=0.001)
    assert found.loudness == pytest.approx(-14, abs=0.5)
    assert found.peak is not None
    assert found.peak <= -1
    assert (result.frames, result.frames_encoded, result.bytes) == (
        72,
        72,
        (tmp_path / "v.mp4").stat().st_size,
    )
    assert result.sha256 == sha(tmp_path / "v.mp4")


def test_a_brand_colour_survives_within_three_of_255(tmp_path: Path) -> None:
    render_video(story(tmp_path), tmp_path / "v.mp4", book=open_book())
    red, green, blue = patch(tmp_path / "v.mp4", 0.5, (28, 28, 52, 52))
    assert max(abs(red - 206), abs(green - 17), abs(blue - 38)) <= 3


def test_every_frame_stands_at_its_time_and_shows_what_was_drawn(tmp_path: Path) -> None:
    made = story(tmp_path)
    render_video(made, tmp_path / "v.mp4", settings=EncoderSettings(crf=8), book=open_book())
    with av.open(str(tmp_path / "v.mp4")) as container:
        times = [Fraction(frame.pts) * frame.time_base for frame in container.decode(video=0)]
    assert times == [Fraction(number, 30) for number in range(72)]
    desk = Compositor(made, book=open_book()).desk()
    for number, frame in enumerate(decoded(tmp_path / "v.mp4")):
        drawn = desk.frame(number).buffer.reshape(frame.shape).astype(int)
        assert np.abs(frame.astype(int) - drawn).mean() < 2, f"frame {number}"


def test_pieces_begin_with_key_frames_and_none_is_longer_than_two_and_a_half_seconds(tmp_path: Path) -> None:
    made = story(tmp_path, frames=150)
    pieces = cut(made, EncoderSettings())
    assert [piece.first for piece in pieces[1:]] == [piece.last for piece in pieces[:-1]]
    assert pieces[-1].last == made.frames()
    assert max(piece.frames for piece in pieces) <= 75
    assert [piece.scenes for piece in pieces if len(piece.scenes) > 1] == [(0, 1)]
    render_video(made, tmp_path / "v.mp4", book=open_book())
    with av.open(str(tmp_path / "v.mp4")) as container:
        keys = {round(float(p.pts * p.time_base) * 30) for p in container.demux(video=0) if p.is_keyframe and p.size}
    assert {piece.first for piece in pieces} <= keys


@pytest.mark.parametrize("rate", [(30000, 1001), (25, 1)])
def test_other_rates_keep_exact_times(tmp_path: Path, rate: tuple[int, int]) -> None:
    made = timeline(scene(fill("#CE1126", 0, 0, 48, 48), frames=7), rate=rate)
    render_video(made, tmp_path / "v.mp4", book=open_book())
    found = probe(tmp_path / "v.mp4")
    assert found.fps == Fraction(*rate)
    assert abs(found.duration - 7 / Fraction(*rate)) < 1 / Fraction(*rate)


@pytest.mark.parametrize("frames", [1, 2, 3])
def test_the_shortest_videos_are_whole(tmp_path: Path, frames: int) -> None:
    render_video(timeline(scene(fill("#CE1126", 0, 0, 48, 48), frames=frames)), tmp_path / "v.mp4", book=open_book())
    assert len(decoded(tmp_path / "v.mp4")) == frames


def test_the_number_of_threads_does_not_change_a_frame(tmp_path: Path) -> None:
    made = story(tmp_path)
    for threads in (1, 3):
        render_video(
            made, tmp_path / f"{threads}.mp4", threads=threads, settings=EncoderSettings(crf=4), book=open_book()
        )
    pairs = zip(decoded(tmp_path / "1.mp4"), decoded(tmp_path / "3.mp4"), strict=True)
    assert max(float(np.abs(a.astype(int) - b).mean()) for a, b in pairs) < 1.5


def test_nothing_changed_encodes_nothing_and_gives_the_same_file(tmp_path: Path) -> None:
    made, cache = story(tmp_path), SegmentCache(tmp_path / "cache")
    first = render_video(made, tmp_path / "1.mp4", cache=cache, book=open_book())
    second = render_video(made, tmp_path / "2.mp4", cache=cache, book=open_book())
    assert (first.frames_encoded, second.frames_encoded) == (72, 0)
    assert first.sha256 == second.sha256


def test_a_change_encodes_only_where_it_shows(tmp_path: Path) -> None:
    cache = SegmentCache(tmp_path / "cache")
    path = photo(tmp_path / "a.png")
    base = picture(path, Box(x=0, y=0, w=96, h=160), camera=drift(120))

    def captioned(colour: str) -> Timeline:
        return timeline(scene(base, fill(colour, 8, 8, 32, 32, span=(70, 80)), frames=120), scene(base, frames=60))

    render_video(captioned("#CE1126"), tmp_path / "v.mp4", cache=cache, book=open_book())
    assert render_video(captioned("#11CE26"), tmp_path / "v.mp4", cache=cache, book=open_book()).frames_encoded == 50


@pytest.mark.parametrize(
    ("spans", "edges"),
    [
        (((12, 68), (68, 132)), [0, 68, 136]),
        (((12, 40), (40, 80), (80, 132)), [0, 40, 80, 136]),
        (((0, 20), (20, 30), (30, 136)), [0, 68, 136]),
        (((0, 90),), [0, 45, 90, 136]),
        ((), [0, 68, 136]),
    ],
    ids=["captions", "more captions", "too short ones", "too long for one piece", "none"],
)
def test_pieces_end_where_captions_do(spans: tuple[tuple[int, int], ...], edges: list[int]) -> None:
    layers = [fill("#CE1126", 8, 8, 32, 32, span=span) for span in spans]
    pieces = cut(timeline(scene(*layers, frames=136)), EncoderSettings())
    assert [piece.first for piece in pieces] + [pieces[-1].last] == edges


def test_a_scene_is_reused_wherever_it_moves_to(tmp_path: Path) -> None:
    cache = SegmentCache(tmp_path / "cache")
    one, two = (
        scene(fill("#CE1126", 8, 8, 32, 32), frames=30),
        scene(fill("#11CE26", 8, 8, 32, 32), frames=30),
    )
    render_video(timeline(one, two), tmp_path / "v.mp4", cache=cache, book=open_book())
    assert render_video(timeline(two, one), tmp_path / "v.mp4", cache=cache, book=open_book()).frames_encoded == 0


def test_the_key_knows_content_not_paths_or_names(tmp_path: Path) -> None:
    settings = EncoderSettings()
    path = photo(tmp_path / "a.png")
    moved = tmp_path / "b.png"
    moved.write_bytes(path.read_bytes())
    box = Box(x=0, y=0, w=96, h=160)

    def key(**changes: object) -> str:
        made = timeline(scene(picture(path, box).model_copy(update=changes), frames=12))
        return key_of(cut(made, settings)[0], made, settings, open_book())

    assert key() == key(file=str(moved)) == key(name="other", origin="template.yaml:3:1")
    assert len({key(), key(sha256="0" * 64), key(radius=4), key(opacity=0.5), key(camera=drift(12))}) == 5


def test_several_formats_at_once_are_the_files_of_each_alone(tmp_path: Path) -> None:
    tall, wide = story(tmp_path), story(tmp_path, size=(160, 96))
    alone = [
        render_video(made, tmp_path / f"{n}.mp4", threads=1, book=open_book()) for n, made in enumerate((tall, wide))
    ]
    calls: list[tuple[int, int]] = []
    both = render_videos(
        [(tall, tmp_path / "t.mp4"), (wide, tmp_path / "w.mp4")],
        threads=1,
        progress=lambda *done: calls.append(done),
        book=open_book(),
    )
    assert [(r.width, r.height, r.frames_encoded) for r in both] == [(96, 160, 72), (160, 96, 72)]
    assert calls[-1] == (144, 144)
    for each, together in zip(alone, both, strict=True):
        pairs = zip(decoded(each.path), decoded(together.path), strict=True)
        apart = [float(np.abs(a.astype(int) - b).mean()) for a, b in pairs]
        # Where a piece was begun is seen in what the encoder loses; one frame too early would be 2.2 and 0.46 apart.
        assert (max(apart) < 2, float(np.mean(apart)) < 0.3) == (True, True)


def test_the_slowest_layers_are_named(tmp_path: Path) -> None:
    result = render_video(story(tmp_path), tmp_path / "v.mp4", book=open_book())
    assert result.layer_seconds[0][0].startswith("s/")
    assert any("picture" in name for name, _ in result.layer_seconds)


def test_a_cancelled_render_leaves_nothing(tmp_path: Path) -> None:
    made, cancel = story(tmp_path), threading.Event()
    out = tmp_path / "out"
    out.mkdir()
    cancel.set()
    with pytest.raises(CancelledError):
        render_video(made, out / "v.mp4", cancel=cancel, book=open_book())
    assert list(out.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="sends the signal of Ctrl-C as POSIX does")
def test_control_c_leaves_neither_a_half_file_nor_a_folder(tmp_path: Path) -> None:
    program = f"""
import sys, pathlib, tempfile
tempfile.tempdir = {str(tmp_path / "tmp")!r}
from tests.rendering.test_video import story
from vlogkit.rendering.video import render_video
from vlogkit.typesetting.fonts import open_book
made = story(pathlib.Path({str(tmp_path)!r}), size=(640, 1136), frames=600)
out = pathlib.Path({str(tmp_path / "out" / "v.mp4")!r})
render_video(made, out, progress=lambda done, total: print(done, flush=True), book=open_book())
"""
    (tmp_path / "tmp").mkdir()
    child = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert child.stdout is not None
    while int(child.stdout.readline() or "1") < 1:
        pass
    child.send_signal(signal.SIGINT)
    _, errors = child.communicate(timeout=30)
    assert child.returncode != 0
    assert "KeyboardInterrupt" in errors
    assert not (tmp_path / "out").exists() or list((tmp_path / "out").iterdir()) == []
    assert list((tmp_path / "tmp").iterdir()) == []


def test_a_clip_that_cannot_be_opened_leaves_nothing(tmp_path: Path) -> None:
    path = clip(tmp_path / "c.mp4", frames=4)
    layer = FootageLayer(box=Box(x=0, y=0, w=96, h=64), file=str(path), sha256=sha(path))
    path.write_bytes(b"nothing")
    with pytest.raises(MediaError, match=r"c\.mp4"):
        render_video(timeline(scene(layer)), tmp_path / "out" / "v.mp4", book=open_book())
    assert not (tmp_path / "out").exists()


def test_a_folder_that_is_a_file_is_an_outside_error(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("", encoding="utf-8")
    with pytest.raises(OutsideError) as caught:
        render_video(timeline(scene(frames=2)), tmp_path / "out" / "v.mp4", book=open_book())
    assert "out" in str(caught.value)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs Linux's /dev/full")
def test_a_full_disk_is_an_outside_error_and_the_old_file_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "v.mp4").write_bytes(b"old")

    def full(*_: object, **__: object) -> None:
        with Path("/dev/full").open("wb") as file:
            file.write(b"x" * 100_000)

    monkeypatch.setattr("vlogkit.rendering.encoding.mp4.write", full)
    with pytest.raises(OutsideError, match="full"):
        render_video(timeline(scene(frames=2)), tmp_path / "v.mp4", book=open_book())
    assert (tmp_path / "v.mp4").read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["v.mp4"]


def test_pieces_of_other_settings_are_not_joined(tmp_path: Path) -> None:
    made = timeline(scene(frames=4))
    cache = SegmentCache(tmp_path / "cache")
    settings = EncoderSettings()
    render_video(made, tmp_path / "v.mp4", cache=cache, settings=EncoderSettings(preset="ultrafast"), book=open_book())
    wrong = cache.get(key_of(cut(made, settings)[0], made, EncoderSettings(preset="ultrafast"), open_book()))
    assert wrong is not None
    cache.put(key_of(cut(made, settings)[0], made, settings, open_book()), wrong)
    with pytest.raises(RenderError, match="other settings"):
        render_video(made, tmp_path / "v.mp4", cache=cache, settings=settings, book=open_book())
