"""What a person does to a post in the queue asks the same gates as sending it."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from tests.desk import Desk, make_bundle, post_of

from vlogkit.errors import InputError, SeveralErrors, UsageError
from vlogkit.pipeline.posting.posts import edit_post, move_post, retry_post
from vlogkit.pipeline.posting.publishing_desk import PublishingDesk
from vlogkit.records.settings import Account


def test_a_held_post_whose_gate_is_shut_is_neither_edited_nor_moved_nor_tried_again(tmp_path: Path) -> None:
    desk = Desk(tmp_path, accounts=(Account(name="tangan", platform="outbox"),))
    bundle, now = make_bundle(tmp_path), desk.clock()
    due = now + dt.timedelta(hours=1)
    desk.store(post_of(bundle, desk.accounts[0], files=("portrait.mp4",), due=due))
    name = "jalan-blora-tangan"
    desk.ledger.hold_back(name, by="Sari", now=now, reason="the report is confidential")
    (tmp_path / "updates" / f"{bundle.id}.md").unlink()
    opened = PublishingDesk(desk.workspace, {})
    with pytest.raises(UsageError, match=r"must not leave: .* is gone"):
        edit_post(opened, name, {"text": "Jalan Blora sudah mulus sekali."}, by="Sari", now=now)
    with pytest.raises(UsageError, match="must not leave"):
        move_post(opened, name, by="Sari", now=now, due=due)
    with pytest.raises(UsageError, match="must not leave"):
        retry_post(opened, name, by="Sari", now=now)
    post = desk.ledger.entry(name).post
    assert (post.state, post.edited) == ("held", False)
    opened.close()
    desk.ledger.close()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ({"text": "Jalan {{ notice.place }} dibuka."}, "“{{ notice.place }}” is left"),
        ({"text": "Jalan \x1b[8mBlora\x1b[0m dibuka."}, "(U+001B) is in “Jalan \ufffd[8mBlora"),
        ({"hashtags": ("Blo\u202era",)}, "(U+202E)"),
        ({"title": "Jalan {nama} dibuka"}, "“{nama}” is left"),
        ({"link": "javascript:alert(1)"}, "is not a web address"),
        ({"text": "Hubungi 0812 2877 4561."}, "personal data"),
    ],
)
def test_words_that_are_typed_for_a_post_are_checked_as_those_of_an_item(
    tmp_path: Path, words: dict[str, object], told: str
) -> None:
    desk = Desk(tmp_path, accounts=(Account(name="tangan", platform="outbox"),))
    bundle, now = make_bundle(tmp_path), desk.clock()
    desk.store(post_of(bundle, desk.accounts[0], files=("portrait.mp4",), due=now + dt.timedelta(hours=1)))
    opened = PublishingDesk(desk.workspace, {})
    with pytest.raises((InputError, SeveralErrors), match=re.escape(told)):
        edit_post(opened, "jalan-blora-tangan", words, by="Sari", now=now)
    assert not desk.ledger.entry("jalan-blora-tangan").post.edited
    edit_post(opened, "jalan-blora-tangan", {"text": "Jalan Blora sudah mulus."}, by="Sari", now=now)
    assert desk.ledger.entry("jalan-blora-tangan").post.edited
    opened.close()
    desk.ledger.close()
