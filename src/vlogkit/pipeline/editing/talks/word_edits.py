"""Strike and bring back words of a talk, correct them, and put a name, a picture or a clip on them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path, PurePath

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from vlogkit.errors import InputError, UsageError, VlogkitError
from vlogkit.files import write_bytes, write_text
from vlogkit.intake.footage.cut_lists import write_cut_list
from vlogkit.pipeline.editing.item_editing import Saved, replace_text
from vlogkit.pipeline.editing.talks.transcript import OpenTalk, TalkToken, open_talk
from vlogkit.pipeline.editing.update_files import with_row
from vlogkit.pipeline.editing.versions import version_of
from vlogkit.pipeline.telling.assets import find_file
from vlogkit.pipeline.telling.talking_clips import heard_talk, take_with
from vlogkit.records.caption import Word
from vlogkit.records.notices.media import BRoll
from vlogkit.records.numbers.whole_numbers import whole_number
from vlogkit.workspace import Workspace
from vlogkit.writing.captions.caption_files import decode, parse, read, with_word
from vlogkit.writing.captions.caption_text import spoken_vtt
from vlogkit.writing.speech.takes import RATE, said_after, when_said

FRAMES = RATE[0] / RATE[1]
"""A second; cuts fall on them."""
WORD_FILES = {
    ".srt": ("captions", "captions"),
    ".vtt": ("captions", "captions"),
    ".txt": ("script", "scripts"),
    ".md": ("script", "scripts"),
}
"""Which key of a clip names a file of its words, and the folder it is kept in."""
MOST_BYTES = 10_000_000
MOST_WORDS = 12
"""Of a phrase by which a place in a talk is found again."""


def strike(workspace: Workspace, talk: OpenTalk, first: int, last: int, *, keep: bool, now: dt.datetime) -> Saved:
    """Take the tokens from `first` up to and with `last` out of the film, or bring them back: the cut list says so, and
    the item names it. Raises UsageError, InputError where nothing would be left or something stands on those words."""
    chosen = _chosen(talk, first, last)
    start, end = round(chosen[0].start * FRAMES) / FRAMES, round(chosen[-1].end * FRAMES) / FRAMES
    if last == len(talk.tokens) - 1:
        end = talk.heard.seconds
    try:
        cuts = talk.cuts.with_stretch(start, max(end, start + 1 / FRAMES), keep=keep)
    except ValueError:
        raise InputError("nothing of the talk would be left", hint="Keep at least one word.") from None
    take_with(talk.clip, cuts, talk.heard, talk.lang)
    if talk.clip.cuts:
        write_cut_list(cuts, find_file(workspace, talk.clip.cuts, talk.source))
        return Saved("")
    path = _free(workspace, "cuts", f"{Path(talk.clip.file).stem}.yaml")
    write_cut_list(cuts, path)
    return _write(workspace, talk, {"cuts": path.relative_to(workspace.root).as_posix()}, now)


def correct_word(workspace: Workspace, talk: OpenTalk, number: int, text: str, *, now: dt.datetime) -> Saved:
    """Write a word otherwise: in the caption file, and where the words come from a script or were recognised, in one that is
    made of them and keeps their times. Raises UsageError, InputError."""
    (token,) = _chosen(talk, number, number)
    word = " ".join(text.split())
    if token.kind != "word" or not word:
        raise UsageError("a caption needs a word here", hint="To take a word out of the film, strike it.")
    if talk.clip.captions:
        path = find_file(workspace, talk.clip.captions, talk.source)
        before = decode(path)
        line = parse(before, path).lines[token.sentence]
        write_text(path, with_word(before, line, token.place, word, path))
        return Saved("")
    spoken = [list(sentence) for sentence in talk.sentences()]
    old = spoken[token.sentence][token.place]
    spoken[token.sentence][token.place] = Word(start=old.start, end=old.end, text=word)
    path = _free(workspace, "captions", f"{Path(talk.clip.file).stem}.vtt")
    write_text(path, spoken_vtt(spoken, lang=talk.lang))
    return _write(workspace, talk, {"captions": path.relative_to(workspace.root).as_posix()}, now)


def take_words(workspace: Workspace, talk: OpenTalk, data: bytes, called: str, *, now: dt.datetime) -> Saved:
    """Give a talk its words: captions (SRT, VTT), or a script (TXT, MD) whose words are then found in the voice. The file is
    kept beside the item's others. Raises InputError for one that cannot be used, and nothing is changed then."""
    suffix = PurePath(called.replace("\\", "/")).suffix.lower()
    if suffix not in WORD_FILES:
        raise InputError(f"`{called}` has no words that can be read", hint="Give an SRT, VTT or TXT file.")
    if len(data) > MOST_BYTES:
        raise InputError(f"`{called}` is larger than 10 MB", hint="Is it really the words of one clip?")
    key, folder = WORD_FILES[suffix]
    path = _free(workspace, folder, f"{Path(talk.clip.file).stem}{suffix}")
    write_bytes(path, data)
    name = path.relative_to(workspace.root).as_posix()
    changes: dict[str, object] = {key: name} if key == "captions" else {key: name, "captions": None}
    try:
        if key == "captions":
            read(path)
        given = talk.clip.model_copy(update={"captions": "", key: name})
        take_with(given, talk.cuts, heard_talk(workspace, given, talk.lang, talk.source), talk.lang)
    except VlogkitError:
        path.unlink(missing_ok=True)
        raise
    return _write(workspace, talk, changes, now)


