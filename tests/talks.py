"""A workspace with a short clip in which somebody talks, its words timed by a caption file."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from tests.clips import write_clip
from tests.material import make_workspace, write
from vlogkit.workspace import Workspace

TEMPLATE = """name: tiny-talk
summary: One talk.
kinds: [update]
music: false
scenes:
  - name: talk
    each: talks
    take: "{{ item.take }}"
    alt: "{{ item.alt or notice.title }}"
    captions: dark
    layers:
      - {type: footage, name: talk, file: "{{ item.file }}", framing: cover, pieces: item.pieces, sound: "{{ item.sound }}", voice: true}
      - {type: picture, each: item.pictures, when: item.inset is not true, file: "{{ item.file }}", at: "{{ item.at }}", seconds: "{{ item.seconds }}"}
"""
ITEM = """---
template: tiny-talk
title: Bicara sebentar
date: "2026-11-24"
pictures:
  - {file: pictures/hijau.jpg, alt: Bidang hijau}
clips:
  # Yang bicara.
  - file: clips/bicara.mp4
    alt: Petugas di loket.
    speaker: Ratna Contoh
    captions: captions/bicara.vtt
---
Bicara.
"""
CAPTIONS = """WEBVTT

00:00:00.500 --> 00:00:01.300
Selamat <00:00:00.900>pagi

00:00:02.100 --> 00:00:03.300
warga <00:00:02.500>kota <00:00:02.900>Cntoh

00:00:03.300 --> 00:00:03.700
semua
"""
WORDS = ["", "Selamat", "pagi", "", "warga", "kota", "Cntoh", "semua"]
"""The tokens of the talk; pauses have no words."""


def make_talk(folder: Path, captions: str = CAPTIONS) -> Workspace:
    """The item `bicara` in a workspace that renders in a second or two."""
    workspace = make_workspace(folder)
    write(folder / "templates" / "tiny-talk" / "template.yaml", TEMPLATE)
    write(folder / "updates" / "bicara.md", ITEM)
    write(folder / "captions" / "bicara.vtt", captions)
    rate = 48_000
    time = np.arange(4 * rate) / rate
    spoken = ((time > 0.5) & (time < 1.3)) | ((time > 2.1) & (time < 3.7))
    sound = (0.3 * np.sin(2 * np.pi * 180 * time) * spoken).astype(np.float32)[:, None]
    (folder / "clips").mkdir(exist_ok=True)
    write_clip(folder / "clips" / "bicara.mp4", seconds=4.0, flashes=(25, 50, 75), sounds=[(rate, sound)])
    return workspace
