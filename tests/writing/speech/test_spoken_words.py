"""Figures and abbreviations are written as they are spoken."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.sampled import examples

from vlogkit.writing.speech.spoken_words import number, spoken


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "nol"),
        (11, "sebelas"),
        (15, "lima belas"),
        (100, "seratus"),
        (1_000, "seribu"),
        (2_026, "dua ribu dua puluh enam"),
        (1_200_000, "satu juta dua ratus ribu"),
        (3_000_000_001, "tiga miliar satu"),
    ],
)
def test_numbers_are_read_in_indonesian(value: int, words: str) -> None:
    assert number(value) == words


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("12,4 km", "dua belas koma empat|kilometer"),
        ("12,4\u00a0km.", "dua belas koma empat kilometer."),
        ("12.4 km", "dua belas koma empat|kilometer"),
        ("12.072 aduan", "dua belas ribu tujuh puluh dua|aduan"),
        ("0.75 ha", "nol koma tujuh lima|hektare"),
        ("81,2%", "delapan puluh satu koma dua persen"),
        ("Rp 1,2 miliar dan", "|satu koma dua|miliar rupiah|dan"),
        ("Rp1.200.000,", "satu juta dua ratus ribu rupiah,"),
        ("pukul 09.30", "pukul|sembilan lewat tiga puluh"),
        ("Jl. Pahlawan No. 9", "jalan|Pahlawan|nomor|sembilan"),
        ("RT 03/RW 05", "RT|nol tiga RW|nol lima"),
    ],
)
def test_each_word_is_read_as_a_person_says_it(text: str, read: str) -> None:
    assert "|".join(spoken(text.split(" "), "id")) == read


def test_javanese_is_respelled_for_an_indonesian_voice() -> None:
    assert spoken(["Jawa", "dhateng", "lara"], "jv") == ("Jowo", "dateng", "loro")


@given(st.lists(st.text(min_size=1, max_size=12).filter(lambda word: not any(map(str.isspace, word))), max_size=12))
@settings(deadline=None, max_examples=examples(80))
def test_every_word_has_one_reading(words: list[str]) -> None:
    assert len(spoken(words, "id")) == len(words)
