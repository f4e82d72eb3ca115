"""A door for a phone that answers one approval sheet: it shows one item, takes one answer, and shuts."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from vlogkit.errors import VlogkitError
from vlogkit.pipeline.posting.answering.taking_answers import TakenAnswer, take_code, take_word
from vlogkit.pipeline.posting.publishing_desk import PublishingDesk
from vlogkit.records.base import whole_letters
from vlogkit.records.posting.approval_sheet import ApprovalSheet
from vlogkit.studio.doors.door import Door
from vlogkit.studio.doors.sheet_page import sheet_policy
from vlogkit.studio.guarding import HEADERS
from vlogkit.translating.finished_sentences import spoken
from vlogkit.translating.gettext_catalogue import translated

MOST_BYTES = 20_000
"""Bytes of an answer."""


@dataclass
class SheetDoor(Door):
    """A door behind which one sheet waits for its answer."""

    sheet: ApprovalSheet
    html: str
    films: tuple[Path, ...]
    """The videos that the sheet shows, by their number."""
    desk: Callable[[], AbstractContextManager[PublishingDesk]]
    taken: TakenAnswer | None = None
    """The answer, once there is one; the door is shut then."""

    def is_open(self, key: str) -> bool:
        """Whether a key opens the door now: until its time, and until there is an answer."""
        return super().is_open(key) and self.taken is None

    def app(self) -> Starlette:
        """The pages behind the door."""
        return Starlette(
            routes=[
                Route("/{key}", self._page),
                Route("/{key}/films/{number:int}", self._film),
                Route("/{key}/answer", self._answer, methods=["POST"]),
            ]
        )

    def _page(self, request: Request) -> Response:
        if not self.is_open(request.path_params["key"]):
            return self.shut()
        policy = f"{sheet_policy('link')}; frame-ancestors 'none'"
        return HTMLResponse(
            self.html, headers=HEADERS | {"content-security-policy": policy, "cache-control": "no-store"}
        )

    def _film(self, request: Request) -> Response:
        """A video of the sheet, by pieces as a phone asks for them."""
        number = request.path_params["number"]
        if not self.is_open(request.path_params["key"]) or number >= len(self.films):
            return self.shut()
        return FileResponse(self.films[number], headers=HEADERS | {"cache-control": "no-store"})

    async def _answer(self, request: Request) -> Response:
        """Yes or no. What is wrong with it is told, and the door stays open."""
        if not self.is_open(request.path_params["key"]):
            return self.shut()
        try:
            given = await _object(request)
            self.taken = await run_in_threadpool(self._take, given)
        except ClientDisconnect:
            return Response(status_code=400)
        except VlogkitError as error:
            told = [
                {"message": spoken(one.message, self.lang), "hint": spoken(one.hint, self.lang)} for one in error.each()
            ]
            return JSONResponse({"errors": told}, 422, headers=HEADERS)
        said = "Thank you. You said yes." if self.taken.yes else "Thank you. You sent it back."
        return JSONResponse({"done": translated(said, self.lang)}, headers=HEADERS)

    def _take(self, given: dict[str, object]) -> TakenAnswer:
        with self.desk() as desk:
            if self.sheet.key is not None:
                return take_code(desk, str(given.get("code", "")), now=self.clock(), only=self.sheet.id)
            yes, reason = given.get("yes") is True, whole_letters(str(given.get("reason", "")))
            return take_word(desk, self.sheet, yes=yes, reason=reason, now=self.clock())


async def _object(request: Request) -> dict[str, object]:
    """The JSON object of a request; an empty one where it is none or too large."""
    data = bytearray()
    async for chunk in request.stream():
        data += chunk
        if len(data) > MOST_BYTES:
            return {}
    try:
        given = json.loads(data)
    except ValueError:
        return {}
    return given if isinstance(given, dict) else {}
