"""The first page: what waits for somebody, what is sent next, what failed, and what was worked on last."""

from __future__ import annotations

import datetime as dt
import os
import sys
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from vlogkit.errors import VlogkitError
from vlogkit.pipeline.editing.item_list import list_items
from vlogkit.pipeline.posting.holding import standing_holds
from vlogkit.pipeline.posting.publishing_desk import PublishingDesk
from vlogkit.pipeline.working.health import sender_state
from vlogkit.pipeline.working.sign_in_start import entry_of, start_at_sign_in, start_now, stop_at_sign_in
from vlogkit.records.post import PostState
from vlogkit.studio.rooms import Rooms
from vlogkit.studio.routes.acting import session_of
from vlogkit.studio.showing import error_words, now, rooms_of, show, texts

SHOWN = 5
TROUBLED: tuple[PostState, ...] = ("failed", "unconfirmed", "held", "handed-over")


def today_page(request: Request) -> Response:
    """`GET /`"""
    rooms = rooms_of(request)
    if not rooms.ready():
        return RedirectResponse("/start", 303)
    given: dict[str, Any] = {"trouble": []}
    try:
        with rooms.desk() as desk:
            given |= standing(desk, now())
        given["starts_itself"] = not session_of(request) and _entry(rooms).exists()
        given["local"] = not session_of(request)
    except VlogkitError as error:
        given["trouble"] = error_words(error)
    return show(request, "today.html", items=list_items(rooms.workspace(), a_page=8), **given)


def standing(desk: PublishingDesk, at: dt.datetime) -> dict[str, object]:
    """How the posts stand."""
    counts, ledger = desk.ledger.counts(), desk.ledger
    late, wake = at - dt.timedelta(hours=1), ledger.next_wake()
    return {
        "waiting_count": counts.get("draft", 0),
        "coming": ledger.entries(states=("scheduled", "approved"), since=at, limit=SHOWN),
        "troubled": ledger.entries(states=TROUBLED, limit=SHOWN),
        "late_count": ledger.counts(until=late).get("scheduled", 0),
        "due_now": wake is not None and wake <= at,
        "next_due": wake,
        "sent": ledger.entries(states=("published",), limit=SHOWN, last_first=True),
        "holds": standing_holds(desk, at),
        "sender": sender_state(desk, at),
        "open_steps": sum(ledger.open_steps().values()),
    }


async def sender_page(request: Request) -> Response:
    """`POST /sender`: this computer sends by itself from now on, or no longer; for the person who sits at it alone."""
    on = texts(await request.form()).get("on") == "yes"
    try:
        await run_in_threadpool(_send_by_itself if on else _send_no_more, rooms_of(request))
    except VlogkitError as error:
        return show(request, "trouble.html", 422, errors=error_words(error))
    return RedirectResponse("/", 303)


def _send_by_itself(rooms: Rooms) -> None:
    def works() -> bool:
        with rooms.desk() as desk:
            return not sender_state(desk, now()).trouble

    entry = start_at_sign_in(rooms.workspace(), system=sys.platform, home=Path.home(), environment=os.environ)
    try:
        start_now(rooms.workspace(), works)
    except VlogkitError:
        stop_at_sign_in(entry)  # all of it or nothing: what does not start now would not at sign-in either
        raise


def _send_no_more(rooms: Rooms) -> None:
    stop_at_sign_in(_entry(rooms))


def _entry(rooms: Rooms) -> Path:
    return entry_of(rooms.workspace(), system=sys.platform, home=Path.home(), environment=os.environ)


def language_choice(request: Request) -> Response:
    """`GET /language/{lang}`: the page before, in another language."""
    back = request.headers.get("referer", "/")
    answer = RedirectResponse(back if back.startswith(str(request.base_url)) else "/", 303)
    answer.set_cookie("language", request.path_params["lang"], max_age=31_536_000, samesite="strict", httponly=True)
    return answer


routes = [
    Route("/", today_page),
    Route("/sender", sender_page, methods=["POST"]),
    Route("/language/{lang:str}", language_choice),
]
