"""Words between stars are highlighted where they stand, however the text around them is parted."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vlogkit.records.marks import letters, lit_letters, marks_of, marks_within, parse_marks, unmarked


def test_the_stars_go_and_the_places_stay() -> None:
    assert parse_marks("Lebih *singkat* dan *baik*") == ("Lebih singkat dan baik", ((6, 13), (18, 22)))
    assert unmarked("2 * 3 * 4 *x*") == "2  3  4 x"


def test_a_single_star_and_stars_on_two_lines_stay() -> None:
    assert parse_marks("5* hotel")[0] == "5* hotel"
    assert parse_marks("*a\nb*") == ("*a\nb*", ())


@given(st.text(st.sampled_from("ab \u00a0\u200b\n"), max_size=20), st.data())
def test_marks_survive_white_space_that_is_made_single(text: str, data: st.DataObject) -> None:
    lit = data.draw(st.lists(st.booleans(), min_size=len(letters(text)), max_size=len(letters(text))))
    assert lit_letters(text, marks_of(text, lit)) == lit
    single = " ".join(text.split())
    assert lit_letters(single, marks_of(single, lit)) == lit


def test_a_line_has_its_part_of_a_mark_and_neighbours_are_one() -> None:
    assert marks_within(5, 14, ((0, 7), (8, 10), (12, 20), (30, 31))) == ((0, 5), (7, 9))
