"""The draft voice says when each of its words starts."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from vlogkit.errors import UsageError
from vlogkit.writing.speech.draft_voice import speak

pytest.importorskip("espeakng_loader", reason="the voice extra is not installed")


def test_every_word_starts_after_the_one_before_it_and_within_the_speech() -> None:
    speech = speak(["Selamat", "pagi", "warga", "Jawa", "Tengah."])
    assert (np.diff(speech.starts) > 0.1).all()
    assert 0 <= speech.starts[0] < speech.starts[-1] < speech.seconds()


def test_an_empty_word_starts_with_the_next_one() -> None:
    speech = speak(("biaya", "", "satu juta"))
    assert speech.starts[1] == speech.starts[2] > speech.starts[0]


def test_a_slower_pace_takes_longer() -> None:
    words = ["Selamat", "pagi", "warga", "Jawa", "Tengah"]
    assert speak(words, pace=110).seconds() > 1.3 * speak(words, pace=180).seconds()


def test_the_same_words_sound_the_same_whatever_was_spoken_before() -> None:
    first = speak(["Halo", "warga"])
    speak(["lain", "sekali"], voice="ms", pace=200, pitch=80)
    assert np.array_equal(first.samples, speak(["Halo", "warga"]).samples)


def test_an_unknown_voice_is_named() -> None:
    with pytest.raises(UsageError, match="no voice `zz-none`"):
        speak(["Halo"], voice="zz-none")


def test_without_the_extra_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "espeakng_loader", None)
    with pytest.raises(UsageError, match=r"vlogkit\[voice\]"):
        speak(["Halo"])
