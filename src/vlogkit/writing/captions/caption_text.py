"""Write cues as SRT or WebVTT."""

from __future__ import annotations

import html
from collections.abc import Sequence
from itertools import pairwise

from vlogkit.records.base import Language
from vlogkit.records.caption import Cue, Word

PAUSE = 0.02
"""Seconds of silence between two words that are written down."""


def srt(cues: Sequence[Cue]) -> str:
    """SubRip text, UTF-8 without a mark, numbered from 1."""
    blocks = [f"{number}\n{_span(cue, ',')}\n{_lines(cue.text)}\n" for number, cue in enumerate(cues, start=1)]
    return "\n".join(blocks)


def spoken_vtt(spoken: Sequence[Sequence[Word]], *, lang: Language = "id") -> str:
    """WebVTT of words whose times are known, a cue a sentence: each word carries its start inline and, where a pause
    follows, its end, so that reading it gives the same words at the same times."""
    blocks = []
    for words in spoken:
        line = html.escape(words[0].text, quote=False)
        for before, word in pairwise(words):
            ended = f"<{clock(before.end)}>" if word.start - before.end >= PAUSE else ""
            line += f"{ended} <{clock(word.start)}>{html.escape(word.text, quote=False)}"
        blocks.append(f"{clock(words[0].start)} --> {clock(max(words[-1].end, words[0].start + 0.001))}\n{line}\n")
    return "\n".join([f"WEBVTT\nLanguage: {lang}\n", *blocks])


def vtt(cues: Sequence[Cue], *, lang: Language = "id", word_times: bool = False) -> str:
    """WebVTT text; with `word_times` each word after the first carries its start inline."""
    blocks = [f"{_span(cue, '.')}\n{_marked(cue) if word_times and cue.words else _escaped(cue)}\n" for cue in cues]
    return "\n".join([f"WEBVTT\nLanguage: {lang}\n", *blocks])


def clock(seconds: float, mark: str = ".") -> str:
    """`HH:MM:SS.mmm`."""
    whole = max(round(seconds * 1000), 0)
    minutes, milliseconds = divmod(whole, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{milliseconds // 1000:02}{mark}{milliseconds % 1000:03}"


def _span(cue: Cue, mark: str) -> str:
    end = max(cue.end, cue.start + 0.001)
    return f"{clock(cue.start, mark)} --> {clock(end, mark)}"


def _lines(text: str) -> str:
    """Text whose own `-->` cannot be taken for a time; no blank lines, which would end the cue."""
    lines = [line.replace("-->", "→") for line in text.splitlines() if line.strip()]
    return "\n".join(lines)


def _escaped(cue: Cue) -> str:
    return html.escape(_lines(cue.text), quote=False)


def _marked(cue: Cue) -> str:
    words = [html.escape(word.text.replace("-->", "→"), quote=False) for word in cue.words]
    starts = [max(word.start, cue.start + 0.001) for word in cue.words]
    return " ".join([words[0], *(f"<{clock(start)}>{word}" for word, start in zip(words[1:], starts[1:], strict=True))])
