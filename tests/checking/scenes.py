"""Small timelines by hand: what the tests of single checks look at."""

from __future__ import annotations

import numpy as np

from vlogkit.checking.contrast import Backdrop
from vlogkit.checking.text_lines import Kind, StagedOutput, picture_of
from vlogkit.records.base import Format
from vlogkit.records.timeline import Box, Layer, Motion, Scene, Text, TextLine, TextStyle, Timeline
from vlogkit.typesetting.fonts import open_book

SIZES: dict[Format, tuple[int, int]] = {
    "portrait": (1080, 1920),
    "feed": (1080, 1350),
    "square": (1080, 1080),
    "landscape": (1920, 1080),
}


def words(
    text: str = "Jembatan dibuka",
    *,
    x: float = 200,
    y: float = 600,
    size: float = 60,
    weight: int = 600,
    colour: str = "#FFFFFF",
    name: str = "title",
    span: tuple[int, int] | None = None,
    spans: tuple[tuple[int, int, str], ...] = (),
    motion: Motion | None = None,
) -> Text:
    line = TextLine(text=text, x=x, baseline=y, width=size * len(text) * 0.5, spans=spans)
    return Text(
        name=name,
        origin="templates/uji/template.yaml:9:9",
        box=Box(x=round(x), y=round(y - size), w=max(2, round(line.width)), h=round(size * 1.2)),
        lines=(line,),
        style=TextStyle(family="Plus Jakarta Sans", weight=weight, size=size),
        colour=colour,
        span=span,
        motion=motion or Motion(),
    )


def picture(
    *layers: Layer, name: Format = "square", kind: Kind = "card", frames: int = 60, ground: str = "#000000"
) -> StagedOutput:
    width, height = SIZES[name]
    scene = Scene(name="satu", frames=frames, ground=ground, layers=layers, still=frames - 1)
    return picture_of(
        Timeline(id="uji", format=name, width=width, height=height, scenes=(scene,)), kind, book=open_book()
    )


def backdrop(colour: tuple[int, int, int], *, name: Format = "square", frame: int = 0) -> Backdrop:
    width, height = SIZES[name]
    pixels = np.empty((height // 3, width // 3, 3), np.uint8)
    pixels[:] = colour
    return Backdrop(0, frame, pixels, 1 / 3)
