"""What was worked out once is kept for the next command, and found by all that decides about it."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import NamedTuple

import pytest

from vlogkit.files import DAY
from vlogkit.keeping.kept_notes import Kept


class Count(NamedTuple):
    """Something that takes long to find."""

    most: int
    at: float


def kept(folder: Path | None, version: int = 1) -> Kept[Count]:
    return Kept(folder, Count, version=version)


def counting(answers: list[Count], folder: Path | None, *parts: object) -> list[object]:
    """What each of two commands finds in the parts, and how many answers were used up."""
    before = len(answers)
    found: list[object] = []
    for _ in range(2):
        notes = kept(folder)
        found += [notes.get(notes.key(part), answers.pop) for part in parts]
    return [*found, before - len(answers)]


def test_the_next_command_does_not_work_it_out_again(tmp_path: Path) -> None:
    assert counting([Count(5, 2.4)], tmp_path / "new", "a") == [(5, 2.4), (5, 2.4), 1]


def test_nothing_found_is_kept_as_well(tmp_path: Path) -> None:
    assert counting([Count(0, 0.0)], tmp_path, "a", "a") == [(0, 0.0)] * 4 + [1]


def test_everything_that_decides_makes_another_note(tmp_path: Path) -> None:
    parts = ([1.5, 60, 30.0], [0.0, 60, 30.0], [1.5, 61, 30.0], [1.5, 60, 25.0])
    assert counting([Count(1, 0.0)] * 4, tmp_path, *parts)[-1] == 4


def test_a_note_of_another_version_is_not_found(tmp_path: Path) -> None:
    assert kept(tmp_path).key("a") != kept(tmp_path, version=2).key("a")


def test_without_a_folder_a_command_works_it_out_once_for_all_who_ask() -> None:
    assert counting([Count(4, 1.0)] * 2, None, "of this test")[-1] == 1


def test_without_a_folder_notes_of_another_kind_or_version_stay_apart() -> None:
    kept(None).write("a", Count(1, 1.0))
    assert kept(None, version=2).read("a") is None
    assert Kept(None, tuple[Count, ...], version=1).read("a") is None


@pytest.mark.parametrize("damage", ["", "[3", "[]", "null", '["x", 1]'])
def test_a_damaged_note_is_made_again(tmp_path: Path, damage: str) -> None:
    kept(tmp_path).write("a", Count(9, 9.0))
    (path,) = tmp_path.iterdir()
    path.write_text(damage, encoding="utf-8")
    assert kept(tmp_path).get("a", lambda: Count(2, 1.0)) == (2, 1.0)
    assert kept(tmp_path).read("a") == (2, 1.0)


def test_a_note_that_cannot_be_kept_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "watched").write_text("a file stands here", encoding="utf-8")
    assert counting([Count(4, 1.0)] * 2, tmp_path / "watched", "a") == [(4, 1.0), (4, 1.0), 2]


def test_a_note_that_is_read_is_used_now(tmp_path: Path) -> None:
    kept(tmp_path).write("a", Count(1, 1.0))
    (path,) = tmp_path.iterdir()
    os.utime(path, (0, time.time() - 10 * DAY))
    kept(tmp_path).read("a")
    assert path.stat().st_mtime > time.time() - DAY
