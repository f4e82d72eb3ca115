"""Estimate what rendering a timeline would cost, given what the cache has."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from vlogkit.errors import DiskError
from vlogkit.files import write_text
from vlogkit.records.timeline import Timeline
from vlogkit.rendering.encoding.encoder_settings import EncoderSettings
from vlogkit.rendering.encoding.segment_cache import SegmentCache
from vlogkit.rendering.encoding.segment_plan import cut, key_of
from vlogkit.typesetting.fonts import FontBook

_RATE, _BITS = 120e6, 0.06
"""Pixels a second and bits a pixel where nothing was measured yet: two cores of 2025 and quiet pictures."""
_FIXED = 0.3
_FILE = "pace.json"


@dataclass(frozen=True)
class Estimate:
    """What a render would encode, and about how long it takes (seconds) and how large the file becomes
    (bytes)."""

    frames: int
    frames_new: int
    pieces_new: int
    seconds: float
    bytes: int


def estimate(
    timeline: Timeline,
    *,
    settings: EncoderSettings | None = None,
    cache: SegmentCache | None = None,
    book: FontBook,
) -> Estimate:
    """Look up which pieces are new; the pace is that of the last render into this cache."""
    settings = settings or EncoderSettings()
    pieces = cut(timeline, settings)
    new = [p for p in pieces if cache is None or not cache.has(key_of(p, timeline, settings, book))]
    frames = sum(piece.frames for piece in new)
    rate, bits = pace(cache.folder if cache else None)
    pixels = timeline.width * timeline.height
    size = timeline.frames() * pixels * bits / 8 + timeline.seconds() * settings.audio_kbps * 125
    return Estimate(timeline.frames(), frames, len(new), frames * pixels / rate + _FIXED, round(size))


def pace(folder: Path | None) -> tuple[float, float]:
    """Pixels a second and bits a pixel, as noted in a cache's folder."""
    try:
        noted = json.loads((folder / _FILE).read_text(encoding="utf-8")) if folder else {}
        return float(noted["rate"]), float(noted["bits"])
    except (OSError, ValueError, KeyError, TypeError):
        return _RATE, _BITS


def note_pace(folder: Path, pixels: int, seconds: float, bits: float) -> None:
    """Remember how fast a render was; small ones say little and are left out."""
    if pixels < 50e6 or seconds <= 0:
        return
    with suppress(DiskError):
        write_text(folder / _FILE, json.dumps({"rate": pixels / seconds, "bits": bits / pixels}))
