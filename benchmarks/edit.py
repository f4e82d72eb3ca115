"""Render six scenes, change one caption, change nothing; print what each costs, and what whole commands cost where
nothing has changed and where a word of the item has.

python benchmarks/edit.py --json
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from render import measure

from material import story
from vlogkit.rendering.encoding.segment_cache import SegmentCache
from vlogkit.rendering.video import VideoResult, render_video
from vlogkit.typesetting.fonts import open_book

ITEM = "jalan-purwodadi-blora"
WITH_CLIP = "vlog-antre-puskesmas"
SETTLED = 4.0
"""Seconds after which a file that was changed counts as known."""


def vlogkit(*words: str | Path) -> str:
    """What a command prints, in a process of its own that finds compiled modules as an installed one does."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-m", "vlogkit", *map(str, words)]
    return subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8", env=environment).stdout


def commands(folder: Path, repeats: int) -> dict[str, object]:
    """Seconds of whole commands in the sample workspace, the quickest of several: processor seconds, and wall seconds of
    `vlogkit render`."""
    place = folder / "dinas"
    vlogkit("init", place)
    first, _ = measure(lambda: vlogkit("render", ITEM, "-w", place))
    said: list[str] = []
    still = ("still", ITEM, "--at", "3.2s", "-f", "square", "-o", folder / "x.png", "-w", place)
    calls = {
        "render": lambda: said.append(vlogkit("render", ITEM, "-w", place, "--json")),
        "still": lambda: vlogkit(*still),
        "check": lambda: vlogkit("check", ITEM, "-w", place),
        "check_with_clip": lambda: vlogkit("check", WITH_CLIP, "-w", place),
    }
    times = {name: settled(call, repeats) for name, call in calls.items()}
    for name in ("still", "check"):
        times[f"{name}_changed"] = min(changed(place, calls[name], turn) for turn in range(repeats))
    vlogkit("queue", "list", "-w", place)
    times["check_with_ledger"] = settled(calls["check"], repeats)
    times["check_with_ledger_changed"] = min(changed(place, calls["check"], -turn) for turn in range(1, repeats + 1))
    outputs = json.loads(said[-1])["bundles"][0]["outputs"]
    return {
        "first_render_seconds": round(first, 2),
        "nothing_frames_encoded": sum(output["frames_encoded"] for output in outputs),
        "processor_seconds": {name: round(value, 3) for name, value in times.items()},
    }


def settled(call: Callable[[], object], repeats: int) -> float:
    """Processor seconds of a command after one that looked at the same files when they had stood for a while."""
    time.sleep(SETTLED)
    call()
    return min(measure(call)[1] for _ in range(repeats))


def changed(place: Path, call: Callable[[], object], turn: int) -> float:
    """Processor seconds of a command after a word of the item was changed."""
    path = place / "updates" / f"{ITEM}.md"
    path.write_text(f"{path.read_text(encoding='utf-8').rstrip()} Hari ke-{turn}.\n", encoding="utf-8")
    return measure(call)[1]


def run(folder: Path, repeats: int) -> dict[str, object]:
    """A full render, an edit and no change, each time in a new cache: wall and processor seconds."""
    walls: dict[str, list[float]] = {"full": [], "caption": [], "nothing": []}
    used: dict[str, list[float]] = {name: [] for name in walls}
    frames: dict[str, int] = {}
    for turn in range(repeats):
        cache, made = SegmentCache(folder / f"cache-{turn}"), folder / "video.mp4"
        for name, tag in (("full", ""), ("caption", "!"), ("nothing", "!")):
            timeline = story(folder, scenes=6, seconds=30.0, tag=tag)
            results: list[VideoResult] = []
            wall, processor = measure(
                lambda t=timeline, c=cache, m=made, into=results: into.append(
                    render_video(t, m, cache=c, book=open_book())
                )
            )
            walls[name].append(wall)
            used[name].append(processor)
            frames[name] = results[0].frames_encoded
    wall_of, processor_of = ({name: min(each) for name, each in times.items()} for times in (walls, used))
    return {
        "seconds": {name: round(value, 3) for name, value in wall_of.items()},
        "frames_encoded": frames,
        "caption_ratio": round(wall_of["caption"] / wall_of["full"], 3),
        "caption_processor_ratio": round(processor_of["caption"] / processor_of["full"], 3),
        "nothing_seconds": round(wall_of["nothing"], 3),
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
    print(f"one caption of six scenes: {found['caption_ratio']} of the full render, ", end="")
    print(f"{found['caption_processor_ratio']} of its processor time")
    for name, value in found["commands"].items():  # type: ignore[attr-defined]
        print(f"{name}: {value}")


if __name__ == "__main__":
    main()
