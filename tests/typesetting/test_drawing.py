"""Drawn text holds all of its ink, premultiplied and smooth."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.sampled import examples

from vlogkit.errors import InputError, MissingGlyphError
from vlogkit.typesetting.blocks import set_block
from vlogkit.typesetting.drawing import Outline, TextPixels, draw, rgba
from vlogkit.typesetting.fonts import open_book
from vlogkit.typesetting.raster import rasterise
from vlogkit.typesetting.style import Span, Style

TITLE = Style(weight=800, size=48)
RED, BLUE = (255, 0, 0), (0, 0, 255)


def borders_are_clear(drawn: TextPixels) -> bool:
    alpha = drawn.pixels[..., 3]
    return not (alpha[0].any() or alpha[-1].any() or alpha[:, 0].any() or alpha[:, -1].any())


@pytest.mark.parametrize("text", ["gjpqy", "ꦤ꧀ꦢꦿꦸꦏꦶꦁ", "Éclair", "مرحبا", "👍", "fjord\u0303"])
@pytest.mark.parametrize("outline", [None, Outline(6, BLUE)])
def test_no_ink_is_ever_clipped(text: str, outline: Outline | None) -> None:
    drawn = draw(set_block(text, TITLE, book=open_book()), [RED], outline=outline)
    assert drawn.pixels[..., 3].any()
    assert borders_are_clear(drawn)


@pytest.mark.parametrize("text", ["Hgj", "ꦤ꧀ꦢꦿꦸ", "مرحبا", "AVA"])
def test_the_array_is_where_the_outlines_say(text: str) -> None:
    block = set_block(text, TITLE, book=open_book())
    drawn = draw(block, [RED])
    rows, columns = np.nonzero(drawn.pixels[..., 3] > 8)
    assert drawn.x + columns.min() == pytest.approx(block.ink.left, abs=1.5)
    assert drawn.x + columns.max() + 1 == pytest.approx(block.ink.right, abs=1.5)
    assert drawn.y + rows.min() == pytest.approx(block.ink.top, abs=1.5)
    assert drawn.y + rows.max() + 1 == pytest.approx(block.ink.bottom, abs=1.5)


def test_pixels_are_premultiplied() -> None:
    pixels = draw(set_block("Blora", TITLE, book=open_book()), [(200, 100, 50, 128)]).pixels
    assert pixels[..., 3].max() == 128
    assert np.all(pixels[..., :3].astype(int) <= pixels[..., 3:])
    assert tuple(pixels.reshape(-1, 4).max(axis=0)) == (100, 50, 25, 128)


def test_a_full_pixel_has_the_colour_asked_for() -> None:
    pixels = draw(set_block("I", replace(TITLE, size=200), book=open_book()), ["#9E1B32"]).pixels
    assert tuple(pixels[pixels.shape[0] // 2, pixels.shape[1] // 2]) == (0x9E, 0x1B, 0x32, 255)


def test_edges_are_smooth() -> None:
    alpha = draw(set_block("O", replace(TITLE, size=100), book=open_book()), [RED]).pixels[..., 3]
    assert len(np.unique(alpha)) > 40


def test_coverage_is_the_area_of_the_outline() -> None:
    """The sum of coverage is the glyph's area; for `I`, a bar: its width times its height."""
    block = set_block("I", replace(TITLE, size=100), book=open_book())
    area = draw(block, [RED]).pixels[..., 3].sum() / 255
    assert area == pytest.approx(block.ink.width * block.ink.height, rel=0.01)


def test_a_span_has_its_own_colour() -> None:
    block = set_block("aa bb", TITLE, spans=[Span(3, 5, 1)], book=open_book())
    drawn = draw(block, [RED, BLUE])
    middle = drawn.width // 2
    assert not drawn.pixels[:, : middle - 4, 2].any()
    assert not drawn.pixels[:, middle + 4 :, 0].any()
    assert drawn.pixels[..., 0].any()
    assert drawn.pixels[..., 2].any()


