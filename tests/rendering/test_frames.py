"""What reaches the encoder is the same frame for frame, however the render comes about."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.rendering.frames.test_compositor import story

from vlogkit.records.timeline import Timeline
from vlogkit.rendering.encoding.segment_cache import SegmentCache
from vlogkit.rendering.frames.compositor import Compositor, FrameCanvas
from vlogkit.rendering.frames.drawn_cache import DrawnCache
from vlogkit.rendering.frames.planes import Planes
from vlogkit.rendering.video import render_video
from vlogkit.typesetting.fonts import open_book

Hashes = dict[int, str]


def mark(planes: Planes) -> str:
    return hashlib.sha256(planes.buffer).hexdigest()


def straight(made: Timeline, store: DrawnCache | None = None) -> Hashes:
    """The hash of every frame, drawn one after another."""
    desk = Compositor(made, store=store, book=open_book()).desk()
    return {number: mark(desk.frame(number)) for number in range(made.frames())}


@pytest.fixture
def encoded(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hashes]:
    """The hash of every frame that a render gives its encoder, by number."""
    found: Hashes = {}
    frame = FrameCanvas.frame

    def watched(desk: FrameCanvas, number: int) -> Planes:
        planes = frame(desk, number)
        assert number not in found, "drawn twice"
        found[number] = mark(planes)
        return planes

    monkeypatch.setattr(FrameCanvas, "frame", watched)
    return found


@pytest.mark.parametrize("threads", [1, 3])
@pytest.mark.parametrize("cached", [False, True])
def test_a_render_draws_every_frame_once_and_the_same(
    tmp_path: Path, encoded: Hashes, threads: int, cached: bool
) -> None:
    made = story(tmp_path, "wipe")
    cache = SegmentCache(tmp_path / "cache") if cached else None
    render_video(made, tmp_path / "v.mp4", cache=cache, threads=threads, book=open_book())
    found = dict(encoded)
    encoded.clear()
    assert found == straight(made)


def test_a_render_that_finds_half_in_the_cache_draws_the_rest_the_same(tmp_path: Path, encoded: Hashes) -> None:
    made, cache = story(tmp_path), SegmentCache(tmp_path / "cache")
    render_video(made, tmp_path / "v.mp4", cache=cache, book=open_book())
    encoded.clear()
    entries = sorted(tmp_path.rglob("*.seg"), key=lambda path: path.name)
    for path in entries[::2]:
        path.unlink()
    render_video(made, tmp_path / "v.mp4", cache=cache, book=open_book())
    found = dict(encoded)
    encoded.clear()
    assert 0 < len(found) < made.frames()
    assert found.items() <= straight(made).items()


@pytest.mark.parametrize("kept", [0, 60_000])
def test_what_is_kept_in_memory_changes_no_frame(tmp_path: Path, kept: int) -> None:
    made = story(tmp_path, "slide")
    assert straight(made, DrawnCache(max_bytes=kept)) == straight(made)


def test_a_desk_that_drew_other_frames_before_draws_the_same(tmp_path: Path) -> None:
    made = story(tmp_path, "push")
    expected, desk = straight(made), Compositor(made, book=open_book()).desk()
    numbers = list(range(made.frames())) * 2
    random.Random(5).shuffle(numbers)
    assert {number: mark(desk.frame(number)) for number in numbers} == expected
