"""Time sentences or spoken words as cues that can be read in time."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate, pairwise

from vlogkit.records.base import Language
from vlogkit.records.caption import Cue, CueLimits, Word
from vlogkit.records.clips.cut_list import CutList
from vlogkit.typesetting.breaking import FREE, breaks_in
from vlogkit.writing.captions.cue_splitting import split

_PAUSE = 0.6
"""Seconds of silence between two words at which a new cue is better than a full one."""
_AT_PAUSE = -8.0

LIMITS = CueLimits()

_SPACE = re.compile(r"[^\S\u00a0\u202f]+")
"""White space that parts words; a no-break space does not."""

_SENTENCE = re.compile(r"\S.*?(?:[.?!…]+[”’\"')]*(?=\s|$)|$)")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:No|Jl|Jln|Kab|Kec|Kel|Ds|Dr|Drs|Dra|Ir|Prof|Hj|H|KH|Bpk|Sdr|Sdri|Mr|Mrs|Ms|St|a\.n|d\.a|u\.p|"
    r"[A-Z])\.$"
)


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, white space made single; “No. 12”, “Jl. Pahlawan”, “H. Ahmad” stay whole."""
    found: list[str] = []
    for paragraph in re.split(r"\n\s*\n", text):
        whole = True
        for match in _SENTENCE.finditer(_SPACE.sub(" ", paragraph).strip()):
            part = match.group().strip()
            if whole:
                found.append(part)
            else:
                found[-1] += f" {part}"
            whole = not _ABBREVIATION.search(found[-1])
    return tuple(found)


def words_of(sentence: str) -> list[str]:
    """Words with their punctuation; “12,4 km” with a no-break space is one."""
    return [word for word in _SPACE.split(sentence) if word]


def cues(
    sentences: Sequence[str], *, lang: Language, start: float = 0.0, limits: CueLimits = LIMITS
) -> tuple[Cue, ...]:
    """Cues for sentences nobody has spoken, one after the other from `start` (seconds) without gaps.

    Each cue stands max(shortest, per_word × words, characters / comfortable_speed), at most `longest`; its
    words share that time by their length. No cue holds parts of two sentences.
    """
    made: list[Cue] = []
    at = start
    for sentence in sentences:
        text = " ".join(words_of(sentence))
        for first, last in split(text, breaks_in(text, lang), limits) if text else ():
            piece = text[first:last]
            end = at + reading_time(piece, limits)
            made.append(Cue(start=at, end=end, text=piece, words=spread(words_of(piece), at, end)))
            at = end
    return tuple(made)


def reading_time(text: str, limits: CueLimits = LIMITS) -> float:
    """Seconds a cue of this text stands on screen."""
    needed = max(limits.shortest, limits.per_word * len(text.split()), len(text) / limits.comfortable_speed)
    return min(needed, limits.longest)


def cues_from_speech(
    spoken: Sequence[Sequence[Word]], *, lang: Language, limits: CueLimits = LIMITS
) -> tuple[Cue, ...]:
    """Cues for words whose times are known, a sequence of words a sentence, in rising order.

    Cuts fall at punctuation, links or pauses. A cue starts with its first word and stands at least its
    reading time where the next leaves room; gaps shorter than `chain` are closed, others last `gap_frames`
    or more."""
    groups: list[tuple[Word, ...]] = []
    for sentence in spoken:
        groups += _spoken_groups(sentence, lang, limits)
    starts = [group[0].start for group in groups[1:]] + [float("inf")]
    return tuple(_spoken_cue(group, following, limits) for group, following in zip(groups, starts, strict=True))


def _spoken_groups(sentence: Sequence[Word], lang: Language, limits: CueLimits) -> list[tuple[Word, ...]]:
    """The words of one sentence in the groups that become cues; a pause is the best place to part."""
    text = " ".join(word.text for word in sentence)
    ends = list(accumulate(len(word.text) + 1 for word in sentence))
    between = {end - 1: index for index, end in enumerate(ends[:-1])}
    breaks = []
    for place in breaks_in(text, lang):
        index = between.get(place.end)
        if index is not None:
            paused = sentence[index + 1].start - sentence[index].end >= _PAUSE
            breaks.append(place._replace(cost=_AT_PAUSE, kind=FREE) if paused else place)
    stops = [bisect_left(ends, last) + 1 for _, last in split(text, breaks, limits)] if text else []
    return [tuple(sentence[first:last]) for first, last in pairwise([0, *stops])]


def _spoken_cue(words: tuple[Word, ...], following: float, limits: CueLimits) -> Cue:
    """One cue, held until `following` (the next cue's start) if the gap would be too short to see."""
    text = " ".join(word.text for word in words)
    start = words[0].start
    end = max(min(words[-1].end, start + limits.longest), start + reading_time(text, limits))
    if following - end < limits.chain:
        end = following
    elif following - end < limits.gap():
        end = following - limits.gap()
    return Cue(start=start, end=max(end, start + 1e-3), text=text, words=words)


def spread(words: Sequence[str], start: float, end: float) -> tuple[Word, ...]:
    """Times for words nobody has spoken: each takes its share of the characters, a space with each."""
    total = sum(len(word) + 1 for word in words)
    timed, passed = [], 0
    for word in words:
        begin = start + (end - start) * passed / total
        passed += len(word) + 1
        timed.append(Word(start=begin, end=start + (end - start) * passed / total, text=word))
    return tuple(timed)


def after_cuts(spoken: Sequence[Sequence[Word]], cuts: CutList) -> tuple[tuple[Word, ...], ...]:
    """Words of a clip, a sequence a sentence, at the times they are heard once the pauses are out; words
    of which less than half is left go with what was taken out."""
    moved = [
        tuple(word for word in (_moved(word, cuts) for word in sentence) if word is not None) for sentence in spoken
    ]
    return tuple(sentence for sentence in moved if sentence)


def _moved(word: Word, cuts: CutList) -> Word | None:
    start, end = cuts.after_cuts(word.start), cuts.after_cuts(word.end)
    if end - start < (word.end - word.start) / 2:
        return None
    return word.model_copy(update={"start": start, "end": end})
