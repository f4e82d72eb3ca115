"""Tests of a studio that is open to the network: who is let in, what each may do, and what the trail says of it."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from starlette.routing import Mount, Route
from starlette.testclient import TestClient
from tests.passphrases import hash_cheaply
from tests.studio.pages import open_studio

from vlogkit.errors import UsageError
from vlogkit.pipeline.posting import proving
from vlogkit.pipeline.posting.publishing_desk import PublishingDesk
from vlogkit.records.settings import Settings
from vlogkit.studio.app import later_routes, studio_app
from vlogkit.studio.doorkeeping import COOKIE, IDLE, LONGEST_WAIT, Doorkeeper
from vlogkit.studio.duties import DUTIES, check_duty
from vlogkit.studio.guarding import TOKEN_HEADER, Guard, local_hosts, network_hosts
from vlogkit.studio.rooms import Rooms
from vlogkit.studio.serving import check_people, guard_for
from vlogkit.workspace import Workspace, open_workspace

START = dt.datetime(2026, 11, 2, 8, tzinfo=dt.UTC)
PASSPHRASE = "tiga kata rahasia"
PEOPLE = """
people:
  - {name: Ani, roles: [author]}
  - {name: Budi, roles: [approver]}
  - {name: Sari, roles: [publisher]}
  - {name: Wati, roles: [admin]}