def test_a_span_on_the_second_line_counts_offsets_in_the_whole_text() -> None:
    drawn = draw(set_block("aa\r\nbb", TITLE, spans=[Span(4, 6, 1)], book=open_book()), [RED, BLUE]).pixels
    middle = drawn.shape[0] // 2
    assert not drawn[:middle, :, 2].any()
    assert not drawn[middle:, :, 0].any()
    assert drawn[..., 0].any()
    assert drawn[..., 2].any()


def test_colours_change_no_shape() -> None:
    plain = draw(set_block("Wajah", TITLE, book=open_book()), [RED])
    spanned = draw(set_block("Wajah", TITLE, spans=[Span(0, 2, 1)], book=open_book()), [RED, RED])
    assert np.abs(plain.pixels.astype(int) - spanned.pixels).max() <= 1


def test_an_outline_surrounds_the_letters_below_them() -> None:
    plain = draw(set_block("I", TITLE, book=open_book()), [RED])
    outlined = draw(set_block("I", TITLE, book=open_book()), [RED], outline=Outline(5, BLUE))
    assert outlined.width == plain.width + 10
    assert outlined.height == plain.height + 10
    centre = outlined.pixels[outlined.height // 2, outlined.width // 2]
    assert tuple(centre) == (255, 0, 0, 255)
    assert outlined.pixels[..., 2].max() == 255


def test_an_emoji_keeps_its_own_colours() -> None:
    pixels = draw(set_block("✅", replace(TITLE, size=100), book=open_book()), [RED]).pixels
    assert pixels[..., 1].max() > 150


def test_an_emoji_beside_letters_lies_over_nothing() -> None:
    block = set_block("a👍b", TITLE, book=open_book())
    boxes = sorted((run.x, run.x + run.advance) for run in block.lines[0].shaped.runs)
    assert all(first[1] <= second[0] + 1e-9 for first, second in pairwise(boxes))


@pytest.mark.parametrize("text", ["", "  ", "\u00ad", "\u200b"])
def test_a_text_without_ink_is_drawn_as_an_empty_array(text: str) -> None:
    assert draw(set_block(text, TITLE, book=open_book()), [RED]).pixels.shape == (0, 0, 4)


@pytest.mark.parametrize("colour", ["#12", "red", (1, 2), (1, 2, 300)])
def test_what_is_no_colour_is_an_error_that_names_it(colour: object) -> None:
    with pytest.raises(InputError, match=r"not a colour"):
        rgba(colour)  # type: ignore[arg-type]


def test_the_pixels_cannot_be_changed_by_accident() -> None:
    with pytest.raises(ValueError):
        draw(set_block("a", TITLE, book=open_book()), [RED]).pixels[0, 0] = 1


@settings(deadline=None, max_examples=examples(40))
@given(st.text(alphabet="aghÉy 1.,ꦤꦶ꧀ꦢم👍\u0301\u00ad\u200b\n", max_size=16), st.integers(12, 90))
def test_drawing_any_text_twice_gives_the_same_pixels(text: str, size: int) -> None:
    first, second = (draw(set_block(text, replace(TITLE, size=size), book=open_book()), [RED]) for _ in range(2))
    assert np.array_equal(first.pixels, second.pixels)
    assert (first.x, first.y) == (second.x, second.y)


def test_threads_that_draw_at_once_get_the_same_pixels() -> None:
    rasterise.cache_clear()
    texts = ["Ruas Purwodadi–Blora", "ꦱꦼꦩꦫꦁ مرحبا 👍", "41 jam"] * 4
    with ThreadPoolExecutor(6) as pool:
        drawn = list(
            pool.map(lambda text: draw(set_block(text, TITLE, book=open_book()), [RED]).pixels.tobytes(), texts)
        )
    assert drawn[:3] * 4 == drawn


@settings(deadline=None, max_examples=examples(150))
@given(st.text(max_size=30), st.integers(20, 400))
def test_any_text_is_drawn_whole_or_refused_with_a_reason(text: str, width: int) -> None:
    with suppress(MissingGlyphError):
        drawn = draw(set_block(text, TITLE, width, book=open_book()), [RED])
        assert drawn.pixels.size == 0 or borders_are_clear(drawn)
