"""Draw the whole catalogue in stills (every template in every brand, format and set of data, in full size, as PNG) in one
process or in one a core; print how many a second, against the PNG encoder alone on the same pixels, and where the time goes.

python benchmarks/catalogue.py --json --jobs 2
python benchmarks/catalogue.py --brand jateng --data ordinary --data longest
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import get_args

from vlogkit import resources
from vlogkit.catalogue import load_frame, load_template
from vlogkit.checking.samples import DATA_NAMES
from vlogkit.pipeline.telling.assets import Assets
from vlogkit.pipeline.templates.template_checks import Task, told_with_data
from vlogkit.records.base import Format
from vlogkit.records.frame import Frame
from vlogkit.records.settings import Settings
from vlogkit.records.timeline import Timeline
from vlogkit.rendering.frames.drawn_cache import DrawnCache
from vlogkit.rendering.stills import encode, still_pixels
from vlogkit.staging.scenes import stage_card, stage_video
from vlogkit.typesetting.fonts import open_book

FORMATS: tuple[Format, ...] = get_args(Format)
STEPS = ("tell", "stage", "draw", "encode")


@dataclass
class Count:
    """Seconds by step, stills and bytes; `alone` is the encoder a second time on the same pixels, `whole` all but that."""

    seconds: dict[str, float] = field(default_factory=lambda: dict.fromkeys([*STEPS, "alone"], 0.0))
    stills: int = 0
    bytes: int = 0
    whole: float = 0.0

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Add what happens inside to a step."""
        start = time.perf_counter()
        yield
        self.seconds[name] += time.perf_counter() - start


def staged(task: Task, frames: list[Frame], count: Count) -> Iterator[tuple[Timeline, int]]:
    """Every scene of the video and every card of a template told once, laid out in each format."""
    with count.step("tell"):
        told = told_with_data(task)
    if told is None:
        return
    _, story, brand = told
    given = Assets(task.workspace()).material
    for frame in frames:
        with count.step("stage"):
            made = [stage_video(story, brand, frame, given).timeline] if any(s.video for s in story.scenes) else []
            made += [stage_card(story, scene, brand, frame, given).timeline for scene in story.scenes if scene.card]
        for timeline in made:
            for scene in range(len(timeline.scenes)):
                yield timeline, scene


def draw(task: Task, frames: list[Frame], count: Count, store: DrawnCache) -> None:
    """Draw and encode every still of a task."""
    book = open_book(task.root)
    for timeline, scene in staged(task, frames, count):
        with count.step("draw"):
            pixels = still_pixels(timeline, scene=scene, store=store, book=book)
        with count.step("encode"):
            count.bytes += len(encode(pixels))
        with count.step("alone"):
            encode(pixels)
        count.stills += 1


def draw_all(tasks: list[Task], formats: list[Format]) -> Count:
    """Draw tasks in this process. The first warms fonts and imports up before the time begins."""
    frames, store = [load_frame(name) for name in formats], DrawnCache()
    draw(tasks[0], frames[:1], Count(), store)
    count, start = Count(), time.perf_counter()
    for task in tasks:
        draw(task, frames, count, store)
    count.whole = time.perf_counter() - start - count.seconds["alone"]
    return count


def run(brands: list[str], formats: list[Format], data: list[str], jobs: int) -> dict[str, object]:
    """The catalogue, once, shared out among processes."""
    root, settings = resources.shipped_root(), Settings(name="the catalogue")
    kinds = [(name, kind) for name in resources.names("templates") for kind in load_template(name).kinds]
    tasks = [
        Task(root, settings, name, kind, brand, "id", one)  # type: ignore[arg-type]  # a name of DATA_NAMES
        for name, kind in kinds
        for brand in brands
        for one in data
    ]
    with ProcessPoolExecutor(jobs) as pool:
        counts = list(pool.map(draw_all, [tasks[turn::jobs] for turn in range(jobs)], [formats] * jobs))
    stills = sum(count.stills for count in counts)
    seconds = {name: sum(count.seconds[name] for count in counts) for name in (*STEPS, "alone")}
    longest, whole = max(count.whole for count in counts), sum(count.whole for count in counts)
    parts = {name: seconds[name] for name in STEPS}
    return {
        "templates": len({name for name, _ in kinds}),
        "stories": len(tasks),
        "stills": stills,
        "megabytes": round(sum(count.bytes for count in counts) / 1e6, 1),
        "seconds": round(longest, 1),
        "stills_a_second": round(stills / longest, 2),
        "encoder_alone_a_second": round(jobs * stills / seconds["alone"], 2),
        "times_the_encoder": round(whole / seconds["alone"], 2),
        "milliseconds_a_still": {
            name: round(value / stills * 1000, 1)
            for name, value in (parts | {"rest": whole - sum(parts.values())}).items()
        },
    }


def main() -> None:
    """Read the options, run, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print JSON only")
    parser.add_argument("--brand", action="append", choices=list(resources.names("brands")))
    parser.add_argument("--format", action="append", choices=FORMATS)
    parser.add_argument("--data", action="append", choices=DATA_NAMES)
    parser.add_argument("--jobs", type=int, default=1, help="processes (1)")
    given = parser.parse_args()
    brands = given.brand or list(resources.names("brands"))
    found = run(brands, given.format or list(FORMATS), given.data or list(DATA_NAMES), given.jobs)
    if given.json:
        print(json.dumps(found, indent=2))
        return
    print(
        f"{found['templates']} templates, {found['stories']} stories, {found['stills']} stills, {found['megabytes']} MB"
    )
    print(f"{found['stills_a_second']} stills a second; the PNG encoder alone {found['encoder_alone_a_second']}")
    print(f"{found['times_the_encoder']} times the encoder's time")
    for name, value in found["milliseconds_a_still"].items():  # type: ignore[attr-defined]  # a mapping
        print(f"{name:>8} {value:6.1f} ms a still")


if __name__ == "__main__":
    main()
