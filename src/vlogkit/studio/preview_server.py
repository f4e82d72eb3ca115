"""Serve a page on this machine that shows a template anew after every change of its files."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Protocol
from urllib.parse import parse_qs, urlsplit

from jinja2 import Environment, PackageLoader

from vlogkit.errors import OutsideError, VlogkitError
from vlogkit.freshness import stamp_of
from vlogkit.records.numbers.whole_numbers import whole_number

POLL = 0.04
"""Seconds between two looks at the files; a change is seen, drawn and shown within 300 ms."""
WAIT = 20.0
"""Seconds a browser waits for a change before it asks again."""
LOCAL = {"localhost", "127.0.0.1", "[::1]"}


class Drawing(Protocol):
    """What is previewed: its files, the choices there are, and a picture for a choice."""

    def files(self) -> list[Path]:
        """The files that decide what it looks like."""

    def choices(self) -> Mapping[str, list[str]]:
        """For each thing to choose, what there is; the first is what is shown first."""

    def draw(self, chosen: Mapping[str, str]) -> bytes:
        """A WebP; what `chosen` leaves out is the first choice. Raises InputError, SeveralErrors."""

    def forget(self) -> None:
        """Read the files anew next time."""


@dataclass
class Screen:
    """What the page shows: a version that grows with each change, and pictures or an error of that version."""

    drawing: Drawing
    name: str
    version: int = 1
    changed: threading.Condition = field(default_factory=threading.Condition)
    stopped: bool = False
    _pictures: dict[tuple[int, str], bytes] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def picture(self, chosen: Mapping[str, str]) -> bytes:
        """The picture of a choice in the current version, drawn once. Raises InputError."""
        with self._lock:
            key = (self.version, json.dumps(chosen, sort_keys=True))
            if key not in self._pictures:
                self._pictures = {old: data for old, data in self._pictures.items() if old[0] == self.version}
                self._pictures[key] = self.drawing.draw(chosen)
            return self._pictures[key]

    def fault(self, chosen: Mapping[str, str]) -> str:
        """Why the picture cannot be drawn, or an empty text."""
        try:
            self.picture(chosen)
        except VlogkitError as error:
            return str(error)
        return ""

    def next_version(self, known: int) -> int:
        """The version after `known`, as soon as there is one, or `known` again after a while."""
        with self.changed:
            self.changed.wait_for(lambda: self.version != known or self.stopped, WAIT)
            return self.version

    def renew(self) -> None:
        """Begin a new version."""
        with self.changed, self._lock:
            self.drawing.forget()
            self.version += 1
            self.changed.notify_all()

    def stop(self) -> None:
        """Let every waiting browser go."""
        with self.changed:
            self.stopped = True
            self.changed.notify_all()


def watch(screen: Screen, stop: threading.Event) -> None:
    """Begin a new version whenever a file changes, appears or goes, until `stop` is set."""
    known = stamp_of(screen.drawing.files())
    while not stop.wait(POLL):
        now = stamp_of(screen.drawing.files())
        if now != known:
            known = now
            screen.renew()


@contextmanager
def serving(screen: Screen, port: int = 0) -> Iterator[str]:
    """Serve the page on the loopback interface and watch the files while the block runs; its address.
    Raises OutsideError where the port is taken."""
    try:
        server = _PreviewServer(("127.0.0.1", port), handler_for(screen))
    except OSError as error:
        hint = "Choose another --port, or none."
        raise OutsideError(f"port {port} cannot be used: {error.strerror}", hint=hint) from None
    stop = threading.Event()
    threads = [
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True),
        threading.Thread(target=watch, args=(screen, stop), daemon=True),
    ]
    for thread in threads:
        thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        stop.set()
        screen.stop()
        server.shutdown()
        server.server_close()
        for thread in threads:
            thread.join(timeout=2)


class _PreviewServer(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = False

    def server_bind(self) -> None:
        """Another program must not take the port over on systems where SO_REUSEADDR would allow that."""
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        super().server_bind()


def handler_for(screen: Screen) -> type[BaseHTTPRequestHandler]:
    """A request handler for a screen: `/` the page, `/still.webp` the picture, `/wait` the next version as JSON."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # else what follows the head waits 40 ms for the browser to confirm it

        def do_GET(self) -> None:
            address = urlsplit(self.path)
            query = {key: values[-1] for key, values in parse_qs(address.query).items()}
            if self.headers.get("Host", "").rsplit(":", 1)[0] not in LOCAL:
                self._send(HTTPStatus.FORBIDDEN, "text/plain", b"this page is for this machine only")
            elif address.path == "/":
                self._send(HTTPStatus.OK, "text/html; charset=utf-8", page(screen, query).encode("utf-8"))
            elif address.path == "/still.webp":
                self._still(query)
            elif address.path == "/wait":
                version = screen.next_version(whole_number(query.pop("version", "0")) or 0)
                body = {"version": version, "fault": screen.fault(chosen_of(screen, query))}
                self._send(HTTPStatus.OK, "application/json", json.dumps(body).encode("utf-8"))
            else:
                self._send(HTTPStatus.NOT_FOUND, "text/plain", b"there is no such page")

        def _still(self, query: dict[str, str]) -> None:
            try:
                data = screen.picture(chosen_of(screen, query))
            except VlogkitError as error:
                self._send(HTTPStatus.CONFLICT, "text/plain; charset=utf-8", str(error).encode("utf-8"))
                return
            self._send(HTTPStatus.OK, "image/webp", data)

        def _send(self, status: HTTPStatus, kind: str, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "no-store")
            self.send_header("X-Content-Type-Options", "nosniff")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # the base class names it so
            """Requests are not worth a line each."""

    return Handler


def chosen_of(screen: Screen, query: Mapping[str, str]) -> dict[str, str]:
    """What a request chooses, as far as it exists; the first of everything else."""
    return {
        key: query[key] if query.get(key) in values else values[0]
        for key, values in choices_of(screen).items()
        if values
    }


def choices_of(screen: Screen) -> Mapping[str, list[str]]:
    """The choices there are, or none while the files are broken."""
    try:
        return screen.drawing.choices()
    except VlogkitError:
        return {}


def page(screen: Screen, query: Mapping[str, str]) -> str:
    """The page for a choice."""
    pages = Environment(loader=PackageLoader("vlogkit.studio", "pages"), autoescape=True, trim_blocks=True)
    chosen = chosen_of(screen, query)
    return pages.get_template("preview.html").render(
        name=screen.name,
        version=screen.version,
        chosen=chosen,
        choices=choices_of(screen),
        fault=screen.fault(chosen),
    )
