"""Tests of a form's fields in an update's file: what is not changed stays as the person wrote it, byte for byte."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.material import ROOT, write
from tests.sampled import examples

from vlogkit.errors import InputError
from vlogkit.intake.updates import read_update
from vlogkit.pipeline.editing.update_files import fields_in, new_text, with_fields

SAMPLES = sorted((ROOT / "assets" / "samples" / "workspace" / "updates").glob("*.md"))
OWN = """---
# Written by Sari, please keep the order.
title: Jembatan dibuka   # a working title
facts:
  - {label: Panjang, value: 12.40, unit: m, decimals: 2}   # measured twice
  - {label: Lebar, value: 6, unit: m}

# The pictures came late.
pictures:
  - file: pictures/a.jpg
    alt: Jembatan
    focus: [0.5, 0.58]
posts: {x: Dibuka hari ini}
---

Satu paragraf.
"""


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_form_that_changes_nothing_changes_no_byte(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert with_fields(text, fields_in(text, path), path) == text


def test_one_field_changes_its_own_lines_and_no_comment() -> None:
    path = Path("a.md")
    fields = fields_in(OWN, path)
    fields["pictures"][0] |= {"alt": "Jembatan baru", "was": "0"}
    made = with_fields(OWN, fields, path)
    assert made.replace("alt: Jembatan baru", "alt: Jembatan") == OWN


def test_rows_keep_what_the_form_does_not_show() -> None:
    path = Path("a.md")
    fields = fields_in(OWN, path)
    fields["facts"] = [fields["facts"][1] | {"was": "1"}, fields["facts"][0] | {"was": "0", "unit": "meter"}]
    made = with_fields(OWN, fields, path)
    assert "label: Panjang, value: 12.40, unit: meter, decimals: 2" in made
    assert made.index("Lebar") < made.index("Panjang")
    assert "posts: {x: Dibuka hari ini}" in made
    assert "# The pictures came late." in made


@pytest.mark.parametrize(
    "title",
    ["Baru: jalan", "2026-12-01", "true", "- a", "#1", "12.40", "a # b", '"x"', "Ä* b", "null", "a\nb", "=", "~"],
)
def test_what_yaml_could_misread_reads_back_as_it_was_typed(title: str, tmp_path: Path) -> None:
    made = new_text({"template": "program-update", "title": title, "body": "Satu."})
    assert fields_in(made, Path("a.md"))["title"] == title
    path = write(tmp_path / "a.md", made)
    assert read_update(path).title == title


@settings(deadline=None, max_examples=examples(100))  # how long a machine takes says nothing about the words
@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60),
    st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=20), max_size=4),
)
def test_any_words_read_back(title: str, steps: list[str]) -> None:
    path = Path("a.md")
    wanted = title.strip()
    fields = fields_in(with_fields(OWN, {"title": title, "steps": steps}, path), path)
    assert fields["title"] == wanted
    assert fields["steps"] == [step.strip() for step in steps if step.strip()]


def test_an_emptied_field_leaves_the_file() -> None:
    path = Path("a.md")
    fields = fields_in(OWN, path)
    made = with_fields(OWN, fields | {"facts": [], "pictures": []}, path)
    assert "facts" not in made
    assert "pictures:" not in made
    assert "posts:" in made


def test_front_matter_that_cannot_be_read_is_one_error() -> None:
    with pytest.raises(InputError, match="front matter"):
        fields_in("---\ntitle: [a\n---\n", Path("a.md"))


def test_what_is_wrong_in_front_matter_is_said_at_its_line_in_plain_words() -> None:
    with pytest.raises(InputError, match='the quote " that begins here is not closed') as caught:
        fields_in('---\nlang: id\ntitle: "rusak\nplace: Demak\n---\n', Path("a.md"))
    assert caught.value.where is not None
    assert caught.value.where.line == 3
