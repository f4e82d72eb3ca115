"""A text says which of its lines end where none should."""

from __future__ import annotations

from fractions import Fraction

import pytest
from tests.notices import brand_for, material

from vlogkit.catalogue import load_frame
from vlogkit.staging.motion import EntranceClock
from vlogkit.staging.pieces.text import TextLook, words_piece
from vlogkit.staging.setting import Setting, Spot


def phrases(words: str, width: float) -> list[str]:
    """The phrases that a text is parted in, set into a width."""
    clock = EntranceClock(Fraction(30), 1, still=True)
    setting = Setting(brand_for("ordinary"), load_frame("square"), "id", clock, material(), "t", 4.0)
    piece = words_piece(words, TextLook("title", "paper", lines=4), width, setting, name="t", origin="t.yaml:1:1")
    piece.draw(Spot(0, 0, width, 400))
    return [str(one.params["phrase"]) for one in setting.findings if one.code == "text-break"]


@pytest.mark.parametrize(("width", "found"), [(120, ["Rp 1,2", "1,2 miliar"]), (900, [])])
def test_a_line_that_ends_inside_a_phrase_is_found(width: float, found: list[str]) -> None:
    assert phrases("Rp 1,2 miliar", width) == found


def test_a_line_that_an_author_ended_is_not() -> None:
    assert phrases("Rp 1,2\nmiliar", 900) == []
