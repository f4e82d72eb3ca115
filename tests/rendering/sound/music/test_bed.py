"""The music of a video: exact lengths, five moods, bright enough, never the same bar, struck on cuts, ended in time."""

from __future__ import annotations

import importlib.util
import sys
from functools import lru_cache
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vlogkit.errors import UsageError
from vlogkit.records.clips.soundtrack import MOODS, Mood
from vlogkit.rendering.sound.music.bed import Samples, bed, pitch

ROOT = Path(__file__).resolve().parents[4]
CUTS = (3.2, 7.0, 11.3, 18.2)


@lru_cache(maxsize=1)
def measures() -> ModuleType:
    """The measurements of the benchmark."""
    spec = importlib.util.spec_from_file_location("music", ROOT / "benchmarks" / "music.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["music"] = module
    spec.loader.exec_module(module)
    return module


@lru_cache(maxsize=16)
def made(
    mood: Mood = "calm", *, seconds: float = 20.0, seed: int = 3, cuts: tuple[float, ...] = CUTS, rate: int = 48_000
) -> Samples:
    """A whole piece."""
    return np.concatenate(list(bed(seconds, seed=seed, mood=mood, cuts=cuts, rate=rate)))


@given(seconds=st.floats(0.3, 9.0), rate=st.sampled_from([8_000, 11_025, 12_000]), mood=st.sampled_from(MOODS))
@settings(deadline=None, max_examples=15)
def test_the_length_is_exact_to_the_sample(seconds: float, rate: int, mood: Mood) -> None:
    sound = made(mood, seconds=seconds, rate=rate)
    assert sound.shape == (round(seconds * rate), 2)
    assert sound.dtype == np.float32
    assert np.abs(sound).max() < 0.6


def test_the_same_seed_gives_the_same_samples() -> None:
    first, again = (np.concatenate(list(bed(6, seed=7, mood="proud", rate=12_000))) for _ in range(2))
    assert np.array_equal(first, again)


def test_other_seeds_and_other_moods_give_other_music() -> None:
    pieces = [made("proud", rate=12_000), made("proud", seed=4, rate=12_000), made("calm", rate=12_000)]
    for one, other in ((0, 1), (0, 2), (1, 2)):
        assert abs(np.corrcoef(pieces[one][:, 0], pieces[other][:, 0])[0, 1]) < 0.4


@pytest.mark.parametrize("mood", MOODS)
def test_a_phone_plays_a_twentieth_of_it_above_two_kilohertz_and_nothing_is_shrill(mood: Mood) -> None:
    assert measures().bright(made(mood)) >= 0.05
    assert measures().bright(made(mood), 8_000) < 0.01


@pytest.mark.parametrize("mood", MOODS)
@pytest.mark.parametrize("cuts", [(), CUTS], ids=["one scene", "five scenes"])
def test_no_beat_repeats_across_bars(mood: Mood, cuts: tuple[float, ...]) -> None:
    envelope = measures().levels(made(mood, cuts=cuts))
    for values in (envelope, measures().onsets(envelope), np.log(np.maximum(envelope, 3e-3))):
        assert measures().repeat(values, 45, 1_000) <= 0.6


def test_the_measure_of_repetition_finds_a_loop() -> None:
    bar = made("proud")[: 2 * 48_000]
    assert measures().repeat(measures().levels(np.tile(bar, (6, 1))), 45, 1_000) > 0.95


@pytest.mark.parametrize("mood", MOODS)
def test_every_cut_is_heard_within_a_fiftieth_of_a_second(mood: Mood) -> None:
    assert measures().cut_offs(made(mood), CUTS) <= 20


@pytest.mark.parametrize("mood", MOODS)
def test_it_begins_sparse_grows_and_lands_in_the_last_second(mood: Mood) -> None:
    envelope = measures().levels(made(mood, cuts=(7.0, 18.2)))
    assert envelope[150:550].mean() < 0.8 * envelope[1200:1750].mean()
    assert envelope[1905:1925].max() > envelope.mean()
    assert envelope[-3:].max() < 0.003


@pytest.mark.parametrize("mood", MOODS)
def test_moods_are_equally_loud_and_no_channel_leans(mood: Mood) -> None:
    sound = made(mood)
    assert np.sqrt(np.mean(sound**2)) == pytest.approx(0.11, rel=0.15)
    assert np.abs(sound.mean(axis=0)).max() < 2e-3
    left, right = sound.T
    assert abs(10 * np.log10(np.mean(left**2) / np.mean(right**2))) < 2
    assert np.corrcoef(left, right)[0, 1] < 0.95


def test_blocks_join_as_smoothly_as_any_two_neighbours() -> None:
    rises = np.abs(np.diff(made("calm"), axis=0)).max(axis=1)
    joins = rises[47_999::48_000]
    assert np.median(joins) < 3 * np.median(rises)
    assert joins.max() < rises.max()


def test_the_scale_has_five_near_equal_steps_to_the_octave() -> None:
    steps = [1200 * np.log2(pitch(n + 1) / pitch(n)) for n in range(-5, 10)]
    assert all(220 < step < 260 for step in steps)


@pytest.mark.parametrize(
    ("seconds", "tempo", "rate"),
    [(0, 90, 8_000), (-1, 90, 8_000), (float("nan"), 90, 8_000), (4, 0, 8_000), (4, 90, 0)],
)
def test_what_cannot_be_played_is_refused_with_a_hint(seconds: float, tempo: float, rate: int) -> None:
    with pytest.raises(UsageError) as caught:
        bed(seconds, seed=1, tempo=tempo, rate=rate)
    assert caught.value.hint
