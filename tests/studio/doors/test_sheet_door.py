"""The door for an answer: one item, one answer, half an hour; a link that was stolen opens nothing afterwards."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.answers import answer_code, asking_desk
from tests.desk import NOW, Watch

from vlogkit.pipeline.posting.answering.sheet_making import OPEN_FOR
from vlogkit.pipeline.posting.publishing_desk import PublishingDesk
from vlogkit.studio.doors.door import MOST_WRONG
from vlogkit.studio.doors.sheet_door import MOST_BYTES, SheetDoor
from vlogkit.studio.doors.sheet_page import made_sheet

ITEM = "jalan-blora"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[PublishingDesk]:
    with asking_desk(tmp_path) as desk:
        yield desk


@pytest.fixture
def clock() -> Watch:
    return Watch(NOW)


def door_for(desk: PublishingDesk, clock: Watch, approver: str) -> SheetDoor:
    @contextmanager
    def opened() -> Iterator[PublishingDesk]:
        yield desk

    made = made_sheet(desk, ITEM, approver=approver, by="Sari", way="link", now=clock())
    until = made.sheet.until
    return SheetDoor(made.sheet, made.html, made.films, opened, until=until, clock=clock, lang=made.lang)


@pytest.fixture
def door(desk: PublishingDesk, clock: Watch) -> SheetDoor:
    return door_for(desk, clock, "Budi")


@pytest.fixture
def client(door: SheetDoor) -> TestClient:
    return TestClient(door.app())


def state(door: SheetDoor) -> str:
    with door.desk() as opened:
        return opened.ledger.entries()[0].post.state


def test_it_shows_the_sheet_and_its_videos_under_a_strict_policy(client: TestClient, door: SheetDoor) -> None:
    page = client.get(f"/{door.key}")
    assert page.status_code == 200
    assert page.text == door.html
    policy = page.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert client.get(f"/{door.key}/films/0").content == door.films[0].read_bytes()
    assert client.get(f"/{door.key}/films/0", headers={"range": "bytes=0-9"}).status_code == 206
    for other in ("films/1", "films/x", "films/..%2f..%2fbundle.json", "bundle.json", "..", "studio.css"):
        assert client.get(f"/{door.key}/{other}").status_code in {403, 404, 405}, other


def test_one_answer_is_taken_and_then_the_door_is_shut(client: TestClient, door: SheetDoor) -> None:
    code = answer_code(door.html)
    answer = client.post(f"/{door.key}/answer", json={"code": code})
    assert answer.json() == {"done": "Terima kasih. Anda menyetujuinya."}
    assert state(door) == "approved"
    assert client.post(f"/{door.key}/answer", json={"code": code}).status_code == 403
    assert client.get(f"/{door.key}").status_code == 403


def test_a_no_is_told_with_its_reason(client: TestClient, door: SheetDoor) -> None:
    code = answer_code(door.html, yes=False, reason="ganti foto")
    assert client.post(f"/{door.key}/answer", json={"code": code}).status_code == 200
    assert door.taken is not None
    assert (door.taken.yes, door.taken.reason) == (False, "ganti foto")


def test_a_stolen_link_after_it_expired_opens_nothing(client: TestClient, door: SheetDoor, clock: Watch) -> None:
    code = answer_code(door.html)
    clock.now = NOW + OPEN_FOR["link"]
    for answer in (
        client.get(f"/{door.key}"),
        client.get(f"/{door.key}/films/0"),
        client.post(f"/{door.key}/answer", json={"code": code}),
    ):
        assert answer.status_code == 403
        assert answer.text == "Tautan ini sudah habis masanya. Minta yang baru di komputer."
    assert state(door) == "draft"


def test_a_stolen_link_without_the_phrase_decides_nothing(client: TestClient, door: SheetDoor) -> None:
    for given in (
        {"code": answer_code(door.html, "a guess of the phrase")},
        {"yes": True},
        {"code": "", "yes": True},
        {},
        [],
        "x",
    ):
        answer = client.post(f"/{door.key}/answer", json=given)
        assert answer.status_code == 422, given
        assert len(answer.json()["errors"]) == 1
    assert state(door) == "draft"


def test_a_guessed_key_opens_nothing_and_many_guesses_close_the_door(client: TestClient, door: SheetDoor) -> None:
    for number in range(MOST_WRONG):
        assert client.get(f"/guess-{number}").status_code == 403
    assert client.get(f"/{door.key}").status_code == 403


def test_an_answer_to_another_sheet_is_refused_at_this_door(
    client: TestClient,
    door: SheetDoor,
    desk: PublishingDesk,
) -> None:
    other = made_sheet(desk, ITEM, approver="Wati", by="Sari", way="file", now=NOW)
    answer = client.post(f"/{door.key}/answer", json={"code": answer_code(other.html)})
    assert "bukan dibuat di sini" in answer.json()["errors"][0]["message"]
    assert state(door) == "draft"


def test_an_answer_is_no_longer_than_an_answer(client: TestClient, door: SheetDoor) -> None:
    data = json.dumps({"code": answer_code(door.html) + " " * MOST_BYTES})
    assert client.post(f"/{door.key}/answer", content=data).status_code == 422


def test_without_a_phrase_the_answer_is_recorded_and_said_to_be_not_proven(
    desk: PublishingDesk,
    clock: Watch,
) -> None:
    door = door_for(desk, clock, "Ibu Kepala")
    client = TestClient(door.app())
    assert client.post(f"/{door.key}/answer", json={"yes": False, "reason": " "}).status_code == 422
    assert client.post(f"/{door.key}/answer", json={"yes": "yes"}).status_code == 422
    assert client.post(f"/{door.key}/answer", content=b'{"yes": true, "reason": "\\ud83d"}').status_code == 200
    (yes,) = desk.ledger.said_yes(desk.ledger.entries()[0].post)
    assert (yes.by, yes.proven) == ("Ibu Kepala", False)
