"""A door for a phone on the local network: for half an hour it takes pictures and clips for one item, and nothing else."""

from __future__ import annotations

import datetime as dt
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from vlogkit.errors import VlogkitError
from vlogkit.pipeline.editing.adding_files import MOST_BYTES, add_file
from vlogkit.records.numbers.whole_numbers import whole_number
from vlogkit.studio.doors.door import STATIC, Door
from vlogkit.studio.guarding import HEADERS
from vlogkit.workspace import Workspace

OPEN_FOR = dt.timedelta(minutes=30)
PIECE = 4_000_000
"""Bytes of a piece: what a lost connection has to send again."""
_ID = re.compile(r"[0-9a-f]{16,40}")


@dataclass
class PhoneDoor(Door):
    """A door through which pictures and clips come for one item."""

    workspace: Workspace
    item: str
    page: Callable[[str], str]
    """The page for a key, filled in."""
    files: list[str] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

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
        return HTMLResponse(self.page(key), headers=HEADERS) if self.is_open(key) else self.shut()

    def _static(self, request: Request) -> Response:
        if not self.is_open(request.path_params["key"]):
            return self.shut()
        name = request.url.path.rpartition("/")[2]
        text = (STATIC / name).read_text(encoding="utf-8")
        return Response(text, media_type="text/javascript" if name.endswith("js") else "text/css", headers=HEADERS)

    def _part(self, request: Request) -> Path | None:
        upload = request.path_params["upload"]
        return self.workspace.private / "uploads" / f"phone-{upload}.part" if _ID.fullmatch(upload) else None

    def _come_so_far(self, request: Request) -> Response:
        """How many bytes of a file are here, so that it goes on there."""
        part = self._part(request)
        if part is None or not self.is_open(request.path_params["key"]):
            return self.shut()
        return JSONResponse({"size": part.stat().st_size if part.is_file() else 0})

    async def _piece(self, request: Request) -> Response:
        """A piece at `from`; the last one (`of` is reached) makes the file a picture or clip of the workspace."""
        part, query = self._part(request), request.query_params
        if part is None or not self.is_open(request.path_params["key"]):
            return self.shut()
        start, whole = (whole_number(query.get(key, "")) for key in ("from", "of"))
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
