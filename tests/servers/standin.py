"""The base of all stand-in servers: HTTP on a free loopback port, a list of what was asked, faults to order."""

from __future__ import annotations

import email.parser
import email.policy
import json
import re
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

from tests.worker import Worker

HANG_SECONDS = 1.5


@dataclass
class Request:
    """What a client sent."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body or b"null")

    def form(self) -> dict[str, str]:
        """The fields of a form, of either kind."""
        if self.headers.get("content-type", "").startswith("multipart/"):
            return {name: data.decode() for name, (filename, _, data) in self.parts().items() if filename is None}
        return {key: values[-1] for key, values in parse_qs(self.body.decode(), keep_blank_values=True).items()}

    def parts(self) -> dict[str, tuple[str | None, str, bytes]]:
        """The parts of a multipart body by name: file name, type, bytes."""
        head = f"Content-Type: {self.headers['content-type']}\r\n\r\n".encode()
        message = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + self.body)
        found = {}
        for number, part in enumerate(message.iter_parts()):
            name = part.get_param("name", header="content-disposition") or str(number)
            data = part.get_payload(decode=True) or b""
            found[str(name)] = (part.get_filename(), part.get_content_type(), data)
        return found


@dataclass
class Reply:
    """What the server says."""

    status: int = 200
    json: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass
class Fault:
    """What goes wrong at the n-th request (from 0) whose line matches; each happens once.

    kinds: hang-before, hang-after, reset-before, reset-after, 500-before, 500-after, 503, 429, expired,
    kill-before, kill-mid, kill-after; odd-before, odd-after, odd-from: an answer that `spoil` makes of the true
    one, instead of the request, after it, and for this and every later request.
    """

    kind: str
    line: str = ""
    number: int = 0
    done: bool = False
    spoil: Callable[[Reply], Reply] = field(default=lambda reply: reply)


class StandIn:
    """A service on loopback. Subclasses answer `handle` and list what is public in `public()`."""

    platform: ClassVar[str] = ""
    secrets: ClassVar[dict[str, str]] = {}
    variants: ClassVar[dict[str, tuple[str, ...]]] = {}
    """Kinds of posts: the files of each."""
    doubtful: ClassVar[frozenset[str]] = frozenset()
    """Variants that nothing protects: an outcome nobody knows stays unconfirmed."""
    killed: ClassVar[tuple[str, ...]] = ()
    """Variants to kill workers over, where the others take the same path; empty is all."""
    renewable: ClassVar[bool] = False
    """Whether a token that has died can be renewed without a person."""
    large: ClassVar[str] = r"$^"
    """Lines of requests that carry a file."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.seen: list[str] = []
        self.faults: list[Fault] = []
        self.victim: Worker | None = None
        self.tokens_die = 0
        self.slow = 0
        """How often a check answers "still processing" before it is done."""
        self.reject = ""
        """Refuse what is submitted, for this reason."""
        self.numbers = 100
        self.taken: list[str] = []
        """What was taken back here, a line for each change that was made: `delete 101`."""
        self.setup()
        self.server = _Listener(("127.0.0.1", 0), type("Handler", (_Handler,), {"stand_in": self}))
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"

    def setup(self) -> None:
        """Make the service's state."""

    def options(self) -> dict[str, str]:
        """What the account needs to say."""
        return {}

    def handle(self, request: Request) -> Reply:
        raise AssertionError(f"{self.platform} has no answer to {request.method} {request.path}")

    def public(self) -> list[Any]:
        """What everybody can see."""
        raise AssertionError

    def visible(self) -> list[Any]:
        """What everybody can see, after something was taken back."""
        return self.public()

    def expired(self) -> Reply:
        """The answer to a token that has died."""
        return Reply(401, {"error": "expired"})

    def next_number(self) -> str:
        self.numbers += 1
        return str(self.numbers)

    def close(self) -> None:
        self.server.end()

    def __enter__(self):
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _fault(self, line: str) -> Fault:
        with self.lock:
            self.seen.append(line)
            for fault in self.faults:
                if not fault.done and re.search(fault.line, line):
                    if fault.number == 0:
                        fault.done = fault.kind != "odd-from"
                        return fault
                    fault.number -= 1
        return Fault("")

    def _kill(self) -> None:
        if self.victim is not None:
            self.victim.kill()
            self.victim.wait()


