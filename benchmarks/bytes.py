"""Compare the bytes of the benchmark's story at equal SSIM: vlogkit's pieces against MoviePy's file, and against one x264
stream as MoviePy sets it up on vlogkit's own frames. Each file is decoded and compared with the frames that its own
renderer gave the encoder.

python benchmarks/bytes.py --json
python benchmarks/bytes.py --crf 21 --crf 24 --without-moviepy
"""

from __future__ import annotations

import argparse
import json
import math
import re
import subprocess
import tempfile
from pathlib import Path

import av
import imageio_ffmpeg
import numpy as np
from av.video.reformatter import VideoReformatter
from rivals import moviepy_video, raw_frames

from material import FPS, HEIGHT, WIDTH, story
from vlogkit.records.timeline import Timeline
from vlogkit.rendering.encoding.encoder_settings import EncoderSettings
from vlogkit.rendering.video import render_video
from vlogkit.typesetting.fonts import open_book

Rated = tuple[int, float]
"""Bytes of the picture and mean SSIM of its luma, in decibels."""
RAW = ("-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", f"{WIDTH}x{HEIGHT}", "-r", str(FPS))


def ffmpeg(*arguments: str) -> str:
    """Run the bundled ffmpeg; what it printed."""
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-hide_banner", "-nostdin", "-y", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stderr


def rated(path: Path, truth: Path) -> Rated:
    """A file, frame by frame against the raw frames it was made of."""
    same = f"setparams=range=tv:colorspace=bt709:color_primaries=bt709:color_trc=bt709,setpts=N/{FPS}/TB"
    graph = f"[0:v]{same}[a];[1:v]{same}[b];[a][b]ssim"  # frames of other colours would be converted first
    said = ffmpeg("-i", str(path), *RAW, "-i", str(truth), "-lavfi", graph, "-f", "null", "-")
    found = re.search(r"SSIM Y:([\d.]+)", said)
    assert found is not None, said[-500:]
    with av.open(str(path)) as container:
        size = sum(packet.size for packet in container.demux(video=0))
    return size, -10 * math.log10(1 - float(found[1]))


def bytes_at(decibels: float, curve: list[Rated]) -> float:
    """Bytes at an SSIM on the line through the two nearest points: their logarithm against decibels. Outside the points
    this goes on as the line does."""
    (low, one), (high, two) = sorted(sorted(curve, key=lambda each: abs(each[1] - decibels))[:2])
    share = (decibels - one) / (two - one)
    return math.exp(math.log(low) + share * (math.log(high) - math.log(low)))


def moviepy_frames(folder: Path, timeline: Timeline, settings: EncoderSettings) -> Rated:
    """MoviePy's file, against the frames that it handed to its encoder."""
    from moviepy import CompositeVideoClip

    truth, path, convert = folder / "moviepy.yuv", folder / "moviepy.mp4", VideoReformatter()
    write, frames = CompositeVideoClip.write_videofile, []

    def keep(frame: np.ndarray) -> np.ndarray:
        picture = av.VideoFrame.from_ndarray(np.ascontiguousarray(frame.astype(np.uint8)), format="rgb24")
        frames.append(file.write(convert.reformat(picture, format="yuv420p").to_ndarray().tobytes()))
        return frame

    def tapped(clip: CompositeVideoClip, name: str, **rest: object) -> None:
        seen = clip.image_transform(keep)
        file.seek(0)  # making the clip looked at its first frame
        file.truncate()
        write(seen, name, **rest)

    CompositeVideoClip.write_videofile = tapped
    try:
        with truth.open("wb") as file:
            moviepy_video(folder, timeline, settings, path)
    finally:
        CompositeVideoClip.write_videofile = write
    return rated(path, truth)


def run(folder: Path, seconds: float, crfs: list[float], moviepy: bool) -> dict[str, object]:
    """Every file, and the bytes of vlogkit's at the SSIM of the others."""
    timeline, settings = story(folder, seconds=seconds), EncoderSettings()
    raw = raw_frames(timeline, folder / "frames.yuv")
    curve = []
    for crf in crfs:
        path = folder / f"vlogkit-{crf:g}.mp4"
        render_video(timeline, path, settings=settings.model_copy(update={"crf": crf}), book=open_book())
        curve.append(rated(path, raw))
    stream = folder / "stream.mp4"
    ffmpeg(
        *RAW, "-i", str(raw), "-c:v", "libx264", "-preset", settings.preset, "-crf", f"{settings.crf:g}",
        "-profile:v", "high", str(stream),
    )  # fmt: skip
    others = {"stream": rated(stream, raw)}
    if moviepy:
        others["moviepy"] = moviepy_frames(folder, timeline, settings)
    shown = {f"vlogkit {crf:g}": each for crf, each in zip(crfs, curve, strict=True)} | others
    return {
        "bytes": {name: size for name, (size, _) in shown.items()},
        "ssim_decibels": {name: round(value, 3) for name, (_, value) in shown.items()},
        "bytes_at_equal_ssim": {
            name: round(bytes_at(value, curve) / size, 3) for name, (size, value) in others.items()
        },
    }


def main() -> None:
    """Read the options, run, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print JSON only")
    parser.add_argument("--seconds", type=float, default=10.0, help="length of the story (10)")
    parser.add_argument("--crf", type=float, action="append", help="of vlogkit's files, two at least (18, 21, 24)")
    parser.add_argument("--without-moviepy", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        crfs = given.crf or [18.0, 21.0, 24.0]
        found = run(Path(folder), given.seconds, crfs, not given.without_moviepy)
    if given.json:
        print(json.dumps(found, indent=2))
        return
    for name, size in found["bytes"].items():  # type: ignore[attr-defined]  # a mapping
        print(f"{name:12} {size / 1e6:6.3f} MB {found['ssim_decibels'][name]:7.3f} dB")  # type: ignore[index]
    for name, ratio in found["bytes_at_equal_ssim"].items():  # type: ignore[attr-defined]  # a mapping
        print(f"bytes at the SSIM of {name}: {ratio} times")


if __name__ == "__main__":
    main()
