"""Render one story by vlogkit, MoviePy, a plain ffmpeg graph and x264 alone, in turns; print the times and
ratios.

python benchmarks/render.py --json python benchmarks/render.py --repeats 5 --without moviepy
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from rivals import ffmpeg_graph, moviepy_video, raw_frames, x264_alone

from material import story
from vlogkit.rendering.encoding.encoder_settings import EncoderSettings
from vlogkit.rendering.video import render_video
from vlogkit.typesetting.fonts import open_book


def processor_seconds() -> float:
    """Used by this process and its ended children so far."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def everybody_seconds() -> float:
    """Processor time used by the whole machine so far; 0 where the system does not say."""
    try:
        fields = Path("/proc/stat").read_text(encoding="utf-8").split("\n", 1)[0].split()[1:]
    except OSError:
        return 0.0
    return sum(int(fields[i]) for i in (0, 1, 2, 5, 6, 7)) / os.sysconf("SC_CLK_TCK")


def measure(call: Callable[[], object]) -> tuple[float, float]:
    """Wall and processor seconds of a call."""
    wall, cpu = time.perf_counter(), processor_seconds()
    call()
    return time.perf_counter() - wall, processor_seconds() - cpu


def run(folder: Path, seconds: float, repeats: int, without: set[str]) -> dict[str, object]:
    """All programs in turns, so that a noisy machine troubles all of them alike."""
    settings = EncoderSettings()
    timeline = story(folder, seconds=seconds)
    raw = raw_frames(timeline, folder / "frames.yuv")
    others = everybody_seconds() - processor_seconds()
    began = time.perf_counter()
    programs: dict[str, Callable[[], object]] = {
        "vlogkit": lambda: render_video(timeline, folder / "vlogkit.mp4", settings=settings, book=open_book()),
        "floor": lambda: x264_alone(raw, settings, folder / "floor.mp4"),
        "ffmpeg": lambda: ffmpeg_graph(folder, timeline, settings, folder / "ffmpeg.mp4"),
        "moviepy": lambda: moviepy_video(folder, timeline, settings, folder / "moviepy.mp4"),
    }
    turns = {"vlogkit": repeats, "floor": repeats, "ffmpeg": max(1, repeats // 2), "moviepy": 1}
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in programs if name not in without}
    for turn in range(repeats):
        for name in times:
            if turn < turns[name]:
                times[name].append(measure(programs[name]))
    found = report(times, timeline.frames(), settings, folder)
    others = everybody_seconds() - processor_seconds() - others
    found["others"] = round(max(0.0, others) / (time.perf_counter() - began) / (os.cpu_count() or 1), 3)
    return found


def report(
    times: dict[str, list[tuple[float, float]]], frames: int, settings: EncoderSettings, folder: Path
) -> dict[str, object]:
    """Medians, ratios, and what they were measured on."""
    middle = {name: statistics.median(wall for wall, _ in each) for name, each in times.items()}
    cpu = {name: statistics.median(cpu for _, cpu in each) for name, each in times.items()}
    out: dict[str, object] = {
        "frames": frames,
        "seconds": {name: round(value, 3) for name, value in middle.items()},
        "fps": {name: round(frames / value, 1) for name, value in middle.items()},
        "processor_seconds": {name: round(value, 3) for name, value in cpu.items()},
        "bytes": {name: (folder / f"{name}.mp4").stat().st_size for name in times},
        "all_seconds": {name: [round(wall, 3) for wall, _ in each] for name, each in times.items()},
        "settings": settings.model_dump(),
        "machine": {
            "cores": os.cpu_count(),
            "processor": platform.machine(),
            "python": platform.python_version(),
        },
    }
    if "floor" in middle:
        pairs = zip(times["vlogkit"], times["floor"], strict=True)
        out["floor_ratio"] = round(statistics.median(ours[0] / theirs[0] for ours, theirs in pairs), 3)
        out["floor_processor_ratio"] = round(cpu["vlogkit"] / cpu["floor"], 3)
    for name in ("moviepy", "ffmpeg"):
        if name in middle:
            out[f"{name}_ratio"] = round(middle[name] / middle["vlogkit"], 2)
    return out


def main() -> None:
    """Read the options, run, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print JSON only")
    parser.add_argument("--seconds", type=float, default=10.0, help="length of the story (10)")
    parser.add_argument("--repeats", type=int, default=5, help="turns of vlogkit and of the floor (5)")
    parser.add_argument("--without", action="append", default=[], choices=["moviepy", "ffmpeg", "floor"])
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = run(Path(folder), given.seconds, given.repeats, set(given.without))
    if given.json:
        print(json.dumps(found, indent=2))
        return
    print(f"other programs used {found['others']:.0%} of the machine meanwhile")
    print(f"{'':10} {'seconds':>9} {'frames/s':>9} {'CPU s':>9} {'MB':>7}")
    for name, seconds in found["seconds"].items():  # type: ignore[attr-defined]
        row = (seconds, found["fps"][name], found["processor_seconds"][name], found["bytes"][name] / 1e6)  # type: ignore[index]
        print(f"{name:10} {row[0]:9.2f} {row[1]:9.1f} {row[2]:9.2f} {row[3]:7.2f}")
    for name in ("moviepy_ratio", "ffmpeg_ratio", "floor_ratio", "floor_processor_ratio"):
        if name in found:
            print(f"{name}: {found[name]}")


if __name__ == "__main__":
    main()