def put_name(workspace: Workspace, talk: OpenTalk, number: int, *, now: dt.datetime) -> Saved:
    """Let the speaker's name come at a word. Raises UsageError, InputError."""
    if not talk.clip.speaker:
        raise UsageError("nobody is named who speaks in this clip", hint="Write the name at the clip first.")
    phrase = _phrase(talk, number, number, longer=True)
    if not phrase:
        hint = "Choose a word near it."
        raise InputError("what is said here is said in the same words before", hint=hint)
    return _write(workspace, talk, {"name_over": phrase}, now)


def put_cover(
    workspace: Workspace,
    talk: OpenTalk,
    first: int,
    last: int,
    *,
    file: str,
    alt: str,
    inset: bool | None,
    now: dt.datetime,
) -> Saved:
    """Show a picture or clip of the workspace while words are said, over the film or set into it. Raises UsageError,
    InputError."""
    workspace.inside(file)
    words = talk.words(first, last)
    entry: dict[str, object] = {"file": file, "alt": alt}
    phrase = _phrase(talk, first, last, longer=False)
    if phrase:
        entry["over"] = phrase
    else:
        start, end = (talk.cuts.after_cuts(second) for second in (words[0].at, words[-1].until))
        entry |= {"at": round(words[0].at, 3), "seconds": round(min(60.0, max(0.5, end - start)), 3)}
    if inset is not None:
        entry["inset"] = inset
    added = BRoll.model_validate(entry)
    taken = talk.clip.model_copy(update={"broll": (*talk.clip.broll, added)})
    take_with(taken, talk.cuts, talk.heard, talk.lang)
    return _write(workspace, talk, {"broll": lambda standing: _with_entry(standing, entry)}, now)


def take_off(workspace: Workspace, talk: OpenTalk, what: str, *, now: dt.datetime) -> Saved:
    """Take the name (`name`) off its words, or a cover by its number from 0. Raises UsageError, InputError."""
    if what == "name":
        return _write(workspace, talk, {"name_over": None}, now)
    number = whole_number(what)
    if number is None or number >= len(talk.clip.broll):
        raise UsageError("there is nothing of that number over this talk", hint="Load the page again.")
    return _write(workspace, talk, {"broll": lambda standing: _without(standing, number)}, now)


def talk_as_known(workspace: Workspace, name: str, number: int, known: str) -> OpenTalk | None:
    """The talk, unless one of its files is no more as it was at the version `known`. Raises UsageError, InputError."""
    talk = open_talk(workspace, name, number)
    return talk if talk.version == known else None


def _chosen(talk: OpenTalk, first: int, last: int) -> tuple[TalkToken, ...]:
    if not 0 <= first <= last < len(talk.tokens):
        raise UsageError("nothing is chosen", hint="Choose the words first.")
    return talk.tokens[first : last + 1]


def _phrase(talk: OpenTalk, first: int, last: int, *, longer: bool) -> str:
    """The words by which a place is found again: those chosen or, where they may be `longer`, some more after them.
    Empty where the same words are said earlier, or not all of them are kept."""
    words = [token for token in talk.words(first, len(talk.tokens) - 1) if token.kept]
    chosen = [token for token in talk.words(first, last) if token.kept]
    if not chosen:
        raise InputError("these words are struck, so nothing can stand on them", hint="Bring them back first.")
    heard = talk.heard.words
    _, said = said_after(talk.cuts.snapped(RATE), heard.spoken, heard.captions, talk.lang)
    wanted = talk.cuts.snapped(RATE).after_cuts(chosen[0].at)
    for count in range(len(chosen), max(len(chosen), MOST_WORDS if longer else 0) + 1):
        phrase = " ".join(token.text for token in words[:count])
        try:
            start, _ = when_said(phrase, said)
        except InputError:
            return ""
        # the words of a caption whose times nobody knows all stand at its start
        near = 1e-3 if heard.spoken else 60.0
        if start - 1e-3 <= wanted <= start + near and (heard.spoken or _only(phrase, said)):
            return phrase
    return ""


def _only(phrase: str, said: list[Word]) -> bool:
    """Whether words are said just once."""
    text = f" {' '.join(word.text for word in said)} ".casefold()
    return text.count(phrase.casefold()) == 1


def _with_entry(standing: object, entry: Mapping[str, object]) -> CommentedSeq:
    entries = standing if isinstance(standing, CommentedSeq) else CommentedSeq()
    made = CommentedMap({key: value for key, value in entry.items() if value != ""})
    made.fa.set_flow_style()
    entries.append(made)
    return entries


def _without(standing: object, number: int) -> CommentedSeq | None:
    entries = standing if isinstance(standing, CommentedSeq) else CommentedSeq()
    del entries[number]
    return entries or None


def _write(workspace: Workspace, talk: OpenTalk, changes: Mapping[str, object], now: dt.datetime) -> Saved:
    text = with_row(talk.text, "clips", talk.number, changes, talk.source)
    if version_of(text) == version_of(talk.text):
        return Saved("")
    return replace_text(workspace, talk.name, talk.text, text, now=now)


def _free(workspace: Workspace, folder: str, name: str) -> Path:
    """A path in a folder of the workspace at which there is no file yet."""
    first = workspace.root / folder / name
    number, path = 1, first
    while path.exists():
        number += 1
        path = first.with_name(f"{first.stem}-{number}{first.suffix}")
    return path
