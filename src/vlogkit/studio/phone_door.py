"""A door for a phone on the local network: for half an hour it takes pictures and clips for one item, and nothing else."""

from __future__ import annotations

import datetime as dt
import re
import secrets
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from vlogkit.errors import OutsideError, VlogkitError
from vlogkit.pipeline.editing.adding_files import MOST_BYTES, add_file
from vlogkit.studio.guarding import HEADERS
from vlogkit.workspace import Workspace

OPEN_FOR = dt.timedelta(minutes=30)
MOST_WRONG = 20
"""Wrong addresses after which the door closes: somebody is trying keys."""
PIECE = 4_000_000
"""Bytes of a piece: what a lost connection has to send again."""
_ID = re.compile(r"[0-9a-f]{16,40}")


@dataclass
class PhoneDoor:
    """An open door: its key, the item it is for, and what came through it."""

    workspace: Workspace
    item: str
    until: dt.datetime
    clock: Callable[[], dt.datetime]
    page: Callable[[str], str]
    """The page for a key, filled in."""
    key: str = field(default_factory=lambda: secrets.token_urlsafe(18))
    files: list[str] = field(default_factory=list)
    wrong: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def is_open(self, key: str) -> bool:
        """Whether a key opens the door now."""
        if self.wrong >= MOST_WRONG or self.clock() >= self.until:
            return False
        if secrets.compare_digest(key.encode(), self.key.encode()):
            return True
        self.wrong += 1
        return False

    def app(self) -> Starlette:
        """The pages behind the door."""
        return Starlette(
            routes=[
                Route("/{key}", self._page),
                Route("/{key}/phone.js", self._static),
                Route("/{key}/studio.css", self._static),
                Route("/{key}/{upload}", self._piece, methods=["PUT"]),
                Route("/{key}/{upload}", self._come_so_far, methods=["GET"]),
            ]
        )

    def _page(self, request: Request) -> Response:
        key = request.path_params["key"]
        return HTMLResponse(self.page(key), headers=HEADERS) if self.is_open(key) else _shut()

    def _static(self, request: Request) -> Response:
        if not self.is_open(request.path_params["key"]):
            return _shut()
        name = request.url.path.rpartition("/")[2]
        text = (Path(__file__).parent / "static" / name).read_text(encoding="utf-8")
        return Response(text, media_type="text/javascript" if name.endswith("js") else "text/css", headers=HEADERS)

    def _part(self, request: Request) -> Path | None:
        upload = request.path_params["upload"]
        return self.workspace.private / "uploads" / f"phone-{upload}.part" if _ID.fullmatch(upload) else None

    def _come_so_far(self, request: Request) -> Response:
        """How many bytes of a file are here, so that it goes on there."""
        part = self._part(request)
        if part is None or not self.is_open(request.path_params["key"]):
            return _shut()
        return JSONResponse({"size": part.stat().st_size if part.is_file() else 0})

    async def _piece(self, request: Request) -> Response:
        """A piece at `from`; the last one (`of` is reached) makes the file a picture or clip of the workspace."""
        part, query = self._part(request), request.query_params
        if part is None or not self.is_open(request.path_params["key"]):
            return _shut()
        start, whole = _number(query.get("from")), _number(query.get("of"))
        if start is None or not whole or whole > MOST_BYTES["clips"]:
            return JSONResponse({"errors": [{"message": "this file is too large", "hint": ""}]}, 413)
        try:
            piece = await _body(request, min(PIECE, whole - start))
        except ClientDisconnect:
            return PlainTextResponse("", 400)
        if piece is None:
            return JSONResponse({"errors": [{"message": "this piece is too large", "hint": ""}]}, 413)
        try:
            size, name = await run_in_threadpool(self._keep, part, start, piece, whole, query.get("name", "foto"))
        except VlogkitError as error:
            return JSONResponse({"errors": [{"message": error.message, "hint": error.hint}]}, 422)
        return JSONResponse({"size": size, "file": name})

    def _keep(self, part: Path, start: int, piece: bytes, whole: int, called: str) -> tuple[int, str]:
        """Write a piece behind those before it; the size so far, and the file's name when it is whole."""
        with self._lock:
            part.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            size = part.stat().st_size if part.is_file() else 0
            if start != size:
                return size, ""
            with part.open("ab") as file:
                file.write(piece)
            size += len(piece)
            if size < whole:
                return size, ""
            try:
                with part.open("rb") as file:
                    name = add_file(self.workspace, file, called)
            finally:
                part.unlink(missing_ok=True)
            self.files.append(name)
            return size, name


async def _body(request: Request, most: int) -> bytes | None:
    """The body; None where it is longer than it may be."""
    data = bytearray()
    async for chunk in request.stream():
        data += chunk
        if len(data) > most:
            return None
    return bytes(data)


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdigit() and len(text) < 14 else None


def _shut() -> Response:
    return PlainTextResponse("This link has expired. Ask for a new one on the computer.", 403, headers=HEADERS)


class OpenDoor:
    """A door that is served in a thread of its own until it is closed or its time is over."""

    def __init__(self, door: PhoneDoor, host: str) -> None:
        self.door = door
        self.socket = _listening()
        self.address = f"http://{host}:{self.socket.getsockname()[1]}/{door.key}"
        config = uvicorn.Config(door.app(), log_level="error", access_log=False, timeout_graceful_shutdown=1)
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run, kwargs={"sockets": [self.socket]}, daemon=True)
        self.thread.start()

    def close(self) -> None:
        """Close the door."""
        self.server.should_exit = True
        self.thread.join(timeout=3)
        self.socket.close()


def _listening() -> socket.socket:
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        made.bind(("0.0.0.0", 0))
        made.listen(16)
    except OSError as error:
        made.close()
        raise OutsideError(f"no port can be opened for the phone: {error.strerror}") from None
    return made


def local_address() -> str:
    """The address of this machine on its local network; that of the machine itself where it has none. Nothing is sent."""
    asked = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    try:
        asked.connect(("192.0.2.1", 9))  # an address for documents, which nobody has: only the way to it is looked up
        return str(asked.getsockname()[0])
    except OSError:
        return "127.0.0.1"
    finally:
        asked.close()
