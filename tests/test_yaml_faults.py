"""What is not YAML is told at the mistake, in plain words."""

from __future__ import annotations

import pytest

from vlogkit.errors import InputError
from vlogkit.strict_yaml import parse


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        ('title: "Jalan mulus\nplace: Kebumen\nsummary: "Truk lewat"\n', "1:8", "is not closed"),
        ('place: Kebumen\ntitle: "Jalan mulus\n', "2:8", "is not closed"),
        ("title: 'Jum'at bersih'\nplace: x\n", "1:13", "goes on after its closing quote"),
        ("title: 'Jum\nplace: x\n", "1:8", "is not closed"),
        ('pictures: [{file: "a.jpg, alt: x}]\ntitle: "b"\n', "1:19", "is not closed"),
        ('facts:\n  - "satu\n  - "dua"\ntitle: "b"\n', "2:5", "is not closed"),
        ("a: 1\n\tb: 2\n", "2:1", "a tab"),
        ("a:\n\t- x\n", "2:1", "a tab"),
        ("title: “Judul: x” baru\n", "1:14", "not quotes in YAML"),
        ("title: Judul: x\n", "1:13", "another `: `"),
        ('title: "Jalan" mulus\n', "1:16", "goes on after its closing quote"),
        ("a: 1\n  b: 2\n", "2:4", "does not belong here"),
        ("a:\n  b: 1\n c: 2\n", "3:2", "indented otherwise"),
        ("a: 1\nhello\nb: 2\n", "2:1", "not `key: value`"),
        ("a: @x\n", "1:4", "cannot begin with `@`"),
        ("a: {b: 1, c\n", "2:1", "`}` is missing"),
        ("a: [1, 2\nb: 3\n", "2:2", "`]` is missing"),
        ("a: *b\n", "1:4", "undefined alias"),
    ],
)
def test_a_mistake_is_told_where_it_was_made(text: str, place: str, says: str) -> None:
    with pytest.raises(InputError, match="this is not valid YAML") as caught:
        parse(text, "f.yaml")
    assert (str(caught.value.where), says in caught.value.message) == (f"f.yaml:{place}", True)
    assert caught.value.hint


@pytest.mark.parametrize(
    "before",
    [
        'title: "Jalan yang panjang\n  sekali"\n',
        'title: 5" dan 6"\n',
        "title: Jum'at\n",
        "summary: Kata beliau, 'siap\n",
        "note: x # it's \"open\n",
        "title: 'Jum''at'\n",
        'title: "kata \\"siap"\n',
    ],
)
def test_quotes_that_are_right_are_not_blamed_for_a_mistake_below(before: str) -> None:
    parse(before, "f.yaml")
    with pytest.raises(InputError, match="another `: `"):
        parse(f"{before}place: a: b\n", "f.yaml")


def test_the_line_is_that_of_the_whole_file() -> None:
    with pytest.raises(InputError) as caught:
        parse('title: "a\nplace: b\n', "f.md", first_line=2)
    assert str(caught.value.where) == "f.md:2:8"
