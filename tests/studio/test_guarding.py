"""Tests of who may ask the studio for anything: this machine's own pages, and nobody else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient
from tests.studio.pages import BASE, open_studio

from vlogkit.studio.guarding import MOST_FORM, TOKEN_HEADER
from vlogkit.workspace import Workspace


@pytest.fixture
def client(workspace: Workspace) -> Iterator[TestClient]:
    with open_studio(workspace.root) as client:
        yield client


@pytest.mark.parametrize("host", ["vlogkit.example", "127.0.0.1", "127.0.0.1:9", "localhost.example:8000", ""])
def test_a_foreign_host_is_refused(client: TestClient, host: str) -> None:
    """A name that leads here by a foreign name server (DNS rebinding) is not one of ours."""
    assert client.get("/", headers={"host": host}).status_code == 403


@pytest.mark.parametrize("host", ["localhost:8000", "[::1]:8000", "127.0.0.1:8000"])
def test_this_machine_is_known_by_its_names(client: TestClient, host: str) -> None:
    assert client.get("/items", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {TOKEN_HEADER: ""},
        {TOKEN_HEADER: "guessed"},
        {TOKEN_HEADER: "ÿ"},
        {"origin": "https://example.org"},
        {"origin": "null"},
        {"origin": f"{BASE}.example.org"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
@pytest.mark.parametrize("address", ["/items/new", "/hold", "/publish", "/plan", "/items/a", "/nothing"])
def test_an_act_that_comes_from_another_page_is_refused(
    client: TestClient, address: str, headers: dict[str, str]
) -> None:
    sent = {key: value.encode("latin-1") for key, value in headers.items()}
    assert client.post(address, data={"title": "x", "reason": "x"}, headers=sent).status_code == 403


def test_a_body_that_is_too_long_is_refused_before_it_is_read(client: TestClient) -> None:
    headers = {"content-length": str(MOST_FORM + 1), "content-type": "application/x-www-form-urlencoded"}
    assert client.post("/items/new", content=b"title=x", headers=headers).status_code == 413
    upload = {"content-length": "2000000001", "content-type": "multipart/form-data; boundary=b"}
    assert client.post("/items/a/files", content=b"--b--", headers=upload).status_code == 413


def test_every_answer_has_the_safety_headers(client: TestClient) -> None:
    for address in ("/", "/items", "/nothing", "/static/studio.css"):
        headers = client.get(address).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize(
    "address",
    [
        "/pictures/../vlogkit.yaml",
        "/pictures/%2e%2e/vlogkit.yaml",
        "/pictures//etc/passwd",
        "/made/bundles/../vlogkit.yaml",
        "/made/bundles/..%2f..%2f/vlogkit.yaml",
        "/made/drafts/x/%2e%2e%2f%2e%2e%2fvlogkit.yaml",
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/fonts/../../../pyproject.toml",
        "/items/..%2f..%2fetc/versions",
        "/items/%2e%2e/picture",
    ],
)
def test_no_address_leads_out_of_the_workspace(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code in {404, 405, 422}
    assert "Dinas Uji" not in answer.text
    assert "root:" not in answer.text


def test_a_script_in_a_title_is_shown_as_words(client: TestClient, workspace: Workspace) -> None:
    script = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'
    answer = client.post("/items/new", data={"title": script, "template": "tiny", "body": script})
    assert answer.status_code == 200
    for address in ("/items", "/", str(answer.url.path), f"{answer.url.path}/versions"):
        text = client.get(address).text
        assert "<script>alert" not in text
        assert "<img src=x" not in text
