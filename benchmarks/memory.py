"""Render videos of growing length, each in a process of its own; print the peak memory of each.

python benchmarks/memory.py --seconds 30 180 600 --json
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from material import story
from vlogkit.records.clips.soundtrack import Music, Sound
from vlogkit.rendering.encoding.encoder_settings import EncoderSettings
from vlogkit.rendering.encoding.segment_cache import SegmentCache
from vlogkit.rendering.video import render_video
from vlogkit.typesetting.fonts import open_book


def child(folder: Path, seconds: float, preset: str) -> None:
    """Render one video with music; print peak megabytes and seconds."""
    timeline = story(folder, scenes=max(2, round(seconds / 6)), seconds=seconds, distinct=True)
    timeline = timeline.model_copy(update={"sound": Sound(music=Music(seed=1))})
    settings = EncoderSettings.model_validate({"preset": preset})
    began = time.perf_counter()
    render_video(
        timeline, folder / "video.mp4", settings=settings, cache=SegmentCache(folder / "cache"), book=open_book()
    )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)
    print(json.dumps({"megabytes": round(peak, 1), "seconds": round(time.perf_counter() - began, 1)}))


def run(lengths: list[float], preset: str) -> dict[str, object]:
    """Each length in a new process."""
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        story(Path(folder))
        for seconds in lengths:
            command = [
                sys.executable,
                __file__,
                "--child",
                folder,
                "--seconds",
                f"{seconds:g}",
                "--preset",
                preset,
            ]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            found[f"{seconds:g}"] = json.loads(done.stdout)
    peaks = [each["megabytes"] for each in found.values()]
    return {"lengths": found, "ratio": round(peaks[-1] / peaks[0], 3), "peak_megabytes": max(peaks)}


def main() -> None:
    """Read the options, run, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print JSON only")
    parser.add_argument("--seconds", type=float, nargs="+", default=[30.0, 180.0, 600.0])
    parser.add_argument("--preset", default="veryfast", help="of x264 (veryfast)")
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        child(given.child, given.seconds[0], given.preset)
        return
    found = run(given.seconds, given.preset)
    if given.json:
        print(json.dumps(found, indent=2))
        return
    for seconds, each in found["lengths"].items():  # type: ignore[attr-defined]
        print(f"{seconds:>6} s of video: {each['megabytes']:7.1f} MB peak, {each['seconds']:7.1f} s")
    print(f"longest against shortest: {found['ratio']}")


if __name__ == "__main__":
    main()
