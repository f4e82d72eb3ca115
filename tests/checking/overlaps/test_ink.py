"""Letters that run into each other, and lists in several sizes, are found; ordinary leading is not."""

from __future__ import annotations

from tests.checking.scenes import picture, words

from vlogkit.checking.overlaps.ink import ink_findings
from vlogkit.records.timeline import Layer
from vlogkit.typesetting.fonts import open_book


def codes(*layers: Layer) -> list[str]:
    return [finding.code for finding in ink_findings(picture(*layers), open_book())]


def test_a_parenthesis_in_the_line_above_is_found() -> None:
    label = words("Layanan 24 jam", x=200, y=665, size=40, name="label")
    assert codes(words("(024) 7600 111", y=600, size=90, name="a"), label) == []
    label = words("(Layanan 24 jam)", x=200, y=638, size=40, name="label")
    assert codes(words("(024) 7600 111", y=600, size=90, name="a"), label) == ["colliding-ink"]


def test_a_descender_beside_a_low_word_is_not_a_collision() -> None:
    assert codes(words("gogo", x=200, y=600, name="a"), words("nana", x=420, y=640, name="b")) == []


def test_lines_that_never_stand_together_do_not_collide() -> None:
    one, other = words("(satu)", y=600, name="a", span=(0, 20)), words("(dua)", y=630, name="b", span=(20, 40))
    assert codes(one, other) == []


def test_a_list_in_two_sizes_is_found_and_two_texts_in_two_sizes_are_not() -> None:
    entries = [words("Satu", y=300, size=44, name="step"), words("Dua", y=400, size=44, name="step")]
    assert codes(*entries) == []
    assert codes(*entries, words("Tiga", y=500, size=38, name="step")) == ["list-sizes"]
    assert codes(*entries, words("Judul", y=200, size=80, name="title")) == []
