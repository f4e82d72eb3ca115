"""Transcribe a voice with a speech model from a folder of the user's."""

from __future__ import annotations

from pathlib import Path

from vlogkit.errors import InputError, UsageError
from vlogkit.listening.mfcc import Floats
from vlogkit.records.base import Language
from vlogkit.records.caption import Word
from vlogkit.records.settings import SpeechSettings

NAMES: dict[Language, str] = {"id": "id", "jv": "jw", "en": "en"}
"""Languages as Whisper names them: its Javanese is `jw`."""
ENDS = ".?!…"


def transcribe(samples: Floats, speech: SpeechSettings, lang: Language, root: Path) -> tuple[tuple[Word, ...], ...]:
    """Words a sentence in `samples` (mono, 16 kHz), by the model in the folder the settings name; nothing is
    downloaded. Raises UsageError where the extra or the folder is missing, InputError where nothing was recognised."""
    folder = _folder(speech, root)
    try:
        from faster_whisper import WhisperModel
    except ImportError:
        hint = "Install the extra: pip install 'vlogkit[speech]'; or give `script:` or `captions:`."
        raise UsageError("speech recognition needs faster-whisper", hint=hint) from None
    model = WhisperModel(str(folder), device="cpu", compute_type=speech.precision, local_files_only=True)
    segments, _ = model.transcribe(samples, language=NAMES[lang], word_timestamps=True, vad_filter=False)
    words = [
        Word(start=max(0.0, word.start), end=max(word.start, word.end, 0.0), text=word.word.strip())
        for segment in segments
        for word in segment.words or ()
        if word.word.strip()
    ]
    if not words:
        raise InputError("no words were recognised in the voice", hint="Give `script:` or `captions:`.")
    return sentences_of(words)


def sentences_of(words: list[Word]) -> tuple[tuple[Word, ...], ...]:
    """Words in the sentences that their punctuation ends."""
    parts: list[list[Word]] = [[]]
    for word in words:
        parts[-1].append(word)
        if word.text[-1] in ENDS:
            parts.append([])
    return tuple(tuple(part) for part in parts if part)


def _folder(speech: SpeechSettings, root: Path) -> Path:
    if not speech.model:
        hint = (
            "Put the folder of a faster-whisper model into the workspace's settings: `speech: {model: models/small}`."
        )
        raise UsageError("no model for speech recognition is configured", hint=hint)
    folder = Path(speech.model) if Path(speech.model).is_absolute() else root / speech.model
    if not (folder / "model.bin").is_file():
        hint = "It should hold model.bin, config.json and tokenizer.json, as faster-whisper models do."
        raise UsageError("there is no speech model in this folder", where=folder, hint=hint)
    return folder
