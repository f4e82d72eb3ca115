"""Make the take of each clip in which somebody talks: what is kept of it, with its captions.

Listening and aligning take seconds, so takes are kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from vlogkit.errors import InputError, VlogkitError, Where
from vlogkit.findings.codes import found
from vlogkit.findings.messages import worded
from vlogkit.intake.footage.cut_lists import read_cut_list
from vlogkit.intake.footage.inspection import probe
from vlogkit.intake.footage.pauses import find_pauses
from vlogkit.keeping.file_hashes import FileHashes
from vlogkit.keeping.kept_notes import Kept
from vlogkit.listening.mfcc import Floats
from vlogkit.pipeline.telling.assets import find_file
from vlogkit.pipeline.telling.source_places import named_in
from vlogkit.pipeline.telling.transcription import transcribe
from vlogkit.records.base import Language
from vlogkit.records.caption import Cue, Word
from vlogkit.records.clips.cut_list import CutList
from vlogkit.records.clips.take import Take
from vlogkit.records.finding import Finding
from vlogkit.records.notices.media import Clip
from vlogkit.records.notices.notice import Notice
from vlogkit.strict_yaml import read_text
from vlogkit.workspace import Workspace
from vlogkit.writing.captions.caption_files import CaptionFile, read
from vlogkit.writing.speech.alignment import align
from vlogkit.writing.speech.alignment_check import doubts
from vlogkit.writing.speech.scripts import parse_script
from vlogkit.writing.speech.takes import make_take, take_names, trimmed

VERSION = 5
"""Goes up with every change that alters what is kept or captioned."""


SLACK = 0.5
"""Seconds that a cut list or caption may outlast its clip, as recorders and editors round."""


MOST_BARS = 2400
"""Bars in which the loudness of a talk is drawn."""


class HeardWords(NamedTuple):
    """What is said in a clip: with the time of each word, or as captions only; and what is doubtful."""

    spoken: Sequence[Sequence[Word]] = ()
    captions: Sequence[Cue] = ()
    findings: tuple[Finding, ...] = ()


class HeardTalk(NamedTuple):
    """A clip that was listened to: its length in seconds, what is said in it, how loud it is in stretches of one length
    (0-100; nothing where there is no sound), and what is odd about the file."""

    seconds: float
    words: HeardWords
    loudness: tuple[int, ...] = ()
    findings: tuple[Finding, ...] = ()


def takes_of(workspace: Workspace, notice: Notice, source: Path | None) -> dict[str, Take]:
    """The take of each clip that talks, by its name. Raises InputError, MediaError, UsageError."""
    named = zip(take_names(notice.clips), notice.clips, strict=True)
    return {name: take_of(workspace, clip, notice.lang, source) for name, clip in named if clip.talks()}


def take_of(workspace: Workspace, clip: Clip, lang: Language, source: Path | None) -> Take:
    """The take of one clip, from the store where nothing about it has changed."""
    files = [find_file(workspace, name, source) for name in (clip.file, clip.cuts, clip.captions, clip.script) if name]
    speech = workspace.settings.speech
    kept = Kept(workspace.to_keep_in(workspace.takes), Take, version=VERSION)
    known = FileHashes(workspace.to_keep_in(workspace.takes))
    hashes = [known.of(path) for path in files]
    key = kept.key(clip.model_dump(mode="json"), lang, hashes, speech.model_dump(mode="json"))
    return kept.get(key, lambda: _make(workspace, clip, lang, source))


def _make(workspace: Workspace, clip: Clip, lang: Language, source: Path | None) -> Take:
    heard = heard_talk(workspace, clip, lang, source)
    try:
        take = take_with(clip, cuts_of(workspace, clip, heard, source), heard, lang)
    except InputError as error:
        raise error.at(named_in(source, clip.file)) from None
    return take.model_copy(update={"findings": (*heard.findings, *heard.words.findings)})


def take_with(clip: Clip, cuts: CutList, heard: HeardTalk, lang: Language) -> Take:
    """The take of a clip that was listened to, cut by a list. Raises InputError where something stands over words that
    are not said any more."""
    said = heard.words
    sound = bool(heard.loudness)
    return make_take(clip, cuts, lang=lang, spoken=said.spoken, captions=said.captions, sound=sound)


def heard_talk(workspace: Workspace, clip: Clip, lang: Language, source: Path | None) -> HeardTalk:
    """What is said in a clip, from the store where neither it nor its words have changed: another cut listens to
    nothing again. Raises InputError, MediaError, UsageError."""
    files = [find_file(workspace, name, source) for name in (clip.file, clip.captions, clip.script) if name]
    kept = Kept(workspace.to_keep_in(workspace.takes), HeardTalk, version=VERSION)
    known = FileHashes(workspace.to_keep_in(workspace.takes))
    own = clip.model_dump(mode="json", include={"file", "captions", "script", "transcribe"})
    key = kept.key("heard", own, lang, [known.of(path) for path in files], workspace.settings.speech.model_dump())
    return kept.get(key, lambda: _listened(workspace, clip, lang, source))


def _listened(workspace: Workspace, clip: Clip, lang: Language, source: Path | None) -> HeardTalk:
    path = find_file(workspace, clip.file, source)
    footage = probe(path)
    samples = _samples(path, footage.sound_stream())
    words = _words(workspace, clip, footage.seconds, samples, lang, source)
    of_the_clip = tuple(
        worded(finding.model_copy(update={"place": Where(clip.file), "about": clip.file}))
        for finding in footage.findings
    )
    return HeardTalk(footage.seconds, words, () if samples is None else _bars(samples), of_the_clip)


def _bars(samples: Floats) -> tuple[int, ...]:
    """The loudest sample of each stretch, 0-100 of the loudest of all."""
    import numpy as np

    step = max(1, -(-len(samples) // MOST_BARS))
    starts = np.arange(0, max(len(samples), 1), step)
    peaks = np.maximum.reduceat(np.abs(samples), starts) if len(samples) else np.zeros(1)
    return tuple(int(value) for value in np.round(100 * peaks / max(float(peaks.max()), 1e-6)))


def _samples(path: Path, stream: int | None) -> Floats | None:
    from vlogkit.media.sound import hear

    return None if stream is None else hear(path, stream=stream)


def _words(
    workspace: Workspace, clip: Clip, seconds: float, samples: Floats | None, lang: Language, source: Path | None
) -> HeardWords:
    """From the caption file, else from the script found in the voice, else from speech recognition, else nothing."""
    if clip.captions:
        file = read(find_file(workspace, clip.captions, source))
        timed = [words for cue in file.cues if (words := _timed(cue))] if any(cue.words for cue in file.cues) else []
        late = tuple(_beyond(file, clip, seconds))
        return HeardWords(timed, (), late) if len(timed) == len(file.cues) else HeardWords((), file.cues, late)
    if not (clip.script or clip.transcribe):
        return HeardWords()
    if samples is None:
        hint = "Use `captions:` for a clip without sound."
        raise InputError(f"`{clip.file}` has no sound in which words could be found", where=source, hint=hint)
    if clip.transcribe and not clip.script:
        return HeardWords(spoken=transcribe(samples, workspace.settings.speech, lang, workspace.root))
    script = find_file(workspace, clip.script, source)
    sentences = parse_script(read_text(script))
    try:
        heard = align(sentences, samples, lang=lang)
    except VlogkitError as error:
        raise error.at(script) from None
    findings = doubts(sentences, heard, script=clip.script)
    return HeardWords(spoken=heard.sentences(), findings=tuple(findings))


def _timed(cue: Cue) -> tuple[Word, ...]:
    """The words of a caption with their times; a word that stands alone has its caption's."""
    alone = () if cue.words or len(cue.text.split()) > 1 else (Word(start=cue.start, end=cue.end, text=cue.text),)
    return cue.words or alone


