"""Find the time of each word of a script in a recording of somebody reading it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from math import ceil, sqrt

import numpy as np
from numpy.typing import NDArray

from vlogkit.errors import InputError
from vlogkit.listening.mfcc import HOP, RATE, Floats, cepstra, mel_energies
from vlogkit.listening.speech_level import levels, threshold
from vlogkit.media.sound import resampled
from vlogkit.records.base import Language
from vlogkit.records.caption import Word
from vlogkit.writing.speech.draft_voice import VOICES, DraftSpeech, speak
from vlogkit.writing.speech.spoken_words import spoken
from vlogkit.writing.speech.warping import Costs, Ints, Placement, band_around, place, whole_band

_CELLS = 40_000_000
"""Comparisons made at once; longer recordings are first aligned on longer frames."""
_COARSE_CELLS = 4_000_000
_THROATS = (0.85, 0.92, 1.0, 1.09, 1.19, 1.3)
"""Lengths of the vocal tract to try; the voice that reads has 1, women and children less (a higher
number)."""
_MARGIN = 200
"""Frames around the coarse path that the fine search looks at (2 s)."""
_SILENCE, _DEEP_SILENCE, _UNSCRIPTED = 2.5, 0.4, 4.5
"""What a frame costs as a pause: below the threshold, well inside a silence, and while someone speaks."""
_SPEECH_IN_SILENCE = 3.0
_DEEP = 12
"""Frames of silence on both sides that make a frame lie well inside it."""
_CLOSURE, _ONSET = 7, 1
"""Frames: the longest closure of a p, t or k; and how long before it is heard a word may start."""
_PACE = 160
_LEAST_SPEECH = 20


@dataclass(frozen=True)
class Alignment:
    """`words` in the order of the script, those not heard left out.

    `sentence` is the sentence each word of `words` belongs to; `missing` are the indices, in the whole
    script, of words not heard; `unscripted` is the share of the speech that is in no word; `doubt` is how
    far the recording is from the script in proportion to the script read backwards: 0.4–0.9 for a reading
    of it, near 1 for something else."""

    words: tuple[Word, ...]
    sentence: tuple[int, ...]
    missing: tuple[int, ...]
    unscripted: float
    doubt: float

    def sentences(self) -> tuple[tuple[Word, ...], ...]:
        """The words heard, a group a sentence, as `cues_from_speech` takes them."""
        numbers = sorted(set(self.sentence))
        pairs = list(zip(self.words, self.sentence, strict=True))
        return tuple(tuple(word for word, at in pairs if at == number) for number in numbers)


def align(sentences: Sequence[Sequence[str]], samples: Floats, *, lang: Language = "id") -> Alignment:
    """Find each word of the script (words a sentence) in `samples` (mono, 16 kHz).

    The script is read by espeak-ng at the pace of the recording, whose room is laid over the reading; both
    are compared by mel cepstra. Raises InputError for an empty script or a recording without speech,
    UsageError without the `voice` extra."""
    words = [word for sentence in sentences for word in sentence]
    if not any(any(letter.isalnum() for letter in word) for word in words):
        raise InputError("the script has no words", hint="Write what was said, as plain text.")
    level = levels(samples)
    speech = level > threshold(level)
    if speech.sum() < _LEAST_SPEECH:
        raise InputError("no speech is heard in the recording", hint="Is it the right sound track?")
    said = spoken(words, lang)
    reading = _reading(said, int(speech.sum()), lang)
    placed, doubt = _place(reading, samples, speech)
    placed = _trim(placed, speech)
    owners = [index for index, sentence in enumerate(sentences) for _ in sentence]
    heard = placed.starts >= 0
    return Alignment(
        words=_timed(words, placed, len(samples) / RATE),
        sentence=tuple(owner for owner, there in zip(owners, heard, strict=True) if there),
        missing=tuple(np.flatnonzero(~heard).tolist()),
        unscripted=_unscripted(placed, speech),
        doubt=doubt,
    )


@dataclass(frozen=True)
class _Reading:
    """The script as read, the frames of it that are not pauses, and which of those each word starts at."""

    samples: Floats
    kept: Ints
    starts: Ints

    def energies(self, throat: float) -> Floats:
        """Mel energies (frames kept, bands), as a throat of another length would have said it."""
        return mel_energies(self.samples, throat=throat)[self.kept]


def _reading(said: Sequence[str], frames: int, lang: Language) -> _Reading:
    """Read the script at the pace at which it lasts as many frames of speech as the recording has."""
    first = _without_pauses(speak(said, voice=VOICES[lang], pace=_PACE))
    pace = round(_PACE * min(max(len(first.kept) / frames, 0.5), 2.4))
    return _without_pauses(speak(said, voice=VOICES[lang], pace=pace))


def _without_pauses(speech: DraftSpeech) -> _Reading:
    samples = resampled(speech.samples, speech.rate)
    level = levels(samples)
    kept = np.flatnonzero(level > max(float(np.percentile(level, 95)) - 40, -80))
    starts = np.searchsorted(kept, np.round(speech.starts * RATE / HOP))
    return _Reading(samples, kept, np.minimum(starts, len(kept) - 1))


@dataclass(frozen=True)
class _Trial:
    """One throat's features of reading and recording, and their placement on long frames."""

    features: Floats
    recording: Floats
    placed: Placement


