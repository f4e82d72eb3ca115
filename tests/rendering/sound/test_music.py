"""The music bed: exact lengths, no seam, level and pitch in bounds, the same samples for the same seed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vlogkit.errors import UsageError
from vlogkit.rendering.sound.music import bed, compose, pitch, whole_beats

RATE = 12_000


@given(seconds=st.floats(0.3, 9.0), rate=st.sampled_from([8_000, 11_025, 12_000]))
@settings(deadline=None, max_examples=15)
def test_the_length_is_exact_to_the_sample(seconds: float, rate: int) -> None:
    sound = bed(seconds, seed=1, rate=rate)
    assert sound.shape == (round(seconds * rate), 2)
    assert sound.dtype == np.float32


def test_the_same_seed_gives_the_same_samples() -> None:
    assert np.array_equal(bed(6, seed=7, rate=RATE), bed(6, seed=7, rate=RATE))


def test_different_seeds_give_different_music() -> None:
    assert not np.allclose(bed(6, seed=7, rate=RATE), bed(6, seed=8, rate=RATE), atol=1e-2)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_end_and_start_join_as_smoothly_as_any_two_neighbours(seed: int) -> None:
    sound = bed(12.3, seed=seed)
    inside = np.abs(np.diff(sound, axis=0)).max()
    assert np.abs(sound[0] - sound[-1]).max() <= inside


def test_a_sound_struck_at_the_end_rings_on_at_the_start() -> None:
    sound = bed(12.0, seed=3)
    before, after = sound[-2_400:], sound[:2_400]
    quietest = min(np.sqrt(np.mean(part**2)) for part in np.split(sound, 240))
    assert np.sqrt(np.mean(before**2)) >= quietest > 0.01
    assert np.sqrt(np.mean(after**2)) > 0.01


@pytest.mark.parametrize("seed", range(4))
def test_peaks_stay_within_twelve_decibels_of_the_mean(seed: int) -> None:
    sound = bed(16, seed=seed, rate=24_000)
    peak = float(np.abs(sound).max())
    assert peak < 0.7
    assert 20 * np.log10(peak / np.sqrt(np.mean(sound**2))) < 12.0


@pytest.mark.parametrize("seconds", [0.5, 8.0])
def test_no_channel_leans_to_one_side_of_zero(seconds: float) -> None:
    assert np.abs(bed(seconds, seed=5, rate=RATE).mean(axis=0)).max() < 1e-5


def test_most_of_the_sound_lies_where_a_phone_can_play_it_and_none_is_shrill() -> None:
    sound = bed(16, seed=2).mean(axis=1)
    power = np.abs(np.fft.rfft(sound)) ** 2
    hertz = np.fft.rfftfreq(sound.size, 1 / 48_000)
    assert 200 < (power * hertz).sum() / power.sum() < 900
    assert power[hertz > 6_000].sum() < 0.001 * power.sum()


def test_both_sides_carry_the_same_weight_without_being_the_same() -> None:
    left, right = bed(16, seed=2, rate=RATE).T
    assert abs(10 * np.log10(np.mean(left**2) / np.mean(right**2))) < 1.5
    assert np.corrcoef(left, right)[0, 1] < 0.95


def test_a_fade_starts_and_ends_in_silence_and_leaves_the_middle_alone() -> None:
    plain, faded = bed(6, seed=4, rate=RATE), bed(6, seed=4, rate=RATE, fade=1.5)
    assert np.abs(faded[[0, -1]]).max() < 1e-4
    middle = slice(round(1.5 * RATE), round(4.5 * RATE))
    assert np.array_equal(plain[middle], faded[middle])


def test_a_fade_longer_than_the_music_meets_in_the_middle() -> None:
    assert np.abs(bed(1, seed=4, rate=RATE, fade=9)).max() > 0.05


def test_the_scale_has_five_near_equal_steps_to_the_octave() -> None:
    steps = [1200 * np.log2(pitch(n + 1) / pitch(n)) for n in range(-5, 10)]
    assert all(220 < step < 260 for step in steps)


@given(seconds=st.floats(4, 300), tempo=st.floats(84, 96))
@settings(deadline=None, max_examples=50)
def test_the_tempo_bends_by_less_than_an_eighth(seconds: float, tempo: float) -> None:
    assert abs(whole_beats(seconds, tempo) * 60 / seconds / tempo - 1) < 0.125


def test_a_gong_opens_every_eight_bars() -> None:
    strokes = list(compose(np.random.default_rng(1), 4 * 24))
    assert [s.beat for s in strokes if s.voice == "gong" and s.gain > 0.5] == [0, 32, 64]


@pytest.mark.parametrize(
    ("seconds", "tempo", "rate", "fade"),
    [
        (0, 90, 8_000, 0),
        (-1, 90, 8_000, 0),
        (float("nan"), 90, 8_000, 0),
        (4, 0, 8_000, 0),
        (4, 90, 0, 0),
        (4, 90, 8_000, -1),
    ],
)
def test_what_cannot_be_played_is_refused_with_a_hint(seconds: float, tempo: float, rate: int, fade: float) -> None:
    with pytest.raises(UsageError) as caught:
        bed(seconds, seed=1, tempo=tempo, rate=rate, fade=fade)
    assert caught.value.hint
