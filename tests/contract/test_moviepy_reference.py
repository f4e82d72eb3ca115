"""Every shipped template looks the same when MoviePy's own compositor puts its layers together."""

from __future__ import annotations

import os
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from tests.golden.stills import paint_pictures
from tests.notices import TEMPLATES, brand_for, from_folder, material, story_for
from tests.rendering.test_moviepy_export import psnr

from vlogkit.catalogue import load_frame
from vlogkit.media.colour import VIDEO, to_planes
from vlogkit.records.timeline import Timeline
from vlogkit.rendering.frames.compositor import Compositor
from vlogkit.rendering.frames.drawn_cache import DrawnCache
from vlogkit.rendering.moviepy_export import to_moviepy
from vlogkit.rendering.stills import still_pixels
from vlogkit.staging.scenes import stage_card, stage_video
from vlogkit.timelines.scaling import scaled
from vlogkit.typesetting.fonts import open_book

SIZE = Fraction(1, 5)
LEAST = 40
"""Decibels: where differences are of rounding only."""
MOST = 4 if os.environ.get("CI") else 2
"""Scenes of a video, and its transitions, that are looked at: fewer while developing."""


def timelines(template: str, media: Path) -> Iterator[Timeline]:
    """The template's video, small; its cards, where it has no video."""
    paint_pictures(media)
    story, brand, frame = story_for(template, "ordinary"), brand_for("ordinary"), load_frame("portrait")
    if any(scene.video for scene in story.scenes):
        yield scaled(stage_video(story, brand, frame, material(from_folder(media))).timeline, SIZE)
        return
    for scene in story.scenes[:MOST]:
        if scene.card:
            yield scaled(stage_card(story, scene, brand, frame, material(from_folder(media))).timeline, SIZE)


def samples(made: Timeline) -> list[int]:
    """Frames in which something comes in, stands, and gives way to the next scene."""
    found = []
    for start, scene in list(zip(made.starts(), made.scenes, strict=True))[:MOST]:
        found += [
            start + scene.enter.frames // 2,
            start + min(scene.enter.frames + 9, scene.still),
            start + scene.still,
        ]
    return sorted({min(number, made.frames() - 1) for number in found})


@pytest.mark.parametrize("template", TEMPLATES)
def test_sampled_frames_of_a_template_agree_within_40_decibels(template: str, tmp_path: Path) -> None:
    book, store, seen = open_book(), DrawnCache(), 0
    for made in timelines(template, tmp_path):
        clip, desk = to_moviepy(made, sound=False, book=book), Compositor(made, book=book).desk()
        for number in samples(made):
            theirs = np.asarray(clip.get_frame((number + 0.5) / float(made.fps())))
            ours = still_pixels(made, frame=number, store=store, book=book)
            assert psnr(ours, theirs) >= LEAST, f"{made.id} frame {number}"
            planes = np.concatenate([plane.ravel() for plane in to_planes(theirs, VIDEO)])
            assert psnr(desk.frame(number).buffer, planes) >= LEAST, f"{made.id} frame {number} for the encoder"
            seen += 1
    assert seen
