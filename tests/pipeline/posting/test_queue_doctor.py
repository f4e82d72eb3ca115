from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest
from tests.desk import Desk, make_bundle, post_of

from vlogkit.pipeline.posting.publishing_desk import PublishingDesk
from vlogkit.pipeline.posting.queue_doctor import look_at_queue
from vlogkit.records.settings import Account


@pytest.mark.parametrize("platform", ["outbox", "whatsapp"])
def test_a_pack_that_was_deleted_from_the_outbox_is_told(tmp_path: Path, platform: str) -> None:
    desk = Desk(tmp_path, accounts=(Account(name="tangan", platform=platform),))
    desk.store(post_of(make_bundle(tmp_path), desk.accounts[0], files=("portrait.mp4",)))
    desk.publish()
    opened = PublishingDesk(desk.workspace, {})
    look = {"now": desk.clock()}
    assert [one.code for one in look_at_queue(opened, **look)] == []
    shutil.rmtree(desk.workspace.outbox)
    (finding,) = look_at_queue(opened, **look)
    assert (finding.code, finding.subject) == ("queue.pack", "jalan-blora-tangan")
    opened.close()
    desk.ledger.close()


def test_a_planned_post_whose_gate_is_shut_is_told_with_why(tmp_path: Path) -> None:
    desk = Desk(tmp_path, accounts=(Account(name="tangan", platform="outbox"),))
    bundle = make_bundle(tmp_path)
    desk.store(post_of(bundle, desk.accounts[0], files=("portrait.mp4",), due=desk.clock() + dt.timedelta(hours=1)))
    opened = PublishingDesk(desk.workspace, {})
    look = {"now": desk.clock()}
    assert [one.code for one in look_at_queue(opened, **look)] == []
    (tmp_path / "updates" / f"{bundle.id}.md").unlink()
    (finding,) = look_at_queue(opened, **look)
    assert (finding.code, finding.severity, finding.subject) == ("gate-shut", "error", "jalan-blora-tangan")
    assert "is gone" in finding.message
    assert finding.hint
    assert desk.ledger.entry("jalan-blora-tangan").post.state == "scheduled"
    opened.close()
    desk.ledger.close()
