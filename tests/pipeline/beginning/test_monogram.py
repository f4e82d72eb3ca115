"""An agency without a logo signs with its initials."""

from __future__ import annotations

import pytest

from vlogkit.catalogue import load_brand
from vlogkit.pipeline.beginning.monogram import initials, monogram
from vlogkit.typesetting.fonts import open_book


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Dishub Contoh", "DC"),
        ("Dinas Perhubungan Kabupaten Contoh", "DP"),
        ("BPBD Kabupaten Contoh", "BPBD"),
        ("Kecamatan", "K"),
        ("1 2 3", ""),
    ],
)
def test_initials_are_the_abbreviation_or_the_first_letters(name: str, said: str) -> None:
    assert initials(name) == said


@pytest.mark.parametrize(("look", "corner"), [("pdam", 'rx="0"'), ("rsud", 'rx="48"')])
def test_the_sign_has_the_form_of_the_brand(look: str, corner: str) -> None:
    drawing = monogram("Dishub", load_brand(look), "#112233", "#FFFFFF", open_book())
    assert corner in drawing
    assert "<path" in drawing


def test_a_name_without_letters_leaves_a_plain_sign() -> None:
    assert "<path" not in monogram("123", load_brand("jateng"), "#112233", "#FFFFFF", open_book())
