"""Film a flash and a click every ten seconds, cut and render the clip, and print how far each is from where it belongs.

The clip is made here, at 29.97 frames a second and at a rate that varies as phones' do; a third of it is cut out.

python benchmarks/sync.py --seconds 600 --json
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from pathlib import Path
from typing import Any, Literal

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.video.frame import VideoFrame

from vlogkit.catalogue import load_brand, load_frame
from vlogkit.files import sha256_of
from vlogkit.media.sound import RATE, listen
from vlogkit.records.clips.cut_list import CutList, CutPiece
from vlogkit.records.story import Story
from vlogkit.rendering.encoding.encoder_settings import EncoderSettings
from vlogkit.rendering.video import render_video
from vlogkit.staging.material import Asset, Material
from vlogkit.staging.scenes import stage_video
from vlogkit.timelines.scaling import scaled
from vlogkit.typesetting.fonts import open_book

Kind = Literal["29.97", "variable"]
KINDS: tuple[Kind, ...] = ("29.97", "variable")
SIZE, EVERY, CLICK = (64, 36), 10.0, 0.005
BASE = Fraction(1, 90_000)


@dataclass(frozen=True)
class Event:
    """Seconds: where a flash and its click belong after the cuts, and where each was found."""

    expected: float
    flash: float
    click: float


def stamps(kind: Kind, seconds: float) -> list[float]:
    """The times of the frames."""
    if kind == "29.97":
        return [n * 1001 / 30_000 for n in range(int(seconds * 30_000 / 1001))]
    random = np.random.default_rng(5)
    times = list(accumulate(random.uniform(0.018, 0.055, int(seconds / 0.03)), initial=0.0))
    return [time for time in times if time < seconds]


def film(path: Path, kind: Kind, seconds: float) -> list[float]:
    """Write the clip; the times of its flashes, each one frame long with a click at its beginning."""
    times = stamps(kind, seconds)
    marks = [EVERY * n for n in range(1, int((seconds - 1) / EVERY) + 1)]
    flashes = {min(range(len(times)), key=lambda n, at=mark: abs(times[n] - at)) for mark in marks}
    with av.open(str(path), "w") as container:
        picture: Any = container.add_stream("libx264", rate=30, options={"preset": "ultrafast", "crf": "12"})
        picture.width, picture.height, picture.pix_fmt = *SIZE, "yuv420p"
        picture.codec_context.time_base = BASE
        sound: Any = container.add_stream("aac", rate=RATE, layout="mono")
        for number, time in enumerate(times):
            grey = np.full((SIZE[1], SIZE[0], 3), 235 if number in flashes else 40, np.uint8)
            frame = VideoFrame.from_ndarray(grey, format="rgb24")
            frame.pts, frame.time_base = round(time / BASE), BASE
            container.mux(picture.encode(frame))
        container.mux(picture.encode(None))
        for block in _clicks([times[n] for n in sorted(flashes)], seconds):
            container.mux(sound.encode(block))
        container.mux(sound.encode(None))
    return [times[n] for n in sorted(flashes)]


def _clicks(at: Sequence[float], seconds: float) -> Iterator[AudioFrame]:
    """A soft tone, which gives the whole its loudness, with a click at each time."""
    wave = (0.1 * np.sin(2 * np.pi * 220 * np.arange(int(seconds * RATE)) / RATE)).astype(np.float32)
    for time in at:
        wave[round(time * RATE) : round((time + CLICK) * RATE)] = 0.9
    for start in range(0, len(wave), 1024):
        frame = AudioFrame.from_ndarray(wave[None, start : start + 1024], format="fltp", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = RATE, start, Fraction(1, RATE)
        yield frame


def cuts(seconds: float) -> CutList:
    """Two seconds out of every six, by turns of unequal length, never a flash; on whole frames."""
    edges, keep, pieces = [0.0], True, []
    while edges[-1] < seconds:
        long = 4.21 if keep else 1.77
        edges.append(min(edges[-1] + long, seconds))
        near = any(edges[-2] - 0.2 < EVERY * n < edges[-1] + 0.2 for n in range(1, int(seconds / EVERY) + 1))
        pieces.append(CutPiece(start=edges[-2], end=edges[-1], keep=keep or near))
        keep = not keep
    return CutList(pieces=tuple(pieces)).snapped((30, 1))


def render(clip: Path, kept: CutList, made: Path, *, clean: bool = False) -> Path:
    """Cut, stage and render at 64x36."""
    length = kept.seconds()
    footage = {"type": "footage", "file": clip.name, "pieces": kept.kept(), "sound": True, "voice": clean}
    scene = {"name": "talk", "seconds": length, "ground": "deep", "layers": [footage], "transition": {"kind": "cut"}}
    head = {"id": "sync", "notice": "update:sync", "template": "t", "lang": "id", "brand": "jateng", "title": "t"}
    asset = Asset(str(clip), sha256_of(clip))
    story = Story.model_validate({**head, "scenes": [scene]})
    timeline = stage_video(
        story, load_brand("jateng"), load_frame("landscape"), Material(open_book(), lambda *_: asset)
    ).timeline
    render_video(
        scaled(timeline, Fraction(1, 30)), made, settings=EncoderSettings(preset="ultrafast"), book=open_book()
    )
    return made


def found(video: Path, expected: Sequence[float]) -> list[Event]:
    """Where each flash and click is in the finished file, within 0.4 s of where it belongs."""
    times, light = [], []
    with av.open(str(video)) as container:
        for frame in container.decode(video=0):
            times.append(float(frame.pts * frame.time_base))
            light.append(float(frame.to_ndarray(format="gray").mean()))
    loud = np.abs(np.concatenate(list(listen(video)))[:, 0])
    events = []
    for at in expected:
        near = [n for n, time in enumerate(times) if abs(time - at) < 0.4]
        flash = times[max(near, key=lambda n: light[n])]
        first = max(0, round((at - 0.4) * RATE))
        part = loud[first : round((at + 0.4) * RATE)]
        click = (first + int(np.argmax(part > part.max() / 2))) / RATE
        events.append(Event(at, flash, click))
    return events


def run(kind: Kind, seconds: float, folder: Path) -> dict[str, object]:
    """The worst and the last distance of flash and click, in milliseconds."""
    kept = cuts(seconds)
    flashes = film(folder / "clip.mp4", kind, seconds)
    events = found(render(folder / "clip.mp4", kept, folder / "v.mp4"), [kept.after_cuts(at) for at in flashes])
    apart = [1000 * (event.click - event.flash) for event in events]
    return {
        "rate": kind,
        "seconds": round(seconds),
        "kept": round(kept.seconds(), 1),
        "pieces": len(kept.kept()),
        "events": len(events),
        "worst_flash_ms": round(max(abs(1000 * (event.flash - event.expected)) for event in events), 1),
        "worst_click_ms": round(max(abs(1000 * (event.click - event.expected)) for event in events), 1),
        "worst_apart_ms": round(max(map(abs, apart)), 1),
        "apart_at_the_end_ms": round(apart[-1], 1),
    }


def main() -> None:
    """Read the options, run, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print JSON only")
    parser.add_argument("--seconds", type=float, default=600.0)
    given = parser.parse_args()
    rows = []
    for kind in KINDS:
        with tempfile.TemporaryDirectory() as folder:
            rows.append(run(kind, given.seconds, Path(folder)))
    if given.json:
        print(json.dumps(rows))
        return
    print("  ".join(f"{name:>19}" for name in rows[0]))
    for row in rows:
        print("  ".join(f"{value!s:>19}" for value in row.values()))


if __name__ == "__main__":
    main()
