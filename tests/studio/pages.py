"""A studio whose pages are asked for without a network."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from starlette.testclient import TestClient
from tests.desk import make_bundle

from vlogkit.pipeline.posting.publishing_desk import PublishingDesk
from vlogkit.records.post import Entry
from vlogkit.studio.app import studio_app
from vlogkit.studio.doorkeeping import Doorkeeper
from vlogkit.studio.guarding import TOKEN_HEADER, Guard, local_hosts
from vlogkit.studio.rooms import Rooms
from vlogkit.workspace import Workspace

PORT = 8000
BASE = f"http://127.0.0.1:{PORT}"


@contextmanager
def open_studio(folder: Path, language: str = "en", keeper: Doorkeeper | None = None) -> Iterator[TestClient]:
    """A client that sends the token with everything, as the studio's own pages do."""
    guard = Guard(local_hosts(PORT), keeper=keeper)
    rooms = Rooms(folder, guard, language)
    app = studio_app(rooms, guard)
    with TestClient(app, base_url=BASE, raise_server_exceptions=False, headers={TOKEN_HEADER: guard.token}) as client:
        yield client


def planned(client: TestClient, workspace: Workspace) -> Entry:
    """A post that was planned on the calendar page and waits for approval."""
    make_bundle(workspace.root)
    client.post("/plan", data={})
    desk = PublishingDesk(workspace, {})
    try:
        (entry,) = desk.ledger.entries()
        return entry
    finally:
        desk.close()