def _place(reading: _Reading, samples: Floats, speech: NDArray[np.bool_]) -> tuple[Placement, float]:
    """Find the throat that fits on long frames, then warp on short ones, within a band if the recording is
    long.

    The second value is the doubt."""
    heard = mel_energies(samples)
    costs = _costs(speech, _UNSCRIPTED)
    starts, back = np.unique(reading.starts, return_inverse=True)
    starts[0] = 0
    factor = max(4, ceil(sqrt(len(reading.kept) * len(heard) / _COARSE_CELLS)))
    trials = []
    for throat in _THROATS:
        features, recording = _features(reading.energies(throat), heard, speech)
        trials.append(_Trial(features, recording, _coarse(features, starts, recording, costs, factor)))
    best = min(trials, key=lambda trial: trial.placed.cost)
    backwards = _coarse(best.features[::-1], _backwards(starts, best.features), best.recording, costs, factor)
    idle = float(costs.pause[~speech].sum()) / len(speech)
    doubt = max(best.placed.cost - idle, 0.0) / max(backwards.cost - idle, 1e-6)
    costs = _costs(speech, min(max(_UNSCRIPTED, _mean_distance(best.placed) + 1.0), _UNSCRIPTED + 1.0))
    found = place(best.features, starts, best.recording, costs, _band(best, factor))
    return _each_word(found, back), doubt


def _each_word(placed: Placement, back: Ints) -> Placement:
    """Words that start on one frame were placed as one; give each its own row."""
    return replace(placed, starts=placed.starts[back], ends=placed.ends[back], distance=placed.distance[back])


def _backwards(starts: Ints, features: Floats) -> Ints:
    """Where words start in the reading turned round."""
    return np.append(0, len(features) - starts[:0:-1])


def _mean_distance(placed: Placement) -> float:
    heard = placed.distance[placed.starts >= 0]
    return float(heard.mean()) if len(heard) else 0.0


def _band(trial: _Trial, factor: int) -> tuple[Ints, Ints]:
    long, short = len(trial.recording), len(trial.features)
    if long * short <= _CELLS:
        return whole_band(long, short)
    return band_around(trial.placed.path, factor, long, short, _MARGIN + 4 * factor)


def _trim(placed: Placement, speech: NDArray[np.bool_]) -> Placement:
    """Take silences that are longer than a plosive's closure from both ends of each word."""
    starts, ends = placed.starts.copy(), placed.ends.copy()
    for word in np.flatnonzero(starts >= 0):
        voiced = np.flatnonzero(speech[starts[word] : ends[word]])
        if len(voiced):
            lead, tail = int(voiced[0]), ends[word] - starts[word] - 1 - int(voiced[-1])
            ends[word] -= tail - _CLOSURE // 2 if tail > _CLOSURE else 0
            starts[word] += lead - _ONSET if lead > _CLOSURE else 0
    return replace(placed, starts=starts, ends=ends)


def _coarse(reading: Floats, starts: Ints, recording: Floats, costs: Costs, factor: int) -> Placement:
    shorter, heard = _mean_rows(reading, factor), _mean_rows(recording, factor)
    merged = Costs(_mean_rows(costs.pause[:, None], factor)[:, 0], _mean_rows(costs.speech[:, None], factor)[:, 0])
    edges = np.unique(np.minimum(starts // factor, len(shorter) - 1))
    return place(shorter, edges, heard, merged, whole_band(len(heard), len(shorter)))


def _mean_rows(rows: Floats, factor: int) -> Floats:
    padded = np.pad(rows, ((0, -len(rows) % factor), (0, 0)), mode="edge")
    means: Floats = padded.reshape(-1, factor, rows.shape[1]).mean(axis=1).astype(np.float32)
    return means


def _features(reading: Floats, heard: Floats, speech: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Cepstra of both, after giving the reading the recording's colour and noise and both a common floor,
    so that hiss is not a difference."""
    quiet = ~speech
    noise = heard[quiet].mean(axis=0) if quiet.sum() >= _LEAST_SPEECH else np.zeros(heard.shape[1], np.float32)
    voice = np.maximum(heard[speech].mean(axis=0) - noise, 0.01 * noise + 1e-9)
    floor = 0.1 * np.maximum(noise, 1e-3 * voice)
    coloured = reading * (voice / np.maximum(reading.mean(axis=0), 1e-12)) + noise
    return cepstra(coloured + floor, np.ones(len(reading), np.bool_)), cepstra(heard + floor, speech)


def _costs(speech: NDArray[np.bool_], unscripted: float) -> Costs:
    around = np.convolve(speech, np.ones(2 * _DEEP + 1), mode="same") > 0.5
    pause = np.where(speech, unscripted, np.where(around, _SILENCE, _DEEP_SILENCE))
    return Costs(pause.astype(np.float32), np.where(around, 0.0, _SPEECH_IN_SILENCE).astype(np.float32))


def _unscripted(placed: Placement, speech: NDArray[np.bool_]) -> float:
    """Share of the speech that lies in no word."""
    within = np.zeros(len(speech), np.bool_)
    for start, end in zip(placed.starts.tolist(), placed.ends.tolist(), strict=True):
        if start >= 0:
            within[start:end] = True
    return float((speech & ~within).sum() / speech.sum())


def _timed(words: Sequence[str], placed: Placement, length: float) -> tuple[Word, ...]:
    """The words heard, in seconds; words that were placed as one share its time by their length."""
    step = HOP / RATE
    timed: list[Word] = []
    for (start, end), group in groupby(
        zip(placed.starts.tolist(), placed.ends.tolist(), words, strict=True), key=lambda row: row[:2]
    ):
        if start < 0:
            continue
        texts = [text for _, _, text in group]
        edges = np.cumsum([0, *(len(text) for text in texts)]) / max(sum(map(len, texts)), 1)
        times = np.minimum(start * step + edges * (max(end, start + 1) - start) * step, length).tolist()
        timed += [Word(start=a, end=b, text=text) for text, (a, b) in zip(texts, pairwise(times), strict=True)]
    return tuple(timed)
