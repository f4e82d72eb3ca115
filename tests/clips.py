"""Small clips as phones make them, written by PyAV into a test's folder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.stream import Disposition
from av.video.frame import VideoFrame

MEDIA = Path(__file__).resolve().parents[2] / "shared" / "data" / "media"
CORNER = (0, 0, 255)
GROUND = (200, 60, 40)


def picture(width: int, height: int, *, flash: bool = False) -> np.ndarray:
    """Brick red, a blue square in the left top quarter; white all over for a flash."""
    if flash:
        return np.full((height, width, 3), 255, np.uint8)
    made = np.full((height, width, 3), GROUND, np.uint8)
    made[: height // 3, : width // 3] = CORNER
    return made


def write_clip(
    path: Path,
    *,
    size: tuple[int, int] = (96, 64),
    times: Sequence[float] | None = None,
    seconds: float = 2.0,
    rate: Fraction = Fraction(25),
    flashes: Sequence[int] = (),
    codec: str = "libx264",
    layout: str = "yuv420p",
    rotation: int = 0,
    pixel: Fraction = Fraction(1),
    tags: dict[str, int] | None = None,
    sounds: Sequence[tuple[int, np.ndarray]] = (),
    options: dict[str, str] | None = None,
) -> Path:
    """A clip of `picture`s at `times` (seconds; else every 1 / rate); `sounds` are (rate, samples (n,
    channels))."""
    base = Fraction(1, 30_000 if codec == "mpeg4" else 90_000)
    stamps = times if times is not None else [float(n / rate) for n in range(int(seconds * rate))]
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=rate, options=options or {})
        stream.width, stream.height, stream.pix_fmt = *size, layout
        stream.codec_context.time_base = base
        stream.codec_context.sample_aspect_ratio = pixel
        for name, value in (tags or {}).items():
            setattr(stream.codec_context, name, value)
        if rotation:
            stream.set_display_rotation(rotation)
        tracks = [container.add_stream("aac", rate=each, layout=_layout(samples)) for each, samples in sounds]
        for number, stamp in enumerate(stamps):
            frame = VideoFrame.from_ndarray(picture(*size, flash=number in flashes), format="rgb24")
            frame = frame.reformat(format=layout, dst_colorspace="ITU709")
            frame.pts, frame.time_base = round(stamp / base), base
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
        for track, (each, samples) in zip(tracks, sounds, strict=True):
            for frame in _sound_frames(each, samples):
                container.mux(track.encode(frame))
            container.mux(track.encode(None))
    return path


def _layout(samples: np.ndarray) -> str:
    return "mono" if samples.shape[1] == 1 else "stereo"


def _sound_frames(rate: int, samples: np.ndarray) -> Iterator[AudioFrame]:
    for start in range(0, len(samples), 1024):
        block = np.ascontiguousarray(samples[start : start + 1024].T, np.float32)
        frame = AudioFrame.from_ndarray(block, format="fltp", layout=_layout(samples))
        frame.sample_rate, frame.pts, frame.time_base = rate, start, Fraction(1, rate)
        yield frame


def tone(seconds: float, *, rate: int = 48_000, channels: int = 2, pitch: float = 440.0) -> np.ndarray:
    """A quiet sine, (n, channels)."""
    wave = 0.2 * np.sin(2 * np.pi * pitch * np.arange(int(seconds * rate)) / rate)
    return np.repeat(wave[:, None], channels, axis=1).astype(np.float32)


def clicks(seconds: float, at: Sequence[float], *, rate: int = 48_000) -> np.ndarray:
    """Silence with a click of 3 ms at each time, mono."""
    wave = np.zeros((int(seconds * rate), 1), np.float32)
    for time in at:
        start = round(time * rate)
        wave[start : start + rate // 333] = 0.8
    return wave


def spoken_sound(
    words: Sequence[str], *, voice: str = "id", pace: int = 160, pitch: int = 50
) -> tuple[np.ndarray, np.ndarray]:
    """Speech at 16 kHz, mono, and the second at which each word starts."""
    from vlogkit.media.sound import resampled
    from vlogkit.writing.speech.draft_voice import speak

    speech = speak(words, voice=voice, pace=pace, pitch=pitch)
    return resampled(speech.samples, speech.rate), speech.starts


def with_cover(source: Path, target: Path) -> Path:
    """The clip again as MP4, with a white cover picture that stands before its other streams, as in songs."""
    with av.open(str(source)) as given, av.open(str(target), "w") as made:
        cover = made.add_stream("mjpeg", rate=1)
        cover.width, cover.height, cover.pix_fmt = 32, 32, "yuvj420p"
        cover.disposition = Disposition.attached_pic
        kept = {stream.index: made.add_stream_from_template(stream) for stream in given.streams}
        made.mux(cover.encode(VideoFrame.from_ndarray(np.full((32, 32, 3), 250, np.uint8), format="rgb24")))
        made.mux(cover.encode(None))
        for packet in given.demux():
            if packet.dts is not None:
                packet.stream = kept[packet.stream_index]
                made.mux(packet)
    target.write_bytes(_cover_first(target.read_bytes()))
    return target


def _cover_first(data: bytes) -> bytes:
    """An MP4 whose `udta` box, in which the cover is, stands before the tracks."""
    start = data.index(b"moov") - 4
    length = int.from_bytes(data[start : start + 4], "big")
    inside, parts = data[start + 8 : start + length], []
    while inside:
        size = int.from_bytes(inside[:4], "big")
        parts.append(inside[:size])
        inside = inside[size:]
    order = {b"mvhd": 0, b"udta": 1}
    parts.sort(key=lambda part: order.get(part[4:8], 2))
    return data[: start + 8] + b"".join(parts) + data[start + length :]
