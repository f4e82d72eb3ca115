"""Pieces are encoded whole or in parts, in any order, and joined so that every frame stands in its place."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
from tests.rendering.scenes import drift, photo, picture, scene, timeline
from tests.rendering.test_video import decoded

from vlogkit.media.clip_pool import Readers
from vlogkit.records.timeline import Box, Timeline
from vlogkit.rendering.encoding.encoder_settings import EncoderSettings
from vlogkit.rendering.encoding.segment_cache import SegmentCache
from vlogkit.rendering.frames.compositor import Compositor
from vlogkit.rendering.frames.drawn_cache import DrawnCache
from vlogkit.rendering.video_job import Film
from vlogkit.typesetting.fonts import open_book


def story(folder: Path, frames: int) -> Timeline:
    box = Box(x=0, y=0, w=96, h=160)
    return timeline(scene(picture(photo(folder / "a.png"), box, camera=drift(frames)), frames=frames))


def film(made: Timeline, cache: SegmentCache) -> Film:
    return Film(made, EncoderSettings(crf=8), cache, DrawnCache(), Readers(), None, threading.Event())


def test_a_piece_encoded_in_parts_is_kept_when_it_is_whole_and_shows_every_frame(tmp_path: Path) -> None:
    made, cache = story(tmp_path, 40), SegmentCache(tmp_path / "cache")
    work = film(made, cache)
    for part in (range(30, 40), range(12), range(12, 30)):
        assert film(made, cache).missing == [0]
        work.encode(0, part)
    assert film(made, cache).missing == []
    work.make_sound()
    work.write(tmp_path / "v.mp4")
    work.close()
    shown, desk = decoded(tmp_path / "v.mp4"), Compositor(made, book=open_book()).desk()
    assert len(shown) == 40
    for number, frame in enumerate(shown):
        drawn = desk.frame(number).buffer.reshape(frame.shape)
        assert np.abs(frame.astype(int) - drawn).mean() < 2
