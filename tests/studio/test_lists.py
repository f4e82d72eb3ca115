"""Long lists come page by page, and what was looked at is approved together; what is out is taken back."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient
from tests.desk import make_bundle
from tests.studio.pages import open_studio

from vlogkit.pipeline.posting.publishing_desk import PublishingDesk
from vlogkit.pipeline.posting.reviewing import waiting_page
from vlogkit.records.post import Receipt
from vlogkit.workspace import Workspace

ITEMS = ("jalan-blora", "jalan-demak", "jalan-pati")


@pytest.fixture
def client(workspace: Workspace) -> Iterator[TestClient]:
    """Three items whose posts wait for approval."""
    for name in ITEMS:
        make_bundle(workspace.root, name)
    with open_studio(workspace.root) as client:
        client.post("/plan", data={})
        yield client


@pytest.fixture
def desk(workspace: Workspace) -> Iterator[PublishingDesk]:
    desk = PublishingDesk(workspace, {})
    yield desk
    desk.close()


def ticks(client: TestClient) -> dict[str, str]:
    """The posts that the inbox offers to approve together, with the hashes of what was seen."""
    return dict(re.findall(r'name="(post\.[^"]+)" value="([^"]+)"', client.get("/review").text))


def states(desk: PublishingDesk) -> dict[str, str]:
    return {entry.post.bundle: entry.post.state for entry in desk.ledger.entries()}


def test_what_was_looked_at_is_approved_together_and_nothing_else(client: TestClient, desk: PublishingDesk) -> None:
    first, second, third = (entry.post for entry in desk.ledger.entries())
    assert ticks(client) == {}
    for post in (first, second):
        client.get(f"/review/{post.id}")
    seen = ticks(client)
    assert seen == {f"post.{one.id}": one.content_hash() for one in (first, second)}
    foreign = seen | {f"post.{third.id}": third.content_hash(), "by": "Budi"}
    answer = client.post("/review", data=foreign)
    assert answer.status_code == 422
    assert "2 posts were approved." in answer.text
    assert f"`{third.id}` was not looked at" in answer.text
    assert states(desk) == {first.bundle: "scheduled", second.bundle: "scheduled", third.bundle: "draft"}


def test_what_has_changed_since_it_was_looked_at_is_not_offered_and_not_approved(
    client: TestClient, desk: PublishingDesk
) -> None:
    post = desk.ledger.entries()[0].post
    client.get(f"/review/{post.id}")
    seen = ticks(client)
    client.post(f"/posts/{post.id}", data={"act": "words", "text": "Kata lain."})
    assert ticks(client) == {}
    assert client.post("/review", data=seen | {"by": "Budi"}).status_code == 422
    assert desk.ledger.entry(post.id).post.state == "draft"


def test_who_looks_is_led_to_the_next_until_all_were_seen(client: TestClient, desk: PublishingDesk) -> None:
    at, seen = f"/review/{desk.ledger.entries()[0].post.id}", set[str]()
    while at:
        seen.add(at)
        found = re.search(r'href="(/review/[^"]+)">Look at the next one', client.get(at).text)
        at = found[1] if found else ""
    assert seen == {f"/review/{entry.post.id}" for entry in desk.ledger.entries()}


def test_the_inbox_has_pages_of_items_in_the_order_of_their_time(client: TestClient, desk: PublishingDesk) -> None:
    order = [entry.post.bundle for entry in desk.ledger.entries()]
    pages = [waiting_page(desk, page=page, a_page=2) for page in (1, 2, 9)]
    assert [list(page.items) for page in pages] == [order[:2], order[2:], order[2:]]
    assert (pages[0].total, pages[0].pages, pages[2].page) == (3, 2, 2)


def test_an_item_is_taken_back_and_let_go_without_a_terminal(client: TestClient, desk: PublishingDesk) -> None:
    place = "/retractions/jalan-blora"
    assert client.post(place, data={"act": "retract", "reason": "", "by": "Sari"}).status_code == 422
    client.post(place, data={"act": "retract", "reason": "warga menarik izinnya", "by": "Sari"})
    assert states(desk)["jalan-blora"] == "cancelled"
    assert "warga menarik izinnya" in client.get(place).text
    client.post(place, data={"act": "lift"})
    assert desk.ledger.retracted_items() == []
    assert client.get("/retractions/nothing-of-the-kind").status_code == 404


def test_a_step_for_what_is_out_is_approved_and_noted_as_done(client: TestClient, desk: PublishingDesk) -> None:
    post = desk.ledger.entries(bundles=["jalan-blora"])[0].post
    at = dt.datetime.now(dt.UTC)
    values = {"post": post.id, "platform": post.platform, "account": post.account, "url": "https://contoh.test/1"}
    receipt = Receipt.model_validate(values | {"remote_id": "1", "sent_at": at})
    desk.ledger.restore(post, receipt, by="uji", now=at)
    place = f"/retractions/{post.bundle}"
    assert place in client.get(f"/posts/{post.id}").text
    client.post(place, data={"act": "retract", "reason": "angka salah", "by": "Sari"})
    (step,) = desk.ledger.retractions()
    assert place in client.get("/retractions").text
    assert "1 post is still to be taken back." in client.get("/").text
    client.post(place, data={"act": "approve", "by": "Budi"})
    assert [yes.by for yes in desk.ledger.retractions()[0].yes] == ["Budi"]
    client.post(place, data={"act": "done", "step": step.id, "by": "Sari"})
    assert states(desk)[post.bundle] == "retracted"
    assert place not in client.get("/retractions").text
