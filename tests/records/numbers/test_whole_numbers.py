"""A whole number that somebody else wrote is read, or is none; nothing that they could write is a fault."""

from __future__ import annotations

import pytest

from vlogkit.drawings.bounds import check_drawing
from vlogkit.intake.complaints.open311 import _patience
from vlogkit.intake.reading.source_times import TimeReader
from vlogkit.records.numbers.whole_numbers import whole_number

ODD = ("²", "1²34567890", "٣", "१२", "④", "-1", "+1", "1_0", " 1", "1.0", "1e3", "", "9" * 16, "9" * 5000)


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("007", 7), ("12", 12), ("9" * 15, 10**15 - 1)])
def test_digits_are_a_number(text: str, number: int) -> None:
    assert whole_number(text) == number


@pytest.mark.parametrize("text", ODD)
def test_anything_else_is_none(text: str) -> None:
    assert whole_number(text) is None


@pytest.mark.parametrize("text", ODD)
def test_who_reads_headers_cells_and_drawings_takes_it_for_what_is_not_said(text: str) -> None:
    assert _patience(text, 3) == 8.0
    assert TimeReader("dmy", "Asia/Jakarta").read(text) is None
    with pytest.raises(ValueError, match="numOctaves"):
        check_drawing(f'<svg xmlns="http://www.w3.org/2000/svg"><feTurbulence numOctaves="{text}x"/></svg>')
