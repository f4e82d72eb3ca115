"""What every platform must do; a new file in `publishing/platforms` is taken up by itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.sampled import EVERY, turns
from tests.scenes import WITHOUT_SERVER, Scene, scene, server_class
from tests.servers.standin import Fault

from vlogkit.publishing import registry
from vlogkit.publishing.accounts.account_checks import Checked, check_account
from vlogkit.publishing.transport.connection import Connection

SERVED = [name for name in registry.names() if name not in WITHOUT_SERVER]
CASES = [(name, variant) for name in SERVED for variant in server_class(name).variants]


@pytest.mark.parametrize(("platform", "variant"), CASES)
def test_a_due_post_is_published_once_with_a_receipt(platform: str, variant: str, tmp_path: Path) -> None:
    with scene(tmp_path, platform, variant) as stage:
        if platform == "tiktok":
            stage.publish()
            assert stage.state == "accepted"
            next(iter(stage.server.uploads.values()))["posted"] = True
        assert stage.publish_until_settled() == "published"
        assert len(stage.server.public()) == 1
        (receipt,) = stage.desk.ledger.receipts()
        assert receipt.remote_id
        assert receipt.url or platform == "tiktok"
        assert set(stage.post.files) <= set(receipt.sent)


def check(stage: Scene) -> Checked:
    account = stage.desk.accounts[0]
    facts = registry.facts(account.platform)
    secrets = stage.desk.secrets.read(account)
    line = Connection(account=account, facts=facts, clock=stage.desk.clock, secrets=secrets)
    return check_account(registry.platform(account.platform), line, stage.desk.secrets, stage.desk.ledger, "tester")


FIRST = [(name, next(iter(server_class(name).variants))) for name in SERVED]
FAULTS = ["reset-before", "reset-after", "500-before", "500-after", "503", "429"]


def finish(stage: Scene) -> str:
    """Publish until nothing moves; a person posts what TikTok has in its inbox."""
    for _ in range(3):
        stage.publish_until_settled(4 if stage.server.platform == "tiktok" else 12)
        if stage.server.platform == "tiktok" and stage.server.public():
            stage.server.public()[0]["posted"] = True
    return stage.state


def lines_of(root: Path, platform: str, variant: str) -> list[str]:
    with scene(root, platform, variant) as stage:
        finish(stage)
        return list(stage.server.seen)


def outcome_is_right(stage: Scene, variant: str) -> bool:
    state, count = finish(stage), len(stage.server.public())
    doubtful = variant in stage.server.doubtful and state == "unconfirmed" and count <= 1
    return (state, count) == ("published", 1) or doubtful


@pytest.mark.parametrize(("platform", "variant"), FIRST)
def test_a_fault_at_any_request_leaves_exactly_one_post(platform: str, variant: str, tmp_path: Path) -> None:
    lines = lines_of(tmp_path / "clean", platform, variant)
    wrong = []
    last = max(n for n, line in enumerate(lines) if not line.startswith("GET"))
    for number in range(len(lines)):
        first = number + SERVED.index(platform)
        some = [FAULTS[first % 6], FAULTS[(first + 3) % 6]]
        for kind in FAULTS if EVERY and number == last else some[: 2 if EVERY or number == last else 1]:
            with scene(tmp_path / f"{kind}-{number}", platform, variant) as stage:
                stage.server.faults.append(Fault(kind, number=number))
                if not outcome_is_right(stage, variant):
                    wrong.append((lines[number], kind, stage.state, len(stage.server.public())))
    assert wrong == []


@pytest.mark.parametrize(
    ("platform", "variant", "kind"),
    [(*case, kind) for case in FIRST for kind in turns(FIRST, case, ["hang-before", "hang-after"])],
)
def test_silence_after_the_last_call_leaves_exactly_one_post(
    platform: str, variant: str, kind: str, tmp_path: Path
) -> None:
    lines = lines_of(tmp_path / "clean", platform, variant)
    last = max(n for n, line in enumerate(lines) if not line.startswith("GET"))
    with scene(tmp_path / kind, platform, variant, timeout_seconds="0.6") as stage:
        stage.server.faults.append(Fault(kind, number=last))
        assert outcome_is_right(stage, variant), (lines[last], stage.state, stage.server.public())


@pytest.mark.parametrize(("platform", "variant"), FIRST)
def test_what_the_service_refuses_fails_with_its_reason_and_is_not_sent_again(
    platform: str, variant: str, tmp_path: Path
) -> None:
    with scene(tmp_path, platform, variant) as stage:
        stage.server.reject = "this picture is not allowed"
        assert stage.publish_until_settled() == "failed"
        assert "this picture is not allowed" in stage.entry.reason
        assert stage.entry.kind == "fix"
        asked = len(stage.server.seen)
        stage.desk.clock.move(days=2)
        stage.publish()
        assert len(stage.server.seen) == asked
        assert stage.server.public() == []


@pytest.mark.parametrize(("platform", "variant"), FIRST)
def test_a_dead_token_is_renewed_or_asks_a_person_and_nothing_is_posted_twice(
    platform: str, variant: str, tmp_path: Path
) -> None:
    lines = lines_of(tmp_path / "clean", platform, variant)
    for number in range(len(lines)):
        with scene(tmp_path / str(number), platform, variant) as stage:
            stage.server.slow = 1
            stage.server.faults.append(Fault("expired", number=number))
            state = finish(stage)
            if state == "failed":
                assert stage.entry.kind == "reconnect"
                stage.desk.ledger.retry(stage.post.id, by="Sari", now=stage.desk.clock())
                state = finish(stage)
            assert (state, len(stage.server.public())) == ("published", 1), (lines[number], stage.entry.reason)


@pytest.mark.parametrize(("platform", "variant"), FIRST)
def test_a_slow_service_is_asked_again_until_it_is_done(platform: str, variant: str, tmp_path: Path) -> None:
    with scene(tmp_path, platform, variant) as stage:
        stage.server.slow = 3
        assert finish(stage) == "published"
        assert len(stage.server.public()) == 1


@pytest.mark.parametrize(("platform", "variant"), FIRST)
def test_nothing_is_asked_of_the_service_while_a_hold_stands(platform: str, variant: str, tmp_path: Path) -> None:
    with scene(tmp_path, platform, variant) as stage:
        stage.desk.ledger.hold_on(reason="gempa", by="Sari", now=stage.desk.clock())
        stage.publish()
        assert stage.state == "held"
        assert "gempa" in stage.entry.reason
        assert stage.server.seen == []


@pytest.mark.parametrize(("platform", "variant"), FIRST)
def test_who_says_whose_account_it_is(platform: str, variant: str, tmp_path: Path) -> None:
    with scene(tmp_path, platform, variant) as stage:
        found = check(stage)
        assert found.who
        assert found.trouble == ""
