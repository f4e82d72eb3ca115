"""Levels and display order agree with the Unicode algorithm and with another library."""

from __future__ import annotations

import unicodedata

import pytest
from bidi import get_display
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.sampled import examples

from vlogkit.typesetting.direction import base_level, levels, visual_order

MIXED = "ab אב اب 12 ٣ +-,.:%$()[]!\u200e\u200f\u2066\u2067\u2068\u2069\u0301\u064b"
EXPLICIT = MIXED + "\u202a\u202b\u202c"
INVISIBLE = {"LRE", "RLE", "LRO", "RLO", "PDF", "BN"}


def displayed(text: str) -> str:
    return "".join(text[index] for index in visual_order(list(levels(text, base_level(text)))))


def visible(text: str) -> str:
    return "".join(char for char in text if unicodedata.bidirectional(char) not in INVISIBLE)


def test_latin_text_reads_from_the_left_at_level_0() -> None:
    assert levels("Semarang 2026", base_level("Semarang 2026")) == (0,) * 13


def test_arabic_text_is_level_1_and_its_numbers_level_2() -> None:
    assert levels("عام 2026", 1) == (1, 1, 1, 1, 2, 2, 2, 2)


def test_a_bracket_pair_around_latin_words_in_arabic_stays_one_pair() -> None:
    text = "(Semarang) مدينة"
    assert levels(text, 1)[0] == levels(text, 1)[9] == 1


@pytest.mark.parametrize("base", [0, 1])
def test_trailing_spaces_take_the_level_of_the_paragraph(base: int) -> None:
    assert levels("אב ab  ", base)[-2:] == (base, base)


@settings(deadline=None, max_examples=examples(400))
@given(st.text(alphabet=EXPLICIT, min_size=1, max_size=24))
def test_the_display_order_is_the_one_an_independent_library_finds(text: str) -> None:
    assert visible(displayed(text)) == visible(get_display(text))


@settings(deadline=None, max_examples=examples(100))
@given(st.lists(st.integers(0, 5), max_size=12))
def test_the_visual_order_is_a_permutation(run_levels: list[int]) -> None:
    assert sorted(visual_order(run_levels)) == list(range(len(run_levels)))
