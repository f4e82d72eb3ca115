"""How video and sound are compressed, as far as a person may choose."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from vlogkit.records.base import Record

Preset = Literal["ultrafast", "superfast", "veryfast", "faster", "fast", "medium", "slow", "slower", "veryslow"]


class EncoderSettings(Record):
    """How video and sound are compressed; the defaults are what `benchmarks/render.py` measures."""

    preset: Preset = "veryfast"
    crf: float = Field(default=21.0, ge=0, le=51)
    """Constant quality of x264; 18 is finer and larger, 26 coarser and smaller."""
    gop_seconds: float = Field(default=2.5, gt=0, le=10)
    """Longest distance between key frames: most captions stand no longer, and platforms ask for about two seconds."""
    b_frames: int = Field(default=3, ge=0, le=4)
    audio_kbps: int = Field(default=160, ge=64, le=320)

    def gop(self, fps: float) -> int:
        """Frames in a group of pictures."""
        return max(1, round(self.gop_seconds * fps))


DRAFT = EncoderSettings(preset="ultrafast", crf=28.0, audio_kbps=96)
"""For looking at quickly."""
