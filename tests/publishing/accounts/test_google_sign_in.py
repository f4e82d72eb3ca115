"""Signing in to YouTube: the page is opened, the answer comes to loopback, the tokens are kept."""

from __future__ import annotations

import json
import threading
import urllib.request
import webbrowser
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from tests.desk import NOW
from tests.servers.standin import Reply, Request, StandIn

from vlogkit.errors import InputError, OutsideError
from vlogkit.publishing.accounts.google_sign_in import SCOPES, sign_in_to_youtube

CALLED = Path("client_secret.json")


class Google(StandIn):
    """The token endpoint of an installed app."""

    platform = "google"

    def handle(self, request: Request) -> Reply:
        form = request.form()
        self.form = form
        if form["code"] != "good":
            return Reply(400, {"error": "invalid_grant", "error_description": "Bad code"})
        return Reply(
            200,
            {
                "access_token": "a-1",
                "refresh_token": "r-1",
                "expires_in": 3599,
                "scope": " ".join(SCOPES),
                "token_type": "Bearer",
            },
        )


def client_file(folder: Path, server: Google) -> Path:
    config = {
        "client_id": "c-1",
        "client_secret": "s-1",
        "auth_uri": f"{server.url}/auth",
        "token_uri": f"{server.url}/token",
    }
    path = folder / "client.json"
    path.write_text(json.dumps({"installed": config | {"redirect_uris": ["http://localhost"]}}), encoding="utf-8")
    return path


def person(monkeypatch: pytest.MonkeyPatch, answer: str) -> list[dict[str, list[str]]]:
    """A browser whose person answers the page with `answer`."""
    seen: list[dict[str, list[str]]] = []

    def open_page(url: str, **_: object) -> bool:
        asked = parse_qs(urlsplit(url).query)
        seen.append(asked)
        back = f"{asked['redirect_uri'][0]}?state={asked['state'][0]}&{answer}"
        threading.Timer(0.1, lambda: urllib.request.urlopen(back, timeout=5)).start()
        return True

    browser = type("Browser", (), {"open": staticmethod(open_page)})
    monkeypatch.setattr(webbrowser, "get", lambda *_: browser)
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")
    return seen


def test_a_person_who_agrees_gives_the_account_its_tokens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Google() as server:
        asked = person(monkeypatch, "code=good")
        values = sign_in_to_youtube(client_file(tmp_path, server).read_bytes(), CALLED, NOW, seconds=10)
        assert values["refresh_token"] == "r-1"
        assert values["signed_in_at"] == NOW.isoformat()
        assert asked[0]["access_type"] == ["offline"]
        assert asked[0]["redirect_uri"][0].startswith("http://127.0.0.1:")
        assert asked[0]["code_challenge_method"] == ["S256"]
        assert "youtube.force-ssl" in asked[0]["scope"][0]
        assert server.form["code_verifier"]


@pytest.mark.parametrize("answer", ["code=bad", "error=access_denied"])
def test_a_refusal_is_an_error_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
    with Google() as server:
        person(monkeypatch, answer)
        with pytest.raises(OutsideError, match="Google did not agree"):
            sign_in_to_youtube(client_file(tmp_path, server).read_bytes(), CALLED, NOW, seconds=10)


FULL = '"client_secret": "s", "auth_uri": "https://a", "token_uri": "https://t"'


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{}", b"[]", b'{"web": {"client_id": "x"}}', b'{"installed": {"client_id": "x"}}',
        b'{"installed": ["client_id"]}', b'{"installed": "client_id"}', b"\xff\xfe{}", b"[" * 200_000,
        f'{{"installed": {{"client_id": 1, {FULL}}}}}'.encode(),
    ],
)  # fmt: skip
def test_a_file_that_is_no_client_of_an_installed_app_is_refused_by_its_name(content: bytes) -> None:
    with pytest.raises(InputError, match=r"client_secret\.json: this is not") as caught:
        sign_in_to_youtube(content, CALLED, NOW)
    assert "Desktop app" in caught.value.hint