class _Listener(ThreadingHTTPServer):
    """Listens until it is told to end, and ends at once: the shutdown of the standard library waits for a clock, and
    thousands of these are ended."""

    daemon_threads = True
    ended = False

    def __init__(self, address: tuple[str, int], handler: type[BaseHTTPRequestHandler]) -> None:
        super().__init__(address, handler)
        self.thread = threading.Thread(target=self._listen, daemon=True)
        self.thread.start()

    def _listen(self) -> None:
        while not self.ended:
            self.handle_request()

    def verify_request(self, *_: object) -> bool:
        return not self.ended

    def end(self) -> None:
        """Take nothing more; a last connection wakes whoever listens."""
        self.ended = True
        socket.create_connection(self.server_address[:2]).close()
        self.thread.join()
        self.server_close()


class _Handler(BaseHTTPRequestHandler):
    stand_in: StandIn
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    disable_nagle_algorithm = True

    def _do(self) -> None:
        stand_in = self.stand_in
        url = urlsplit(self.path)
        fault = stand_in._fault(f"{self.command} {self.path}")
        kind = fault.kind
        if kind == "kill-mid":
            self.rfile.read(int(self.headers.get("content-length") or 0) // 2)
            stand_in._kill()
            return self._reset()
        body = self._body()
        request = Request(
            self.command,
            url.path,
            {key: values[-1] for key, values in parse_qs(url.query, keep_blank_values=True).items()},
            {key.lower(): value for key, value in self.headers.items()},
            body,
        )
        if kind in {"odd-before", "odd-from"}:
            return self._answer(fault.spoil(Reply(200, {})))
        if kind.endswith("-before"):
            return self._go_wrong(kind.removesuffix("-before"))
        if kind in {"503", "429"}:
            return self._answer(Reply(int(kind), {"error": {"message": "busy"}}, {"Retry-After": "60"}))
        with stand_in.lock:
            if kind == "expired" or stand_in.tokens_die:
                stand_in.tokens_die = max(stand_in.tokens_die - 1, 0)
                return self._answer(stand_in.expired())
            reply = stand_in.handle(request)
        if kind == "odd-after":
            return self._answer(fault.spoil(reply))
        if kind.endswith("-after"):
            return self._go_wrong(kind.removesuffix("-after"))
        return self._answer(reply)

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = _do  # noqa: N815 - the base class calls them so

    def _body(self) -> bytes:
        if self.headers.get("transfer-encoding", "").lower() == "chunked":
            data = b""
            while size := int(self.rfile.readline().split(b";")[0], 16):
                data += self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
            return data
        return self.rfile.read(int(self.headers.get("content-length") or 0))

    def _go_wrong(self, kind: str) -> None:
        if kind == "hang":
            threading.Event().wait(HANG_SECONDS)
            return self._reset()
        if kind == "500":
            return self._answer(Reply(500, {"error": {"message": "broken"}}))
        if kind == "kill":
            self.stand_in._kill()
        return self._reset()

    def _reset(self) -> None:
        self.close_connection = True
        self.connection.close()

    def _answer(self, reply: Reply) -> None:
        data = reply.body or (b"" if reply.json is None else json.dumps(reply.json).encode())
        self.send_response(reply.status)
        headers = {"Content-Type": "application/json"} | reply.headers | {"Content-Length": str(len(data))}
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def handle_one_request(self) -> None:
        try:
            super().handle_one_request()
        except (ConnectionError, ValueError, OSError):
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Quiet."""
