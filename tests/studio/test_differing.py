"""Tests of what a page says where what is on the calendar differs from its item."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient
from tests.desk import NOW, make_bundle
from tests.studio.pages import open_studio, planned

from vlogkit.pipeline.editing.item_editing import open_item, save_text
from vlogkit.workspace import Workspace

DIFFERS = "What is on the calendar differs from the item as it stands now."
EARLIER = "What is on the calendar is an earlier version of this item."


@pytest.fixture
def client(workspace: Workspace) -> Iterator[TestClient]:
    with open_studio(workspace.root) as client:
        yield client


def test_an_item_that_was_changed_since_says_that_the_calendar_has_something_else(
    client: TestClient, workspace: Workspace
) -> None:
    post = planned(client, workspace).post
    item = open_item(workspace, post.bundle)
    addresses = (f"/items/{post.bundle}/made", f"/posts/{post.id}", f"/review/{post.id}")
    for address in addresses:
        assert 'class="differs"' not in client.get(address).text, address
    save_text(workspace, post.bundle, item.text + "\nLagi.\n", known=item.version, now=NOW)
    for address in addresses:
        page = client.get(address).text
        assert DIFFERS in page, address
        assert "See what differs" in page, address
        assert "out of the calendar" in page, address
    compared = client.get(f"/items/{post.bundle}/made").text.partition(f'href="/items/{post.bundle}/versions')[2]
    other = client.get(f"/items/{post.bundle}/versions{compared.partition(chr(34))[0]}").text
    assert "Nothing: the item says" not in other
    changed = open_item(workspace, post.bundle)
    save_text(workspace, post.bundle, item.text, known=changed.version, now=NOW)
    assert DIFFERS not in client.get(addresses[0]).text


def test_what_was_rendered_anew_is_offered_in_the_place_of_what_is_on_the_calendar(
    client: TestClient, workspace: Workspace
) -> None:
    post = planned(client, workspace).post
    make_bundle(workspace.root, text="Jalan Blora rusak lagi.")
    for address in (f"/items/{post.bundle}/made", f"/posts/{post.id}", f"/review/{post.id}"):
        page = client.get(address).text
        assert EARLIER in page, address
        assert f'data-post="/plan" data-item="{post.bundle}"' in page, address
    client.post("/plan", data={"item": post.bundle})
    assert 'class="differs"' not in client.get(f"/items/{post.bundle}/made").text
    assert "rusak lagi" in client.get(f"/review/{post.id}").text


def test_a_post_that_was_taken_out_is_not_counted_as_on_the_calendar(client: TestClient, workspace: Workspace) -> None:
    post = planned(client, workspace).post
    assert "1 post of it is on the calendar." in client.get(f"/items/{post.bundle}/made").text
    client.post(f"/posts/{post.id}", data={"act": "cancel"})
    assert "Its posts were taken out of the calendar." in client.get(f"/items/{post.bundle}/made").text
