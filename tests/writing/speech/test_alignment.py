"""Words of a known script are found in speech that other voices, paces, rooms and pauses have changed."""

from __future__ import annotations

import numpy as np
import pytest
from tests.clips import MEDIA, spoken_sound

from vlogkit.errors import InputError
from vlogkit.media.sound import hear
from vlogkit.writing.speech.alignment import Alignment, align
from vlogkit.writing.speech.alignment_check import doubts

pytest.importorskip("espeakng_loader", reason="the voice extra is not installed")

SENTENCES = tuple(
    tuple(sentence.split())
    for sentence in (
        "Hari ini kami berada di ruas jalan yang baru selesai diperbaiki.",
        "Dulu warga harus memutar lewat desa sebelah karena jalan berlubang.",
        "Sekarang perjalanan dari pasar ke puskesmas hanya dua puluh menit.",
        "Setiap laporan kami tindak lanjuti, dan hasilnya kami umumkan.",
    )
)
WORDS = [word for sentence in SENTENCES for word in sentence]


def noisy(samples: np.ndarray, decibels: float) -> np.ndarray:
    noise = np.random.default_rng(1).normal(size=len(samples))
    power = np.mean(samples[np.abs(samples) > 1e-3] ** 2)
    return (samples + noise * np.sqrt(power / 10 ** (decibels / 10))).astype(np.float32)


def paused(samples: np.ndarray, starts: np.ndarray, pauses: dict[int, float]) -> tuple[np.ndarray, np.ndarray]:
    """Silence put in before some words."""
    parts, at, moved, shift = [], 0, starts.copy(), 0.0
    for word, seconds in sorted(pauses.items()):
        cut = int(starts[word] * 16_000)
        parts += [samples[at:cut], np.zeros(int(seconds * 16_000), np.float32)]
        at, shift = cut, shift + seconds
        moved[word:] = starts[word:] + shift
    return np.concatenate([*parts, samples[at:]]), moved


def errors(found: Alignment, truth: np.ndarray) -> np.ndarray:
    """Milliseconds between the starts found and the true ones."""
    assert found.missing == ()
    return np.abs(np.array([word.start for word in found.words]) - truth) * 1000


@pytest.mark.parametrize(
    ("voice", "pace", "pitch", "decibels", "pauses"),
    [
        ("id", 190, 70, None, {}),
        ("id+f4", 150, 50, 20.0, {5: 1.2, 20: 0.8, 21: 0.4}),
        ("id+m7", 130, 35, 15.0, {3: 2.5, 30: 0.5}),
        ("ms", 165, 50, None, {11: 1.0}),
        ("ms+f2", 150, 60, 20.0, {}),
    ],
)
def test_word_starts_are_found_within_the_bars(
    voice: str, pace: int, pitch: int, decibels: float | None, pauses: dict[int, float]
) -> None:
    samples, starts = paused(*spoken_sound(WORDS, voice=voice, pace=pace, pitch=pitch), pauses)
    off = errors(align(SENTENCES, samples if decibels is None else noisy(samples, decibels)), starts)
    assert np.median(off) <= 40
    assert np.percentile(off, 95) <= 150


def test_the_words_come_back_in_their_sentences() -> None:
    found = align(SENTENCES, spoken_sound(WORDS)[0])
    assert [tuple(word.text for word in group) for group in found.sentences()] == list(SENTENCES)
    assert all(word.end > word.start for word in found.words)


def test_a_sentence_that_was_not_said_is_missing_and_named() -> None:
    said = [word for sentence in (SENTENCES[0], SENTENCES[2], SENTENCES[3]) for word in sentence]
    found = align(SENTENCES, spoken_sound(said, voice="id+m3")[0])
    first = len(SENTENCES[0])
    assert set(found.missing) >= set(range(first + 1, first + len(SENTENCES[1]) - 1))
    assert any("memutar lewat desa" in finding.message for finding in doubts(SENTENCES, found))


def test_words_that_are_not_in_the_script_are_passed_over() -> None:
    samples, starts = spoken_sound(WORDS, voice="id+m3")
    cut = len(SENTENCES[0]) + len(SENTENCES[1])
    found = align((*SENTENCES[:1], *SENTENCES[2:]), samples)
    kept = np.concatenate([starts[: len(SENTENCES[0])], starts[cut:]])
    assert np.percentile(errors(found, kept), 95) <= 150
    assert found.unscripted > 0.15


def test_another_script_is_doubted_and_the_right_one_is_not() -> None:
    samples, _ = spoken_sound(WORDS, voice="id+f4")
    other = (
        ["Pendaftaran", "vaksinasi", "dibuka", "di", "balai", "desa", "mulai", "Senin"],
        ["pukul", "delapan", "pagi", "sampai", "siang", "hari."],
    )
    assert [finding.code for finding in doubts(other, align(other, samples))][:1] == ["alignment-script"]
    assert doubts(SENTENCES, align(SENTENCES, samples)) == ()


def test_silence_and_an_empty_script_are_refused() -> None:
    with pytest.raises(InputError, match="no speech"):
        align(SENTENCES, np.zeros(32_000, np.float32))
    with pytest.raises(InputError, match="no words"):
        align([["…"]], np.zeros(32_000, np.float32))


def test_a_person_reading_english_is_followed_through_a_pause_of_22_seconds() -> None:
    clip = MEDIA / "talk-with-pauses.mp4"
    if not clip.exists():
        pytest.skip("the sample clips are not beside the repository")
    said = "When the time reaches forty seconds, I will say banana. Banana."
    script = (
        ["On", "the", "bottom", "right", "you", "can", "see", "the", "time."],
        *(part.split() for part in said.split(". ", 1)),
    )
    found = align(script, hear(clip)[int(10.2 * 16_000) :], lang="en")
    starts = {word.text: word.start + 10.2 for word in found.words}
    assert starts["Banana."] == pytest.approx(40.0, abs=0.15)
    assert starts["reaches"] == pytest.approx(14.55, abs=0.15)
