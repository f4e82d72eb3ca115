"""Tests of saving an item from a page: nothing that anybody typed is lost, whoever else writes the file."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from tests.material import NOW

from vlogkit.errors import InputError, UsageError
from vlogkit.pipeline.editing.item_editing import free_name, new_item, open_item, save_item, save_text
from vlogkit.pipeline.editing.versions import version_text, versions
from vlogkit.workspace import Workspace

NAME = "jembatan"


def item_of(workspace: Workspace) -> str:
    return next(workspace.items()).stem


def test_a_change_is_written_and_the_state_before_can_be_brought_back(workspace: Workspace) -> None:
    name = item_of(workspace)
    opened = open_item(workspace, name)
    saved = save_item(workspace, name, {"title": "Jembatan baru dibuka"}, known=opened.version, now=NOW)
    assert not saved.conflict
    assert open_item(workspace, name).fields["title"] == "Jembatan baru dibuka"
    oldest = versions(workspace, name)[-1]
    assert version_text(workspace, name, oldest.name) == opened.text


def test_a_burst_of_typing_is_one_version(workspace: Workspace) -> None:
    name = item_of(workspace)
    known, first = open_item(workspace, name).version, open_item(workspace, name).text
    for second in range(30):
        at = NOW + dt.timedelta(seconds=second)
        known = save_item(workspace, name, {"title": f"Jembatan {second}"}, known=known, now=at).version
    kept = [version_text(workspace, name, one.name) for one in versions(workspace, name)]
    assert len(kept) == 2
    assert "Jembatan 29" in kept[0]
    assert kept[1] == first


@pytest.mark.parametrize("order", [*itertools.product("ps", repeat=4)], ids="".join)
def test_page_and_editor_never_overwrite_each_other(workspace: Workspace, order: tuple[str, ...]) -> None:
    """`p` is the page saving, `s` somebody else saving the file in an editor: each writing is in the file or kept."""
    name = item_of(workspace)
    path = workspace.updates / f"{name}.md"
    opened = open_item(workspace, name)
    known, typed = opened.version, []
    for step, who in enumerate(order):
        title = f"{who} {step}"
        if who == "s":
            path.write_text(opened.text.replace("Jembatan dibuka\n", f"{title}\n", 1), encoding="utf-8")
            typed.append(title)
            continue
        at = NOW + dt.timedelta(minutes=5 * step)
        saved = save_item(workspace, name, {"title": title}, known=known, now=at)
        typed.append(title)
        if saved.conflict:
            break
        known = saved.version
    there = path.read_text(encoding="utf-8")
    kept = "".join(one.path.read_text(encoding="utf-8") for one in versions(workspace, name))
    pages = [title for title in typed if title.startswith("p")]
    assert all(title in there or title in kept for title in pages)
    if typed and typed[-1].startswith("s"):
        assert typed[-1] in there
    editors = [title for title in typed if title.startswith("s")]
    assert not editors or editors[-1] in there or editors[-1] in kept


def test_what_was_typed_in_a_conflict_is_kept_and_the_file_is_theirs(workspace: Workspace) -> None:
    name = item_of(workspace)
    opened = open_item(workspace, name)
    path = workspace.updates / f"{name}.md"
    theirs = opened.text.replace("Jembatan dibuka", "Diubah di editor", 1)
    path.write_text(theirs, encoding="utf-8")
    saved = save_item(workspace, name, {"title": "Diubah di halaman"}, known=opened.version, now=NOW)
    assert saved.conflict
    assert path.read_text(encoding="utf-8") == theirs
    (kept,) = [one for one in versions(workspace, name) if one.why == "conflict"]
    assert "Diubah di halaman" in version_text(workspace, name, kept.name)


def test_a_file_that_no_form_can_show_is_mended_as_text(workspace: Workspace) -> None:
    name = item_of(workspace)
    path = workspace.updates / f"{name}.md"
    good = path.read_text(encoding="utf-8")
    path.write_text("---\ntitle: [\n---\n", encoding="utf-8")
    opened = open_item(workspace, name)
    assert opened.trouble is not None
    save_text(workspace, name, good, known=opened.version, now=NOW)
    assert open_item(workspace, name).trouble is None


def test_a_new_item_is_named_after_its_title_and_replaces_none(workspace: Workspace) -> None:
    names = [new_item(workspace, {"title": "Jalan Ünïk: 100 %!", "body": "Satu."}) for _ in range(2)]
    assert names == ["jalan-unik-100", "jalan-unik-100-2"]
    assert free_name(workspace, "CON") == "berita-con"
    assert free_name(workspace, "ꦗꦮ") == "berita"
    with pytest.raises(InputError, match="no title"):
        new_item(workspace, {"title": "  "})


@pytest.mark.parametrize("name", ["../vlogkit", "..", "a/b", "CON", "tidak-ada", ""])
def test_a_name_leads_nowhere_else(workspace: Workspace, name: str) -> None:
    with pytest.raises(UsageError):
        open_item(workspace, name)
