"""Render stories of more scenes, of greater length, in more formats, and more stories; print seconds for each.

python benchmarks/growth.py --json
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

from formats import SIZES
from render import measure

from material import story
from vlogkit.records.timeline import Timeline
from vlogkit.rendering.video import render_videos
from vlogkit.typesetting.fonts import open_book

SCENES, LENGTHS, STORIES = (1, 2, 4, 8), (5.0, 10.0, 20.0, 40.0), (1, 2, 4)
Job = list[tuple[Timeline, Path]]


def jobs(folder: Path, length: float) -> Iterator[tuple[str, float, list[Job]]]:
    """What grows, how far, and the renders this takes; everything else stays as in the first row of a kind."""
    out = folder / "video.mp4"
    for scenes in SCENES:
        yield "scenes", scenes, [[(story(folder, scenes=scenes, seconds=length), out)]]
    for seconds in LENGTHS:
        yield "seconds", seconds, [[(story(folder, seconds=seconds), out)]]
    sizes = list(SIZES.items())
    for count in range(1, len(sizes) + 1):
        some = [(story(folder, seconds=length, size=size), folder / f"{name}.mp4") for name, size in sizes[:count]]
        yield "formats", count, [some]
    for count in STORIES:
        yield "stories", count, [[(story(folder, seconds=length / 2, tag=f" {n}"), out)] for n in range(count)]


def run(folder: Path, length: float) -> dict[str, dict[str, dict[str, float]]]:
    """Seconds, frames and millions of pixels of each, without a cache."""
    found: dict[str, dict[str, dict[str, float]]] = {}
    for kind, size, renders in jobs(folder, length):
        wall, cpu = measure(lambda r=renders: [render_videos(videos, book=open_book()) for videos in r])
        made = [timeline for videos in renders for timeline, _ in videos]
        pixels = sum(timeline.frames() * timeline.width * timeline.height for timeline in made) / 1e6
        found.setdefault(kind, {})[f"{size:g}"] = {
            "seconds": round(wall, 2),
            "processor_seconds": round(cpu, 2),
            "frames": sum(timeline.frames() for timeline in made),
            "nanoseconds_a_pixel": round(cpu / pixels * 1000, 2),
        }
    return found


def main() -> None:
    """Read the options, run, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print JSON only")
    parser.add_argument("--seconds", type=float, default=10.0, help="length where something else grows (10)")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = run(Path(folder), given.seconds)
    if given.json:
        print(json.dumps(found, indent=2))
        return
    print(f"{'':16} {'seconds':>8} {'CPU s':>8} {'frames':>7} {'ns/pixel':>9}")
    for kind, rows in found.items():
        for size, row in rows.items():
            shown = (row["seconds"], row["processor_seconds"], row["frames"], row["nanoseconds_a_pixel"])
            print(f"{size + ' ' + kind:16} {shown[0]:8.2f} {shown[1]:8.2f} {shown[2]:7.0f} {shown[3]:9.2f}")


if __name__ == "__main__":
    main()
