"""What no service should answer, and some do; a new file in `publishing/platforms` is taken up by itself."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from tests.contract.test_platforms import FIRST, finish, lines_of
from tests.sampled import EVERY, Case
from tests.scenes import Scene, scene
from tests.servers.standin import Fault, Reply

from vlogkit.publishing.answers import ContentError, Sight


def _nulls(value: Any) -> Any:
    """The same shape, nothing in it."""
    if isinstance(value, dict):
        return {key: _nulls(one) for key, one in value.items()}
    return [_nulls(one) for one in value] if isinstance(value, list) else None


Spoil = Callable[[Reply], Reply]
PAGE = b"<!DOCTYPE html><html><body>Selamat datang di WiFi. Silakan masuk.</body></html>"
ODD: dict[str, Spoil] = {
    "page": lambda _: Reply(200, body=PAGE, headers={"Content-Type": "text/html"}),
    "page as json": lambda _: Reply(200, body=PAGE),
    "nothing": lambda _: Reply(200),
    "{}": lambda _: Reply(200, {}),
    "[]": lambda _: Reply(200, []),
    "null": lambda _: Reply(200, body=b"null"),
    "text": lambda _: Reply(200, body=b"OK"),
    "half": lambda _: Reply(200, body=b'{"id": "1'),
    "not ok": lambda _: Reply(200, {"ok": False}),
    "no ids": lambda _: Reply(200, {"id": None, "data": {"id": None}, "result": {"message_id": None}, "uri": None}),
    "nulls": lambda reply: Reply(200, _nulls(reply.json), reply.headers),
    "redirect": lambda _: Reply(302, headers={"Location": "https://login.wifi.example/"}),
    "deep": lambda _: Reply(200, body=b"[" * 100_000),
}
MODES = ("odd-before", "odd-after", "odd-from")
TURN = {platform: turn for turn, (platform, _) in enumerate(FIRST)}
LESS = 3
"""Every platform gets every answer to every call in CI; while developing this part of those to its last call, in one way,
the next platform the next ones, and a ninth of those to the calls before it."""
MOST_REQUESTS = 5
"""How often a service that only talks nonsense is asked in one attempt."""


def faults_of(platform: str, lines: list[str]) -> list[tuple[int, str, str]]:
    """Each call with odd answers, the ways in turn; at the last call that changes something, every answer every way."""
    last = max(n for n, line in enumerate(lines) if not line.startswith("GET"))

    def asked(number: int, turn: int, way: int) -> bool:
        in_turn, chosen = (number + turn) % len(MODES) == way, TURN[platform] + number + turn // LESS
        if EVERY:
            return in_turn or number == last
        return in_turn and chosen % (LESS if number == last else LESS**2) == 0

    return [
        (number, name, mode)
        for number in range(len(lines))
        for turn, name in enumerate(ODD)
        for way, mode in enumerate(MODES)
        if asked(number, turn, way)
    ]


def chosen_for(platform: str, cases: Sequence[Case]) -> list[tuple[int, Case]]:
    """Cases with their numbers: all in CI, some while developing, for the next platform the next ones."""
    return [(n, case) for n, case in enumerate(cases) if EVERY or (n + TURN[platform]) % LESS == 0]


def what_is_wrong(stage: Scene, mode: str, number: int) -> str:
    """What a run with one odd answer, or with nothing else, did that it may not do; empty when all is well."""
    stage.publish()
    asked = len(stage.server.seen) - number
    if mode == "odd-from" and asked > MOST_REQUESTS:
        return f"{asked} requests in one attempt"
    state = stage.publish_until_settled(3) if mode == "odd-from" else finish(stage)
    public = len(stage.server.public())
    if public > 1:
        return f"public {public} times"
    if state == "published":
        receipts = [receipt.remote_id for receipt in stage.desk.ledger.receipts()]
        return (
            "" if public == 1 and all(one not in {"", "null", "false", "{}"} for one in receipts) else "false receipt"
        )
    if mode != "odd-from" and state == "failed":
        return f"failed: {stage.entry.reason}"
    return ""


@pytest.mark.parametrize(("platform", "variant"), FIRST)
def test_an_odd_answer_to_any_call_never_becomes_a_receipt_nor_ends_a_run(
    platform: str, variant: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    lines = lines_of(tmp_path / "clean", platform, variant)
    caplog.set_level(logging.ERROR, "vlogkit.publishing")
    wrong = []
    for number, name, mode in faults_of(platform, lines):
        caplog.clear()
        with scene(tmp_path / f"{mode}-{number}-{name}".replace(" ", "-"), platform, variant) as stage:
            stage.server.faults.append(Fault(mode, number=number, spoil=ODD[name]))
            fault = what_is_wrong(stage, mode, number) or " ".join(caplog.messages)
            if fault:
                wrong.append((lines[number], name, mode, stage.state, fault))
    assert wrong == []


def _ids(value: Any) -> Spoil:
    """The true answer with another value where its ids and addresses are."""
    names = {"id", "uri", "url", "link", "message_id", "video_id", "publish_id", "permalink", "permalink_url"}

    def spoiled(said: Any) -> Any:
        if isinstance(said, dict):
            return {key: value if key in names else spoiled(one) for key, one in said.items()}
        return [spoiled(one) for one in said] if isinstance(said, list) else said

    return lambda reply: Reply(reply.status, spoiled(reply.json), reply.headers)


NO_IDS: tuple[Any, ...] = ("0", 1.5, " ", "null", {"a": 1}, ["1"], "1\r\n2", "9" * 9000, "\ud800", "../../me?x=1")


@pytest.mark.parametrize(("platform", "variant"), FIRST)
def test_what_cannot_be_an_id_never_stands_in_a_receipt(
    platform: str, variant: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    lines = lines_of(tmp_path / "clean", platform, variant)
    last = max(n for n, line in enumerate(lines) if not line.startswith("GET"))
    caplog.set_level(logging.ERROR, "vlogkit.publishing")
    wrong = []
    for turn, value in chosen_for(platform, NO_IDS):
        with scene(tmp_path / str(turn), platform, variant) as stage:
            stage.server.faults.append(Fault("odd-after", number=last, spoil=_ids(value)))
            fault = what_is_wrong(stage, "odd-after", last)
            ids = [receipt.remote_id for receipt in stage.desk.ledger.receipts()]
            addresses = [receipt.url for receipt in stage.desk.ledger.receipts()]
            kept = str(value) in ids or any(one and not one.startswith("http") for one in addresses)
            if fault or kept or caplog.messages:
                wrong.append((value, fault, ids, addresses, caplog.messages))
    assert wrong == []


def test_what_a_service_says_is_kept_as_one_short_line_without_control_characters() -> None:
    long = "\x1b[2J\x1b]0;x\x07 ditolak\n" + "x" * 3_000_000
    for reason in (ContentError(long).reason, Sight("refused", reason=long).reason):
        assert reason.startswith("[2J ]0;x ditolak xxx")
        assert (len(reason), reason.isprintable()) == (500, True)
    assert Sight("published", "1", "javascript:alert(1)").url == ""
    assert Sight("published", "1", "https://a.example/1?p=2#3").url == "https://a.example/1?p=2#3"


FAR = "Wed, 24 Nov 2199 05:02:00 GMT"
HEADERS: list[dict[str, str]] = [
    {"Retry-After": "120"},
    {"Retry-After": "Tue, 24 Nov 2026 05:02:00 GMT"},
    {"Retry-After": FAR},
    {"Retry-After": "99999999999999999999"},
    {"Retry-After": "-5"},
    {"Retry-After": "nanti saja"},
    {"X-RateLimit-Reset": "2026-11-24 05:10:00"},
    {"X-RateLimit-Reset": "1795496460"},
    {"X-RateLimit-Reset": "-1"},
    {"X-Rate-Limit-Reset": "99999999999999"},
    {"RateLimit-Reset": "x"},
]


@pytest.mark.parametrize(("platform", "variant"), FIRST)
def test_no_header_ends_a_run_or_puts_a_post_off_for_more_than_a_week(
    platform: str, variant: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    lines = lines_of(tmp_path / "clean", platform, variant)
    caplog.set_level(logging.ERROR, "vlogkit.publishing")
    for turn, headers in chosen_for(platform, HEADERS):
        number, status = turn % len(lines), (429, 503)[turn % 2]
        with scene(tmp_path / str(turn), platform, variant) as stage:
            spoiled = Reply(status, {"error": {"message": "busy"}}, headers)
            stage.server.faults.append(Fault("odd-before", number=number, spoil=lambda _, reply=spoiled: reply))
            now = stage.desk.clock()
            stage.publish()
            if stage.entry.wake is not None:
                assert now <= stage.entry.wake <= now + dt.timedelta(days=7), headers
            assert finish(stage) in {"published", "unconfirmed", "held"}, (lines[number], headers, stage.entry.reason)
            assert len(stage.server.public()) <= 1
            assert caplog.messages == []


@pytest.mark.parametrize(("platform", "variant"), FIRST)
def test_a_service_that_says_when_is_asked_then(platform: str, variant: str, tmp_path: Path) -> None:
    lines = lines_of(tmp_path / "clean", platform, variant)
    for number in range(len(lines)):
        with scene(tmp_path / str(number), platform, variant) as stage:
            busy = Reply(429, {"error": {"message": "busy"}}, {"Retry-After": "777"})
            stage.server.faults.append(Fault("odd-before", number=number, spoil=lambda _, reply=busy: reply))
            while not stage.server.faults[0].done:
                stage.desk.clock.now = max(stage.desk.clock.now, stage.entry.wake)
                stage.publish()
            assert stage.entry.wake == stage.desk.clock() + dt.timedelta(seconds=777), lines[number]
