"""An estimate says what is new, and learns from the last render."""

from __future__ import annotations

from pathlib import Path

from tests.rendering.scenes import fill, scene, timeline

from vlogkit.rendering.encoding.segment_cache import SegmentCache
from vlogkit.rendering.explain import estimate, note_pace, pace
from vlogkit.rendering.video import render_video
from vlogkit.typesetting.fonts import open_book


def test_everything_is_new_at_first_and_nothing_after(tmp_path: Path) -> None:
    cache = SegmentCache(tmp_path / "cache")
    made = timeline(scene(fill("#CE1126", 0, 0, 48, 48), frames=90))
    before = estimate(made, cache=cache, book=open_book())
    assert (before.frames, before.frames_new, before.pieces_new) == (90, 90, 2)
    render_video(made, tmp_path / "v.mp4", cache=cache, book=open_book())
    after = estimate(made, cache=cache, book=open_book())
    assert (after.frames_new, after.pieces_new) == (0, 0)
    assert after.seconds < before.seconds + 1e-9
    assert estimate(made, book=open_book()).frames_new == 90


def test_the_pace_of_the_last_render_is_remembered(tmp_path: Path) -> None:
    note_pace(tmp_path, 200_000_000, 2.0, 8_000_000)
    assert pace(tmp_path) == (100e6, 0.04)
    note_pace(tmp_path, 1000, 2.0, 10)
    assert pace(tmp_path) == (100e6, 0.04)
    (tmp_path / "pace.json").write_text("{", encoding="utf-8")
    assert pace(tmp_path) == pace(None)
