"""Make the sample workspace's photographs and clips from its drawings (SVG) and their scripts.

Run it with `python -m tools.make_samples`. Drawing takes a second or two a picture, so `vlogkit init` copies these files instead of making them."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import resvg_py
from PIL import Image
from tools.sample_clip import Sound, film

from vlogkit.writing.speech.draft_voice import speak
from vlogkit.writing.speech.scripts import parse_script
from vlogkit.writing.speech.spoken_words import spoken

SAMPLES = Path(__file__).resolve().parent.parent / "assets" / "samples"
WORKSPACE = SAMPLES / "workspace"
WIDTH = 1600
QUALITY = 80
RATE = 48_000
TALKS = {
    "kunjungan-irigasi": ("id+f3", 158),
    "puskesmas-petugas": ("id+f2", 155),
    "puskesmas-warga": ("id", 155),
}
"""Clips in which somebody talks: the voice, and its words a minute. The person is drawn in `talks/`, what is said lies
in `scripts/`."""
START, BETWEEN = 0.6, 1.1
"""Seconds before the first sentence, and after each: people pause when they film themselves."""


def main() -> None:
    """Draw every picture and film every clip anew."""
    clips = WORKSPACE / "clips"
    clips.mkdir(exist_ok=True)
    film(SAMPLES / "pictures" / "irigasi.svg", clips / "irigasi.mp4")
    for name, (voice, pace) in TALKS.items():
        said = read_aloud((WORKSPACE / "scripts" / f"{name}.txt").read_text(encoding="utf-8"), voice, pace)
        film(
            SAMPLES / "talks" / f"{name}.svg",
            clips / f"{name}.mp4",
            seconds=len(said) / RATE,
            voice=said,
            size=(1920, 1080),
            crf=31,
        )
    draw_pictures()


def read_aloud(script: str, voice: str, pace: int) -> Sound:
    """A script as somebody would read it, with a pause after each sentence: (n, 2), 48 kHz."""
    parts = [np.zeros(round(START * RATE))]
    for sentence in parse_script(script):
        speech = speak(spoken(list(sentence), "id"), voice=voice, pace=pace)
        length = round(speech.seconds() * RATE)
        at = np.arange(length) * speech.rate / RATE
        parts += [np.interp(at, np.arange(len(speech.samples)), speech.samples) * 0.7, np.zeros(round(BETWEEN * RATE))]
    mono = np.concatenate(parts).astype(np.float32)
    return np.stack([mono, mono], axis=1)


def draw_pictures() -> None:
    """The photographs, from their drawings."""
    target = WORKSPACE / "pictures"
    target.mkdir(exist_ok=True)
    for source in sorted((SAMPLES / "pictures").glob("*.svg")):
        drawing = resvg_py.svg_to_bytes(svg_string=source.read_text("utf-8"), width=WIDTH, skip_system_fonts=True)
        with Image.open(io.BytesIO(bytes(drawing))) as picture:
            picture.convert("RGB").save(target / f"{source.stem}.jpg", quality=QUALITY, optimize=True, progressive=True)


if __name__ == "__main__":
    main()
