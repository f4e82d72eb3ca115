"""Cut, frame, caption and render a talk for portrait, and let plain ffmpeg only decode, crop, scale and encode as much;
print the times and their ratio.

Without a clip of your own one is made: full HD, 30 frames a second, bursts of sound with pauses between them.

python benchmarks/vlog.py --clip talk.mp4 --json
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import tempfile
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import cv2
import imageio_ffmpeg
import numpy as np
from av.audio.frame import AudioFrame
from av.video.frame import VideoFrame
from render import everybody_seconds, measure

from material import photograph
from vlogkit import resources
from vlogkit.catalogue import load_brand, load_frame
from vlogkit.files import sha256_of
from vlogkit.intake.footage.pauses import find_pauses
from vlogkit.media.sound import hear
from vlogkit.pipeline.telling.watching import look
from vlogkit.records.clips.cut_list import CutList
from vlogkit.records.story import Story
from vlogkit.records.timeline import Timeline
from vlogkit.rendering.encoding.encoder import options_of
from vlogkit.rendering.encoding.encoder_settings import EncoderSettings
from vlogkit.rendering.video import render_video
from vlogkit.seeing.watched import Watched
from vlogkit.staging.material import Asset, Glance, Material
from vlogkit.staging.scenes import stage_video
from vlogkit.typesetting.fonts import open_book

WORDS = [
    "Ruas",
    "jalan",
    "ini",
    "sekarang",
    "mulus",
    "lagi",
    "dan",
    "warga",
    "bisa",
    "lewat",
    "tanpa",
    "harus",
    "memutar",
]
FPS, SIZE, SOUND = 30, (1920, 1080), 48_000


def synthetic(path: Path, seconds: float) -> Path:
    """A hand-held picture with somebody's shape in it, who speaks two seconds out of three."""
    still = cv2.cvtColor(cv2.imread(str(photograph(path.with_suffix(".jpg"), 4, (2200, 1400)))), cv2.COLOR_BGR2RGB)
    with av.open(str(path), "w") as container:
        picture: Any = container.add_stream("libx264", rate=FPS, options={"preset": "veryfast", "crf": "20"})
        picture.width, picture.height, picture.pix_fmt = *SIZE, "yuv420p"
        sound: Any = container.add_stream("aac", rate=SOUND, layout="mono")
        for number in range(round(seconds * FPS)):
            x, y = 140 + 90 * np.sin(number / 70), 150 + 60 * np.sin(number / 43)
            frame = np.ascontiguousarray(still[round(y) : round(y) + SIZE[1], round(x) : round(x) + SIZE[0]])
            cv2.ellipse(
                frame, (round(900 + 240 * np.sin(number / 90)), 640), (190, 330), 0, 0, 360, (196, 150, 120), -1
            )
            container.mux(picture.encode(VideoFrame.from_ndarray(frame, format="rgb24")))
        container.mux(picture.encode(None))
        for start, block in _speech(seconds):
            frame = AudioFrame.from_ndarray(block[None], format="fltp", layout="mono")
            frame.sample_rate, frame.pts, frame.time_base = SOUND, start, Fraction(1, SOUND)
            container.mux(sound.encode(frame))
        container.mux(sound.encode(None))
    return path


def _speech(seconds: float) -> list[tuple[int, np.ndarray]]:
    """A buzz in syllables, two seconds on and one off, over a hiss."""
    at = np.arange(round(seconds * SOUND)) / SOUND
    buzz = sum(np.sin(2 * np.pi * 140 * n * at) / n for n in range(1, 20))
    shape = (at % 3 < 2) * (0.55 + 0.45 * np.sin(2 * np.pi * 4 * at))
    wave = (0.12 * buzz * shape + np.random.default_rng(2).normal(0, 0.002, len(at))).astype(np.float32)
    return [(start, wave[start : start + 1024]) for start in range(0, len(wave), 1024)]


def talk(clip: Path, kept: CutList, style: str) -> Story:
    """A story of one scene: the talk in its pieces, a caption every three seconds, who speaks, the agency, and music."""
    seconds = kept.seconds()
    cues = []
    for start in np.arange(0.2, seconds - 3.2, 3.0):
        words = [
            {"start": start + 0.22 * n, "end": start + 0.22 * n + 0.2, "text": word} for n, word in enumerate(WORDS)
        ]
        cues.append({"start": float(start), "end": float(start + 2.95), "text": " ".join(WORDS), "words": words})
    layers = [
        {"type": "footage", "file": clip.name, "framing": "auto", "pieces": kept.kept(), "sound": True, "voice": True},
        {"type": "scrim", "edge": "words"},
        {"type": "stack", "items": [{"type": "identity", "first": "Dinas Jalan", "second": "Pemeliharaan"}]},
        {"type": "stack", "zone": "lower", "at": "bottom", "leave": 5.5,
         "items": [{"type": "lower-third", "first": "Sari Utami", "second": "Kepala Seksi"}]},
    ]  # fmt: skip
    scene = {"name": "talk", "seconds": seconds, "ground": "deep", "layers": layers, "transition": {"kind": "cut"}}
    head = {"id": "vlog", "notice": "update:vlog", "template": "t", "lang": "id", "brand": "jateng", "title": "t"}
    return Story.model_validate(
        {**head, "scenes": [{**scene, "cues": cues, "caption_style": style}], "music": {"seed": 1}}
    )


