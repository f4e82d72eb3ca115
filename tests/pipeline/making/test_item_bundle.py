"""An item whose bundle stands is told again only when something has changed that its files are made of."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.material import NOW, SETTINGS, TEMPLATE, UPDATE, paint, write

from vlogkit.keeping import folder_states
from vlogkit.keeping.file_hashes import SETTLED_NS
from vlogkit.pipeline.making.bundles import Made
from vlogkit.pipeline.making.item_bundle import make_item
from vlogkit.pipeline.making.options import Options
from vlogkit.pipeline.telling import items
from vlogkit.workspace import Workspace, open_workspace

QUICK = Options(draft=True)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The items that were told, so long after every change that another one would bear another time."""
    now, names, tell = time.time_ns(), list[str](), items.tell
    monkeypatch.setattr(folder_states.time, "time_ns", lambda: now + 10 * SETTLED_NS)
    monkeypatch.setattr(items, "tell", lambda place, name, **given: names.append(name) or tell(place, name, **given))
    return names


def make(workspace: Workspace, options: Options = QUICK, now: dt.datetime = NOW) -> Made:
    return make_item(open_workspace(workspace.root), "jembatan", options, now=now)


def test_an_item_that_has_not_changed_is_not_told_again(workspace: Workspace, told: list[str]) -> None:
    first = make(workspace)
    told.clear()
    again = make(workspace)
    assert (told, again.unchanged) == ([], True)
    assert [one.sha256 for one in again.bundle.outputs] == [one.sha256 for one in first.bundle.outputs]
    assert not any(one.frames_encoded or one.seconds for one in again.bundle.outputs)


CHANGES: dict[str, Callable[[Path], object]] = {
    "a word": lambda root: write(root / "updates" / "jembatan.md", UPDATE.replace("title: ", "title: Kini ")),
    "the template": lambda root: write(root / "templates" / "tiny" / "template.yaml", TEMPLATE.replace("0.5", "2.5")),
    "a picture": lambda root: paint(root / "pictures" / "hijau.jpg", turn=1),
    "the formats": lambda root: write(root / "vlogkit.yaml", SETTINGS.replace("[square]", "[portrait]")),
    "a video that was made": lambda root: write(root / "drafts" / "jembatan" / "square.mp4", "x"),
    "a manifest that was made": lambda root: write(root / "drafts" / "jembatan" / "bundle.json", "{"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_makes_it_anew(workspace: Workspace, told: list[str], change: str) -> None:
    make(workspace)
    told.clear()
    CHANGES[change](workspace.root)
    made = make(workspace)
    assert (told, made.unchanged) == (["jembatan"], False)
    assert make(workspace).unchanged


def test_it_is_made_anew_without_the_cache_and_told_anew_on_another_day(workspace: Workspace, told: list[str]) -> None:
    make(workspace)
    assert not make(workspace, Options(draft=True, use_cache=False)).unchanged
    told.clear()
    assert make(workspace, now=NOW + dt.timedelta(days=1)).unchanged
    assert told == ["jembatan"]


def test_a_format_that_is_asked_for_is_known_by_itself(workspace: Workspace, told: list[str]) -> None:
    make(workspace)
    portrait = Options(draft=True, formats=("portrait",))
    assert not make(workspace, portrait).unchanged
    told.clear()
    assert make(workspace, portrait).unchanged
    assert told == []
    assert not make(workspace, QUICK).unchanged
