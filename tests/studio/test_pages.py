"""Tests of the studio's pages: each answers in both languages, acts are acts of the pipeline, faults are told plainly."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.desk import make_bundle
from tests.material import paint
from tests.passphrases import hash_cheaply
from tests.studio.pages import open_studio

from vlogkit.pipeline.editing.plain_findings import plain_finding
from vlogkit.pipeline.posting.publishing_desk import PublishingDesk
from vlogkit.records.finding import Finding
from vlogkit.workspace import Workspace, open_workspace

OUTSIDE = b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><image width='9' height='9' href='file:///etc/hosts'/></svg>"
PAGES = [
    "/",
    "/accounts",
    "/accounts?platform=mastodon",
    "/items",
    "/items/new",
    "/review",
    "/calendar",
    "/calendar?month=2026-12",
    "/queue",
    "/queue?show=sent",
    "/retractions",
]


@pytest.fixture
def client(workspace: Workspace) -> Iterator[TestClient]:
    with open_studio(workspace.root) as client:
        yield client


def item_of(workspace: Workspace) -> str:
    return next(workspace.items()).stem


def version_in(client: TestClient, name: str) -> str:
    found = re.search(r'data-version="([0-9a-f]+)"', client.get(f"/items/{name}").text)
    assert found
    return found[1]


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_page_answers_in_both_languages(workspace: Workspace, language: str) -> None:
    name = item_of(workspace)
    with open_studio(workspace.root, language) as client:
        for address in [*PAGES, f"/items/{name}", f"/items/{name}/versions"]:
            answer = client.get(address)
            assert answer.status_code == 200, address
            assert f'<html lang="{language}">' in answer.text
            assert ("Kalender" in answer.text) == (language == "id")


def test_without_a_workspace_the_first_page_makes_one(tmp_path: Path) -> None:
    with open_studio(tmp_path / "baru") as client:
        assert client.get("/").url.path == "/start"
        logo = paint(tmp_path / "logo.png", (96, 64))
        colours = client.post("/start/colours", files={"logo": ("logo.png", logo.read_bytes())}).json()["colours"]
        assert colours
        assert all(re.fullmatch("#[0-9A-F]{6}", colour) for colour in colours)
        made = client.post(
            "/start",
            data={
                "agency": 'RSUD "Sehat" Kota',
                "short": "RSUD Sehat",
                "own": "1",
                "colour": colours[0],
                "look": "dinkes",
            },
            files={"logo": ("logo.png", logo.read_bytes())},
        )
        assert made.url.path == "/items/new"
    workspace = open_workspace(tmp_path / "baru")
    assert workspace.settings.name == 'RSUD "Sehat" Kota'
    assert (workspace.root / "brands" / "rsud-sehat.yaml").is_file()


@pytest.mark.parametrize("logo", [b"", b"<svg", OUTSIDE, b"\x89PNG bad"])
def test_a_logo_that_cannot_be_used_is_one_error_and_nothing_is_made(tmp_path: Path, logo: bytes) -> None:
    name = "logo.svg" if logo.startswith(b"<") else "logo.png"
    with open_studio(tmp_path / "baru") as client:
        answer = client.post("/start", data={"agency": "Dinas"}, files={"logo": (name, logo or b"x")})
        assert answer.status_code == 422
        assert 'class="errors"' in answer.text
    assert not (tmp_path / "baru" / "vlogkit.yaml").exists()


def test_the_looks_are_stills_of_what_was_given_and_a_logo_is_kept_when_something_else_is_wrong(tmp_path: Path) -> None:
    with open_studio(tmp_path / "baru") as client:
        logo = paint(tmp_path / "logo.png", (96, 64)).read_bytes()
        told = client.post("/start/colours", files={"logo": ("logo.png", logo)}).json()
        given = {"agency": "Dinas <b>", "colour": told["colours"][0], "logo": told["logo"]}
        for look in re.findall(r'data-look="([a-z]+)"', client.get("/start").text):
            still = client.get(f"/start/looks/{look}", params=given)
            assert still.headers["content-type"] == "image/jpeg"
        assert client.get("/start/looks/rsud", params=given | {"logo": "x"}).status_code == 404
        again = client.post("/start", data={"agency": " ", "known_logo": told["logo"]})
        assert f'name="known_logo" value="{told["logo"]}"' in again.text
        client.post("/start", data={"agency": "Dinas", "known_logo": told["logo"], "look": "rsud"})
    assert (tmp_path / "baru" / "logos" / "dinas.png").is_file()


def test_what_is_typed_is_saved_and_seen_in_the_still(client: TestClient, workspace: Workspace) -> None:
    name = item_of(workspace)
    before = client.get(f"/items/{name}/picture?format=square")
    assert before.headers["content-type"] == "image/jpeg"
    saved = client.post(f"/items/{name}", data={"title": "Judul lain sama sekali", "version": version_in(client, name)})
    assert saved.status_code == 200
    assert "title: Judul lain sama sekali" in (workspace.updates / f"{name}.md").read_text(encoding="utf-8")
    assert client.get(f"/items/{name}/picture?format=square").content != before.content


def test_a_change_made_elsewhere_is_a_conflict_and_nothing_is_lost(client: TestClient, workspace: Workspace) -> None:
    name = item_of(workspace)
    version, path = version_in(client, name), workspace.updates / f"{name}.md"
    path.write_text(path.read_text(encoding="utf-8") + "Dari editor.\n", encoding="utf-8")
    answer = client.post(f"/items/{name}", data={"title": "Dari halaman", "version": version})
    assert answer.status_code == 409
    assert answer.json()["conflict"]
    assert "Dari editor." in path.read_text(encoding="utf-8")
    assert "Dari halaman" in client.get(f"/items/{name}/versions").text


def test_findings_stand_beside_their_field(client: TestClient, workspace: Workspace) -> None:
    path = workspace.updates / f"{item_of(workspace)}.md"
    path.write_text(path.read_text(encoding="utf-8").replace(", alt: Bidang hijau", ""), encoding="utf-8")
    text = client.get(f"/items/{path.stem}/findings").text
    assert re.search(r'data-at="pictures" data-at-row="0"', text)


def test_what_is_missing_stands_at_its_field_and_what_is_shown_nowhere_can_be_taken_out(
    client: TestClient, workspace: Workspace
) -> None:
    path = workspace.updates / f"{item_of(workspace)}.md"
    text = re.sub(r"^(?:date|place):.*\n", "", path.read_text(encoding="utf-8"), flags=re.M)
    path.write_text(text.replace("title:", "program: Jalan mulus\ntitle:", 1), encoding="utf-8")
    found = client.get(f"/items/{path.stem}/findings").text
    assert {"date", "place", "program"} <= set(re.findall(r'data-at="(\w+)"', found))
    assert 'name="program" type="text" value="Jalan mulus"' in client.get(f"/items/{path.stem}").text


def test_findings_are_told_in_the_persons_language(client: TestClient, workspace: Workspace) -> None:
    path = workspace.updates / f"{item_of(workspace)}.md"
    path.write_text(path.read_text(encoding="utf-8").replace(", alt: Bidang hijau", ""), encoding="utf-8")
    client.cookies.set("language", "id")
    assert "keterangan untuk warga" in client.get(f"/items/{path.stem}/findings").text


def test_a_finding_on_the_page_names_no_file_and_no_key(client: TestClient, workspace: Workspace) -> None:
    name = item_of(workspace)
    text = client.get(f"/items/{name}/findings").text
    assert 'class="finding' in text
    assert not re.search(r"templates/|\.yaml|\.md|`", text)


def test_what_a_finding_measured_is_told_in_the_persons_language() -> None:
    finding = Finding(code="of-a-template", severity="warning", message="x", measured="0% of it; 4% of it", limit="30%")
    assert plain_finding(finding, "id").measured == "0% darinya; 4% darinya"


def test_a_picture_that_is_dropped_is_in_the_workspace(
    client: TestClient, workspace: Workspace, tmp_path: Path
) -> None:
    picture = paint(tmp_path / "Foto Warga.jpg", turn=2)
    name = item_of(workspace)
    answer = client.post(f"/items/{name}/files", files={"file": ("Foto Warga.jpg", picture.read_bytes())})
    assert answer.json() == {"files": ["pictures/foto-warga.jpg"]}
    assert client.get("/pictures/pictures/foto-warga.jpg").headers["content-type"] == "image/jpeg"
    bad = client.post(f"/items/{name}/files", files={"file": ("a.jpg", b"GIF89a")})
    assert bad.status_code == 422
    assert bad.json()["errors"]


@pytest.mark.parametrize(
    "address",
    ["/items/tidak-ada", "/posts/tidak-ada", "/review/tidak-ada", "/nothing", "/items/x/picture?format=round"],
)
def test_what_is_not_there_is_told_in_words(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code in {404, 422}
    assert "Traceback" not in answer.text
    assert "errors" in answer.text


def test_a_still_that_cannot_be_drawn_says_why(client: TestClient, workspace: Workspace) -> None:
    path = workspace.updates / f"{item_of(workspace)}.md"
    path.write_text(path.read_text(encoding="utf-8").replace("hijau.jpg", "tidak-ada.jpg"), encoding="utf-8")
    answer = client.get(f"/items/{path.stem}/picture?format=square")
    assert answer.status_code == 422
    assert "tidak-ada.jpg" in answer.json()["errors"][0]["message"]


def planned(workspace: Workspace) -> str:
    """A post that waits for approval; its id."""
    make_bundle(workspace.root)
    with open_studio(workspace.root) as client:
        client.post("/plan", data={})
    desk = PublishingDesk(workspace, {})
    try:
        (entry,) = desk.ledger.entries()
    finally:
        desk.close()
    assert entry.post.state == "draft"
    return entry.post.id


def state_of(workspace: Workspace, post: str) -> str:
    desk = PublishingDesk(workspace, {})
    try:
        return desk.ledger.entry(post).post.state
    finally:
        desk.close()


def test_a_post_is_approved_by_name(client: TestClient, workspace: Workspace) -> None:
    post = planned(workspace)
    assert post in client.get("/review").text
    assert client.post(f"/review/{post}", data={"decision": "approve", "by": "Budi"}).url.path == "/review"
    assert state_of(workspace, post) in {"approved", "scheduled"}
    assert "Budi" in client.get(f"/posts/{post}").text


def test_a_passphrase_proves_who_approves(
    client: TestClient, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("VLOGKIT_SECRETS", str(tmp_path / "secrets"))
    monkeypatch.setenv("VLOGKIT_KEYRING", "no")
    hash_cheaply(monkeypatch)
    post = planned(workspace)
    secret = "empat kata yang panjang"
    assert client.post("/passphrase", data={"name": "Ibu Kepala", "passphrase": "pendek"}).status_code == 422
    assert client.post("/passphrase", data={"name": "Ibu Kepala", "passphrase": secret}).status_code == 200
    again = client.post("/passphrase", data={"name": "Ibu Kepala", "passphrase": "bukan dia yang menulis"})
    assert again.status_code == 422
    yes = {"decision": "approve", "by": "Ibu Kepala"}
    assert client.post(f"/review/{post}", data=yes | {"passphrase": "salah sama sekali"}).status_code == 422
    assert state_of(workspace, post) == "draft"
    assert client.post(f"/review/{post}", data=yes | {"passphrase": secret}).status_code == 200
    assert "Proven." in client.get(f"/review/{post}").text


def test_who_made_a_post_is_not_offered_to_approve_it_where_two_people_have_to(
    client: TestClient, workspace: Workspace
) -> None:
    settings = workspace.root / "vlogkit.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + "approval: {second_person: true}\n", encoding="utf-8")
    post = planned(workspace)
    page = client.get(f"/review/{post}").text
    author = re.findall(r"Made by ([^.<]+)\.", page)[0]
    assert 'name="by" required value=""' in page
    yes = {"decision": "approve", "content": re.findall(r'name="content" value="(.+?)"', page)[0]}
    assert "cannot approve it" in client.post(f"/review/{post}", data=yes | {"by": author}).text
    assert client.post(f"/review/{post}", data=yes | {"by": "Ibu Kepala"}, follow_redirects=False).status_code == 303
    assert "Not proven." in client.get(f"/posts/{post}").text


def test_a_post_is_sent_back_with_a_reason(client: TestClient, workspace: Workspace) -> None:
    post = planned(workspace)
    without = client.post(f"/review/{post}", data={"decision": "reject", "by": "Budi", "reason": ""})
    assert without.status_code == 422
    client.post(f"/review/{post}", data={"decision": "reject", "by": "Budi", "reason": "angka belum benar"})
    assert "angka belum benar" in client.get(f"/review/{post}").text


def test_a_post_moves_to_another_day_and_keeps_its_hour(client: TestClient, workspace: Workspace) -> None:
    post = planned(workspace)
    day = (dt.datetime.now(dt.UTC) + dt.timedelta(days=9)).date()
    answer = client.post(f"/posts/{post}/move", data={"day": day.isoformat(), "time": "09:30", "anyway": "uji"})
    assert answer.status_code == 200
    assert answer.json()["due"].startswith(f"{day}T09:30")
    assert client.post(f"/posts/{post}/move", data={"day": "besok"}).status_code == 422
    assert post in client.get(f"/calendar?month={day:%Y-%m}").text


def test_only_a_refusal_that_a_reason_overrides_asks_for_one(client: TestClient, workspace: Workspace) -> None:
    post = planned(workspace)
    today = dt.datetime.now(dt.UTC).date()
    past = client.post(f"/posts/{post}/move", data={"day": (today - dt.timedelta(days=3)).isoformat(), "anyway": "uji"})
    night = {"day": (today + dt.timedelta(days=9)).isoformat(), "time": "03:00"}
    assert (past.status_code, past.json()["reason_overrides"]) == (422, False)
    assert client.post(f"/posts/{post}/move", data=night).json()["reason_overrides"] is True
    assert client.post(f"/posts/{post}/move", data=night | {"anyway": "uji"}).status_code == 200


def test_a_hold_is_seen_on_every_page_until_it_is_lifted(client: TestClient, workspace: Workspace) -> None:
    assert client.post("/hold", data={"reason": ""}).status_code == 422
    client.post("/hold", data={"reason": "Banjir bandang"})
    for address in PAGES:
        assert "Banjir bandang" in client.get(address).text, address
    client.post("/hold/lift")
    assert "Banjir bandang" not in client.get("/items").text


def test_a_long_list_has_pages_and_answers_quickly_enough_to_be_used(workspace: Workspace) -> None:
    source = next(workspace.items()).read_text(encoding="utf-8")
    for number in range(120):
        (workspace.updates / f"kabar-{number}.md").write_text(
            source.replace("Jembatan dibuka", f"Kabar nomor {number}", 1), encoding="utf-8"
        )
    with open_studio(workspace.root) as client:
        assert "121 items" in client.get("/items").text
        assert client.get("/items?page=3").text.count('class="tile"') == 121 - 96
        assert "Kabar nomor 77" in client.get("/items?q=nomor+77").text


def test_an_account_is_added_and_the_rest_of_the_settings_stays(client: TestClient, workspace: Workspace) -> None:
    settings = workspace.root / "vlogkit.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + "# Ours alone.\nlang: id\n", encoding="utf-8")
    before = settings.read_text(encoding="utf-8")
    given = {"name": "mastodon-dinas", "platform": "mastodon", "base_url": "https://sosial.contoh"}
    assert client.post("/accounts", data=given | {"option.visibility": "unlisted"}).url.path == "/accounts"
    text = settings.read_text(encoding="utf-8")
    assert text.startswith(before)
    names = [account.name for account in open_workspace(workspace.root).settings.accounts]
    assert names == ["outbox", "mastodon-dinas"]


@pytest.mark.parametrize(
    "given",
    [
        {"name": "outbox", "platform": "mastodon", "base_url": "https://a.contoh"},
        {"name": "Ä b", "platform": "mastodon", "base_url": "https://a.contoh"},
        {"name": "m", "platform": "mastodon", "base_url": "http://a.contoh"},
        {"name": "m", "platform": "facebok"},
        {"name": "m", "platform": "mastodon", "base_url": "https://a.contoh", "option.visibility": "all"},
    ],
)
def test_an_account_that_cannot_be_is_one_error_and_changes_nothing(
    client: TestClient, workspace: Workspace, given: dict[str, str]
) -> None:
    before = (workspace.root / "vlogkit.yaml").read_bytes()
    answer = client.post("/accounts", data=given)
    assert answer.status_code == 422
    assert (workspace.root / "vlogkit.yaml").read_bytes() == before


def test_a_secret_is_kept_and_never_shown(
    client: TestClient, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("VLOGKIT_SECRETS", str(tmp_path / "secrets"))
    monkeypatch.setenv("VLOGKIT_KEYRING", "no")
    client.post("/accounts", data={"name": "m", "platform": "mastodon", "base_url": "https://a.contoh"})
    assert "access_token" in client.get("/accounts").text
    assert client.post("/accounts/m/secrets", data={"access_token": "rahasia-sekali"}).status_code == 200
    assert "rahasia-sekali" not in client.get("/accounts").text
    assert "Connected." in client.get("/accounts").text


def test_what_is_due_is_offered_to_be_sent_only_when_something_is(client: TestClient, workspace: Workspace) -> None:
    assert "Send what is due now" not in client.get("/").text
    make_bundle(workspace.root)
    client.post("/plan", data={})
    desk = PublishingDesk(workspace, {})
    try:
        post = desk.ledger.entries()[0].post
        desk.ledger.decide(post.id, "approved", by="Budi", now=post.due - dt.timedelta(days=9))
    finally:
        desk.close()
    assert "The next is due on" in client.get("/").text


def test_what_is_out_is_not_asked_about_again(client: TestClient, workspace: Workspace) -> None:
    make_bundle(workspace.root)
    client.post("/plan", data={})
    desk = PublishingDesk(workspace, {})
    try:
        post = desk.ledger.entries()[0].post
        assert 'value="approve"' in client.get(f"/review/{post.id}").text
        desk.ledger.cancel(post.id, by="Budi", now=post.due)
    finally:
        desk.close()
    assert 'name="decision"' not in client.get(f"/review/{post.id}").text


def test_nothing_is_planned_where_nothing_was_rendered(client: TestClient, workspace: Workspace) -> None:
    assert 'action="/plan"' not in client.get("/calendar").text
    make_bundle(workspace.root)
    assert 'action="/plan"' in client.get("/calendar").text


def test_an_act_names_the_next_page_to_a_script_with_its_place(client: TestClient, workspace: Workspace) -> None:
    name = make_bundle(workspace.root).id
    answer = client.post("/plan", data={"item": name}, headers={"X-Studio-Act": "1"}, follow_redirects=False)
    assert (answer.status_code, answer.headers["x-studio-next"]) == (200, f"/review?planned={name}#{name}")


def test_what_happened_to_a_post_is_told_in_words_and_not_in_hashes(client: TestClient, workspace: Workspace) -> None:
    make_bundle(workspace.root)
    client.post("/plan", data={})
    desk = PublishingDesk(workspace, {})
    try:
        post = desk.ledger.entries()[0].post
        desk.ledger.decide(post.id, "rejected", by="Budi", now=post.due, reason="angka belum benar")
    finally:
        desk.close()
    client.cookies.set("language", "id")
    trail = client.get(f"/posts/{post.id}").text.partition('class="trail"')[2]
    assert "menjadwalkannya: " in trail
    assert "Budi · mengembalikannya; angka belum benar" in trail
    assert post.content_hash() not in trail


def test_a_template_that_cannot_be_read_is_not_told_by_its_file(client: TestClient, workspace: Workspace) -> None:
    path = workspace.root / "templates" / "tiny" / "template.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("scenes:", "scnes:"), encoding="utf-8")
    told = client.get(f"/items/{item_of(workspace)}/picture?format=feed").text
    assert "this kind of news has a fault of its own" in told
    assert "scnes" not in told
    assert "template.yaml" not in told
