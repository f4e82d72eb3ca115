"""A clip is looked through for flashes once; what was counted is kept for the next command."""

from __future__ import annotations

from pathlib import Path

import pytest

from vlogkit.pipeline.checking.backdrops import FlashesKept

SHA = "ab" * 32
PART = (1.5, 60, 30.0)


def counting(answers: list[tuple[int, float]], folder: Path | None, *parts: tuple[float, int, float]) -> list[object]:
    """What each of two commands finds in the parts, and how many answers were used up."""
    before = len(answers)
    found: list[object] = []
    for _ in range(2):
        kept = FlashesKept(folder)
        found += [kept.get(SHA, part, lambda: answers.pop()) for part in parts]
    return [*found, before - len(answers)]


def test_the_next_command_does_not_look_again(tmp_path: Path) -> None:
    assert counting([(5, 2.4)], tmp_path / "new", PART) == [(5, 2.4), (5, 2.4), 1]


def test_a_clip_without_flashes_is_not_looked_at_again(tmp_path: Path) -> None:
    assert counting([(0, 0.0)], tmp_path, PART, PART) == [(0, 0.0)] * 4 + [1]


def test_another_part_or_rate_is_looked_at(tmp_path: Path) -> None:
    parts = (PART, (0.0, 60, 30.0), (1.5, 61, 30.0), (1.5, 60, 25.0))
    assert counting([(1, 0.0)] * 4, tmp_path, *parts)[-1] == 4


def test_without_a_folder_each_command_looks() -> None:
    assert counting([(4, 1.0), (4, 1.0)], None, PART)[-1] == 2


@pytest.mark.parametrize("damage", ["", "[3", "[]", "null", '["x", 1]'])
def test_a_damaged_note_is_looked_up_again(tmp_path: Path, damage: str) -> None:
    FlashesKept(tmp_path).get(SHA, PART, lambda: (9, 9.0))
    (path,) = tmp_path.iterdir()
    path.write_text(damage, encoding="utf-8")
    assert FlashesKept(tmp_path).get(SHA, PART, lambda: (2, 1.0)) == (2, 1.0)
    assert FlashesKept(tmp_path).get(SHA, PART, lambda: (7, 7.0)) == (2, 1.0)


def test_a_note_that_cannot_be_kept_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "watched").write_text("a file stands here", encoding="utf-8")
    assert counting([(4, 1.0), (4, 1.0)], tmp_path / "watched", PART) == [(4, 1.0), (4, 1.0), 2]