def staged(story: Story, clip: Path, seen: dict[Glance, Watched]) -> Timeline:
    """The story's timeline in portrait; what was seen of the clip is kept in `seen`."""

    def locate(name: str, origin: str) -> Asset:
        path = clip if name == clip.name else resources.shipped(*name.split("/"))
        return Asset(str(path), sha256_of(path), path.read_text(encoding="utf-8") if path.suffix == ".svg" else "")

    def watch(asset: Asset, glance: Glance) -> Watched:
        if glance not in seen:
            seen[glance] = look(Path(asset.path), glance)
        return seen[glance]

    return stage_video(
        story, load_brand("jateng"), load_frame("portrait"), Material(open_book(), locate, watch)
    ).timeline


def plain(clip: Path, seconds: float, settings: EncoderSettings, path: Path) -> None:
    """The bundled ffmpeg: decode, crop, scale, encode; nothing is cut, framed, written or levelled."""
    options = options_of(settings, Fraction(FPS))
    command = [
        imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y", "-i", str(clip), "-t", f"{seconds:.3f}",
        "-vf", "crop=trunc(ih*9/32)*2:ih,scale=1080:1920", "-r", str(FPS), "-c:v", "libx264", "-preset", options["preset"],
        "-crf", options["crf"], "-profile:v", options["profile"], "-x264-params", options["x264-params"], "-threads", "2",
        "-pix_fmt", "yuv420p", "-c:a", "aac", "-b:a", f"{settings.audio_kbps}k", "-ar", "48000", "-movflags", "+faststart",
        str(path),
    ]  # fmt: skip
    subprocess.run(command, check=True)


def run(clip: Path, folder: Path, repeats: int, style: str) -> dict[str, object]:
    """Both in turns, with an empty cache each time."""
    settings, seen = EncoderSettings(), dict[Glance, Watched]()
    with av.open(str(clip)) as container:
        length = (container.duration or 0) / 1_000_000
    kept = find_pauses(hear(clip), seconds=length).snapped((FPS, 1))
    story = talk(clip, kept, style)
    looked, _ = measure(lambda: staged(story, clip, seen))
    timeline = staged(story, clip, seen)
    own: list[tuple[float, float]] = []
    other: list[tuple[float, float]] = []
    before, began = everybody_seconds(), 0.0
    for _ in range(repeats):
        own.append(measure(lambda: render_video(timeline, folder / "vlogkit.mp4", settings=settings, book=open_book())))
        other.append(measure(lambda: plain(clip, kept.seconds(), settings, folder / "plain.mp4")))
        began += own[-1][0] + other[-1][0]
    used = sum(cpu for _, cpu in own + other)
    wall, cpu = (statistics.median(each[place] for each in own) for place in (0, 1))
    plain_wall, plain_cpu = (statistics.median(each[place] for each in other) for place in (0, 1))
    return {
        "seconds": round(kept.seconds(), 1),
        "cut": round(length - kept.seconds(), 1),
        "pieces": len(kept.kept()),
        "render": {"wall": round(wall, 2), "processor": round(cpu, 2)},
        "plain": {"wall": round(plain_wall, 2), "processor": round(plain_cpu, 2)},
        "ratio": round(wall / plain_wall, 2),
        "processor_ratio": round(cpu / plain_cpu, 2),
        "look": round(looked, 2),
        "ratio_with_look": round((wall + looked) / plain_wall, 2),
        "times_real_time": round(kept.seconds() / wall, 2),
        "others": round(max(0.0, everybody_seconds() - before - used) / max(began, 1e-9), 2),
    }


def main() -> None:
    """Read the options, run, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print JSON only")
    parser.add_argument("--clip", type=Path, help="a talk; else one is made")
    parser.add_argument("--seconds", type=float, default=40.0, help="length of the clip that is made")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--style", choices=("plain", "word", "karaoke"), default="word", help="of the captions")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        clip = given.clip or synthetic(folder / "talk.mp4", given.seconds)
        found = run(clip, folder, given.repeats, given.style)
    if given.json:
        print(json.dumps(found))
        return
    for key, value in found.items():
        print(f"{key:>16}  {value}")


if __name__ == "__main__":
    main()
