"""The first page: what waits for somebody, what is sent next, what failed, and what was worked on last."""

from __future__ import annotations

import datetime as dt
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from vlogkit.errors import VlogkitError
from vlogkit.pipeline.editing.item_list import list_items
from vlogkit.pipeline.posting.holding import standing_holds
from vlogkit.pipeline.posting.live_posts import live_findings
from vlogkit.pipeline.posting.publishing_desk import PublishingDesk
from vlogkit.pipeline.working.health import sender_state
from vlogkit.studio.showing import error_words, now, rooms_of, show

SHOWN = 5
TROUBLED = ("failed", "unconfirmed", "held", "handed-over")


def today_page(request: Request) -> Response:
    """`GET /`"""
    rooms = rooms_of(request)
    if not rooms.ready():
        return RedirectResponse("/start", 303)
    given: dict[str, Any] = {"trouble": []}
    try:
        with rooms.desk() as desk:
            given |= standing(desk, now())
    except VlogkitError as error:
        given["trouble"] = error_words(error)
    return show(request, "today.html", items=list_items(rooms.workspace(), a_page=8), **given)


def standing(desk: PublishingDesk, at: dt.datetime) -> dict[str, object]:
    """How the posts stand."""
    entries = desk.ledger.entries(limit=5000)
    waiting = [entry for entry in entries if entry.post.state == "draft"]
    coming = [entry for entry in entries if entry.post.state in {"scheduled", "approved"} and entry.post.due >= at]
    late = [
        entry for entry in entries if entry.post.state == "scheduled" and at - entry.post.due > dt.timedelta(hours=1)
    ]
    sent = sorted((entry for entry in entries if entry.post.state == "published"), key=lambda entry: entry.updated_at)
    return {
        "waiting": waiting[:SHOWN],
        "waiting_count": len(waiting),
        "coming": coming[:SHOWN],
        "coming_count": len(coming),
        "troubled": [entry for entry in entries if entry.post.state in TROUBLED],
        "late": late,
        "sent": sent[::-1][:SHOWN],
        "holds": standing_holds(desk, at),
        "sender": sender_state(desk, at),
        "to_retract": [one for one in live_findings(desk, at) if one.severity == "error"],
        "steps": desk.ledger.retractions(open_only=True),
    }


def language_choice(request: Request) -> Response:
    """`GET /language/{lang}`: the page before, in another language."""
    back = request.headers.get("referer", "/")
    answer = RedirectResponse(back if back.startswith(str(request.base_url)) else "/", 303)
    answer.set_cookie("language", request.path_params["lang"], max_age=31_536_000, samesite="strict", httponly=True)
    return answer


routes = [Route("/", today_page), Route("/language/{lang:str}", language_choice)]
