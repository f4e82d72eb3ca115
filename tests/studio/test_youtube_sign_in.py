"""YouTube is connected on a page: the app's file is chosen, Google's page opens, and the tokens are kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.publishing.accounts.test_google_sign_in import Google, client_file, person
from tests.studio.pages import open_studio

from vlogkit.pipeline.posting.publishing_desk import PublishingDesk
from vlogkit.studio.duties import DUTIES
from vlogkit.workspace import Workspace, open_workspace


@pytest.fixture
def root(workspace: Workspace) -> Path:
    settings = workspace.root / "vlogkit.yaml"
    settings.write_text("name: Dinas\naccounts:\n  - {name: kanal, platform: youtube}\n", encoding="utf-8")
    return workspace.root


def test_the_tokens_are_kept_and_the_file_is_not(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Google() as server, open_studio(root) as client:
        person(monkeypatch, "code=good")
        assert "Sign in with Google" in client.get("/accounts").text
        app = client_file(tmp_path, server).read_bytes()
        answer = client.post("/accounts/kanal/sign-in", files={"client": ("client_secret.json", app)})
        assert answer.status_code == 200
        assert "Connected." in answer.text
    desk = PublishingDesk(open_workspace(root), {})
    assert desk.secrets.read(desk.accounts["kanal"])["refresh_token"] == "r-1"
    desk.close()


@pytest.mark.parametrize("given", [b"", b"{}", b'{"web": {"client_id": "x"}}'])
def test_another_file_is_refused_and_nothing_is_opened(
    root: Path, given: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = person(monkeypatch, "code=good")
    with open_studio(root) as client:
        answer = client.post("/accounts/kanal/sign-in", files={"client": ("client_secret.json", given)})
        assert answer.status_code == 422
        assert "Desktop app in the Google Cloud console" in answer.text
        assert "<code>client_secret.json</code>" in answer.text
    assert seen == []


def test_an_account_of_another_service_takes_no_tokens_of_google(root: Path, tmp_path: Path) -> None:
    with (root / "vlogkit.yaml").open("a", encoding="utf-8") as settings:
        settings.write("  - {name: bsky, platform: bluesky, options: {handle: dinas.bsky.social}}\n")
    with Google() as server, open_studio(root) as client:
        app = client_file(tmp_path, server).read_bytes()
        answer = client.post("/accounts/bsky/sign-in", files={"client": ("client_secret.json", app)})
        assert answer.status_code == 422
        assert "`bsky` is not signed in to on a page" in answer.text


def test_it_is_not_done_over_the_network() -> None:
    assert DUTIES["POST /accounts/{name}/sign-in"] == "nobody"
