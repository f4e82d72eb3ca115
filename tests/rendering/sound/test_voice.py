"""A voice loses its rumble and hiss, keeps its length, comes to one level; cuts do not click and stay in
step."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import partial
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.clips import clicks, write_clip
from tests.sampled import examples

from vlogkit.media.clips import ClipReader
from vlogkit.media.sound import listen
from vlogkit.records.clips.cut_list import CutList, CutPiece
from vlogkit.rendering.sound.voice_cleaning import clean, study
from vlogkit.rendering.sound.voice_cuts import join

RATE = 48_000


def blocks(samples: np.ndarray, size: int = 4_800) -> Iterator[np.ndarray]:
    for start in range(0, len(samples), size):
        yield samples[start : start + size].astype(np.float32)


def stereo(wave: np.ndarray) -> np.ndarray:
    return np.repeat(wave[:, None], 2, axis=1).astype(np.float32)


def rms(wave: np.ndarray) -> float:
    return 20 * float(np.log10(np.sqrt(np.mean(wave.astype(np.float64) ** 2)) + 1e-12))


def talk(seconds: float = 6.0, level: float = 0.1) -> tuple[np.ndarray, np.ndarray]:
    """A buzz like a voice, a second on and a second off, and where it is on."""
    at = np.arange(int(seconds * RATE))
    on = at // RATE % 2 == 1
    wave = sum(np.sin(2 * np.pi * 220 * k * at / RATE) / k for k in range(1, 12)) * level
    return wave * on, on


def cleaned(wave: np.ndarray, **how: bool) -> np.ndarray:
    return np.concatenate(list(clean(blocks(stereo(wave)), study(blocks(stereo(wave))), **how)))[:, 0]


def source_second(cuts: CutList, second: float) -> float:
    """The second of the clip that is heard at a second of what stays."""
    for start, end in cuts.kept():
        if second <= end - start:
            return start + second
        second -= end - start
    raise AssertionError("nothing is heard after the end")


def test_rumble_is_removed_and_the_voice_is_not() -> None:
    wave, on = talk()
    rumble = 0.2 * np.sin(2 * np.pi * 35 * np.arange(len(wave)) / RATE)
    out = cleaned(wave + rumble, reduce=False, even=False)
    assert rms(out[~on][5_000:-5_000]) < rms(rumble) - 15
    assert rms(out[on]) == pytest.approx(rms(wave[on]), abs=1.0)


def test_hiss_between_words_is_lowered_by_about_ten_decibels() -> None:
    wave, on = talk()
    hiss = np.random.default_rng(8).normal(size=len(wave)) * 0.004
    out = cleaned(wave + hiss, even=False)
    quiet = np.convolve(~on, np.ones(9_600), mode="same") > 9_599
    assert 7 < rms(hiss[quiet]) - rms(out[quiet]) < 14
    assert rms(out[on]) == pytest.approx(rms(wave[on]), abs=0.7)


@pytest.mark.parametrize("level", [0.02, 0.3])
def test_soft_and_loud_voices_come_to_one_level(level: float) -> None:
    wave, on = talk(level=level)
    out = cleaned(wave, reduce=False)
    assert rms(out[on]) == pytest.approx(-20, abs=3.5)


def test_a_pause_is_not_lifted_more_than_the_words_around_it() -> None:
    wave, _ = talk(level=0.02)
    gains = study(blocks(stereo(wave))).gains
    assert gains.max() / gains.min() < 1.3


@given(st.integers(1, 9_000), st.integers(100, 5_000))
@settings(deadline=None, max_examples=15)
def test_cleaning_keeps_the_length_whatever_the_blocks(length: int, size: int) -> None:
    wave = stereo(np.random.default_rng(9).normal(size=length) * 0.1)
    out = list(clean(blocks(wave, size), study(blocks(wave, size))))
    assert sum(map(len, out)) == length


def test_cleaning_moves_nothing_in_time() -> None:
    wave = clicks(3, [1.0, 2.2])[:, 0]
    out = cleaned(wave, reduce=False, even=False)
    assert [int(np.argmax(np.abs(part))) / RATE for part in (out[:72_000], out[72_000:])] == [
        pytest.approx(1.0, abs=0.004),
        pytest.approx(0.7, abs=0.004),
    ]


def test_silence_stays_silence() -> None:
    assert not cleaned(np.zeros(RATE)).any()


def read(wave: np.ndarray, start: float, seconds: float) -> Iterator[np.ndarray]:
    first = round(start * RATE)
    yield from blocks(wave[first : first + round(seconds * RATE)], 3_000)


def test_a_cut_in_a_tone_does_not_click() -> None:
    wave = stereo(0.3 * np.sin(2 * np.pi * 300 * np.arange(RATE * 3) / RATE))
    out = np.concatenate(list(join(partial(read, wave), ((0.0, 1.0009), (2.0, 2.5)))))[:, 0]
    hard = np.concatenate([wave[: round(1.0009 * RATE), 0], wave[2 * RATE : round(2.5 * RATE), 0]])
    assert np.abs(np.diff(out)).max() < 0.5 * np.abs(np.diff(hard)).max()


@given(st.lists(st.tuples(st.floats(0, 0.5), st.floats(0.002, 1.0)), min_size=1, max_size=8))
@settings(deadline=None, max_examples=examples(30))
def test_joined_stretches_are_as_long_as_they_are_together(parts: list[tuple[float, float]]) -> None:
    kept, at = [], 0.0
    for gap, length in parts:
        kept.append((at + gap, at + gap + length))
        at += gap + length
    wave = np.ones((round((at + 1) * RATE), 2), np.float32)
    out = np.concatenate(list(join(partial(read, wave), kept)))
    assert len(out) == sum(round(end * RATE) - round(start * RATE) for start, end in kept)


def test_fades_of_equal_power_keep_a_noise_as_loud() -> None:
    wave = np.random.default_rng(10).normal(size=(RATE * 3, 2)).astype(np.float32) * 0.1
    out = np.concatenate(list(join(partial(read, wave), ((0.0, 1.0), (2.0, 3.0)), fade=0.1)))
    cut = out[RATE - 2_400 : RATE + 2_400, 0]
    assert rms(cut) == pytest.approx(rms(wave[:, 0]), abs=0.6)


@pytest.mark.parametrize("varied", [False, True], ids=["29.97", "variable"])
def test_flash_and_click_stay_within_a_frame_after_cuts(tmp_path: Path, varied: bool) -> None:
    """A minute, a flash (two frames: one may be too short to show) and a click every 10 s, with cuts."""
    rate, length, marks = Fraction(30_000, 1_001), 60.0, [10.0 * n + 5 for n in range(6)]
    steps = np.random.default_rng(11).uniform(0.02, 0.05, 6_000) if varied else np.full(6_000, 1_001 / 30_000)
    times = [float(time) for time in np.cumsum(steps) if time < length]
    flashes = [int(np.argmin(np.abs(np.array(times) - mark))) for mark in marks]
    sound = clicks(length, [times[frame] for frame in flashes])
    path = write_clip(
        tmp_path / "a.mp4",
        size=(32, 32),
        times=times,
        flashes=[frame + more for frame in flashes for more in (0, 1)],
        rate=rate,
        codec="mpeg4",
        sounds=[(48_000, sound)],
    )
    edges = [0.0, *(edge for mark in marks[::2] for edge in (mark - 4.0, mark - 1.013)), length]
    pieces = [CutPiece(start=a, end=b, keep=n % 2 == 0) for n, (a, b) in enumerate(pairwise(edges))]
    cuts = CutList(pieces=tuple(pieces)).snapped((30, 1))
    reader = ClipReader(path)
    frames = round(cuts.seconds() * 30)
    bright = [
        reader.frame_at(source_second(cuts, (n + 0.5) / 30) - 0.5 / 30).to_ndarray(format="gray8").mean()
        for n in range(frames)
    ]
    reader.close()
    seen = [n / 30 for n in range(frames) if bright[n] > 200 and (n == 0 or bright[n - 1] <= 200)]
    heard = np.concatenate(list(join(partial(listen, path), cuts.kept())))[:, 0]
    loud = np.flatnonzero(np.abs(heard) > 0.3)
    starts = [loud[0], *loud[1:][np.diff(loud) > RATE]]
    assert len(seen) == len(starts) == 6
    assert max(abs(flash - click / RATE) for flash, click in zip(seen, starts, strict=True)) <= 1 / 30
