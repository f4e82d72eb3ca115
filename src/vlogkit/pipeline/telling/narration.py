"""Time a story by its voice-over, recorded or drafted by a machine."""

from __future__ import annotations

import wave
from pathlib import Path
from typing import NamedTuple

import numpy as np

from vlogkit.errors import InputError, Where
from vlogkit.files import new_file, sha256_of, touch_daily
from vlogkit.findings.codes import found
from vlogkit.intake.footage.inspection import probe
from vlogkit.keeping.kept_notes import Kept
from vlogkit.pipeline.telling.assets import find_file
from vlogkit.records.base import Language, Record
from vlogkit.records.caption import CaptionStyle, Word
from vlogkit.records.finding import Finding
from vlogkit.records.notices.media import Voice
from vlogkit.records.notices.notice import Notice
from vlogkit.records.story import Story
from vlogkit.workspace import Workspace
from vlogkit.writing.speech.voice_over import Narration, Sentences, follow_voice, narration_of

VERSION = 2
"""Goes up with every change that alters what is heard."""
BETWEEN = 0.45
"""Seconds of silence after each sentence of a draft voice."""
PACE = 150
"""Words a minute of a draft voice: news are read at about 150."""


class Heard(Record):
    """A recording of the narration: the words heard, a tuple a sentence, and what is doubtful about it."""

    file: str
    seconds: float
    spoken: tuple[tuple[Word, ...], ...]
    findings: tuple[Finding, ...] = ()


class Narrated(NamedTuple):
    """A story timed by its voice, and what was found."""

    story: Story
    findings: tuple[Finding, ...] = ()


def narrate(
    workspace: Workspace, notice: Notice, story: Story, style: CaptionStyle, source: Path | None = None
) -> Narrated:
    """The story as its voice-over reads it; without one the story as it is. Raises InputError, MediaError, UsageError."""
    voice = notice.voice
    if voice is None:
        return Narrated(story)
    narration = narration_of(story)
    if not narration.scenes:
        hint = "Write what the voice reads below the second `---`."
        raise InputError("there is nothing for a voice-over to read", where=source, hint=hint)
    heard = _heard(workspace, voice, narration, notice.lang, source)
    told = follow_voice(story, heard.file, heard.spoken, seconds=heard.seconds, style=style, lang=notice.lang)
    return Narrated(told, heard.findings)


def draft_findings(voice: Voice | None, place: Where | None = None) -> tuple[Finding, ...]:
    """That a machine reads: an error at the item's `voice:` until a person agrees by name."""
    if voice is None or not voice.draft():
        return ()
    if voice.agreed:
        return (found("voice-draft", "agreed", place=place, severity="note", name=voice.agreed),)
    return (found("voice-draft", place=place),)


def _heard(workspace: Workspace, voice: Voice, narration: Narration, lang: Language, source: Path | None) -> Heard:
    """The words in the recording, from the store where neither text nor recording has changed."""
    path = None if voice.draft() else find_file(workspace, voice.file, source)
    said = narration.sentences()
    kept = Kept(workspace.voices, Heard, version=VERSION)
    script = source.as_posix() if source else ""
    key = kept.key(PACE, BETWEEN, lang, said, sha256_of(path) if path else "draft", script)
    heard = kept.read(key)
    if heard is not None and (workspace.root / heard.file).is_file():
        if voice.draft():
            touch_daily(workspace.root / heard.file)
        return heard
    if path is None:
        return kept.write(key, _read_aloud(workspace, key, said, lang))
    return kept.write(key, _aligned(voice.file, path, said, lang, script))


def _aligned(name: str, path: Path, said: Sentences, lang: Language, script: str) -> Heard:
    """A person's recording: each word of the text is found in it."""
    from vlogkit.media.sound import hear
    from vlogkit.writing.speech.alignment import align
    from vlogkit.writing.speech.alignment_check import doubts

    footage = probe(path)
    if footage.sound is None:
        raise InputError("nothing is heard in this recording", where=path, hint="Name the file of the voice.")
    found_words = align(said, hear(path, stream=footage.sound_stream()), lang=lang)
    spoken: list[list[Word]] = [[] for _ in said]
    for word, sentence in zip(found_words.words, found_words.sentence, strict=True):
        spoken[sentence].append(word)
    findings = tuple(doubts(said, found_words, script=script))
    return Heard(file=name, seconds=footage.seconds, spoken=tuple(map(tuple, spoken)), findings=findings)


def _read_aloud(workspace: Workspace, key: str, said: Sentences, lang: Language) -> Heard:
    """The draft voice: espeak-ng reads sentence by sentence and says when each word starts."""
    from vlogkit.writing.speech.draft_voice import VOICES, speak
    from vlogkit.writing.speech.spoken_words import spoken

    parts: list[np.ndarray] = []
    words: list[tuple[Word, ...]] = []
    at, rate = 0.0, 22_050
    for sentence in said:
        speech = speak(spoken(list(sentence), lang), voice=VOICES[lang], pace=PACE)
        rate, length = speech.rate, speech.seconds()
        ends = [*speech.starts[1:], length]
        words.append(
            tuple(
                Word(start=at + float(start), end=at + float(max(start, end)), text=text)
                for text, start, end in zip(sentence, speech.starts, ends, strict=True)
            )
        )
        parts += [speech.samples, np.zeros(round(BETWEEN * rate), np.float32)]
        at += length + round(BETWEEN * rate) / rate
    path = workspace.voices / f"{key[:16]}.wav"
    _write_wav(path, np.concatenate(parts), rate)
    return Heard(file=path.relative_to(workspace.root).as_posix(), seconds=at, spoken=tuple(words))


def _write_wav(path: Path, samples: np.ndarray, rate: int) -> None:
    """16 bits, mono."""
    with new_file(path, private=True) as part, wave.open(str(part), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())
