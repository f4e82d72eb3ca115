"""Tests of the stills that follow who types: what did not change is neither read nor drawn again, and memory rests."""

from __future__ import annotations

import datetime as dt

import pytest

from vlogkit import catalogue
from vlogkit.errors import InputError
from vlogkit.pipeline.editing import item_preview
from vlogkit.pipeline.editing.item_editing import open_item, save_item
from vlogkit.pipeline.editing.item_preview import PreviewRoom
from vlogkit.workspace import Workspace

NOW = dt.datetime(2026, 10, 20, 9, 0, tzinfo=dt.UTC)
TODAY = NOW.date()


def type_title(workspace: Workspace, title: str) -> None:
    item = open_item(workspace, "jembatan")
    save_item(workspace, "jembatan", item.fields | {"title": title}, known=item.version, now=NOW)


def test_a_keystroke_reads_no_template_again(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    room = PreviewRoom(lambda: workspace)
    type_title(workspace, "Jembatan dibuka")
    before = room.card("jembatan", "square", None, TODAY)
    read: list[str] = []
    merged = catalogue._merged

    def noted(*given: object) -> object:
        read.append(str(given[0]))
        return merged(*given)  # type: ignore[arg-type]  # as it came

    monkeypatch.setattr(catalogue, "_merged", noted)
    type_title(workspace, "Jembatan dibuka lagi")
    assert room.card("jembatan", "square", None, TODAY) != before
    assert read == []


def test_memory_is_given_back_when_nobody_types_any_more(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    given_back: list[int] = []
    monkeypatch.setattr(item_preview, "trim", lambda: given_back.append(1))
    monkeypatch.setattr(item_preview, "QUIET", 0.6)
    room = PreviewRoom(lambda: workspace)
    for number in range(3):
        type_title(workspace, f"Jembatan dibuka {number}")
        room.card("jembatan", "square", None, TODAY)
    resting = room._resting
    assert resting is not None
    resting.join(20)
    assert given_back[-1:] == [1]


def test_a_template_that_is_not_there_is_named_with_who_named_it(workspace: Workspace) -> None:
    path = workspace.updates / "jembatan.md"
    with pytest.raises(InputError) as caught:
        catalogue.known_template("tidak-ada", workspace.root, where=path)
    assert caught.value.where is not None
    assert str(path) in str(caught.value.where)
