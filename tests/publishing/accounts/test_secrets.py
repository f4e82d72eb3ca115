"""Secrets: where they lie, who may read them, how they are renewed, and that they never show."""

from __future__ import annotations

import json
import logging
import os
import stat
import threading
from pathlib import Path

import pytest
from tests.desk import NOW, Desk
from tests.scenes import WITHOUT_SERVER, scene, server_class
from tests.servers.standin import Fault

from vlogkit.errors import InputError
from vlogkit.keeping.workspace_id import workspace_id
from vlogkit.publishing import registry
from vlogkit.publishing.accounts.account_checks import check_account
from vlogkit.publishing.accounts.earlier_secrets import move_earlier_secrets, stored_before
from vlogkit.publishing.accounts.secrets import ForeignSecretsError, SystemSecrets, refreshed
from vlogkit.publishing.answers import ReconnectError
from vlogkit.publishing.transport.connection import Connection
from vlogkit.publishing.transport.wire import hide
from vlogkit.records.settings import Account

X = Account(name="x", platform="x")
BLUESKY = Account(name="bluesky", platform="bluesky")


def secrets(tmp_path: Path, environment: dict[str, str] | None = None) -> SystemSecrets:
    return SystemSecrets("Dinas Uji", tmp_path / "secrets", environment or {}, keyring=False)


def test_without_a_keyring_secrets_go_to_a_file_that_only_its_owner_reads(tmp_path: Path) -> None:
    store = secrets(tmp_path)
    place = Path(store.write(BLUESKY, {"app_password": "rahasia-1"}))
    assert store.read(BLUESKY) == {"app_password": "rahasia-1"}
    if os.name == "posix":
        assert stat.S_IMODE(place.stat().st_mode) == 0o600
        assert stat.S_IMODE(place.parent.stat().st_mode) == 0o700


@pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX")
def test_a_file_that_others_may_read_is_refused_with_the_command_that_mends_it(tmp_path: Path) -> None:
    store = secrets(tmp_path)
    place = Path(store.write(BLUESKY, {"app_password": "rahasia-1"}))
    place.chmod(0o644)
    with pytest.raises(InputError, match="others may read") as caught:
        store.read(BLUESKY)
    assert "chmod 600" in caught.value.hint
    assert "rahasia-1" not in str(caught.value)


def test_the_environment_is_read_last(tmp_path: Path) -> None:
    environment = {"VLOGKIT_SECRET_X_DINAS_ACCESS_TOKEN": "dari-env", "VLOGKIT_SECRET_X_DINAS_CLIENT_ID": "id"}
    store, account = secrets(tmp_path, environment), Account(name="x-dinas", platform="x")
    assert store.read(account) == {"access_token": "dari-env", "client_id": "id"}
    store.write(account, {"access_token": "dari-berkas"})
    assert store.read(account)["access_token"] == "dari-berkas"


def test_an_empty_value_never_replaces_a_secret(tmp_path: Path) -> None:
    store = secrets(tmp_path)
    store.write(X, {"refresh_token": "lama"})
    store.write(X, {"refresh_token": "", "access_token": "baru"})
    assert store.read(X) == {"refresh_token": "lama", "access_token": "baru"}


def test_the_keyring_stands_before_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import keyring

    kept: dict[tuple[str, str], str] = {}
    monkeypatch.setattr(keyring, "get_password", lambda service, name: kept.get((service, name)))
    monkeypatch.setattr(keyring, "set_password", lambda service, name, text: kept.update({(service, name): text}))
    monkeypatch.setattr(keyring, "delete_password", lambda service, name: kept.pop((service, name)))
    store = SystemSecrets("Dinas Uji", tmp_path / "secrets", {})
    assert store.write(X, {"access_token": "a"}) == "the system's keyring"
    assert not (tmp_path / "secrets").exists()
    assert store.read(X) == {"access_token": "a"}
    store.remove(X)
    assert store.read(X) == {}


def test_a_keyring_that_fails_falls_back_to_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import keyring
    from keyring.errors import NoKeyringError

    def broken(*_: object) -> None:
        raise NoKeyringError("none")

    monkeypatch.setattr(keyring, "get_password", broken)
    monkeypatch.setattr(keyring, "set_password", broken)
    store = SystemSecrets("Dinas Uji", tmp_path / "secrets", {})
    assert store.write(X, {"access_token": "a"}).endswith("x.json")
    assert store.read(X) == {"access_token": "a"}


def on(host: str, **options: str) -> Account:
    return Account(name="sosial", platform="mastodon", base_url=f"https://{host}", options=options)


