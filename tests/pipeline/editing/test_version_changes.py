"""What differs between two states of an item, field by field, for somebody who reads no YAML."""

from __future__ import annotations

from vlogkit.pipeline.editing.version_changes import FieldChange, changed_fields

BEFORE = """---
title: Jalan Pati dibuka
facts:
  - {label: Panjang, value: 12, unit: km}
  - {label: Warga, value: 900, unit: jiwa}
pictures:
  - {file: pictures/a.jpg, alt: Jalan}
  - {file: pictures/b.jpg, alt: Warga, focus: [0.2, 0.3]}
---
Truk lewat lagi.
"""


def marked(change: FieldChange) -> tuple[str, str]:
    """Both states, in brackets what differs."""
    old, new = (
        "".join(f"[{run.words}]" if run.differs else run.words for run in runs)
        for runs in (change.before, change.after)
    )
    return old, new


def changes(after: str) -> dict[str, FieldChange]:
    found = changed_fields(BEFORE, after)
    assert found is not None
    return {one.field: one for one in found}


def test_words_that_went_and_came_are_marked_in_their_field() -> None:
    found = changes(BEFORE.replace("dibuka", "ditutup").replace("Truk lewat", "Truk dan bus lewat"))
    assert marked(found["title"]) == ("Jalan Pati[ dibuka]", "Jalan Pati[ ditutup]")
    assert marked(found["body"]) == ("Truk lewat lagi.", "Truk[ dan bus] lewat lagi.")
    assert set(found) == {"title", "body"}


def test_a_row_is_known_again_when_another_is_put_before_it() -> None:
    first = "facts:\n  - {label: Biaya, value: 3, unit: miliar}\n"
    found = changes(BEFORE.replace("facts:\n", first).replace("value: 900", "value: 950"))
    assert {key for key in found if key.startswith("facts.3")} == {"facts.3.value"}
    assert marked(found["facts.1.label"]) == ("", "[Biaya]")


def test_a_picture_that_went_is_a_picture_and_its_words_go_with_it() -> None:
    found = changes(BEFORE.replace("  - {file: pictures/a.jpg, alt: Jalan}\n", ""))
    assert {key: (one.kind, one.pictures) for key, one in found.items()} == {
        "pictures.1": ("picture", ("pictures/a.jpg", ""))
    }


def test_another_point_that_must_stay_visible_is_shown_on_the_picture() -> None:
    (change,) = changes(BEFORE.replace("[0.2, 0.3]", "[0.8, 0.3]")).values()
    assert (change.field, change.kind, change.points) == ("pictures.2.focus", "focus", ((0.2, 0.3), (0.8, 0.3)))


def test_a_file_that_no_form_can_show_has_no_fields() -> None:
    assert changed_fields(BEFORE, "---\ntitle: [\n---\n") is None
    assert changed_fields(BEFORE, BEFORE) == []
