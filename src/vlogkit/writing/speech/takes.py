"""Make a take: the kept pieces of a talking clip, its captions, and what covers it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath

from vlogkit.errors import InputError
from vlogkit.records.base import Language
from vlogkit.records.caption import Cue, Word
from vlogkit.records.clips.cut_list import CutList, CutPiece
from vlogkit.records.clips.take import Cover, Take
from vlogkit.records.notices.media import BRoll, Clip, Trim
from vlogkit.writing.captions.caption_timing import after_cuts, cues_from_speech

RATE = (30, 1)
"""Cuts fall on frames of the videos that are made."""
COVER_SECONDS = 4.0
"""How long a picture stands over a talk where nobody says."""
LEAST_COVER = 0.5
LEAST_CUE = 0.2
"""Seconds of a caption that must be left after the cuts for it to stay."""
CLIPS = {".mp4", ".mov", ".m4v", ".mkv", ".webm", ".avi", ".3gp", ".mts"}
_WORD = re.compile(r"\w+")

Spoken = Sequence[Sequence[Word]]
"""Words with the seconds of the source at which they are heard, a sequence a sentence."""


def take_names(clips: Sequence[Clip]) -> tuple[str, ...]:
    """What the take of each clip is called: by its file, and numbered where one file is used again, cut otherwise."""
    files = [clip.file for clip in clips]
    repeats = [files[:place].count(file) for place, file in enumerate(files)]
    return tuple(f"{file} ({count + 1})" if count else file for file, count in zip(files, repeats, strict=True))


def is_clip(file: str) -> bool:
    """Whether a file's name is that of a clip, not of a picture."""
    return PurePath(file).suffix.lower() in CLIPS


def trimmed(trim: Trim, seconds: float) -> CutList:
    """The cut list of a clip `seconds` long of which only the trim is kept. Raises InputError where nothing is."""
    end = min(trim.end or seconds, seconds)
    if trim.start >= end - LEAST_COVER:
        raise InputError(
            f"`trim` starts at {trim.start:g} s, and the clip ends at {seconds:.1f} s", hint="Correct `in` and `out`."
        )
    pieces = [CutPiece(start=trim.start, end=end)]
    if trim.start > 0:
        pieces.insert(0, CutPiece(start=0.0, end=trim.start, keep=False, why="trim"))
    return CutList(pieces=tuple(pieces))


def make_take(
    clip: Clip,
    cuts: CutList,
    *,
    lang: Language,
    spoken: Spoken = (),
    captions: Sequence[Cue] = (),
    sound: bool = True,
) -> Take:
    """What of a clip is shown, said and covered. `spoken` wins over `captions`, whose words have no times.

    Raises InputError where b-roll or the name stands over words that are not said, or over what was cut."""
    cuts = cuts.snapped(RATE)
    cues, said = said_after(cuts, spoken, captions, lang)
    seconds = cuts.seconds()
    return Take(
        file=clip.file,
        seconds=seconds,
        source_seconds=sum(piece.seconds() for piece in cuts.pieces if piece.why != "trim"),
        pieces=cuts.kept(),
        cues=tuple(_within(cue, seconds) for cue in cues if cue.start < seconds - LEAST_CUE),
        covers=tuple(_cover(each, cuts, said, seconds) for each in clip.broll),
        name_at=_on_frame(when_said(clip.name_over, said)[0]) if clip.name_over else None,
        sound=sound,
    )


def said_after(
    cuts: CutList, spoken: Spoken, captions: Sequence[Cue], lang: Language
) -> tuple[tuple[Cue, ...], list[Word]]:
    """The captions of what a cut list keeps, and its words in order, at the times they are heard then."""
    moved = after_cuts(spoken, cuts)
    cues = cues_from_speech(moved, lang=lang) if moved else _moved(captions, cuts)
    return cues, [word for sentence in moved for word in sentence] or _words(cues)


def _moved(captions: Sequence[Cue], cuts: CutList) -> tuple[Cue, ...]:
    """Captions of the source at the times they are heard; what lies in a cut goes with it."""
    moved: list[Cue] = []
    for cue in captions:
        start, end = cuts.after_cuts(cue.start), cuts.after_cuts(cue.end)
        if end - start >= min(LEAST_CUE, cue.seconds() / 2):
            words = [(word, cuts.after_cuts(word.start), cuts.after_cuts(word.end)) for word in cue.words]
            timed = tuple(Word(start=first, end=max(first, last), text=word.text) for word, first, last in words)
            moved.append(Cue(start=start, end=end, text=cue.text, words=timed))
    return tuple(moved)


def _within(cue: Cue, seconds: float) -> Cue:
    """A cue that was held to be read does not outlast the take."""
    return cue if cue.end <= seconds else cue.model_copy(update={"end": seconds})


def _words(cues: Sequence[Cue]) -> list[Word]:
    """The words of cues whose times nobody knows: each stands for its whole cue."""
    return [
        word
        for cue in cues
        for word in (cue.words or [Word(start=cue.start, end=cue.end, text=text) for text in cue.text.split()])
    ]


def _cover(broll: BRoll, cuts: CutList, said: Sequence[Word], seconds: float) -> Cover:
    if broll.over:
        start, end = when_said(broll.over, said)
    else:
        start = cuts.after_cuts(broll.at or 0.0)
        end = start + COVER_SECONDS
    if broll.seconds:
        end = start + broll.seconds
    if broll.trim.end is not None:
        end = min(end, start + broll.trim.end - broll.trim.start)
    end = min(max(end, start + LEAST_COVER), seconds)
    if end - start < LEAST_COVER:
        raise InputError(
            f"the b-roll `{broll.file}` stands at {start:.1f} s, and what is kept of the talk ends at {seconds:.1f} s",
            hint="Place it earlier, or keep more of the talk.",
        )
    return Cover(
        file=broll.file,
        alt=broll.alt,
        is_clip=is_clip(broll.file),
        at=_on_frame(start),
        seconds=_on_frame(end) - _on_frame(start),
        start=broll.trim.start,
        pieces=broll.trim.pieces(),
        focus=f"{broll.focus[0]}, {broll.focus[1]}" if broll.focus else "",
        inset=broll.inset,
    )


def _on_frame(seconds: float) -> float:
    return round(seconds * RATE[0] / RATE[1]) * RATE[1] / RATE[0]


def when_said(words: str, said: Sequence[Word]) -> tuple[float, float]:
    """When words of a talk are said for the first time. Raises InputError where nobody says them."""
    wanted = _plain(words)
    parts = [(part, word) for word in said for part in _plain(word.text)]
    for first in range(len(parts) - len(wanted) + 1):
        run = parts[first : first + len(wanted)]
        if wanted and [part for part, _ in run] == wanted:
            return run[0][1].start, run[-1][1].end
    heard = " ".join(word.text for word in said)
    hint = f"It says: {heard[:160]}" if heard else "Give `captions:` or `script:`, or place it with `at:`."
    raise InputError(f"nobody says “{words}” in what is kept of the talk", hint=hint)


def _plain(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
