"""What a service answers, or its silence, says what to do next."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from tests.desk import NOW
from tests.servers.standin import Fault, Reply, Request, StandIn

from vlogkit.publishing.answers import ContentError, DoubtError, LaterError, TokenError
from vlogkit.publishing.transport.wire import Answer, Wire, retry_at


class Echo(StandIn):
    platform = "echo"

    def handle(self, request: Request) -> Reply:
        return Reply(200, {"line": f"{request.method} {request.path}"})


@pytest.mark.parametrize("kind", ["hang-before", "hang-after", "reset-before", "reset-after"])
def test_silence_is_a_doubt_after_a_final_call_and_a_delay_after_any_other(kind: str) -> None:
    with Echo() as server:
        wire = Wire(server.url, timeout=0.4)
        for final, expected in ((True, DoubtError), (False, LaterError)):
            server.faults.append(Fault(kind))
            with pytest.raises(expected):
                wire.call("POST", "/x", json={}, final=final)
        wire.close()


def test_a_server_that_is_not_there_has_certainly_accepted_nothing() -> None:
    wire = Wire("http://127.0.0.1:9", timeout=1)
    with pytest.raises(LaterError, match="no connection"):
        wire.call("POST", "/x", final=True)
    wire.close()


def test_an_address_that_cannot_be_used_is_a_fault_of_the_settings() -> None:
    wire = Wire("gopher://x")
    with pytest.raises(ContentError, match="base_url"):
        wire.call("GET", "/x")
    wire.close()


@pytest.mark.parametrize(
    ("status", "final", "kind"),
    [
        (429, True, LaterError),
        (500, True, DoubtError),
        (503, False, LaterError),
        (408, True, DoubtError),
        (401, True, TokenError),
        (400, True, ContentError),
        (422, False, ContentError),
    ],
)
def test_a_status_says_what_to_do_next(status: int, final: bool, kind: type[Exception]) -> None:
    wire = Wire("http://x", secrets=["rahasia-77"])
    error = wire.fault(Answer(status, {}, b""), "no: rahasia-77", final=final, now=NOW)
    assert type(error) is kind
    assert "rahasia-77" not in error.reason
    wire.close()


@pytest.mark.parametrize(
    ("value", "after"), [("90", 90), ("Tue, 24 Nov 2026 05:02:00 GMT", 120), ("soon", None), ("", None)]
)
def test_retry_after_is_read_in_seconds_and_as_a_date(value: str, after: int | None) -> None:
    wanted = None if after is None else NOW + dt.timedelta(seconds=after)
    assert retry_at(Answer(429, {"retry-after": value}, b""), NOW) == wanted


def test_an_answer_of_another_shape_is_empty_not_an_exception() -> None:
    for body in (b"<html>", b"[]", b'"x"', b"", b'{"a": null}', b"\xff\xfe"):
        answer = Answer(200, {}, body)
        assert answer.get("a", 0, "b") == ""
        assert answer.items("a", "b") == []
    deep = Answer(200, {}, json.dumps({"a": [{"b": True}]}).encode())
    assert deep.get("a", 0, "b") == "true"
    assert [item.get("b") for item in deep.items("a")] == ["true"]
