"""Render six scenes, change one caption, change nothing; print what each costs, and what whole commands cost.

python benchmarks/edit.py --json
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from render import measure

from material import story
from vlogkit.rendering.encoding.segment_cache import SegmentCache
from vlogkit.rendering.video import VideoResult, render_video
from vlogkit.typesetting.fonts import open_book

ITEM = "jalan-purwodadi-blora"


def vlogkit(*words: str | Path) -> str:
    """What a command prints, in a process of its own that finds compiled modules as an installed one does."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-m", "vlogkit", *map(str, words)]
    return subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8", env=environment).stdout


def commands(folder: Path, repeats: int) -> dict[str, object]:
    """Wall seconds of `vlogkit render` where nothing has changed, and of `vlogkit still`, in the sample workspace."""
    place = folder / "dinas"
    vlogkit("init", place)
    first, _ = measure(lambda: vlogkit("render", ITEM, "-w", place))
    said: list[str] = []
    calls = {
        "render": lambda: said.append(vlogkit("render", ITEM, "-w", place, "--json")),
        "still": lambda: vlogkit("still", ITEM, "--at", "3.2s", "-f", "square", "-o", folder / "x.png", "-w", place),
    }
    times = {name: statistics.median(measure(call)[0] for _ in range(repeats)) for name, call in calls.items()}
    outputs = json.loads(said[-1])["bundles"][0]["outputs"]
    return {
        "first_render_seconds": round(first, 2),
        "nothing_seconds": round(times["render"], 3),
        "nothing_frames_encoded": sum(output["frames_encoded"] for output in outputs),
        "still_seconds": round(times["still"], 3),
    }


def run(folder: Path, repeats: int) -> dict[str, object]:
    """A full render, an edit and no change, each time in a new cache."""
    times: dict[str, list[float]] = {"full": [], "caption": [], "nothing": []}
    frames: dict[str, int] = {}
    for turn in range(repeats):
        cache, made = SegmentCache(folder / f"cache-{turn}"), folder / "video.mp4"
        for name, tag in (("full", ""), ("caption", "!"), ("nothing", "!")):
            timeline = story(folder, scenes=6, seconds=30.0, tag=tag)
            results: list[VideoResult] = []
            wall, _ = measure(
                lambda t=timeline, c=cache, m=made, into=results: into.append(
                    render_video(t, m, cache=c, book=open_book())
                )
            )
            times[name].append(wall)
            frames[name] = results[0].frames_encoded
    middle = {name: statistics.median(each) for name, each in times.items()}
    return {
        "seconds": {name: round(value, 3) for name, value in middle.items()},
        "frames_encoded": frames,
        "caption_ratio": round(middle["caption"] / middle["full"], 3),
        "nothing_seconds": round(middle["nothing"], 3),
    }


def main() -> None:
    """Read the options, run, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print JSON only")
    parser.add_argument("--repeats", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = run(Path(folder), given.repeats) | {"commands": commands(Path(folder), 2 * given.repeats - 1)}
    if given.json:
        print(json.dumps(found, indent=2))
        return
    for name, seconds in found["seconds"].items():  # type: ignore[attr-defined]
        print(f"{name:8} {seconds:8.2f} s {found['frames_encoded'][name]:6} frames")  # type: ignore[index]
    print(f"one caption of six scenes: {found['caption_ratio']} of the full render")
    for name, value in found["commands"].items():  # type: ignore[attr-defined]
        print(f"{name}: {value}")


if __name__ == "__main__":
    main()
