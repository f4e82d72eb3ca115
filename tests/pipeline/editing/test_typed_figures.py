"""Tests of numbers in a form: typed as people write them, kept as files have them, read back in words."""

from __future__ import annotations

import pytest

from vlogkit.pipeline.editing.typed_figures import figure_for_file, figure_for_form, said_figure


@pytest.mark.parametrize(
    ("typed", "lang", "file"),
    [
        ("12.072", "id", "12072"),
        ("12,4", "id", "12.4"),
        ("1.234.567,89", "id", "1234567.89"),
        ("22", "id", "22"),
        ("12,072", "en", "12072"),
        ("12.4", "en", "12.4"),
        ("12.40", "en", "12.40"),
        ("-3,5", "id", "-3.5"),
        ("12.4", "id", "12.4"),
        ("dua", "id", "dua"),
        ("1.23.4", "id", "1.23.4"),
    ],
)
def test_a_number_stands_in_the_file_as_it_was_meant(typed: str, lang: str, file: str) -> None:
    assert figure_for_file(typed, lang) == file


@pytest.mark.parametrize(
    ("file", "form"), [("12072", "12.072"), ("12.40", "12,40"), ("318", "318"), ("0008", "0008"), ("x", "x")]
)
def test_a_number_of_a_file_is_shown_as_people_write_it(file: str, form: str) -> None:
    assert figure_for_form(file, "id") == form
    assert figure_for_file(form, "id") == file


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("12.072", "dua belas ribu tujuh puluh dua"),
        ("12,4", "dua belas koma empat"),
        ("-2", "minus dua"),
        ("", ""),
        ("banyak", ""),
    ],
)
def test_a_number_is_read_back_in_words(typed: str, words: str) -> None:
    assert said_figure(typed, "id") == words
