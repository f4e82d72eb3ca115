"""Measure how much moves in the video of each template's sample: the longest stretch in which nothing does, and the
share of the time; and whether the headline stands in frame 0.

Frames are compared ten times a second at their full size; a pixel has changed by more than 6 of 255 in luma, and a
moment moves where more than 0.15 % of the pixels have changed since the one before.

python benchmarks/motion.py quote tally --format portrait
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import cv2
import numpy as np

from vlogkit import resources
from vlogkit.catalogue import load_frame, load_template
from vlogkit.pipeline.telling.assets import Assets
from vlogkit.pipeline.templates.template_checks import Task, told_with_data
from vlogkit.records.base import FORMATS, Format
from vlogkit.records.settings import Settings
from vlogkit.records.timeline import Counter, Text, Timeline
from vlogkit.rendering.frames.compositor import Compositor
from vlogkit.staging.scenes import stage_video
from vlogkit.timelines.keyframes import at
from vlogkit.typesetting.fonts import open_book

CHANGED = 6
"""Of 255, by which the luma of a pixel must differ."""
LEAST = 0.0015
"""Share of the pixels that must change for a moment to move."""
A_SECOND = 10


def sample(template: str, brand: str, name: Format) -> Timeline | None:
    """The video of a template's ordinary sample; None for one that makes cards only."""
    kind = load_template(template).kinds[0]
    task = Task(resources.shipped(), Settings(name="motion"), template, kind, brand, "id", "ordinary")
    told = told_with_data(task)
    if told is None:
        return None
    _, story, own = told
    if not any(scene.video for scene in story.scenes):
        return None
    return stage_video(story, own, load_frame(name), Assets(task.workspace()).material).timeline


def changes(timeline: Timeline) -> list[float]:
    """The share of pixels that have changed since the moment before, from the second moment on."""
    desk = Compositor(timeline, book=open_book()).desk()
    step = float(timeline.fps()) / A_SECOND
    moments = [round(step * index) for index in range(int(timeline.frames() / step))]
    before = None
    found: list[float] = []
    for moment in moments:
        luma = desk.frame(moment).arrays[0].copy()
        if before is not None:
            found.append(float(np.count_nonzero(cv2.absdiff(luma, before) > CHANGED)) / luma.size)
        before = luma
    return found


def stillness(shares: list[float]) -> tuple[float, float]:
    """The longest stretch (seconds) in which nothing moves, and the share of the time."""
    still = [share < LEAST for share in shares]
    longest = run = 0
    for moment in still:
        run = run + 1 if moment else 0
        longest = max(longest, run)
    return longest / A_SECOND, sum(still) / max(1, len(still))


def headline_stands(timeline: Timeline) -> bool:
    """Whether the headline, or without one the largest words of the first scene, are there in frame 0, whole and solid."""
    words = [layer for layer in timeline.scenes[0].layers if isinstance(layer, Text | Counter)]
    words = [layer for layer in words if layer.name == "title"] or words
    largest = max((layer.style.size for layer in words), default=0.0)
    return bool(words) and all(
        (layer.span is None or layer.span[0] == 0)
        and at(layer.motion.opacity, 0, 1.0) * at(layer.motion.reveal, 0, 1.0) >= 1
        for layer in words
        if layer.style.size == largest
    )


def main() -> None:
    """Read the options, measure, print a row a template and format."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("templates", nargs="*", help="names (all)")
    parser.add_argument("--brand", default="jateng")
    parser.add_argument("--format", action="append", choices=FORMATS, help="(all four)")
    parser.add_argument("--json", type=Path, help="write the figures to a file as well")
    given = parser.parse_args()
    rows = []
    print(f"{'template':20} {'format':10} {'seconds':>8} {'longest':>8} {'still':>6}  headline in frame 0")
    for name in given.templates or [name for name in resources.names("templates") if name != "base"]:
        for form in given.format or FORMATS:
            timeline = sample(name, given.brand, form)
            if timeline is None:
                continue
            longest, share = stillness(changes(timeline))
            row = (name, form, timeline.seconds(), longest, share, headline_stands(timeline))
            rows.append(row)
            print(f"{name:20} {form:10} {row[2]:8.1f} {longest:7.1f}s {share:6.0%}  {'yes' if row[5] else 'NO'}")
    if given.json:
        keys = ("template", "format", "seconds", "longest", "still", "headline")
        given.json.write_text(json.dumps([dict(zip(keys, row, strict=True)) for row in rows], indent=1))


if __name__ == "__main__":
    main()
