"""One item in the page and in an editor at once, in every order: a conflict shows both, and nothing that was written is lost."""

from __future__ import annotations

import datetime as dt
from itertools import combinations

import pytest
from tests.material import NOW

from vlogkit.pipeline.editing.item_editing import open_item, save_item
from vlogkit.pipeline.editing.versions import version_of, version_text, versions
from vlogkit.workspace import Workspace

ITEM = "jembatan"
ORDERS = [tuple("page" if turn in chosen else "editor" for turn in range(6)) for chosen in combinations(range(6), 3)]


def test_there_are_twenty_orders_of_three_acts_and_three() -> None:
    assert len(ORDERS) == 20


@pytest.mark.parametrize("order", ORDERS, ids=["".join(one[0] for one in order) for order in ORDERS])
def test_nothing_is_lost_in_any_order(workspace: Workspace, order: tuple[str, ...]) -> None:
    path = workspace.updates / f"{ITEM}.md"
    buffer = path.read_text(encoding="utf-8")  # an editor that was opened first, and writes over everything
    page, written = open_item(workspace, ITEM), []
    known, body = page.version, page.fields["body"]
    for turn, who in enumerate(order):
        at, mark = NOW + dt.timedelta(seconds=turn), f"Kalimat {who} {turn}."
        written.append(mark)
        if who == "editor":
            buffer += f"\n{mark}\n"
            path.write_text(buffer, encoding="utf-8")
            continue
        standing = path.read_text(encoding="utf-8")
        body += f"\n\n{mark}"
        saved = save_item(workspace, ITEM, {"body": body}, known=known, now=at)
        assert saved.conflict == (version_of(standing) != known)
        if saved.conflict:
            assert path.read_text(encoding="utf-8") == standing
            newest = versions(workspace, ITEM)[0]
            assert newest.why == "conflict"
            assert mark in version_text(workspace, ITEM, newest.name)
            page = open_item(workspace, ITEM)  # the page is loaded again
            body = page.fields["body"]
        known = open_item(workspace, ITEM).version if saved.conflict else saved.version
    kept = [version_text(workspace, ITEM, one.name) for one in versions(workspace, ITEM)]
    everything = "\n".join([path.read_text(encoding="utf-8"), *kept])
    assert [mark for mark in written if mark not in everything] == []


def test_what_one_person_types_without_a_break_is_one_version(workspace: Workspace) -> None:
    known = open_item(workspace, ITEM).version
    for turn in range(30):
        fields = {"body": f"Kalimat {turn}."}
        known = save_item(workspace, ITEM, fields, known=known, now=NOW + dt.timedelta(seconds=turn)).version
    assert len(versions(workspace, ITEM)) == 2


def test_what_an_editor_wrote_over_is_kept_although_the_page_was_loaded_again(workspace: Workspace) -> None:
    path = workspace.updates / f"{ITEM}.md"
    opened = open_item(workspace, ITEM)
    first = save_item(workspace, ITEM, {"body": "Dari halaman."}, known=opened.version, now=NOW)
    path.write_text(opened.text + "\nDari editor.\n", encoding="utf-8")
    for turn in range(3):
        again = open_item(workspace, ITEM)
        later = NOW + dt.timedelta(seconds=turn + 1)
        save_item(workspace, ITEM, {"body": f"Lagi {turn}."}, known=again.version, now=later)
    kept = [version_text(workspace, ITEM, one.name) for one in versions(workspace, ITEM)]
    assert not first.conflict
    assert any("Dari halaman." in text for text in kept)
    assert any("Dari editor." in text for text in kept)
