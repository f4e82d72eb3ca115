"""Every instrument starts and ends without a click and is in tune."""

from __future__ import annotations

import numpy as np
import pytest

from vlogkit.records.clips.soundtrack import MOODS
from vlogkit.rendering.sound.music.instruments import UNPITCHED, sound_of
from vlogkit.rendering.sound.music.moods import character

RATE = 24_000
VOICES = sorted({part.voice for mood in MOODS for part in character(mood).parts} - {"kendang"} | UNPITCHED | {"gong"})


@pytest.mark.parametrize("voice", VOICES)
def test_a_stroke_starts_and_ends_in_silence_and_is_heard_between(voice: str) -> None:
    sound = sound_of(voice, 392.0, RATE, 0.6)
    assert np.abs(sound[[0, -1]]).max() < 2e-3
    assert 0.1 < np.abs(sound).max() < 2.5
    assert abs(float(sound.mean())) < 0.01


@pytest.mark.parametrize("voice", sorted(set(VOICES) - UNPITCHED))
@pytest.mark.parametrize("hertz", [196.0, 523.0])
def test_the_loudest_frequency_is_the_one_that_was_asked_for(voice: str, hertz: float) -> None:
    sound = sound_of(voice, hertz, RATE, 1.0)
    power = np.abs(np.fft.rfft(sound, 4 * RATE))
    assert power.argmax() / 4 == pytest.approx(hertz, abs=1.2)


def test_what_is_blown_lasts_as_long_as_it_is_held() -> None:
    short, long = (sound_of("suling", 784.0, RATE, hold) for hold in (0.2, 1.6))
    assert len(long) - len(short) == round(1.4 * RATE)


@pytest.mark.parametrize("voice", ["dhah", "tak", "ket", "kecrek", "saron", "demung", "siter", "gender"])
def test_what_is_struck_on_a_cut_is_at_its_loudest_within_a_fiftieth_of_a_second(voice: str) -> None:
    sound = np.abs(sound_of(voice, 392.0, RATE))
    assert sound[: RATE // 50].max() > 0.8 * sound.max()
