"""Words are found again in the file they came from."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.material import write

from vlogkit.pipeline.telling.source_places import Source, open_source

UPDATE = """---
title: "Ruas Purwodadi–Blora *mulus* kembali"
place: Kabupaten Grobogan
facts:
  - {label: Jalan diperbaiki, value: 12.4, unit: km}
  - {label: Lubang ditutup, value: 318}
pictures:
  - file: pictures/a.jpg
    alt: Jalan beraspal.
---
Ruas ini selesai
diperbaiki. Sebanyak 318 lubang ditutup.

Truk bermuatan tetap mengikuti batas delapan ton.
"""


@pytest.fixture
def source(tmp_path: Path) -> Source:
    return open_source(write(tmp_path / "a.md", UPDATE), "updates/a.md")


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("Ruas Purwodadi–Blora mulus kembali", "2:1"),
        ("Kabupaten Grobogan · 24 November 2026", "3:1"),
        ("Jalan diperbaiki", "5:6"),
        ("12,4 km", "5:31"),
        ("318", "6:29"),
        ("Ruas ini selesai diperbaiki.", "11:1"),
        ("Truk bermuatan tetap mengikuti batas", "14:1"),
    ],
)
def test_words_are_found_at_their_key_or_line(source: Source, words: str, place: str) -> None:
    assert str(source.locate(words)) == f"updates/a.md:{place}"


def test_words_of_nobody_and_short_pieces_are_not_found(source: Source) -> None:
    assert source.locate("Sampaikan aduan Anda") is None
    assert source.locate("Ruas") is None
    assert source.locate(" ") is None


def test_a_key_that_is_not_there_is_its_parent(source: Source) -> None:
    assert str(source.place(("pictures", 0, "focus"))) == "updates/a.md:8:5"
    assert str(source.place(("link",))) == "updates/a.md:2:1"


def test_a_source_without_a_file_only_has_its_name() -> None:
    source = Source("complaint LGWP1")
    assert (source.place(("title",)), source.locate("Lampu menyala lagi")) == (None, None)
    assert source.subject == "complaint LGWP1"
