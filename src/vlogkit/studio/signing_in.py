"""Let only those act over the network who are signed in, each what their role may, and keep a line of each act."""

from __future__ import annotations

import datetime as dt

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Match, Mount, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from vlogkit.errors import UsageError, VlogkitError
from vlogkit.records.settings import Duty
from vlogkit.studio.doorkeeping import Doorkeeper
from vlogkit.studio.duties import DUTIES, Who, check_duty
from vlogkit.studio.showing import error_words, now, rooms_of, show

SAVES = ("POST /items/{name}", "POST /items/{name}/text")
"""Acts that a page does by itself while somebody types: a line for each quarter of an hour of it."""
SAVED_TOGETHER = dt.timedelta(minutes=15)


def asked_for(scope: Scope) -> str:
    """The method and address of the route that answers a request, as the table of duties has them; empty for none."""
    method = "GET" if scope["method"] == "HEAD" else scope["method"]
    for route in scope["app"].routes:
        if isinstance(route, Route | Mount) and route.matches(scope)[0] is Match.FULL:
            return f"{method} {route.path}"
    return ""


def duties_of(request: Request, name: str) -> frozenset[Duty]:
    """What somebody may do as the settings are now, so that a role that was taken away is gone. Raises VlogkitError."""
    return rooms_of(request).workspace().settings.duties().get(name, frozenset())


class SigningInMiddleware:
    """Ask each request who sends it, and its address who may."""

    def __init__(self, app: ASGIApp, keeper: Doorkeeper) -> None:
        self.app, self.keeper = app, keeper
        self._saved: dict[tuple[str, str], dt.datetime] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        asked, refused = asked_for(scope), None
        who: Who = DUTIES.get(asked, "nobody") if asked else "signed in"
        try:
            refused = self._refusal(scope, who)
        except VlogkitError as error:
            refused = _told(Request(scope), error, 403)
        if refused is not None:
            await refused(scope, receive, send)
            return
        status = 500

        async def seen(event: Message) -> None:
            nonlocal status
            if event["type"] == "http.response.start":
                status = event["status"]
            await send(event)

        await self.app(scope, receive, seen)
        if asked.startswith("POST") and "signed_in" in scope and status < 400:
            await run_in_threadpool(self._note, Request(scope), asked)

    def _refusal(self, scope: Scope, who: Who) -> Response | None:
        """The answer to a request that may not go on; who is signed in stands in the scope of one that may."""
        request, session = Request(scope), self.keeper.session(scope)
        duties = duties_of(request, session.name) if session else frozenset()
        if session and duties:
            scope["signed_in"], scope["duties"] = session, duties
            check_duty(duties, who)
            return None
        if who == "anybody":
            return None
        if scope["method"] in {"GET", "HEAD"} and "hx-request" not in request.headers:
            return RedirectResponse("/sign-in", 303)
        return _told(request, UsageError("you are not signed in", hint="Sign in, then do it again."), 401)

    def _note(self, request: Request, asked: str) -> None:
        who, path, at = request.scope["signed_in"].name, request.url.path, now()
        if asked in SAVES:
            last = self._saved.get((who, path))
            if last is not None and at - last < SAVED_TOGETHER:
                return
            self._saved[who, path] = at
        with rooms_of(request).desk() as desk:
            desk.ledger.note_act(who, "in the studio", now=at, detail={"address": path})


def _told(request: Request, error: VlogkitError, status: int) -> Response:
    if request.headers.get("accept", "").startswith("application/json"):
        return JSONResponse({"errors": error_words(error)}, status)
    return show(request, "trouble.html", status, errors=error_words(error))
