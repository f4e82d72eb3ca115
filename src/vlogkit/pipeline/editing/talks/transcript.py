"""Open a clip in which somebody talks as its words and pauses, each with the stretch of the clip that goes with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from vlogkit.errors import UsageError, VlogkitError
from vlogkit.files import is_file
from vlogkit.intake.updates import read_update
from vlogkit.pipeline.editing.item_editing import path_of
from vlogkit.pipeline.editing.versions import version_of
from vlogkit.pipeline.telling.assets import find_file
from vlogkit.pipeline.telling.talking_clips import HeardTalk, HeardWords, cuts_of, heard_talk
from vlogkit.records.base import Language
from vlogkit.records.caption import Word
from vlogkit.records.clips.cut_list import CutList
from vlogkit.records.notices.media import Clip
from vlogkit.strict_yaml import read_text
from vlogkit.workspace import Workspace
from vlogkit.writing.captions.caption_timing import spread, words_of

PAUSE = 0.5
"""Seconds of silence that are shown as a pause between two words."""
BEFORE, AFTER = 0.12, 0.18
"""Seconds that stay before the next and after the last word where a pause is struck."""
STRETCH = 2.0
"""Seconds of one piece of a talk whose words nobody knows."""


@dataclass(frozen=True)
class TalkToken:
    """A word, a pause, or a stretch whose words nobody knows. All tokens together cover the clip: `start` to `end` is
    what goes when it is struck, `at` to `until` is where the word is heard; seconds of the clip."""

    kind: Literal["word", "pause", "stretch"]
    text: str
    start: float
    end: float
    at: float
    until: float
    kept: bool
    sentence: int = -1
    """Which caption or sentence it belongs to, and `place` which word of it it is."""
    place: int = -1


@dataclass(frozen=True)
class OpenTalk:
    """A clip of an item as its words; `version` names the state of every file that decides about it."""

    name: str
    number: int
    clip: Clip
    lang: Language
    source: Path
    text: str
    version: str
    heard: HeardTalk
    cuts: CutList
    tokens: tuple[TalkToken, ...]

    def sentences(self) -> Sequence[Sequence[Word]]:
        """The words as they are heard, a sequence a caption or sentence."""
        return spoken_in(self.heard.words)

    def words(self, first: int, last: int) -> list[TalkToken]:
        """The words among the tokens from `first` up to and with `last`. Raises UsageError where there are none."""
        words = [token for token in self.tokens[first : last + 1] if token.kind == "word"]
        if not words:
            raise UsageError("no word is chosen", hint="Choose the words first.")
        return words


def open_talk(workspace: Workspace, name: str, number: int) -> OpenTalk:
    """The clip `number` (from 0) of an item. Raises UsageError where nobody talks in it, InputError, MediaError."""
    path = path_of(workspace, name)
    text, notice = read_text(path), read_update(path)
    if number >= len(notice.clips) or not notice.clips[number].talks():
        hint = "Write who speaks in it, or give it captions or a script."
        raise UsageError(f"nobody talks in clip {number + 1} of this item", hint=hint)
    clip = notice.clips[number]
    heard = heard_talk(workspace, clip, notice.lang, path)
    cuts = cuts_of(workspace, clip, heard, path)
    files = [find_file(workspace, file, path) for file in (clip.cuts, clip.captions, clip.script) if file]
    state = "\0".join([text, *(file.read_bytes().hex() for file in files)])
    tokens = tuple(tokens_of(heard, cuts))
    return OpenTalk(name, number, clip, notice.lang, path, text, version_of(state), heard, cuts, tokens)


def talks_in(workspace: Workspace, name: str) -> tuple[int, ...]:
    """The numbers of an item's clips in which somebody talks; none where the item cannot be read."""
    try:
        clips = read_update(path_of(workspace, name)).clips
    except VlogkitError:  # the form beside says what is wrong with it
        return ()
    return tuple(number for number, clip in enumerate(clips) if clip.talks())


