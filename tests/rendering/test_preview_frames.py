"""The preview of a moment is that frame of the rendered video before encoding, pixel for pixel, in every template and format."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from tests.golden.stills import FORMATS, paint_pictures
from tests.notices import TEMPLATES, brand_for, from_folder, material, story_for

from vlogkit.catalogue import load_frame
from vlogkit.media.colour import VIDEO, to_rgb
from vlogkit.records.base import Format
from vlogkit.rendering.frames.compositor import Compositor
from vlogkit.rendering.frames.drawn_cache import DrawnCache
from vlogkit.rendering.stills import still_pixels
from vlogkit.staging.scenes import stage_video

EVERY = [(template, format_) for template in TEMPLATES for format_ in FORMATS]
SAMPLE = EVERY if os.environ.get("CI") else [EVERY[0], EVERY[len(EVERY) // 2 + 1]]
BEFORE = 3
"""Frames that the video draws before the one that is compared, so that what stands is not drawn anew."""


@pytest.mark.parametrize(("template", "format_"), SAMPLE)
def test_a_moment_in_the_preview_is_the_frame_of_the_video(template: str, format_: Format, tmp_path: Path) -> None:
    story = story_for(template, "ordinary")
    if not any(scene.video for scene in story.scenes):
        pytest.skip("this template makes no video")
    paint_pictures(tmp_path)
    staged = material(from_folder(tmp_path))
    timeline = stage_video(story, brand_for("ordinary"), load_frame(format_), staged).timeline
    warm = DrawnCache()
    starts, last = timeline.starts(), timeline.frames() - 1
    second = starts[1] if len(starts) > 1 else last
    for number in (0, min(second + 2, last), (starts[-1] + last) // 2):  # the poster, a transition, the end
        film = Compositor(timeline, book=staged.book).desk()
        for earlier in range(max(0, number - BEFORE), number + 1):
            planes = film.frame(earlier)
        shown = still_pixels(timeline, frame=number, space=VIDEO, store=warm, book=staged.book)
        assert np.array_equal(shown, to_rgb(planes.arrays, VIDEO)), f"frame {number}"