def _beyond(file: CaptionFile, clip: Clip, seconds: float) -> Iterator[Finding]:
    """Captions that start after the clip has ended, which nobody would see, and those that end well after it."""
    for cue, line in zip(file.cues, file.lines, strict=True):
        late = cue.start >= seconds
        if late or cue.end > seconds + SLACK:
            yield found(
                "captions-beyond",
                "" if late else "end",
                place=Where(clip.captions, line),
                about=" ".join(cue.text.split()),
                measured=f"{cue.start if late else cue.end:.1f} s",
                limit=f"{seconds:.1f} s",
                severity=None if late else "warning",
                clip=clip.file,
            )


def cuts_of(workspace: Workspace, clip: Clip, heard: HeardTalk, source: Path | None) -> CutList:
    """A person's cut list, else the trim with the pauses out where they are to be. Raises InputError."""
    seconds = heard.seconds
    if clip.cuts:
        return _clipped(read_cut_list(find_file(workspace, clip.cuts, source)), seconds)
    plain = trimmed(clip.trim, seconds)
    if clip.pauses == "keep" or not heard.loudness:
        return plain
    path = find_file(workspace, clip.file, source)
    samples = _samples(path, probe(path).sound_stream())
    whole = (clip.trim.start, min(clip.trim.end or seconds, seconds))
    return (
        plain if samples is None else find_pauses(samples, seconds=seconds, trim=whole, words=list(_heard(heard.words)))
    )


def _heard(words: HeardWords) -> Iterator[Word]:
    """The stretches in which somebody certainly speaks."""
    for sentence in words.spoken:
        yield from sentence
    for cue in words.captions:
        yield Word(start=cue.start, end=cue.end, text=cue.text)


def _clipped(cuts: CutList, seconds: float) -> CutList:
    """A cut list that ends with its clip. Raises InputError where it goes far beyond."""
    end = cuts.pieces[-1].end
    if end > seconds + SLACK:
        hint = "It was written for another clip; make it again: vlogkit footage pauses CLIP -o CUTS."
        raise InputError(f"the cut list ends at {end:.1f} s, and the clip at {seconds:.1f} s", hint=hint)
    if end <= seconds:
        return cuts
    last = cuts.pieces[-1].model_copy(update={"end": max(seconds, cuts.pieces[-1].start + 0.01)})
    return cuts.model_copy(update={"pieces": (*cuts.pieces[:-1], last)})
