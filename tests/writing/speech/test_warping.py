"""The cheapest way through a reading finds words, pauses, words left out and words put in."""

from __future__ import annotations

import numpy as np

from vlogkit.writing.speech.warping import Costs, Placement, band_around, place, whole_band

RNG = np.random.default_rng(4)
READING = RNG.normal(size=(60, 12)).astype(np.float32).repeat(2, axis=0)
WORDS = np.array([0, 30, 60, 90])
NOISE = RNG.normal(size=(40, 12)).astype(np.float32)


def found(recording: np.ndarray, silent: np.ndarray | None = None) -> Placement:
    quiet = np.zeros(len(recording), bool) if silent is None else silent
    costs = Costs(np.where(quiet, 0.4, 4.5).astype(np.float32), np.where(quiet, 3.0, 0.0).astype(np.float32))
    return place(READING, WORDS, recording, costs, whole_band(len(recording), len(READING)))


def test_the_reading_itself_is_placed_frame_by_frame() -> None:
    placed = found(READING)
    assert placed.starts.tolist() == WORDS.tolist()
    assert placed.path.tolist() == list(range(len(READING)))


def test_a_recording_at_another_pace_is_followed() -> None:
    slower = READING[np.arange(0, 120, 0.6).astype(int)]
    assert np.abs(found(slower).starts - WORDS / 0.6).max() <= 2


def test_a_pause_lies_between_words_and_not_in_one() -> None:
    pause = np.zeros((40, 12), np.float32)
    silent = np.concatenate([np.zeros(60, bool), np.ones(40, bool), np.zeros(60, bool)])
    placed = found(np.concatenate([READING[:60], pause, READING[60:]]), silent)
    assert placed.starts.tolist() == [0, 30, 100, 130]
    assert placed.ends[1] <= 61


def test_a_word_that_is_not_said_is_not_placed() -> None:
    placed = found(np.concatenate([READING[:30], READING[60:]]))
    assert (placed.starts < 0).tolist() == [False, True, False, False]


def test_speech_that_is_not_in_the_script_is_passed_over() -> None:
    placed = found(np.concatenate([READING[:60], NOISE * 2, READING[60:]]))
    assert np.abs(placed.starts - [0, 30, 100, 130]).max() <= 2


def test_a_band_around_the_way_finds_the_same() -> None:
    whole = found(READING)
    band = band_around(whole.path[::2] // 2, 2, len(READING), len(READING), 8)
    zeros = np.zeros(len(READING), np.float32)
    narrow = place(READING, WORDS, READING, Costs(zeros + 4.5, zeros), band)
    assert narrow.starts.tolist() == whole.starts.tolist()
