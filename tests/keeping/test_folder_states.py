"""A folder in which anything was changed is in another state, and one that was just written to is in none."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.material import write

from vlogkit.keeping import folder_states
from vlogkit.keeping.file_hashes import SETTLED_NS
from vlogkit.keeping.folder_states import state_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path / "brands" / "jateng.yaml", "name: jateng\n")
    write(tmp_path / "updates" / "jalan.md", "Jalan\n")
    write(tmp_path / "bundles" / "jalan" / "alt.txt", "Jalan\n")
    return tmp_path


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """So long after every change that another one would bear another time."""
    now = time.time_ns()
    monkeypatch.setattr(folder_states.time, "time_ns", lambda: now + 10 * SETTLED_NS)


@pytest.mark.usefixtures("later")
@pytest.mark.parametrize(
    "change",
    [
        lambda folder: write(folder / "updates" / "jalan.md", "Pasar\n"),
        lambda folder: write(folder / "updates" / "pasar.md", "Pasar\n"),
        lambda folder: (folder / "updates" / "jalan.md").unlink(),
        lambda folder: (folder / "updates" / "jalan.md").rename(folder / "updates" / "pasar.md"),
        lambda folder: (folder / "updates").rename(folder / "items"),
    ],
    ids=["other content", "one more", "one less", "another name", "another folder"],
)
def test_any_change_of_a_file_makes_another_state(folder: Path, change: Callable[[Path], object]) -> None:
    before = state_of([folder])
    assert before == state_of([folder])
    change(folder)
    assert state_of([folder]) not in {before, None}


@pytest.mark.usefixtures("later")
def test_what_is_hidden_or_left_out_makes_no_difference(folder: Path) -> None:
    before = state_of([folder], but=[folder / "bundles"])
    write(folder / "bundles" / "jalan" / "alt.txt", "Pasar\n")
    write(folder / ".vlogkit" / "checked" / "note.json", "{}")
    assert state_of([folder], but=[folder / "bundles"]) == before != state_of([folder])


def test_a_folder_in_which_a_file_was_just_changed_has_no_state(folder: Path) -> None:
    assert state_of([folder]) is None


def test_a_folder_that_is_not_there_is_like_an_empty_one(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert state_of([tmp_path / "empty"]) is not None
    assert state_of([tmp_path / "none"]) is not None
