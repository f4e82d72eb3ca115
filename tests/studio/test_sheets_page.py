"""Asking for a yes from the studio: the file, the link, the code that comes back; and the phrase that proves it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.answers import PHRASE, answer_code, text_of
from tests.desk import make_bundle
from tests.passphrases import hash_cheaply
from tests.studio.pages import open_studio

from vlogkit.pipeline.posting.answering import answer_phrases
from vlogkit.pipeline.posting.publishing_desk import PublishingDesk
from vlogkit.records.post import Entry
from vlogkit.studio.doors.sheet_page import sheet_html, sheet_policy
from vlogkit.workspace import Workspace

ITEM = "jalan-blora"
SECRET = "tiga kata rahasia"


@pytest.fixture
def client(workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """A studio in which a post waits and Budi has an answer phrase."""
    monkeypatch.setattr(answer_phrases, "ROUNDS", 10)
    hash_cheaply(monkeypatch)
    monkeypatch.setenv("VLOGKIT_SECRETS", str(tmp_path / "secrets"))
    monkeypatch.setenv("VLOGKIT_KEYRING", "no")
    make_bundle(workspace.root)
    with open_studio(workspace.root) as client:
        client.post("/plan", data={})
        client.post("/passphrase", data={"name": "Budi", "passphrase": SECRET})
        given = {"name": "Budi", "present": SECRET, "phrase": PHRASE}
        assert "can answer from a phone" in client.post("/answer-phrase", data=given).text
        yield client


def entry_of(workspace: Workspace) -> Entry:
    desk = PublishingDesk(workspace, {})
    try:
        return desk.ledger.entries()[0]
    finally:
        desk.close()


def file_for(client: TestClient, approver: str = "Budi") -> str:
    """The file for somebody, as it is saved from the page."""
    page = client.post(f"/sheets/{ITEM}", data={"approver": approver, "way": "file"}).text
    found = re.search(rf'href="(/sheets/{ITEM}/[0-9a-f]{{8}})" download>Save the file for {approver}', page)
    assert found, page
    saved = client.get(found[1])
    assert saved.headers["content-disposition"].startswith('attachment; filename="persetujuan-')
    return saved.text


def test_a_file_goes_out_and_its_code_comes_back(client: TestClient, workspace: Workspace) -> None:
    code = answer_code(file_for(client))
    assert "Budi was asked" in client.get("/review").text
    page = client.post("/answers", data={"code": f"YES to it\n{code}"}).text
    assert "Budi said yes. Proven." in page
    assert entry_of(workspace).post.state in {"approved", "scheduled"}
    again = client.post("/answers", data={"code": code})
    assert again.status_code == 422
    assert "this sheet was answered already" in again.text
    assert code in again.text


def test_a_no_comes_back_with_its_reason(client: TestClient, workspace: Workspace) -> None:
    page = client.post("/answers", data={"code": answer_code(file_for(client), yes=False, reason="<b>foto</b>")}).text
    assert "Budi sent it back: &lt;b&gt;foto&lt;/b&gt;" in page
    assert entry_of(workspace).reason == "rejected by Budi: <b>foto</b>"


def test_the_file_holds_all_it_needs_and_may_ask_nobody(client: TestClient) -> None:
    html = file_for(client)
    assert not re.search(r' (?:src|href|action)="', html.partition('<script type="application/json"')[0])
    assert 'http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; script-src &#39;sha256-' in html
    page = html.replace(text_of(html), "")
    for word in ("connect-src", "unsafe", "http://", "https://", "@import", "url("):
        assert word not in page, word
    assert "connect-src 'self'" in sheet_policy("link")


def test_a_script_in_the_words_ends_nothing(client: TestClient, workspace: Workspace) -> None:
    text = "</script><script>alert(1)</script><!--"
    client.post(f"/posts/{entry_of(workspace).post.id}", data={"act": "words", "text": text})
    html = file_for(client)
    assert html.count("<script") == 2
    assert text not in html
    assert "Budi said yes" in client.post("/answers", data={"code": answer_code(html)}).text


@pytest.mark.parametrize(("lang", "word"), [("id", "Bolehkah ini terbit?"), ("en", "May this go out?")])
def test_the_file_speaks_the_workspaces_language(lang: str, word: str) -> None:
    assert word in sheet_html("{}", lang, "file")  # type: ignore[arg-type]  # one of both


def test_the_link_shows_a_code_and_says_when_the_answer_is_here(client: TestClient) -> None:
    page = client.post(f"/sheets/{ITEM}", data={"approver": "Budi", "way": "link"})
    assert page.url.path == f"/sheets/{ITEM}/link"
    assert "<svg" in page.text
    address = re.search(r"<code>(http://[^<]+)</code>", page.text)
    assert address
    import httpx

    port_and_key = address[1].partition("//")[2].partition(":")[2]
    door = f"http://127.0.0.1:{port_and_key}"
    html = httpx.get(door).text
    assert httpx.post(f"{door}/answer", json={"code": answer_code(html)}).status_code == 200
    said = client.get(f"/sheets/{ITEM}/link", headers={"hx-request": "true"}).text
    assert "Budi said yes. Proven." in said
    assert client.get(f"/sheets/{ITEM}/link").url.path == f"/sheets/{ITEM}"  # the door is gone


def test_who_has_no_phrase_is_told_what_to_do(client: TestClient) -> None:
    page = client.post(f"/sheets/{ITEM}", data={"approver": "Wati", "way": "file"})
    assert page.status_code == 422
    assert "Wati has no answer phrase yet" in page.text
    assert "“Set an answer phrase” on the page “Your passphrase”" in page.text


@pytest.mark.parametrize(
    "address", ["jalan-blora/00000000", "jalan-blora/..%2f..%2fvlogkit.yaml", "jembatan/00000000", "x/link"]
)
def test_no_other_file_is_given_out(client: TestClient, address: str) -> None:
    answer = client.get(f"/sheets/{address}")
    assert answer.status_code == 404 or "persetujuan" not in answer.headers.get("content-disposition", "")


def test_a_decision_is_about_what_was_looked_at(client: TestClient, workspace: Workspace) -> None:
    post = entry_of(workspace).post
    found = re.search(r'name="content" value="([0-9a-f]{64})"', client.get(f"/review/{post.id}").text)
    assert found
    client.post(f"/posts/{post.id}", data={"act": "words", "text": "Kata yang lain."})
    late = client.post(f"/review/{post.id}", data={"decision": "approve", "by": "Budi", "content": found[1]})
    assert late.status_code == 422
    assert "has changed since it was looked at" in late.text
    assert entry_of(workspace).post.state == "draft"


def test_a_phrase_needs_the_passphrase(client: TestClient) -> None:
    given = {"name": "Budi", "present": "bukan kata saya", "phrase": "frasa lain yang panjang"}
    page = client.post("/answer-phrase", data=given)
    assert page.status_code == 422
    assert "that is not the passphrase of Budi" in page.text
