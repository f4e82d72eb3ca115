"""Render many short stories in one process and in two, and say what the encoder alone gains; cards a second
too.

python benchmarks/batch.py --stories 50 --json
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from render import measure
from rivals import raw_frames, x264_alone

from material import story
from vlogkit.records.timeline import Timeline
from vlogkit.rendering.encoding.encoder_settings import EncoderSettings
from vlogkit.rendering.frames.drawn_cache import DrawnCache
from vlogkit.rendering.stills import still
from vlogkit.rendering.video import render_video
from vlogkit.typesetting.fonts import open_book

SECONDS = 2.0


def made(folder: str, number: int) -> Timeline:
    """One of the stories: they differ in a caption."""
    return story(Path(folder), seconds=SECONDS, tag=f" {number}")


def render_one(folder: str, number: int) -> int:
    """Render a story with one thread."""
    return render_video(
        made(folder, number), Path(folder) / f"{number}.mp4", threads=1, book=open_book()
    ).frames_encoded


def encode_one(folder: str, number: int) -> int:
    """Only encode the frames of one story, with one thread."""
    raw, out = Path(folder) / "frames.yuv", Path(folder) / f"floor-{number}.mp4"
    x264_alone(raw, EncoderSettings(), out, threads=1)
    return number


def spread(call: Callable[[str, int], int], folder: str, count: int, processes: int) -> float:
    """Seconds for `count` calls over a pool that is warm."""
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        list(pool.map(call, [folder] * processes, range(processes)))
        began = time.perf_counter()
        list(pool.map(call, [folder] * count, range(count)))
        return time.perf_counter() - began


def cards(folder: str, count: int) -> float:
    """Milliseconds for a further card of the same story, 1080 x 1080."""
    store = DrawnCache()
    square = made(folder, 0).model_copy(update={"width": 1080, "height": 1080})
    still(square, scene=0, store=store, book=open_book())
    wall, _ = measure(
        lambda: [still(square, scene=1 - n % 2, frame=40 + n, store=store, book=open_book()) for n in range(count)]
    )
    return wall / count * 1000


def run(folder: str, count: int) -> dict[str, object]:
    """One process, two processes, and the encoder alone in both ways."""
    raw_frames(made(folder, 0), Path(folder) / "frames.yuv")
    found: dict[str, object] = {"stories": count, "seconds_of_each": SECONDS}
    for name, call in (("vlogkit", render_one), ("floor", encode_one)):
        one, two = (spread(call, folder, count, processes) for processes in (1, 2))
        found[name] = {"one": round(one, 2), "two": round(two, 2), "gain": round(one / two, 3)}
    found["card_milliseconds"] = round(cards(folder, 20), 1)
    return found


def main() -> None:
    """Read the options, run, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print JSON only")
    parser.add_argument("--stories", type=int, default=50)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = run(folder, given.stories)
    if given.json:
        print(json.dumps(found, indent=2))
        return
    for name in ("vlogkit", "floor"):
        each = found[name]
        print(f"{name:8} one process {each['one']:7.2f} s, two {each['two']:7.2f} s, gain {each['gain']}")  # type: ignore[index]
    print(f"a further card: {found['card_milliseconds']} ms")


if __name__ == "__main__":
    main()
