"""Tests of what a page says of an act: that it was done, what goes on, and what was missing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.desk import make_bundle
from tests.passphrases import hash_cheaply
from tests.studio.pages import open_studio
from tests.studio.test_pages import item_of, planned

from vlogkit.pipeline.posting.live_posts import waiting_posts
from vlogkit.pipeline.posting.looking.post_preview import counts_of
from vlogkit.pipeline.posting.publishing_desk import PublishingDesk
from vlogkit.publishing.registry import facts
from vlogkit.records.post import Post
from vlogkit.studio.showing import day_and_hour
from vlogkit.workspace import Workspace


@pytest.fixture
def client(workspace: Workspace) -> Iterator[TestClient]:
    with open_studio(workspace.root) as client:
        yield client


def waiting(workspace: Workspace, item: str) -> Post:
    """The one post of an item that has not left."""
    desk = PublishingDesk(workspace, {})
    try:
        (post,) = waiting_posts(desk, item)
    finally:
        desk.close()
    return post


def test_after_a_hold_is_lifted_the_queue_says_that_sending_goes_on(client: TestClient) -> None:
    client.post("/hold", data={"reason": "Banjir bandang"})
    assert "sending goes on" not in client.get("/queue?show=troubled&lifted=1").text
    assert "The hold is lifted: sending goes on." in client.post("/hold/lift").text
    assert "sending goes on" not in client.get("/queue").text


def test_a_present_passphrase_that_is_left_empty_is_told_as_empty(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("VLOGKIT_SECRETS", str(tmp_path / "secrets"))
    monkeypatch.setenv("VLOGKIT_KEYRING", "no")
    hash_cheaply(monkeypatch)
    given = {"name": "Budi", "passphrase": "empat kata yang panjang"}
    assert client.post("/passphrase", data=given).status_code == 200
    for address, more in (("/passphrase", {}), ("/answer-phrase", {"phrase": "hujan turun lagi pelan"})):
        again = client.post(address, data=given | more | {"present": ""})
        assert again.status_code == 422
        assert "the passphrase of Budi was left empty" in again.text
    assert "that is not the passphrase" in client.post("/passphrase", data=given | {"present": "salah kata"}).text


def test_what_a_reason_belongs_to_stands_at_its_field(client: TestClient, workspace: Workspace) -> None:
    page = client.get(f"/posts/{planned(workspace)}").text
    assert "Why it is taken out of the calendar" in page
    assert page.index("Move it</button>") < page.index("<h3>Do not send it</h3>") < page.index('name="reason"')


def test_a_move_that_is_refused_is_told_on_the_page(client: TestClient, workspace: Workspace) -> None:
    day = dt.datetime.now(dt.UTC).date() - dt.timedelta(days=3)
    refused = client.post(f"/posts/{planned(workspace)}/move", data={"day": day.isoformat()})
    assert refused.json()["errors"][0]["message"] == "that time has passed"
    assert refused.json()["errors"][0]["hint"] == "Give a time that is still ahead."
    script = files("vlogkit.studio").joinpath("static/studio.js").read_text(encoding="utf-8")
    assert "alert(" not in script


def test_what_lies_over_a_video_is_named(client: TestClient, workspace: Workspace) -> None:
    overlay = client.get(f"/items/{item_of(workspace)}").text.partition('class="overlay"')[2].partition("<img")[0]
    for words in ("Tabs and search", "Like", "Comment", "Share", "Save", "Name of the account"):
        assert words in overlay, words


def test_a_plan_says_when_each_post_leaves_and_how_to_move_it(client: TestClient, workspace: Workspace) -> None:
    name = make_bundle(workspace.root).id
    page = client.post("/plan", data={"item": name})
    assert page.url.path == "/review"
    told = page.text.partition('class="fine planned"')[2].partition("</section>")[0]
    assert "1 post is on the calendar now:" in told
    post = waiting(workspace, name)
    assert day_and_hour(post.due, post.zone, "en", dt.datetime.now(dt.UTC)) in told
    assert f'href="/posts/{post.id}#move"' in told
    assert 'id="move"' in client.get(f"/posts/{post.id}").text
    assert "is on the calendar now" in client.get(f"/planned/{name}").text
    assert "is on the calendar now" not in client.get("/review").text


def test_a_plan_of_everything_says_when_each_post_leaves(client: TestClient, workspace: Workspace) -> None:
    name = make_bundle(workspace.root).id
    page = client.post("/plan", data={})
    assert f'href="/posts/{waiting(workspace, name).id}#move"' in page.text
    assert "Nothing new was planned" in client.post("/plan", data={}).text


def test_a_time_is_told_as_one_says_it() -> None:
    today, zone = dt.datetime(2026, 11, 30, 5, tzinfo=dt.UTC), "Asia/Jakarta"
    due = dt.datetime(2026, 12, 1, tzinfo=dt.UTC)
    assert day_and_hour(due, zone, "id", today) == "besok, 1 Desember, 07.00"
    assert day_and_hour(due, zone, "id", due) == "hari ini, 1 Desember, 07.00"
    assert day_and_hour(due + dt.timedelta(days=3), zone, "id", today) == "Jumat, 4 Desember, 07.00"
    assert day_and_hour(due + dt.timedelta(days=40), zone, "id", today) == "Minggu, 10 Januari 2027, 07.00"


def test_a_post_for_the_folder_says_what_lies_in_it_and_what_the_folder_is(
    client: TestClient, workspace: Workspace
) -> None:
    page = client.get(f"/posts/{planned(workspace)}").text
    assert "a folder on this computer" in page
    assert "3 videos, 2 cards (pictures), 1 cover picture, 1 file of captions" in page
    assert " of 100" not in page


def test_only_pictures_are_counted_as_pictures() -> None:
    post = Post(
        id="p", bundle="b", bundle_hash="0" * 64, platform="instagram", account="i",
        due=dt.datetime(2026, 12, 1, tzinfo=dt.UTC), files=("portrait.mp4", "thumbnail.jpg", "landscape.srt"),
    )  # fmt: skip
    assert "pictures" not in {one.part for one in counts_of(post, facts("instagram"))}
    cards = post.model_copy(update={"files": ("card-1.jpg", "card-2.jpg")})
    assert [one.count for one in counts_of(cards, facts("instagram")) if one.part == "pictures"] == [2]
