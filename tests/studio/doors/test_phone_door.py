"""Tests of the door for a phone: pieces that go on where they stopped, one item, half an hour, and nothing else."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.material import NOW, paint

from vlogkit.studio.doors.door import MOST_WRONG
from vlogkit.studio.doors.phone_door import OPEN_FOR, PIECE, PhoneDoor
from vlogkit.workspace import Workspace

UPLOAD = "ab" * 16


class Clock:
    """A time that a test moves."""

    now = NOW

    def __call__(self) -> dt.datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def door(workspace: Workspace, clock: Clock) -> PhoneDoor:
    return PhoneDoor(workspace, "jembatan", lambda key: f"page {key}", until=NOW + OPEN_FOR, clock=clock)


@pytest.fixture
def client(door: PhoneDoor) -> TestClient:
    return TestClient(door.app())


@pytest.fixture
def picture(tmp_path: Path) -> bytes:
    return paint(tmp_path / "IMG_2.jpg", turn=1).read_bytes()


def put(client: TestClient, door: PhoneDoor, data: bytes, start: int, whole: int, *, key: str = "") -> object:
    return client.put(f"/{key or door.key}/{UPLOAD}?from={start}&of={whole}&name=IMG_2.jpg", content=data)


def test_a_picture_comes_in_pieces_and_goes_on_where_it_stopped(
    client: TestClient, door: PhoneDoor, workspace: Workspace, picture: bytes
) -> None:
    third = len(picture) // 3
    assert put(client, door, picture[:third], 0, len(picture)).json() == {"size": third, "file": ""}
    assert put(client, door, picture[:third], 0, len(picture)).json()["size"] == third  # sent twice: counted once
    assert client.get(f"/{door.key}/{UPLOAD}").json() == {"size": third}
    assert put(client, door, picture[third:], third, len(picture)).json()["file"] == "pictures/img-2.jpg"
    assert (workspace.root / "pictures" / "img-2.jpg").read_bytes() == picture
    assert door.files == ["pictures/img-2.jpg"]


def test_what_is_not_a_picture_is_told_and_leaves_nothing(
    client: TestClient, door: PhoneDoor, workspace: Workspace
) -> None:
    answer = put(client, door, b"MZ program", 0, 10)
    assert answer.status_code == 422
    assert "neither a picture nor a clip" in answer.json()["errors"][0]["message"]
    assert not list((workspace.private / "uploads").glob("*"))


@pytest.mark.parametrize("late", [OPEN_FOR, OPEN_FOR + dt.timedelta(days=1)])
def test_a_link_that_expired_opens_nothing(
    client: TestClient, door: PhoneDoor, clock: Clock, picture: bytes, late: dt.timedelta
) -> None:
    assert client.get(f"/{door.key}").status_code == 200
    clock.now = NOW + late
    assert client.get(f"/{door.key}").status_code == 403
    assert put(client, door, picture, 0, len(picture)).status_code == 403
    assert door.files == []


def test_a_guessed_key_opens_nothing_and_many_guesses_close_the_door(client: TestClient, door: PhoneDoor) -> None:
    for number in range(MOST_WRONG):
        assert client.get(f"/guess-{number}").status_code == 403
    assert client.get(f"/{door.key}").status_code == 403


@pytest.mark.parametrize("upload", ["..%2f..%2fvlogkit", "x", "AB" * 16, "ab" * 40])
def test_the_name_of_an_upload_leads_nowhere(client: TestClient, door: PhoneDoor, upload: str) -> None:
    assert client.put(f"/{door.key}/{upload}?from=0&of=3&name=a.jpg", content=b"abc").status_code in {403, 404, 405}


@pytest.mark.parametrize(("start", "whole"), [(0, 3_000_000_000), (-1, 10), ("x", 10), (0, 0), (0, "1e9")])
def test_sizes_that_cannot_be_are_refused(client: TestClient, door: PhoneDoor, start: object, whole: object) -> None:
    assert put(client, door, b"abc", start, whole).status_code == 413  # type: ignore[arg-type]  # on purpose


def test_a_piece_is_no_longer_than_a_piece(client: TestClient, door: PhoneDoor) -> None:
    assert put(client, door, bytes(PIECE + 1), 0, PIECE * 2).status_code == 413
