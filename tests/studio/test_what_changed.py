"""Tests of what a person is shown who decides again: words and stills side by side, and counts as the service counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient
from tests.material import write
from tests.studio.pages import open_studio, planned
from tests.studio.test_pages import version_in

from vlogkit.pipeline.posting.looking.post_preview import counts_of
from vlogkit.pipeline.posting.looking.seen_posts import last_seen
from vlogkit.publishing.registry import facts
from vlogkit.records.post import Post
from vlogkit.workspace import Workspace


@pytest.fixture
def client(workspace: Workspace) -> Iterator[TestClient]:
    with open_studio(workspace.root) as client:
        yield client


def test_what_changed_since_the_last_decision_is_shown(client: TestClient, workspace: Workspace) -> None:
    post = planned(client, workspace).post
    assert "What changed since" not in client.get(f"/review/{post.id}").text
    client.post(f"/review/{post.id}", data={"decision": "reject", "by": "Budi", "reason": "angka belum benar"})
    assert "What changed since" not in client.get(f"/review/{post.id}").text
    assert client.post(f"/posts/{post.id}", data={"act": "words", "text": "Kata yang baru."}).status_code == 200
    text = client.get(f"/review/{post.id}").text
    assert "What changed since Budi decided" in text
    assert '<ins><span class="heard">put in: </span>Kata yang baru.</ins>' in text
    assert "As it was" in text


def test_a_notice_of_what_was_seen_that_is_damaged_is_left_out(client: TestClient, workspace: Workspace) -> None:
    post = planned(client, workspace).post
    client.post(f"/review/{post.id}", data={"decision": "approve", "by": "Budi"})
    seen = last_seen(workspace, post)
    assert seen is not None
    assert (seen.by, seen.content) == ("Budi", post.content_hash())
    write(workspace.seen / post.bundle / f"{post.id}.json", "{")
    assert client.get(f"/review/{post.id}").status_code == 200


def test_a_post_is_shown_as_it_will_look_with_its_counts(client: TestClient, workspace: Workspace) -> None:
    post = planned(client, workspace).post
    text = client.get(f"/posts/{post.id}").text
    assert 'class="phone-post"' in text
    assert "What is in it" in text


def test_a_link_counts_as_its_service_counts_it() -> None:
    post = Post(
        id="p", bundle="b", bundle_hash="0" * 64, platform="mastodon", account="m",
        due=dt.datetime(2026, 12, 1, tzinfo=dt.UTC), text="Lihat", link="https://contoh.id/" + "a" * 400,
    )  # fmt: skip
    (count,) = [one for one in counts_of(post, facts("mastodon")) if one.part == "text"]
    assert count.count == len("Lihat\n\n") + 23
    assert count.fits()
    long = post.model_copy(update={"text": "a" * 600})
    assert not next(one for one in counts_of(long, facts("mastodon")) if one.part == "text").fits()


def test_versions_stand_beside_each_other_as_cards(client: TestClient, workspace: Workspace) -> None:
    client.post("/items/jembatan", data={"title": "Judul lain sama sekali", "version": version_in(client, "jembatan")})
    page = client.get("/items/jembatan/versions").text
    assert "/items/jembatan/picture?format=feed" in page
    assert "<h3>Title</h3>" in page
    assert "taken out:" in page
    names = [part.split('"')[0] for part in page.split('href="?version=')[1:]]
    new, old = (client.get(f"/items/jembatan/versions/{name}/picture") for name in (names[0], names[-1]))
    assert old.headers["content-type"] == "image/jpeg"
    assert old.content != new.content
    assert client.get("/items/jembatan/versions/none/picture").status_code == 404
