"""Measure how near `captions align` comes to the true word starts, on speech with known times.

    python benchmarks/alignment.py [--json FILE]

The speech is espeak-ng's, whose events tell when each word starts, in voices, paces, pitches, rooms and
languages the aligner does not read the script with (it uses the plain voice `id` at the recording's pace),
with pauses put in between words. The bars: median 40 ms, 95 % within 150 ms. If the sample clips lie beside
the repository, a person reading English is measured against the times that a speech recogniser found."""

from __future__ import annotations

import json
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from vlogkit.media.sound import hear, resampled
from vlogkit.records.base import Language
from vlogkit.writing.captions.caption_timing import sentences, words_of
from vlogkit.writing.speech.alignment import align
from vlogkit.writing.speech.draft_voice import speak
from vlogkit.writing.speech.spoken_words import spoken

Floats = NDArray[np.float32]
RATE = 16_000
MEDIAN_BAR, TAIL_BAR = 40.0, 150.0
SCRIPT = (
    "Assalamualaikum, selamat pagi warga Jawa Tengah. Hari ini kami berada di ruas Jalan Purwodadi "
    "menuju Blora yang baru selesai diperbaiki. Panjangnya dua belas koma empat kilometer, dan "
    "pengerjaannya memakan waktu sembilan puluh hari. Dulu warga harus memutar lewat desa sebelah "
    "karena jalan berlubang, terutama saat musim hujan. Sekarang perjalanan dari pasar ke puskesmas "
    "hanya dua puluh dua menit. Pak Slamet, pedagang sayur di Pasar Wage, bercerita bahwa dagangannya "
    "tidak lagi rusak di jalan. Kami juga memasang lampu penerangan di enam titik, serta memperbaiki "
    "saluran air supaya jalan tidak mudah tergenang. Kalau Bapak dan Ibu menemukan kerusakan, laporkan "
    "lewat aplikasi atau telepon. Setiap laporan kami tindak lanjuti, dan hasilnya kami umumkan secara "
    "terbuka. Matur nuwun, sampai jumpa di kunjungan berikutnya."
)
ENGLISH = (
    "Hello, this is an example video for your convenience and pleasure. You are allowed to use this "
    "video for any purpose, including commercial uses. On the bottom right you can see the time. When "
    "the time reaches forty seconds, I will say banana. Banana."
)
JAVANESE = (
    "Sugeng enjing para warga. Dinten punika kula wonten ing saluran irigasi Kabupaten Demak ingkang sampun "
    "rampung dipunresiki. Toya saged mili malih dhateng sabin. Para tani saged wiwit nanem wonten ing wulan "
    "Desember. Matur nuwun dhateng para warga ingkang sampun gotong royong. Menawi wonten saluran ingkang "
    "mampet, mangga kalapuraken dhateng kantor kita."
)
RECOGNISED = (
    *(
        0.16,
        1.31,
        1.55,
        1.73,
        1.85,
        2.52,
        2.91,
        3.21,
        3.36,
        3.99,
        4.24,
        5.04,
        5.33,
        5.56,
        6.05,
        6.24,
        6.63,
        6.84,
    ),
    *(
        7.27,
        7.56,
        7.75,
        8.38,
        9.1,
        9.83,
        10.7,
        10.86,
        10.95,
        11.32,
        11.76,
        11.92,
        12.1,
        12.41,
        12.48,
        13.83,
        14.13,
    ),
    *(14.22, 14.55, 14.99, 15.4, 16.07, 16.19, 16.38, 16.67, 39.97),
)
"""Starts of ENGLISH's words in talk-with-pauses.mp4 by PocketSphinx 5.1.1 (its en-us model), itself good to
about 30 ms."""


@dataclass(frozen=True)
class Case:
    """A voice and what was done to it; `pauses` many of 0.3 to 2.5 s, `noise` in dB below the speech."""

    name: str
    voice: str = "id"
    pace: int = 160
    pitch: int = 50
    noise: float | None = None
    pauses: int = 0
    echo: bool = False
    lang: Language = "id"
    """Javanese is read as it is respelled for a voice that knows Indonesian or Malay."""


CASES = (
    Case("same voice", pace=160),
    Case("slow", pace=115),
    Case("fast", pace=210),
    Case("deep", pitch=15),
    Case("high", pace=170, pitch=90),
    Case("noise 20 dB", noise=20),
    Case("noise 10 dB", pace=170, noise=10),
    Case("12 pauses", pace=150, pauses=12),
    Case("30 pauses", pace=170, pitch=60, pauses=30),
    Case("pauses, noise 10 dB", pace=180, pitch=40, noise=10, pauses=12),
    Case("voice f2", "id+f2", 150),
    Case("voice f4, pauses, noise 15 dB", "id+f4", 165, noise=15, pauses=8),
    Case("voice m3, pauses", "id+m3", 175, pauses=8),
    Case("voice m7, slow, noise 20 dB", "id+m7", 125, 35, noise=20),
    Case("voice Annie, echo, noise 25 dB, pauses", "id+Annie", 150, noise=25, pauses=8, echo=True),
    Case("voice klatt2", "id+klatt2"),
    Case("whisper, noise 20 dB", "id+whisper", noise=20),
    Case("Malay", "ms"),
    Case("Malay f3, fast, noise 15 dB, pauses", "ms+f3", 190, 60, noise=15, pauses=10),
    Case("Malay m7, slow, echo, pauses", "ms+m7", 125, 40, pauses=10, echo=True),
    Case("Javanese, voice f2, pauses", "id+f2", 150, pauses=6, lang="jv"),
    Case("Javanese, Malay f3, noise 20 dB", "ms+f3", 140, noise=20, lang="jv"),
)


