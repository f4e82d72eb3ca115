"""Rasterise a glyph at a fraction of a pixel, by FreeType without hinting."""

from __future__ import annotations

import ctypes
import io
import threading
from functools import lru_cache
from typing import Any, NamedTuple

import freetype
import numpy as np
from numpy.typing import NDArray

from vlogkit.errors import InputError
from vlogkit.typesetting.fonts import Font

STEPS = 4
"""Glyphs are placed by quarters of a pixel, in both directions."""
_LOAD = freetype.FT_LOAD_NO_HINTING | freetype.FT_LOAD_NO_BITMAP
_LOCK = threading.Lock()
_FACES: dict[Font, Any] = {}


class GlyphRaster(NamedTuple):
    """coverage: (rows, columns) 0–255, read only. left, top: its corner from the pen, y downwards."""

    coverage: NDArray[np.uint8]
    left: int
    top: int


@lru_cache(maxsize=3072)
def rasterise(font: Font, glyph: int, size64: int, right: int, up: int, stroke64: int = 0) -> GlyphRaster:
    """Draw a glyph's outline with exact area coverage.

    size64: pixels per em in 64ths. right, up: shift in quarters of a pixel, 0–3. stroke64: width in 64ths of
    a pixel of a band along the outline, half of it outside, with round corners; 0 fills the glyph instead.
    FreeType is not safe for threads; one lock guards it, and the cache keeps it idle.
    """
    with _LOCK:
        face = _face(font)
        face.set_char_size(size64, size64)
        face.load_glyph(glyph, _LOAD)
        dx, dy = right * 64 // STEPS, up * 64 // STEPS
        return _band(face.glyph, stroke64, dx, dy) if stroke64 else _filled(face.glyph, dx, dy)


def _filled(slot: Any, dx: int, dy: int) -> GlyphRaster:
    freetype.FT_Outline_Translate(ctypes.byref(slot.outline._FT_Outline), dx, dy)
    slot.render(freetype.FT_RENDER_MODE_NORMAL)
    return GlyphRaster(_copy(slot.bitmap), slot.bitmap_left, -slot.bitmap_top)


def _band(slot: Any, width64: int, dx: int, dy: int) -> GlyphRaster:
    outline = slot.get_glyph()
    outline.stroke(_stroker(width64), True)
    drawn = outline.to_bitmap(freetype.FT_RENDER_MODE_NORMAL, freetype.FT_Vector(dx, dy), True)
    return GlyphRaster(_copy(drawn.bitmap), drawn.left, -drawn.top)


def _stroker(width64: int) -> Any:
    stroker = freetype.Stroker()
    stroker.set(width64 // 2, freetype.FT_STROKER_LINECAP_ROUND, freetype.FT_STROKER_LINEJOIN_ROUND, 0)
    return stroker


def outline_of(font: Font, glyph: int, size64: int) -> Any:
    """A copy of a glyph's outline: 64ths of a pixel, y upwards; `size64` as for `rasterise`."""
    with _LOCK:
        face = _face(font)
        face.set_char_size(size64, size64)
        face.load_glyph(glyph, _LOAD)
        return face.glyph.outline


def _face(font: Font) -> Any:
    face = _FACES.get(font)
    if face is None:
        try:
            face = freetype.Face(io.BytesIO(font.data))
        except freetype.FT_Exception as error:
            hint = "Use a TrueType or OpenType file."
            raise InputError(f"this font cannot be drawn: {error}", where=font.path, hint=hint) from None
        if font.variations:
            wanted = dict(font.variations)
            axes = face.get_variation_info().axes
            face.set_var_design_coords([wanted.get(axis.tag, axis.default) for axis in axes])
        _FACES[font] = face
    return face


def _copy(bitmap: Any) -> NDArray[np.uint8]:
    """The bitmap's bytes, out of FreeType's memory; rows may be padded."""
    rows, columns, pitch = bitmap.rows, bitmap.width, bitmap.pitch
    if not rows or not columns:
        return np.zeros((0, 0), np.uint8)
    data = ctypes.string_at(bitmap._FT_Bitmap.buffer, rows * pitch)
    coverage = np.frombuffer(data, np.uint8).reshape(rows, pitch)[:, :columns]
    return np.ascontiguousarray(coverage)
