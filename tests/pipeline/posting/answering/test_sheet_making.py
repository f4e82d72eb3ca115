"""A sheet shows exactly what would leave, to somebody who may decide, or is not made."""

from __future__ import annotations

import json

import pytest
from tests.answers import settle, text_of
from tests.desk import NOW

from vlogkit.errors import UsageError
from vlogkit.pipeline.posting.answering.sheet_making import who_can_be_asked
from vlogkit.pipeline.posting.publishing_desk import PublishingDesk
from vlogkit.records.settings import Approval
from vlogkit.studio.doors.sheet_page import made_sheet

ITEM = "jalan-blora"


def made(desk: PublishingDesk, item: str = ITEM, approver: str = "Budi") -> dict[str, object]:
    html = made_sheet(desk, item, approver=approver, by="Sari", way="file", now=NOW).html
    shown: dict[str, object] = json.loads(text_of(html))
    return shown


def test_it_is_bound_to_the_content_of_each_post(desk: PublishingDesk) -> None:
    (entry,) = desk.ledger.entries()
    shown = made(desk)
    assert shown["sheet"]["posts"] == [{"id": entry.post.id, "content": entry.post.content_hash()}]  # type: ignore[index]
    assert shown["groups"][0]["words"] == entry.post.wording()  # type: ignore[index]
    assert [one["alt"] for one in shown["groups"][0]["files"]] == list(entry.post.alts)  # type: ignore[index]


def test_nothing_is_asked_about_what_does_not_wait(desk: PublishingDesk) -> None:
    with pytest.raises(UsageError, match="nothing of `lain` waits for approval"):
        made(desk, "lain")
    desk.ledger.decide(desk.ledger.entries()[0].post.id, "approved", by="Wati", now=NOW)
    with pytest.raises(UsageError, match="waits for approval"):
        made(desk)


def test_a_file_that_is_not_as_it_was_rendered_is_not_shown(desk: PublishingDesk) -> None:
    (desk.workspace.bundles / ITEM / "card-feed.jpg").write_bytes(b"another picture")
    with pytest.raises(UsageError, match=r"`card-feed\.jpg` is not as it was rendered"):
        made(desk)


def test_a_bundle_that_was_rendered_again_is_planned_first(desk: PublishingDesk) -> None:
    manifest = desk.workspace.bundles / ITEM / "bundle.json"
    manifest.write_text(
        manifest.read_text(encoding="utf-8").replace("Jalan Blora mulus", "Jalan lain"), encoding="utf-8"
    )
    with pytest.raises(UsageError, match="rendered again since this was planned"):
        made(desk)


def test_a_name_is_called_as_the_settings_have_it(desk: PublishingDesk) -> None:
    settle(desk, Approval(approvers=("Budi", "Wati")))
    assert made(desk, approver=" budi ")["sheet"]["approver"] == "Budi"  # type: ignore[index]
    assert who_can_be_asked(desk, ITEM) == ["Budi", "Wati"]
    with pytest.raises(UsageError, match="a sheet is for somebody"):
        made(desk, approver="  ")
