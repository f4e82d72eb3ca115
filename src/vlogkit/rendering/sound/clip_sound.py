"""Read the sound of a timeline's clip, joined where it is cut and cleaned where asked."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import numpy as np

from vlogkit.media.sound import RATE, Samples, listen
from vlogkit.records.clips.soundtrack import SoundClip
from vlogkit.rendering.sound.loudness import measure
from vlogkit.rendering.sound.voice_cleaning import VoicePlan, clean, study
from vlogkit.rendering.sound.voice_cuts import join

SPEECH_LUFS = -16.0
"""Where a voice is brought before its own gain."""
_BLOCK = RATE // 3
MOST_DB = 24.0
"""Nothing is made louder or softer by more."""


def heard(clip: SoundClip, skip: float = 0.0) -> Iterator[Samples]:
    """48 kHz stereo blocks from `skip` seconds after the clip's start on, at the level of the file or, cleaned, of
    the plan. What is learnt for cleaning is learnt once. Raises MediaError."""
    if clip.clean:
        return _from(clean(_joined(clip), _plan(_source(clip))), skip)
    return _from(_joined(clip), skip) if clip.pieces else _listen(clip, clip.start + skip, clip.seconds - skip)


def level_of(clip: SoundClip) -> float:
    """The factor that brings a voice, as it is heard, to its loudness. Raises MediaError."""
    return _level(_source(clip))


def towards(target: float, blocks: Iterator[Samples]) -> float:
    """The factor that brings blocks to a loudness (LUFS), within 24 dB; 1 for silence."""
    found = measure(blocks)
    return 1.0 if found.silent else float(10 ** (np.clip(target - found.integrated, -MOST_DB, MOST_DB) / 20))


def _source(clip: SoundClip) -> SoundClip:
    """The clip without what says nothing about its samples."""
    return clip.model_copy(update={"at": 0.0, "gain_db": 0.0, "speech": False})


@lru_cache(maxsize=64)
def _plan(source: SoundClip) -> VoicePlan:
    return study(_joined(source))


@lru_cache(maxsize=256)
def _level(source: SoundClip) -> float:
    return towards(SPEECH_LUFS, heard(source))


def _joined(clip: SoundClip) -> Iterator[Samples]:
    """The clip's stretches one after the other, `seconds` of them."""
    if not clip.pieces:
        return _large(_listen(clip, clip.start, clip.seconds))
    return _until(
        join(lambda start, seconds: _large(_listen(clip, start, seconds)), clip.pieces), round(clip.seconds * RATE)
    )


def _listen(clip: SoundClip, start: float, seconds: float) -> Iterator[Samples]:
    return listen(clip.file, start, seconds, stream=clip.stream)


def _large(blocks: Iterator[Samples]) -> Iterator[Samples]:
    """The same samples in blocks of at least a third of a second: each costs as much as its samples."""
    held: list[Samples] = []
    for block in blocks:
        held.append(block)
        if sum(map(len, held)) >= _BLOCK:
            yield np.concatenate(held)
            held = []
    if held:
        yield np.concatenate(held)


def _until(blocks: Iterator[Samples], samples: int) -> Iterator[Samples]:
    for block in blocks:
        if samples <= 0:
            return
        yield block[:samples]
        samples -= len(block)


def _from(blocks: Iterator[Samples], skip: float) -> Iterator[Samples]:
    first = round(skip * RATE)
    for block in blocks:
        if first < len(block):
            yield block[first:]
        first = max(0, first - len(block))