def film_of(workspace: Workspace, name: str, number: int) -> Path:
    """The file of a clip of an item, inside the workspace. Raises UsageError, InputError."""
    clips = read_update(path_of(workspace, name)).clips
    if number >= len(clips):
        raise UsageError(f"this item has no clip {number + 1}")
    return workspace.inside(clips[number].file)


def own_story(workspace: Workspace, name: str) -> bool:
    """Whether a person's own story stands in place of what is told from the item, so that no cut reaches the film."""
    return is_file(workspace.stories / f"{name}.yaml")


def spoken_in(words: HeardWords) -> Sequence[Sequence[Word]]:
    """The words of each sentence or caption; those of captions without word times share their caption's by length."""
    if words.spoken:
        return words.spoken
    return [cue.words or spread(words_of(" ".join(cue.text.split())), cue.start, cue.end) for cue in words.captions]


def tokens_of(heard: HeardTalk, cuts: CutList) -> Iterator[TalkToken]:
    """Words and pauses in order, from the clip's start to its end."""
    spoken = [
        (word, sentence, place)
        for sentence, words in enumerate(spoken_in(heard.words))
        for place, word in enumerate(words)
    ]
    spoken = sorted((one for one in spoken if one[0].start < heard.seconds), key=lambda one: one[0].start)
    if not spoken:
        yield from _stretches(heard.seconds, cuts)
        return
    at, ended = 0.0, 0.0
    for (word, sentence, place), following in zip(spoken, [*(one[0] for one in spoken[1:]), None], strict=True):
        begin = max(word.start, ended)
        gap = _pause(ended, begin, cuts, first=at == 0.0)
        if gap is not None:
            yield _token("pause", "", gap[0], gap[1], cuts)
            at = gap[1]
        ended = max(begin, min(word.end, following.start if following else word.end, heard.seconds))
        until = following.start if following else heard.seconds
        after = _pause(ended, until, cuts, last=following is None)
        end = after[0] if after else (ended + until) / 2 if following else heard.seconds
        end = max(end, at + 1e-3)
        yield TalkToken(
            "word",
            word.text,
            at,
            end,
            begin,
            ended,
            cuts.share_kept(begin, max(ended, begin + 1e-3)) >= 0.5,
            sentence,
            place,
        )
        at = end
    if heard.seconds - at > 1e-3:
        yield _token("pause", "", at, heard.seconds, cuts)


def _pause(
    start: float, end: float, cuts: CutList, *, first: bool = False, last: bool = False
) -> tuple[float, float] | None:
    """The pause between two words: what was cut there, else all but the margins where it is long enough."""
    gone = [
        piece for piece in cuts.pieces if not piece.keep and piece.start >= start - 1e-3 and piece.end <= end + 1e-3
    ]
    if gone:
        return (0.0 if first else gone[0].start), (end if last else gone[-1].end)
    if end - start < PAUSE:
        return None
    return (0.0 if first else start + AFTER), (end if last else end - BEFORE)


def _token(kind: Literal["pause", "stretch"], text: str, start: float, end: float, cuts: CutList) -> TalkToken:
    return TalkToken(kind, text, start, end, start, end, cuts.share_kept(start, end) >= 0.5)


def _stretches(seconds: float, cuts: CutList) -> Iterator[TalkToken]:
    """A clip whose words nobody knows, in stretches of its cut list and of two seconds."""
    for piece in cuts.pieces:
        at = piece.start
        while piece.end - at > 1e-3:
            end = piece.end if piece.end - at < 1.5 * STRETCH or not piece.keep else at + STRETCH
            yield _token("stretch", f"{at:.1f}–{end:.1f}", at, end, cuts)
            at = end
    if seconds - cuts.pieces[-1].end > 1e-3:
        yield _token("pause", "", cuts.pieces[-1].end, seconds, cuts)
