"""Glyphs are drawn at quarters of a pixel, the same from many threads."""

from __future__ import annotations

import threading

import numpy as np

from vlogkit.typesetting.fonts import open_book
from vlogkit.typesetting.raster import STEPS, rasterise

FONT = open_book().find("Plus Jakarta Sans", 800)
GLYPH = FONT.shaper.get_nominal_glyph(ord("I"))


def centre(right: int) -> float:
    raster = rasterise(FONT, GLYPH, 64 * 64, right, 0)
    columns = raster.coverage.sum(axis=0, dtype=float)
    return raster.left + float((columns * np.arange(len(columns))).sum() / columns.sum())


def test_a_glyph_moves_by_quarters_of_a_pixel() -> None:
    moves = [centre(right) - centre(0) for right in range(STEPS)]
    assert np.allclose(moves, [0, 0.25, 0.5, 0.75], atol=0.02)


def test_a_blank_glyph_has_no_coverage() -> None:
    assert rasterise(FONT, FONT.shaper.get_nominal_glyph(ord(" ")), 64 * 40, 0, 0).coverage.size == 0


def test_a_band_along_the_outline_is_as_wide_as_asked() -> None:
    fill, band = rasterise(FONT, GLYPH, 64 * 64, 0, 0), rasterise(FONT, GLYPH, 64 * 64, 0, 0, 8 * 64)
    assert band.coverage.shape[0] == fill.coverage.shape[0] + 8
    assert band.left == fill.left - 4


def test_many_threads_draw_the_same_glyphs() -> None:
    found: list[list[bytes]] = []

    def work() -> None:
        found.append([rasterise(FONT, glyph, 64 * 33, 1, 2).coverage.tobytes() for glyph in range(1, 40)])

    rasterise.cache_clear()
    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 6
    assert all(one == found[0] for one in found)
