"""Uploads that outlive the lease, and the holds, people and dead tokens that interrupt them; for every platform."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from tests.contract.test_platforms import FIRST, finish, lines_of
from tests.desk import NOW, Watch
from tests.scenes import scene, server_class
from tests.servers.standin import Fault, Reply

from vlogkit.ledger.claims import LEASE
from vlogkit.publishing.transport import chunks
from vlogkit.records.post import Claim

LARGE = [(name, variant) for name, variant in FIRST if server_class(name).large != r"$^"]


class Ticking(Watch):
    """A clock that goes on by 25 seconds whenever somebody looks at it."""

    def __call__(self) -> dt.datetime:
        self.move(seconds=25)
        return self.now


@pytest.mark.parametrize(("platform", "variant"), LARGE)
def test_the_lease_is_stretched_while_a_file_goes_out(
    platform: str, variant: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with scene(tmp_path, platform, variant) as stage:
        piece = max((tmp_path / "bundles/jalan-blora" / name).stat().st_size for name in stage.post.files) // 12
        monkeypatch.setattr(chunks, "PIECE", piece)
        monkeypatch.setattr("vlogkit.publishing.families.google.PIECE", piece)
        monkeypatch.setattr("httpx._multipart.FileField.CHUNK_SIZE", piece)
        stage.desk.clock = Ticking(NOW)
        ledger, stolen = stage.desk.ledger, []
        stretch = ledger.stretch

        def watched(claim: Claim, now: dt.datetime) -> bool:
            stolen.append(ledger.claim_due(now, "another"))
            return stretch(claim, now)

        monkeypatch.setattr(ledger, "stretch", watched)
        stage.publish()
        assert stage.desk.clock.now - NOW > LEASE
        assert len(stolen) >= 10
        assert stolen == [None] * len(stolen)
        assert finish(stage) == "published"
        assert len(stage.server.public()) == 1


@pytest.mark.parametrize(("platform", "variant"), FIRST)
def test_a_worker_that_lost_its_post_during_an_upload_makes_nothing_public(
    platform: str, variant: str, tmp_path: Path
) -> None:
    """The service takes six minutes over one request after the other, and another worker comes in the meantime."""
    lines = lines_of(tmp_path / "clean", platform, variant)
    last = max(n for n, line in enumerate(lines) if not line.startswith("GET"))
    for number in range(last):
        with scene(tmp_path / str(number), platform, variant) as stage:
            handle = stage.server.handle
            left = number

            def slow(request, stage=stage, handle=handle):  # type: ignore[no-untyped-def]
                nonlocal left
                left -= 1
                if left != -1:
                    return handle(request)
                reply = handle(request)
                stage.desk.clock.move(minutes=6)
                stage.server.lock.release()
                stage.publish()
                stage.server.lock.acquire()
                return reply

            stage.server.handle = slow
            finish(stage)
            doubtful = variant in stage.server.doubtful and stage.state == "unconfirmed"
            assert (stage.state, len(stage.server.public())) == ("published", 1) or doubtful, lines[number]


@pytest.mark.parametrize(("platform", "variant"), FIRST)
def test_a_hold_that_comes_in_the_middle_keeps_the_post_from_becoming_public(
    platform: str, variant: str, tmp_path: Path
) -> None:
    lines = lines_of(tmp_path / "clean", platform, variant)
    with scene(tmp_path / "alone", platform, variant) as stage:
        before: list[int] = []
        handle = stage.server.handle

        def counted(request):  # type: ignore[no-untyped-def]
            before.append(len(stage.server.public()))
            return handle(request)

        stage.server.handle = counted
        finish(stage)
    completing = before.index(1) - 1 if 1 in before else len(lines) - 1
    for number in range(completing):
        with scene(tmp_path / str(number), platform, variant) as stage:

            def hold(reply: Reply, stage=stage) -> Reply:  # type: ignore[no-untyped-def]
                stage.desk.ledger.hold_on(reason="gempa", by="Sari", now=stage.desk.clock())
                return reply

            stage.server.faults.append(Fault("odd-after", number=number, spoil=hold))
            stage.publish_until_settled()
            assert (stage.state, stage.server.public()) == ("held", []), lines[number]
            stage.desk.ledger.hold_off(by="Sari", now=stage.desk.clock())
            stage.desk.ledger.retry(stage.post.id, by="Sari", now=stage.desk.clock(), due=stage.desk.clock())
            assert finish(stage) == "published", (lines[number], stage.entry.reason)
            assert len(stage.server.public()) == 1


@pytest.mark.parametrize(("platform", "variant"), FIRST)
def test_a_token_that_dies_twice_in_a_turn_is_renewed_twice(platform: str, variant: str, tmp_path: Path) -> None:
    lines = lines_of(tmp_path / "clean", platform, variant)
    if not server_class(platform).renewable or len(lines) < 3:
        return
    for number in range(2, len(lines) - 1):
        with scene(tmp_path / str(number), platform, variant) as stage:
            stage.server.faults += [Fault("expired", number=number), Fault("expired", number=number + 2)]
            assert finish(stage) == "published", (lines[number], stage.entry.reason)
            assert len(stage.server.public()) == 1
