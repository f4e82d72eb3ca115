"""What a service answers, or its silence, says what to do next."""

from __future__ import annotations

import json

import pytest
from tests.desk import NOW
from tests.servers.standin import Fault, Reply, Request, StandIn

from vlogkit.publishing.answers import ContentError, DoubtError, LaterError, TokenError
from vlogkit.publishing.transport.wire import MOST_BYTES, Answer, Wire


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


def test_an_answer_of_another_shape_is_empty_not_an_exception() -> None:
    for body in (b"<html>", b"[]", b'"x"', b"", b'{"a": null}', b"\xff\xfe"):
        answer = Answer(200, {}, body)
        assert answer.get("a", 0, "b") == ""
        assert answer.items("a", "b") == []
    deep = Answer(200, {}, json.dumps({"a": [{"b": True}]}).encode())
    assert deep.get("a", 0, "b") == "true"
    assert [item.get("b") for item in deep.items("a")] == ["true"]


@pytest.mark.parametrize(
    "address", ["http://dinas.example", "http://10.0.0.5/x", "http://127.0.0.1.example", "http://[::2]"]
)
def test_no_call_is_made_without_encryption_but_to_this_machine(address: str) -> None:
    wire = Wire("https://x")
    with pytest.raises(ContentError, match="https://"):
        wire.call("GET", address)
    wire.close()


@pytest.mark.parametrize("host", ["127.0.0.1:9", "localhost:9", "[::1]:9", "127.3.2.1:9"])
def test_this_machine_may_be_asked_without_encryption(host: str) -> None:
    wire = Wire(f"http://{host}", timeout=1)
    with pytest.raises(LaterError):
        wire.call("GET", "/x")
    wire.close()


@pytest.mark.parametrize("base", ["https://x", "http://127.0.0.1:9"])
def test_certificates_are_always_verified(base: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import ssl

    import httpx

    made: list[ssl.SSLContext] = []
    real = httpx.Client
    monkeypatch.setattr(httpx, "Client", lambda **given: made.append(given["verify"]) or real(**given))
    Wire(base).close()
    assert [one.verify_mode for one in made] == [ssl.CERT_REQUIRED]
    assert made[0].check_hostname


def test_a_web_page_is_no_answer_and_a_redirect_is_not_followed() -> None:
    with Echo() as server:
        wire = Wire(server.url)
        for final, expected in ((True, DoubtError), (False, LaterError)):
            server.faults.append(Fault("odd-before", spoil=lambda _: Reply(200, body=b"\n<html>")))
            with pytest.raises(expected, match="web page"):
                wire.call("POST", "/x", final=final)
            server.faults.append(Fault("odd-before", spoil=lambda _: Reply(302, headers={"Location": "https://x"})))
            answer = wire.call("POST", "/x", final=final)
            assert type(wire.fault(answer, "", final=final, now=NOW)) is expected
        moved = Answer(301, {"location": "https://baru.example/"}, b"")
        assert "https://baru.example/" in wire.fault(moved, "", final=True, now=NOW).reason
        wire.close()


@pytest.mark.parametrize("status", [401, 403, 404, 409, 410, 429])
@pytest.mark.parametrize("body", [b"", b"{}", b"[1]", b"Forbidden", b"<html><h1>Internet Positif</h1></html>"])
def test_a_refusal_without_a_word_of_the_service_proves_nothing(status: int, body: bytes) -> None:
    with Echo() as server:
        wire = Wire(server.url)
        server.faults.append(Fault("odd-before", spoil=lambda _: Reply(status, body=body)))
        with pytest.raises(DoubtError):
            wire.call("POST", "/x", final=True)
        if status != 429:
            server.faults.append(Fault("odd-before", spoil=lambda _: Reply(status, body=body)))
            with pytest.raises(LaterError):
                wire.call("GET", "/x")
        server.faults.append(Fault("odd-before", spoil=lambda _: Reply(status, {"error": "no"})))
        assert wire.call("POST", "/x", final=True).status == status
        wire.close()


def test_an_upload_session_that_is_gone_may_say_so_without_a_word_but_not_with_a_page() -> None:
    with Echo() as server:
        wire = Wire(server.url)
        server.faults.append(Fault("odd-before", spoil=lambda _: Reply(404)))
        assert wire.call("PUT", "/x", wordless={404}).status == 404
        server.faults.append(Fault("odd-before", spoil=lambda _: Reply(404, body=PAGE)))
        with pytest.raises(LaterError, match="web page"):
            wire.call("PUT", "/x", wordless={404})
        signed = Reply(404, body=PAGE, headers={"X-GUploader-UploadID": "ABc"})
        server.faults.append(Fault("odd-before", spoil=lambda _: signed))
        assert wire.call("PUT", "/x").status == 404
        wire.close()


PAGE = b"<!DOCTYPE html><title>404</title>"


def test_no_more_of_an_answer_is_read_than_a_service_says() -> None:
    with Echo() as server:
        wire = Wire(server.url)
        long = Reply(200, body=b'{"id": "' + b"1" * (MOST_BYTES + 1) + b'"}')
        server.faults.append(Fault("odd-before", spoil=lambda _: long))
        with pytest.raises(DoubtError, match="more than"):
            wire.call("POST", "/x", final=True)
        assert wire.call("POST", "/x").get("line") == "POST /x"
        wire.close()


@pytest.mark.parametrize(
    "value", ["101", 101, "555_1021", "at://did:plc:abc/app.bsky.feed.post/3n2z", "-x9_Zk", "v~1.2"]
)
def test_an_id_is_taken_as_text(value: object) -> None:
    assert Answer(200, {}, json.dumps({"id": value}).encode()).id_at("id") == str(value)


@pytest.mark.parametrize(
    "value",
    [
        0,
        "0",
        -1,
        1.5,
        True,
        " ",
        "1 2",
        "12\r\nX: 1",
        "a\x00b",
        "null",
        "None",
        "undefined",
        "NaN",
        [],
        {"a": 1},
        "9" * 501,
        "../../me",
        "12?x=1",
        "12#",
        "١",
        "<b>",
    ],
)
def test_what_cannot_be_an_id_is_none(value: object) -> None:
    with pytest.raises(DoubtError, match="without id"):
        Answer(200, {}, json.dumps({"id": value}).encode(), final=True).id_at("id")


@pytest.mark.parametrize(
    "body", [b'{"id": NaN}', b'{"id": "\\ud800"}', '{"id": "1"}'.encode("utf-16"), b'{"id": "\xff"}']
)
def test_what_could_be_neither_stored_nor_sent_on_is_no_answer(body: bytes) -> None:
    assert Answer(200, {}, body).json() is None
    assert Answer(200, {}, b'\xef\xbb\xbf{"id": "\\ud83d\\ude00"}').get("id") == "\N{GRINNING FACE}"


@pytest.mark.parametrize("value", [None, "", " ", 0, False, True, {}, []])
def test_a_value_that_must_be_there_is_missed(value: object) -> None:
    body = json.dumps({"id": value}).encode()
    with pytest.raises(DoubtError, match="without id"):
        Answer(200, {}, body, final=True).need("id")
    with pytest.raises(LaterError):
        Answer(200, {}, body).need("id")
