"""Tests of what a page says of an act: that it was done, what goes on, and what was missing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.passphrases import hash_cheaply
from tests.studio.pages import open_studio
from tests.studio.test_pages import item_of, planned

from vlogkit.workspace import Workspace


@pytest.fixture
def client(workspace: Workspace) -> Iterator[TestClient]:
    with open_studio(workspace.root) as client:
        yield client


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
