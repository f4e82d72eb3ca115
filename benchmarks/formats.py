"""Render one story in portrait, and in three formats at once; print what a pixel costs in each.

python benchmarks/formats.py --json
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
from pathlib import Path

from render import measure

from material import story
from vlogkit.rendering.video import render_videos
from vlogkit.typesetting.fonts import open_book

SIZES = {"portrait": (1080, 1920), "square": (1080, 1080), "landscape": (1920, 1080)}


def run(folder: Path, seconds: float, repeats: int) -> dict[str, object]:
    """One format and three, in turns, without a cache."""
    made = {name: story(folder, seconds=seconds, size=size) for name, size in SIZES.items()}
    one = [(made["portrait"], folder / "portrait.mp4")]
    three = [(timeline, folder / f"{name}.mp4") for name, timeline in made.items()]
    times: dict[str, list[float]] = {"one": [], "three": []}
    ratios = []
    pixels = sum(w * h for w, h in SIZES.values()) / (SIZES["portrait"][0] * SIZES["portrait"][1])
    for _ in range(repeats):
        for name, videos in (("one", one), ("three", three)):
            times[name].append(measure(lambda v=videos: render_videos(v, book=open_book()))[0])
        ratios.append(times["three"][-1] / (times["one"][-1] * pixels))
    middle = {name: round(statistics.median(each), 3) for name, each in times.items()}
    return {"seconds": middle, "pixels_ratio": round(pixels, 3), "formats_ratio": round(statistics.median(ratios), 3)}


def main() -> None:
    """Read the options, run, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print JSON only")
    parser.add_argument("--seconds", type=float, default=10.0, help="length of the story (10)")
    parser.add_argument("--repeats", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = run(Path(folder), given.seconds, given.repeats)
    if given.json:
        print(json.dumps(found, indent=2))
        return
    print(f"one format {found['seconds']['one']} s, three {found['seconds']['three']} s")  # type: ignore[index]
    print(f"three against one, by pixels: {found['formats_ratio']}")


if __name__ == "__main__":
    main()