"""


class Clock:
    """A clock that goes on by hand."""

    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> dt.datetime:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def shared(
    workspace: Workspace, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Workspace:
    """The workspace with its people, each enrolled; what a hash costs is of no matter here."""
    hash_cheaply(monkeypatch)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))
    settings = workspace.root / "vlogkit.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + PEOPLE, encoding="utf-8")
    with at_desk(workspace.root) as desk:
        for name in ("Ani", "Budi", "Sari", "Wati"):
            proving.enroll(desk, name, lambda label, *, new=False: PASSPHRASE, vouched_by="", now=START)
    return open_workspace(workspace.root)


@pytest.fixture
def client(shared: Workspace, clock: Clock) -> Iterator[TestClient]:
    with open_studio(shared.root, keeper=Doorkeeper(clock)) as client:
        yield client


@contextmanager
def at_desk(folder: Path) -> Iterator[PublishingDesk]:
    """The desk of a folder, closed afterwards."""
    desk = PublishingDesk(open_workspace(folder), os.environ)
    try:
        yield desk
    finally:
        desk.close()


def wrong() -> None:
    """A proof that does not hold."""
    raise UsageError("no proof")


def take_token(client: TestClient) -> None:
    """Carry the token of the page that is shown, as its script does."""
    found = re.search(r'name="studio-token" content="([^"]+)"', client.get("/sign-in").text)
    assert found
    client.headers[TOKEN_HEADER] = found[1]


def sign_in(client: TestClient, name: str, passphrase: str = PASSPHRASE) -> int:
    status = client.post("/sign-in", data={"name": name, "passphrase": passphrase}, follow_redirects=False).status_code
    take_token(client)
    return status


def test_every_route_says_who_may_ask_for_it(workspace: Workspace) -> None:
    guard = Guard(local_hosts(8000), keeper=Doorkeeper(Clock()))
    served = set()
    for route in [*studio_app(Rooms(workspace.root, guard), guard).routes, *later_routes()]:
        assert isinstance(route, Route | Mount)
        methods = (route.methods or {"GET"}) - {"HEAD"} if isinstance(route, Route) else {"GET"}
        served |= {f"{method} {route.path}" for method in methods}
    assert served == set(DUTIES)


def test_an_address_without_a_role_is_refused(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    sign_in(client, "Wati")
    assert client.get("/queue").status_code == 200
    monkeypatch.delitem(DUTIES, "GET /queue")
    assert client.get("/queue").status_code == 403


def test_nobody_sees_anything_before_signing_in(client: TestClient) -> None:
    for address in ("/", "/items", "/complaints", "/queue", "/calendar.csv", "/nothing"):
        answer = client.get(address, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in"), address
    assert client.get("/items/a/findings", headers={"hx-request": "true"}).status_code == 401
    for address in ("/hold", "/publish", "/items/new", "/accounts", "/start"):
        assert client.post(address, data={"reason": "x"}).status_code in {401, 403}
    page = client.get("/sign-in").text
    assert "/calendar" not in page


def test_who_signs_in_is_called_by_name_and_has_a_cookie_that_scripts_do_not_see(client: TestClient) -> None:
    answer = client.post("/sign-in", data={"name": " ani ", "passphrase": PASSPHRASE}, follow_redirects=False)
    assert answer.status_code == 303
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert len(client.cookies[COOKIE]) >= 43  # 256 bits
    assert "<span>Ani</span>" in client.get("/").text


@pytest.mark.parametrize("name", ["Ani", "Nobody", "", "../Ani"])
def test_a_wrong_passphrase_says_not_what_was_wrong(client: TestClient, name: str) -> None:
    answer = client.post("/sign-in", data={"name": name, "passphrase": "bukan itu semua"})
    assert answer.status_code == 422
    assert "do not belong together" in answer.text
    assert COOKIE not in client.cookies


def test_a_session_has_a_token_of_its_own(client: TestClient) -> None:
    before = client.headers[TOKEN_HEADER]
    assert sign_in(client, "Ani") == 303
    assert client.headers[TOKEN_HEADER] != before
    assert client.post("/hold", data={"reason": "x"}, headers={TOKEN_HEADER: before}).status_code == 403
    assert client.post("/hold", data={"reason": "x"}).status_code == 200


def test_a_session_ends_after_twelve_idle_hours(client: TestClient, clock: Clock) -> None:
    sign_in(client, "Ani")
    clock.at += IDLE - dt.timedelta(minutes=1)
    assert client.get("/items", follow_redirects=False).status_code == 200
    clock.at += IDLE - dt.timedelta(minutes=1)
    assert client.get("/items", follow_redirects=False).status_code == 200
    clock.at += IDLE
    assert client.get("/items", follow_redirects=False).status_code == 303


def test_signing_out_ends_the_session_and_not_only_the_cookie(client: TestClient) -> None:
    sign_in(client, "Ani")
    key = client.cookies[COOKIE]
    assert client.post("/sign-out", follow_redirects=False).headers["location"] == "/sign-in"
    client.cookies.set(COOKIE, key)
    assert client.get("/items", follow_redirects=False).status_code == 303


def test_a_guessed_or_broken_cookie_opens_nothing(client: TestClient) -> None:
    for value in ("", "x" * 43, "a;b", "\\", "session=session"):
        answer = client.get("/items", headers={"cookie": f"{COOKIE}={value}"}, follow_redirects=False)
        assert answer.status_code == 303


def test_of_a_thousand_sign_ins_five_are_looked_at(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    verified = []
    verify = PasswordHasher.verify

    def counted(self: PasswordHasher, kept: str, given: str) -> bool:
        verified.append(given)
        return verify(self, kept, given)

    monkeypatch.setattr(PasswordHasher, "verify", counted)
    answers = {
        client.post("/sign-in", data={"name": "Ani", "passphrase": f"kata {n}"}).status_code for n in range(1000)
    }
    assert answers == {422}
    assert len(verified) == 5
    assert sign_in(client, "Ani") == 422
    assert len(verified) == 5


def test_the_wait_doubles_up_to_a_quarter_of_an_hour_and_is_for_name_and_address(clock: Clock) -> None:
    keeper = Doorkeeper(clock)
    for _ in range(4):
        with pytest.raises(UsageError, match="no proof"):
            keeper.tried("Ani", "10.0.0.1", wrong)
    for seconds in (1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900):
        with pytest.raises(UsageError, match="no proof"):
            keeper.tried("Ani", "10.0.0.1", wrong)
        clock.at += dt.timedelta(seconds=seconds - 0.001)
        for name, address in ((" ANI", "10.0.0.2"), ("Budi", "10.0.0.1")):
            with pytest.raises(UsageError, match="too many"):
                keeper.tried(name, address, wrong)
        clock.at += dt.timedelta(seconds=0.001)
    assert dt.timedelta(seconds=900) == LONGEST_WAIT


def test_an_own_passphrase_gives_no_more_tries_at_those_of_others(clock: Clock) -> None:
    keeper = Doorkeeper(clock)
    for n in range(4):
        with pytest.raises(UsageError, match="no proof"):
            keeper.tried(f"name{n}", "10.0.0.1", wrong)
        keeper.tried("Ani", "10.0.0.1", lambda: None)
    with pytest.raises(UsageError, match="no proof"):
        keeper.tried("name9", "10.0.0.1", wrong)
    with pytest.raises(UsageError, match="too many"):
        keeper.tried("Ani", "10.0.0.1", lambda: None)
    keeper.tried("Ani", "10.0.0.2", lambda: None)


def test_tries_at_once_are_no_more_than_tries_in_turn(clock: Clock) -> None:
    """Each is counted before it is looked at."""
    keeper, looked = Doorkeeper(clock), []

    def again() -> None:
        looked.append(1)
        keeper.tried("Ani", "10.0.0.1", again)

    with pytest.raises(UsageError, match="too many"):
        keeper.tried("Ani", "10.0.0.1", again)
    assert len(looked) == 5


@pytest.mark.parametrize(
    ("name", "may", "may_not"),
    [
        (
            "Ani",
            ["GET /complaints", "POST /items/new"],
            ["POST /publish", "GET /accounts", "POST /review/x", "POST /start"],
        ),
        (
            "Budi",
            ["GET /review", "GET /complaints"],
            ["POST /items/new", "POST /publish", "GET /accounts", "GET /start"],
        ),
        ("Sari", ["GET /queue", "POST /publish"], ["POST /review/x", "POST /items/new", "GET /complaints"]),
        ("Wati", ["GET /accounts", "POST /publish", "POST /items/new"], ["POST /start", "GET /start"]),
    ],
)
def test_each_does_what_their_role_allows(client: TestClient, name: str, may: list[str], may_not: list[str]) -> None:
    sign_in(client, name)
    for asked in may:
        method, address = asked.split()
        assert client.request(method, address, data={"title": "x"} if method == "POST" else None).status_code in {
            200,
            422,
        }
    for asked in may_not:
        method, address = asked.split()
        answer = client.request(method, address)
        assert answer.status_code == 403, asked
        assert "This did not work" in answer.text


def test_the_refusal_is_in_the_language_of_whoever_asked(shared: Workspace, clock: Clock) -> None:
    with open_studio(shared.root, "id", Doorkeeper(clock)) as client:
        assert "Masuk" in client.get("/").text
        sign_in(client, "Ani")
        assert "memerlukan peran" in client.get("/accounts").text
        assert "lewat jaringan" in client.get("/start").text


def test_an_author_has_no_yes_of_a_complaint(client: TestClient) -> None:
    sign_in(client, "Ani")
    answer = client.post("/complaints/1", data={"act": "approve", "by": "Budi"})
    assert answer.status_code in {404, 422}
    with pytest.raises(UsageError, match="approver"):
        check_duty({"author"}, frozenset({"approver"}))


def test_a_role_that_was_taken_away_is_gone_at_once(client: TestClient, shared: Workspace) -> None:
    sign_in(client, "Wati")
    assert client.get("/accounts").status_code == 200
    settings = shared.root / "vlogkit.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(
        text.replace("name: Wati, roles: [admin]", "name: Wati, roles: [author, approver]"), encoding="utf-8"
    )
    assert client.get("/accounts").status_code == 403
    settings.write_text(text.replace("  - {name: Wati, roles: [admin]}\n", ""), encoding="utf-8")
    assert client.get("/items", follow_redirects=False).status_code == 303


def test_the_trail_has_each_act_under_the_name_that_signed_in(client: TestClient, shared: Workspace) -> None:
    sign_in(client, "Sari")
    client.cookies.set("by", "Budi")
    client.post("/hold", data={"reason": "banjir", "by": "Budi"})
    client.post("/hold/lift")
    client.post("/sign-out")
    with at_desk(shared.root) as desk:
        lines = [(line.who, line.what, line.detail.get("address", "")) for line in desk.ledger.trail()]
    assert [what for who, what, _ in lines if who == "Sari"] == [
        *(
            "enrolled",
            "signed in",
            "hold on",
            "in the studio",
            "hold off",
            "in the studio",
            "signed out",
            "in the studio",
        ),
    ]
    assert ("Sari", "in the studio", "/hold/lift") in lines
    assert [what for who, what, _ in lines if who == "Budi"] == ["enrolled"]


def test_a_new_passphrase_is_ones_own_and_ends_the_other_sessions(shared: Workspace, clock: Clock) -> None:
    keeper = Doorkeeper(clock)
    with open_studio(shared.root, keeper=keeper) as client:
        sign_in(client, "Ani")
        other = keeper.let_in("Ani")
        given = {"name": "Budi", "present": PASSPHRASE, "passphrase": "empat kata yang baru"}
        assert client.post("/passphrase", data=given).status_code == 200
        assert client.get("/items", follow_redirects=False).status_code == 200
        client.cookies.set(COOKIE, other)
        assert client.get("/items", follow_redirects=False).status_code == 303
        client.cookies.clear()
        take_token(client)
        assert sign_in(client, "Ani", "empat kata yang baru") == 303
    with at_desk(shared.root) as desk:
        assert proving.prove(desk, "Budi", lambda label, *, new=False: PASSPHRASE) == "Budi"


def test_an_author_cannot_vouch_for_an_approver(shared: Workspace) -> None:
    with at_desk(shared.root) as desk, pytest.raises(UsageError, match="may not vouch"):
        proving.enroll(desk, "Budi", lambda label, *, new=False: PASSPHRASE, vouched_by="Ani", now=START)


def test_approvers_sign_in_without_being_named_twice() -> None:
    settings = Settings.model_validate(
        {"name": "Dinas", "approval": {"approvers": ["Budi"]}, "people": [{"name": "budi", "roles": ["author"]}]}
    )
    assert settings.duties() == {"budi": frozenset({"author", "approver"})}
    with pytest.raises(ValueError, match="name of their own"):
        Settings.model_validate(
            {"name": "Dinas", "people": [{"name": name, "roles": ["author"]} for name in ("Ani", "ANI")]}
        )


def test_a_studio_is_opened_to_the_network_only_where_somebody_can_sign_in(workspace: Workspace) -> None:
    with pytest.raises(UsageError, match="nobody can sign in"):
        check_people(workspace.root)
    with pytest.raises(UsageError, match="only a workspace"):
        check_people(workspace.root / "items")


def test_only_an_address_that_is_not_this_machines_own_asks_for_sign_in() -> None:
    assert guard_for("127.0.0.1", 80).keeper is None
    assert guard_for("localhost", 80).hosts == local_hosts(80)
    assert guard_for("0.0.0.0", 80).keeper is not None
    assert guard_for("192.168.1.5", 81).hosts == {"192.168.1.5:81"}


def test_the_names_of_this_machine_are_known_over_the_network_and_no_others() -> None:
    assert network_hosts("0.0.0.0", 80, ["Kantor"]) >= {"kantor", "kantor:80", "localhost:80"}
    assert network_hosts("fe80::1", 81, ["kantor"]) == {"[fe80::1]:81"}


def test_a_studio_for_this_machine_has_no_sign_in(workspace: Workspace) -> None:
    with open_studio(workspace.root) as client:
        assert client.get("/sign-in").status_code == 404
        assert client.get("/items").status_code == 200
        assert "Sign out" not in client.get("/").text
