"""Tiny scenes that the tests of rendering share."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import av
import numpy as np
from PIL import Image

from vlogkit.records.timeline import Box, Camera, Fill, Key, PictureLayer, Scene, Timeline, Transition

RED = "#CE1126"


def sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def photo(path: Path, size: tuple[int, int] = (96, 128), seed: int = 1) -> Path:
    """A smooth picture with some detail; the format follows the name."""
    random = np.random.default_rng(seed)
    small = Image.fromarray(random.integers(0, 255, (9, 7, 3)).astype(np.uint8))
    small.resize(size, Image.Resampling.BICUBIC).save(path)
    return path


def picture(path: Path, box: Box, **rest: Any) -> PictureLayer:
    return PictureLayer(box=box, file=str(path), sha256=sha(path), **rest)


def drift(frames: int, **rest: Any) -> Camera:
    """A zoom from 1 to 1.1."""
    zoom = (Key(frame=0, value=1.0), Key(frame=frames, value=1.1, ease="linear"))
    return Camera(zoom=zoom, **rest)


def scene(*layers: Any, frames: int = 12, ground: str = "#3D0A15", enter: Transition | None = None) -> Scene:
    return Scene(name="s", frames=frames, ground=ground, layers=layers, enter=enter or Transition())


def timeline(
    *scenes: Scene, size: tuple[int, int] = (96, 160), rate: tuple[int, int] = (30, 1), **rest: Any
) -> Timeline:
    return Timeline(id="t", format="portrait", width=size[0], height=size[1], rate=rate, scenes=scenes, **rest)


def fill(colour: str, x: int, y: int, w: int, h: int, **rest: Any) -> Fill:
    return Fill(box=Box(x=x, y=y, w=w, h=h), colour=colour, **rest)


def clip(
    path: Path,
    *,
    frames: int = 20,
    size: tuple[int, int] = (96, 64),
    rate: int = 10,
    times: list[int] | None = None,
) -> Path:
    """A clip whose frame n is all grey 40 + 8 n; `times` are its stamps in 1/rate, for a varying rate."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate, options={"crf": "10", "g": "5"})
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        for number in range(frames):
            grey = np.full((size[1], size[0], 3), 40 + 8 * number, np.uint8)
            frame = av.VideoFrame.from_ndarray(grey, format="rgb24")
            frame.pts = times[number] if times else number
            frame.time_base = 1 / stream.codec_context.framerate
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def tone(path: Path, *, seconds: float = 2.0, hertz: float = 440.0, level: float = 0.2, rate: int = 48_000) -> Path:
    """A sine in both channels as WAV."""
    t = np.arange(round(seconds * rate)) / rate
    wave = (np.sin(2 * np.pi * hertz * t) * level * 32767).astype(np.int16)
    return write_wav(path, np.stack([wave, wave]), rate)


def write_wav(path: Path, samples: np.ndarray, rate: int = 48_000) -> Path:
    """int16 samples (2, n) as WAV."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("pcm_s16le", rate, layout="stereo")
        interleaved = np.ascontiguousarray(samples.T).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(interleaved, format="s16", layout="stereo")
        frame.sample_rate = rate
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path