def test_two_workspaces_of_one_name_do_not_share_secrets(tmp_path: Path) -> None:
    one, two = (
        SystemSecrets(workspace_id(tmp_path / name)[0], tmp_path / "secrets", {}, keyring=False) for name in "ab"
    )
    one.write(X, {"access_token": "rahasia"})
    two.remove(X)
    assert two.read(X) == {}
    assert one.read(X) == {"access_token": "rahasia"}


def test_a_workspace_keeps_its_id_in_its_private_folder(tmp_path: Path) -> None:
    first, new = workspace_id(tmp_path / ".vlogkit")
    assert new
    assert workspace_id(tmp_path / ".vlogkit") == (first, False)
    (tmp_path / ".vlogkit" / "workspace-id").write_text("../x")
    with pytest.raises(InputError, match="damaged"):
        workspace_id(tmp_path / ".vlogkit")


@pytest.mark.parametrize(
    "moved",
    [on("jahat.example"), on("sosial.example:8443"), on("sosial.example", other="https://jahat.example"),
     Account(name="sosial", platform="mastodon"), Account(name="sosial", platform="x", base_url="https://sosial.example")],
)  # fmt: skip
def test_secrets_go_to_the_host_and_platform_that_they_were_stored_for_only(tmp_path: Path, moved: Account) -> None:
    store = secrets(tmp_path)
    store.write(on("sosial.example"), {"access_token": "rahasia-1", "client_id": "rahasia-2"})
    with pytest.raises(ForeignSecretsError, match=r"stored for mastodon at sosial\.example") as caught:
        store.read(moved)
    assert "vlogkit accounts add sosial" in caught.value.hint
    assert "rahasia" not in str(caught.value)
    store.write(moved, {"access_token": "baru"})
    assert store.read(moved) == {"access_token": "baru"}


def test_the_hosts_of_an_account_are_compared_by_what_they_mean(tmp_path: Path) -> None:
    store = secrets(tmp_path)
    store.write(on("sosial.example"), {"access_token": "a"})
    assert store.read(on("Sosial.Example/")) == {"access_token": "a"}


def test_the_environment_gives_secrets_to_the_platforms_own_server_or_the_hosts_it_names(tmp_path: Path) -> None:
    environment = {"VLOGKIT_SECRET_SOSIAL_ACCESS_TOKEN": "rahasia"}
    assert secrets(tmp_path, environment).read(Account(name="sosial", platform="x")) == {"access_token": "rahasia"}
    with pytest.raises(ForeignSecretsError, match=r"not given for jahat\.example") as caught:
        secrets(tmp_path, environment).read(on("jahat.example"))
    assert "VLOGKIT_SECRET_SOSIAL_HOST=jahat.example" in caught.value.hint
    environment["VLOGKIT_SECRET_SOSIAL_HOST"] = "sosial.example"
    assert secrets(tmp_path, environment).read(on("sosial.example")) == {"access_token": "rahasia"}


def test_earlier_secrets_are_moved_once_and_only_to_the_platforms_own_server_by_themselves(tmp_path: Path) -> None:
    earlier = stored_before("Dinas Uji", tmp_path / "secrets", keyring=False)
    for name in ("x", "sosial"):
        earlier.change(name, lambda _: json.dumps({"access_token": "lama"}))
    store = SystemSecrets("0" * 32, tmp_path / "secrets", {}, keyring=False)
    accounts = [X, on("sosial.example")]
    moved, asked = move_earlier_secrets(store, earlier, accounts)
    assert "Moved access_token of x" in moved
    assert "sosial.example: vlogkit accounts add sosial --stored-before" in asked
    assert store.read(X) == {"access_token": "lama"}
    assert store.read(accounts[1]) == {}
    assert store.adopt(accounts[1], earlier) == ("access_token",)
    assert store.read(accounts[1]) == {"access_token": "lama"}
    assert move_earlier_secrets(store, earlier, accounts) == []


def line_of(desk: Desk) -> Connection:
    account = desk.accounts[0]
    facts = registry.facts(account.platform)
    return Connection(account=account, facts=facts, clock=desk.clock, secrets=desk.secrets.read(account))


