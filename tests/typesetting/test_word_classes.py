"""Words are read without their brackets and stops, by the lists of each language."""

from __future__ import annotations

import pytest

from vlogkit.typesetting.word_classes import lexicon_for, read_word


def word(text: str) -> tuple[str, str]:
    read = read_word(text, 0, len(text), lexicon_for("id").abbreviations)
    return read.core, read.stop


@pytest.mark.parametrize(
    ("text", "core", "stop"),
    [
        ("(saluran),", "saluran", ","),
        ("“Tambalan", "Tambalan", ""),
        ("selesai.”", "selesai", "."),
        ("Kab.", "Kab.", ""),
        ("S.T.,", "S.T.", ","),
        ("...", "...", ""),
        ("mana?", "mana", "?"),
        ("%)", "%", ""),
    ],
)
def test_brackets_quotes_and_stops_come_off_but_an_abbreviation_keeps_its_dot(text: str, core: str, stop: str) -> None:
    assert word(text) == (core, stop)


def test_a_region_in_the_tag_does_not_matter() -> None:
    assert lexicon_for("id-ID") == lexicon_for("id")


def test_an_unlisted_language_takes_the_indonesian_words() -> None:
    assert lexicon_for("su") == lexicon_for("id")


@pytest.mark.parametrize("language", ["id", "jv", "en"])
def test_every_language_fills_every_kind_of_word_that_breaking_needs(language: str) -> None:
    lexicon = lexicon_for(language)
    for name in ("before", "hold_next", "lean_next", "units", "months", "titles", "labels"):
        assert getattr(lexicon, name), name
