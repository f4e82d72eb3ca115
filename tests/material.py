"""Small deterministic pictures, and a workspace that renders in seconds."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
from PIL import Image

from vlogkit.workspace import Workspace, open_workspace

ROOT = Path(__file__).resolve().parent.parent
TODAY = dt.date(2026, 11, 24)
NOW = dt.datetime(2026, 11, 24, 5, 0, tzinfo=dt.UTC)

SETTINGS = """name: Dinas Uji
brand: jateng
videos: [square]
cards: [square]
"""

TEMPLATE = """name: tiny
summary: One short scene.
kinds: [update, tally]
music: false
scenes:
  - name: only
    seconds: 0.5
    card: true
    alt: "{{ notice.title }}"
    layers:
      - {type: picture, when: notice.pictures, file: "{{ notice.pictures[0].file }}"}
      - type: stack
        items:
          - {type: text, words: "{{ notice.title }}", style: title, role: paper, lines: 4}
"""

UPDATE = """---
template: tiny
title: Jembatan dibuka
date: "2026-11-24"
pictures:
  - {file: pictures/hijau.jpg, alt: Bidang hijau}
---
Jembatan dibuka.
"""


def paint(path: Path, size: tuple[int, int] = (320, 240), *, turn: int = 0) -> Path:
    """A picture of two slow gradients and one bar; `turn` chooses the colours. The kind follows the suffix."""
    width, height = size
    across = np.linspace(40, 200, width)[None, :].repeat(height, 0)
    down = np.linspace(60, 180, height)[:, None].repeat(width, 1)
    planes = [across, down, 240 - down]
    pixels = np.stack(planes[turn % 3 :] + planes[: turn % 3], -1).astype(np.uint8)
    pixels[height // 3 : height // 2, width // 5 : width // 3] = (230, 225, 210)
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(pixels).save(path, quality=92)
    return path


def write(path: Path, text: str) -> Path:
    """A text file as people save it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def make_workspace(folder: Path) -> Workspace:
    """A workspace with one update, one picture, and a template of its own with one short scene."""
    write(folder / "vlogkit.yaml", SETTINGS)
    write(folder / "templates" / "tiny" / "template.yaml", TEMPLATE)
    write(folder / "updates" / "jembatan.md", UPDATE)
    paint(folder / "pictures" / "hijau.jpg")
    return open_workspace(folder)