@dataclass
class Row:
    """Milliseconds between found and true word starts."""

    name: str
    words: int
    missing: int
    median: float
    tail: float
    worst: float
    doubt: float
    seconds: float
    errors: list[float] = field(repr=False, default_factory=list)

    def within(self) -> bool:
        """Whether both bars are kept and no word is lost."""
        return self.median <= MEDIAN_BAR and self.tail <= TAIL_BAR and not self.missing


def recording(case: Case, words: list[str], seed: int) -> tuple[Floats, NDArray[np.float64]]:
    """Samples at 16 kHz and the true start of each word."""
    rng = np.random.default_rng(seed)
    read = spoken(words, case.lang) if case.lang == "jv" else words
    speech = speak(read, voice=case.voice, pace=case.pace, pitch=case.pitch)
    samples, starts = resampled(speech.samples, speech.rate), speech.starts.copy()
    samples, starts = with_pauses(samples, starts, case.pauses, rng)
    if case.echo:
        tail = np.exp(-np.arange(4_800) / RATE / 0.06) * rng.standard_normal(4_800) * 0.04
        tail[0] = 1
        samples = np.convolve(samples, tail)[: len(samples)].astype(np.float32)
    if case.noise is not None:
        hiss = np.convolve(rng.standard_normal(len(samples)), np.ones(4) / 4, "same")
        power = np.mean(samples[np.abs(samples) > 1e-3] ** 2)
        samples = samples + hiss * np.sqrt(power / 10 ** (case.noise / 10) / np.mean(hiss**2))
    return samples.astype(np.float32), starts


def with_pauses(
    samples: Floats, starts: NDArray[np.float64], count: int, rng: np.random.Generator
) -> tuple[Floats, NDArray[np.float64]]:
    """Silence put in before `count` words."""
    moved, parts, at = starts.copy(), [], 0
    for word in sorted(rng.choice(np.arange(1, len(starts)), count, replace=False)):
        length, cut = int(rng.uniform(0.3, 2.5) * RATE), int(starts[word] * RATE)
        parts += [samples[at:cut], np.zeros(length, np.float32)]
        at = cut
        moved[word:] += length / RATE
    return np.concatenate([*parts, samples[at:]]), moved


def measure(name: str, script: str, samples: Floats, truth: NDArray[np.float64], lang: Language = "id") -> Row:
    """Align and compare."""
    groups = [words_of(sentence) for sentence in sentences(script)]
    began = time.perf_counter()
    found = align(groups, samples, lang=lang)
    took = time.perf_counter() - began
    heard = [index for index in range(len(truth)) if index not in found.missing]
    off = np.abs(np.array([word.start for word in found.words]) - truth[heard]) * 1000
    middle, tail = float(np.median(off)), float(np.percentile(off, 95))
    return Row(name, len(truth), len(found.missing), middle, tail, float(off.max()), found.doubt, took, off.tolist())


def main() -> int:
    """Print the table; 1 if a bar is not kept."""
    rows = []
    print(f"{'case':42}{'words':>6}{'lost':>6}{'median':>8}{'95 %':>8}{'worst':>8}{'doubt':>7}{'s':>6}")
    for number, case in enumerate(CASES):
        script = JAVANESE if case.lang == "jv" else SCRIPT
        words = [word for sentence in sentences(script) for word in words_of(sentence)]
        samples, truth = recording(case, words, seed=number)
        rows.append(shown(measure(case.name, script, samples, truth, case.lang)))
    every = np.concatenate([row.errors for row in rows])
    print(f"{'all':54}{np.median(every):8.1f}{np.percentile(every, 95):8.1f}{every.max():8.0f}   (ms)")
    clip = Path(__file__).resolve().parents[2] / "shared" / "data" / "media" / "talk-with-pauses.mp4"
    if clip.exists():
        shown(measure("a person reading English, 22 s pause", ENGLISH, hear(clip), np.array(RECOGNISED), "en"))
    if "--json" in sys.argv:
        table = [{key: value for key, value in vars(row).items() if key != "errors"} for row in rows]
        Path(sys.argv[sys.argv.index("--json") + 1]).write_text(json.dumps(table, indent=2), encoding="utf-8")
    return 0 if all(row.within() for row in rows) else 1


def shown(row: Row) -> Row:
    """Print a row."""
    kept = "" if row.within() else "  over the bar"
    print(
        f"{row.name:42}{row.words:6}{row.missing:6}{row.median:8.1f}{row.tail:8.1f}{row.worst:8.0f}"
        f"{row.doubt:7.2f}{row.seconds:6.1f}{kept}",
        flush=True,
    )
    return row


if __name__ == "__main__":
    sys.exit(main())
