"""Speech recognition runs on a model the user put there, and is told apart from one that is missing."""

from __future__ import annotations

import sys
import types
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import numpy as np
import pytest

from vlogkit.errors import InputError, UsageError
from vlogkit.pipeline.telling.transcription import sentences_of, transcribe
from vlogkit.records.caption import Word
from vlogkit.records.settings import SpeechSettings

SILENCE = np.zeros(16_000, np.float32)


class Heard:
    """Stands in for faster-whisper's model: the same call, the same shape of answer."""

    words: tuple[tuple[float, float, str], ...] = ()
    asked: ClassVar[dict[str, object]] = {}

    def __init__(self, folder: str, **options: object) -> None:
        Heard.asked = {"folder": folder, **options}

    def transcribe(self, samples: np.ndarray, **options: object) -> tuple[Iterator[object], object]:
        Heard.asked |= {"samples": len(samples), **options}
        words = [types.SimpleNamespace(start=a, end=b, word=text) for a, b, text in self.words]
        return iter([types.SimpleNamespace(words=words)]), None


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "models" / "small"
    folder.mkdir(parents=True)
    (folder / "model.bin").write_bytes(b"weights")
    monkeypatch.setitem(sys.modules, "faster_whisper", types.SimpleNamespace(WhisperModel=Heard))
    return tmp_path


def test_words_come_in_sentences_and_nothing_is_fetched(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = ((0.1, 0.4, " Air"), (0.4, 0.9, " mengalir."), (1.2, 1.6, " Ya!"))
    monkeypatch.setattr(Heard, "words", words)
    found = transcribe(SILENCE, SpeechSettings(model="models/small"), "jv", model)
    assert [[word.text for word in sentence] for sentence in found] == [["Air", "mengalir."], ["Ya!"]]
    assert Heard.asked["local_files_only"] is True
    assert (Heard.asked["language"], Heard.asked["word_timestamps"]) == ("jw", True)
    assert Heard.asked["folder"] == str(model / "models" / "small")


def test_a_voice_without_words_is_an_error(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Heard, "words", ())
    with pytest.raises(InputError, match="no words were recognised"):
        transcribe(SILENCE, SpeechSettings(model="models/small"), "id", model)


def test_a_missing_model_or_library_says_what_to_do(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match="no model for speech recognition"):
        transcribe(SILENCE, SpeechSettings(), "id", model)
    with pytest.raises(UsageError, match="there is no speech model"):
        transcribe(SILENCE, SpeechSettings(model="models/large"), "id", model)
    monkeypatch.setitem(sys.modules, "faster_whisper", None)
    with pytest.raises(UsageError, match="needs faster-whisper"):
        transcribe(SILENCE, SpeechSettings(model="models/small"), "id", model)


def test_words_after_the_last_full_stop_are_a_sentence_too() -> None:
    words = [Word(start=0, end=1, text="Satu."), Word(start=1, end=2, text="dua")]
    assert [len(sentence) for sentence in sentences_of(words)] == [1, 1]
