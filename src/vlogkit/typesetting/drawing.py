"""Draw a text block as premultiplied pixels, as large as its ink."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from vlogkit.errors import InputError
from vlogkit.typesetting import emoji
from vlogkit.typesetting.blocks import BlockLine, TextBlock
from vlogkit.typesetting.raster import STEPS, rasterise
from vlogkit.typesetting.shaping import ShapedRun, picture_box
from vlogkit.typesetting.style import Span

Colour = str | tuple[int, int, int] | tuple[int, int, int, int]
Pixels = NDArray[np.uint8]
MARGIN = 1
"""Transparent pixels around the ink, so that it can be moved by parts of a pixel."""


@dataclass(frozen=True, slots=True, eq=False)
class TextPixels:
    """pixels: (height, width, 4) RGBA, 0–255, colours already multiplied by alpha; read only. x, y: where the
    array's top left corner lies from the block's top left corner, in whole pixels, often negative."""

    pixels: Pixels
    x: int
    y: int

    @property
    def width(self) -> int:
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        return int(self.pixels.shape[0])


@dataclass(frozen=True, slots=True)
class Outline:
    """A line around the letters, drawn below them: `width` pixels beyond their edge."""

    width: float
    colour: Colour


class _Stamp(NamedTuple):
    """Coverage (rows, columns) in the colour of that index, or a picture (rows, columns, 4), at its place."""

    pixels: Pixels
    x: int
    y: int
    colour: int


_BAND, _PICTURE = -2, -1


def draw(block: TextBlock, colours: Sequence[Colour], *, outline: Outline | None = None) -> TextPixels:
    """Draw a block; colours[0] is the text's, a span's is colours[span.colour].

    A colour is `#RRGGBB`, `#RRGGBBAA` or a tuple of 3 or 4 numbers 0–255, not premultiplied. The array holds
    all ink: descenders, stacked marks and the outline too. Raises InputError for a colour that is none,
    IndexError for a span whose colour is missing.
    """
    fills = [stamp for line in block.lines for stamp in _stamps(line, block, 0)]
    band = round(outline.width * 2 * 64) if outline else 0
    bands = [stamp for line in block.lines for stamp in _stamps(line, block, band)] if band else []
    inked = [stamp for stamp in (*bands, *fills) if stamp.pixels.size]
    if not inked:
        return TextPixels(_frozen(np.zeros((0, 0, 4), np.uint8)), 0, 0)
    x = min(stamp.x for stamp in inked) - MARGIN
    y = min(stamp.y for stamp in inked) - MARGIN
    width = max(stamp.x + stamp.pixels.shape[1] for stamp in inked) + MARGIN - x
    height = max(stamp.y + stamp.pixels.shape[0] for stamp in inked) + MARGIN - y
    canvas: Pixels = np.zeros((height, width, 4), np.uint8)
    palette = {index: rgba(colours[index]) for index in {stamp.colour for stamp in fills if stamp.colour >= 0}}
    if outline and bands:
        _lay(canvas, _cover(bands, x, y, width, height), rgba(outline.colour))
    for index in sorted(palette):
        part = [stamp for stamp in fills if stamp.colour == index]
        _lay(canvas, _cover(part, x, y, width, height), palette[index])
    for stamp in fills:
        if stamp.colour == _PICTURE:
            rows, columns = stamp.pixels.shape[:2]
            _over(canvas[stamp.y - y : stamp.y - y + rows, stamp.x - x : stamp.x - x + columns], stamp.pixels)
    return TextPixels(_frozen(canvas), x, y)


def rgba(colour: Colour) -> tuple[int, int, int, int]:
    """A colour as four numbers 0–255. Raises InputError."""
    if isinstance(colour, str):
        digits = colour.removeprefix("#")
        try:
            parts = tuple(bytes.fromhex(digits))
        except ValueError:
            parts = ()
    else:
        parts = tuple(colour)
    if len(parts) == 3:
        parts = (*parts, 255)
    if len(parts) != 4 or not all(0 <= part <= 255 for part in parts):
        raise InputError(f"`{colour}` is not a colour", hint="Write it as #RRGGBB, e.g. #9E1B32.")
    return parts[0], parts[1], parts[2], parts[3]


def _frozen(pixels: Pixels) -> Pixels:
    pixels.setflags(write=False)
    return pixels


def _stamps(line: BlockLine, block: TextBlock, band: int) -> Iterable[_Stamp]:
    """The glyphs of a line as coverage; `band` is the outline's full width in 64ths, or 0 to fill."""
    size = block.style.size
    for run in line.shaped.runs:
        if run.picture:
            if not band:
                yield _picture(run, line, size)
            continue
        pen = line.x + run.x
        for glyph in run.glyphs:
            right = math.floor((pen + glyph.x) * STEPS + 0.5)
            up = math.floor(glyph.y * STEPS + 0.5)
            pen += glyph.advance
            raster = rasterise(run.font, glyph.id, round(size * 64), right % STEPS, up % STEPS, band)
            colour = _BAND if band else _colour_at(block.spans, line.offset + glyph.cluster)
            yield _Stamp(raster.coverage, right // STEPS + raster.left, line.y - up // STEPS + raster.top, colour)


def _picture(run: ShapedRun, line: BlockLine, size: float) -> _Stamp:
    assert run.picture is not None
    box = picture_box(run.font, line.x + run.x, size)
    pixels = emoji.paint(run.picture, max(1, round(box.width)))
    return _Stamp(pixels, round(box.left), line.y + round(box.top), _PICTURE)


def _colour_at(spans: Sequence[Span], offset: int) -> int:
    """The colour index of a character; of spans that overlap, the last one."""
    return next((span.colour for span in reversed(spans) if span.start <= offset < span.end), 0)


def _cover(stamps: Sequence[_Stamp], x: int, y: int, width: int, height: int) -> Pixels:
    """One coverage for glyphs of one colour; where they overlap, what each leaves free is multiplied."""
    coverage: Pixels = np.zeros((height, width), np.uint8)
    for stamp in stamps:
        rows, columns = stamp.pixels.shape
        part = coverage[stamp.y - y : stamp.y - y + rows, stamp.x - x : stamp.x - x + columns]
        if part.any():
            free = (255 - part).astype(np.uint16)
            part += ((free * stamp.pixels + 127) // 255).astype(np.uint8)
        else:
            part[...] = stamp.pixels
    return coverage


def _lay(canvas: Pixels, coverage: Pixels, colour: tuple[int, int, int, int]) -> None:
    """Put a colour over the canvas where there is coverage, in place."""
    alpha = (np.arange(256) * colour[3] + 127) // 255
    table = np.empty((256, 4), np.uint8)
    for channel in range(3):
        table[:, channel] = (alpha * colour[channel] + 127) // 255
    table[:, 3] = alpha
    rows, columns = np.flatnonzero(coverage.any(axis=1)), np.flatnonzero(coverage.any(axis=0))
    if not rows.size:
        return
    box = np.s_[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    layer = np.take(table.view(np.uint32)[:, 0], coverage[box], mode="clip").view(np.uint8)
    part = canvas[box]
    layer = layer.reshape(*part.shape)
    if part[..., 3].any():
        _over(part, layer)
    else:
        part[...] = layer


def _over(part: Pixels, layer: Pixels) -> None:
    """Put a premultiplied layer over part of the canvas, in place."""
    free = (255 - layer[..., 3:]).astype(np.uint16)
    part[...] = layer + ((part * free + 127) // 255).astype(np.uint8)
