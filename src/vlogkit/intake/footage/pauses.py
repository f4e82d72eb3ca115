"""Find the pauses of a talk, as a cut list that removes them and no word."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from pydantic import Field

from vlogkit.listening.mfcc import HOP, RATE, Floats
from vlogkit.listening.voice_activity import runs, speech
from vlogkit.records.base import Record
from vlogkit.records.caption import Word
from vlogkit.records.clips.cut_list import CutList, CutPiece, CutReason


class PauseRules(Record):
    """Seconds. A silence of at least `shortest` is cut, but for `before` each next and `after` each last
    word; no piece shorter than `piece` is left standing alone between two cuts."""

    shortest: float = Field(default=0.6, ge=0.2)
    before: float = Field(default=0.12, ge=0)
    after: float = Field(default=0.18, ge=0)


RULES = PauseRules()


def find_pauses(
    samples: Floats,
    *,
    seconds: float | None = None,
    trim: tuple[float, float] | None = None,
    words: Sequence[Word] = (),
    rules: PauseRules = RULES,
    model: bool | None = None,
) -> CutList:
    """Cut the silences out of a clip.

    `samples` are its sound (mono, 16 kHz), `seconds` its length if the picture is longer; only what lies
    within `trim` is kept. No cut falls inside any of `words` (seconds of the clip) or nearer to it than the
    margins. `model` as in `listening.voice_activity.speech`. Where nobody speaks, nothing is cut but
    `trim`."""
    length = max(seconds or 0.0, len(samples) / RATE)
    talking = speech(samples, model=model)
    for word in words:
        talking[int(word.start * RATE / HOP) : int(np.ceil(word.end * RATE / HOP)) + 1] = True
    silences = runs(~talking) if talking.any() else []
    first, last = trim or (0.0, length)
    cuts = [(0.0, first, "trim"), (min(last, length), length, "trim")]
    cuts += [(*cut, "pause") for cut in _cuts(silences, len(talking), length, rules)]
    return CutList(pieces=tuple(_pieces(sorted(cut for cut in cuts if cut[1] - cut[0] > 1e-6), length)))


def _cuts(
    silences: Sequence[tuple[int, int]], frames: int, length: float, rules: PauseRules
) -> list[tuple[float, float]]:
    """The middle of each silence that is long enough; silences at the clip's ends have one margin."""
    step = HOP / RATE
    found = []
    for first, last in silences:
        start = 0.0 if first == 0 else first * step + rules.after
        end = length if last >= frames else last * step - rules.before
        if (last - first) * step >= rules.shortest and end - start > 2 * step:
            found.append((start, end))
    return found


def _pieces(cuts: Sequence[tuple[float, float, str]], length: float) -> list[CutPiece]:
    """Pieces from the start to the end of the clip."""
    pieces: list[CutPiece] = []
    at = 0.0
    for start, end, why in [*cuts, (length, length, "")]:
        begin = max(start, at)
        if begin - at > 1e-6:
            pieces.append(CutPiece(start=at, end=begin))
        if end - max(begin, at) > 1e-6:
            pieces.append(CutPiece(start=max(begin, at), end=end, keep=False, why=_reason(why)))
        at = max(at, end)
    return pieces


def _reason(why: str) -> CutReason:
    return "trim" if why == "trim" else "pause" if why == "pause" else ""