def test_a_rotating_refresh_token_is_used_once_however_many_workers_want_it(tmp_path: Path) -> None:
    with scene(tmp_path, "x", "text") as stage:
        lines = [line_of(stage.desk) for _ in range(4)]
        results: list[object] = []

        def renew(number: int) -> None:
            platform = registry.platform("x")
            for _ in range(200):
                try:
                    results.append(
                        refreshed(platform, lines[number], stage.desk.secrets, stage.desk.ledger, f"w{number}")
                    )
                    return
                except Exception as error:
                    if "another worker" not in str(error):
                        results.append(error)
                        return
                    threading.Event().wait(0.01)

        threads = [threading.Thread(target=renew, args=(number,)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert stage.server.generation == 1
        assert [dict(one)["access_token"] for one in results] == ["x-access-1"] * 4  # type: ignore[call-overload]


def test_a_refresh_token_that_was_withdrawn_asks_a_person_and_changes_nothing(tmp_path: Path) -> None:
    with scene(tmp_path, "x", "text") as stage:
        stage.server.generation = 7
        line = line_of(stage.desk)
        with pytest.raises(ReconnectError, match="no longer taken"):
            refreshed(registry.platform("x"), line, stage.desk.secrets, stage.desk.ledger, "w")
        assert stage.desk.secrets.read(stage.desk.accounts[0]) == line.secrets
        stage.publish()
        assert stage.state == "failed"
        assert stage.entry.kind == "reconnect"


def checked(stage):
    desk = stage.desk
    return check_account(registry.platform(stage.server.platform), line_of(desk), desk.secrets, desk.ledger, "w")


def test_a_check_warns_seven_days_before_a_token_dies(tmp_path: Path) -> None:
    with scene(tmp_path, "threads", "text") as stage:
        stage.desk.secrets.write(stage.desk.accounts[0], {"expires_at": NOW.replace(day=30).isoformat()})
        (warning,) = checked(stage).warnings
        assert "dies in 6 days" in warning
        assert "vlogkit accounts add akun" in warning
        stage.desk.secrets.write(stage.desk.accounts[0], {"expires_at": NOW.replace(month=12).isoformat()})
        assert checked(stage).warnings == ()


def test_a_check_says_that_google_ends_the_sign_in_of_an_app_in_testing(tmp_path: Path) -> None:
    with scene(tmp_path, "youtube", "video") as stage:
        stage.desk.secrets.write(stage.desk.accounts[0], {"signed_in_at": NOW.isoformat()})
        assert "Testing" in checked(stage).warnings[0]


def test_a_check_says_what_is_missing_or_no_longer_taken(tmp_path: Path) -> None:
    with scene(tmp_path, "mastodon", "text") as stage:
        stage.server.tokens_die = 5
        assert "no longer taken" in checked(stage).trouble
        stage.desk.environment.clear()
        assert "no access_token stored" in checked(stage).trouble


def test_hiding_covers_a_secret_as_it_stands_in_an_address() -> None:
    text = "GET /bot7:ab%3Acd?token=7:ab:cd x"
    assert "ab:cd" not in hide(text, ["7:ab:cd", "ab:cd"])
    assert "ab%3Acd" not in hide(text, ["ab:cd"])


SERVED = [name for name in registry.names() if name not in WITHOUT_SERVER]


@pytest.mark.parametrize("platform", SERVED)
@pytest.mark.parametrize("kind", ["", "expired", "500-after", "reject"])
def test_no_secret_shows_in_logs_errors_results_receipts_or_the_ledger(
    platform: str, kind: str, tmp_path: Path, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    variant = next(iter(server_class(platform).variants))
    with scene(tmp_path, platform, variant) as stage:
        tokens = {*stage.server.secrets.values(), *(stage.host.secrets.values() if stage.host else ())}
        if kind == "reject":
            stage.server.reject = "refused with " + " ".join(stage.server.secrets.values())
        elif kind:
            stage.server.faults += [Fault(kind, number=n) for n in range(0, 8, 2)]
        done = [str(stage.publish()) for _ in range(3)]
        stage.publish_until_settled()
        tokens |= {value for value in stage.desk.secrets.read(stage.desk.accounts[0]).values() if len(value) > 6}
        ledger = (tmp_path / ".vlogkit/ledger.sqlite").read_bytes()
        wal = tmp_path / ".vlogkit/ledger.sqlite-wal"
        kept = ledger + (wal.read_bytes() if wal.exists() else b"")
        manifest = (tmp_path / "bundles/jalan-blora/bundle.json").read_text("utf-8")
        said = "\n".join([*done, caplog.text, *capsys.readouterr(), manifest, stage.entry.model_dump_json()])
        said += json.dumps([line.model_dump(mode="json") for line in stage.desk.ledger.trail()])
    ids = {"identifier", "dinas.test", "id", "did:plc:vlogkittest"}
    for token in tokens - ids:
        assert token not in said
        assert token.encode() not in kept
