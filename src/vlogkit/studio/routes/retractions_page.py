"""Taking back: what is out and must not be, the steps that are open, and one item to take back, correct or let go."""

from __future__ import annotations

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from vlogkit.errors import UsageError, VlogkitError
from vlogkit.pipeline.posting.proving import prove
from vlogkit.pipeline.retracting.retract import (
    approve_steps,
    check_item,
    done_by_hand,
    lift_item,
    retract_item,
    steps_of,
)
from vlogkit.records.numbers.whole_numbers import whole_number
from vlogkit.studio.routes.acting import acting, check_may, named, session_of, signed
from vlogkit.studio.showing import error_words, now, rooms_of, show, texts

A_PAGE = 50
STATES = {
    "draft": "waits for approval",
    "approved": "will be done by who sends",
    "by-hand": "to be done by hand",
    "failed": "failed",
    "done": "done",
    "replaced": "replaced by another",
}
"""What the state of a step is called on a page."""
WAYS = {
    "delete": "is deleted",
    "private": "is hidden",
    "edit": "is edited",
    "reply": "is answered",
    "unschedule": "is taken off its schedule",
    "by-hand": "is taken back by hand",
}
"""What becomes of a post."""


def retractions_page(request: Request) -> Response:
    """`GET /retractions`: the open steps page by page, and a page of them alone where a list asks for more."""
    with rooms_of(request).desk() as desk:
        total = sum(desk.ledger.open_steps().values())
        pages = max(1, -(-total // A_PAGE))
        page = min(max(1, whole_number(request.query_params.get("page", "1")) or 1), pages)
        steps = desk.ledger.retractions(open_only=True, limit=A_PAGE, offset=(page - 1) * A_PAGE)
    more = "hx-request" in request.headers
    shown: dict[str, Any] = {"steps": steps, "total": total, "at": page, "pages": pages, "states": STATES, "ways": WAYS}
    return show(request, "retraction_steps.html" if more else "retractions.html", **shown)


def grave_part(request: Request) -> Response:
    """`GET /retractions/grave`: the posts that are out and must not be, when all were looked through."""
    return show(request, "retractions_grave.html", found=rooms_of(request).grave.found())


def retraction_page(request: Request) -> Response:
    """`GET /retractions/{item}`"""
    return _shown(request)


def _shown(request: Request, status: int = 200, errors: list[dict[str, str]] | None = None) -> Response:
    item = request.path_params["item"]
    with rooms_of(request).desk() as desk:
        check_item(desk, item)
        items, steps = steps_of(desk, item)
        entries = desk.ledger.entries(bundles=[item])
    return show(
        request,
        "retraction.html",
        status,
        item=item,
        title=next((one.post.title for one in entries if one.post.title), item),
        stopped=items[0] if items else None,
        steps=steps,
        entries=entries,
        waits=any(step.state in {"draft", "failed"} for step in steps),
        states=STATES,
        ways=WAYS,
        who=acting(request),
        errors=errors or [],
    )


async def act_page(request: Request) -> Response:
    """`POST /retractions/{item}`: take back or correct, say yes, note what was done by hand, or let it go out again."""
    given = texts(await request.form())
    try:
        by = await run_in_threadpool(_act, request, given)
    except VlogkitError as error:
        return await run_in_threadpool(_shown, request, 422, error_words(error))
    return signed(RedirectResponse(f"/retractions/{request.path_params['item']}", 303), by)


def _act(request: Request, given: dict[str, str]) -> str:
    item, by, at = request.path_params["item"], named(request, given.get("by", "") or acting(request)), now()
    with rooms_of(request).desk() as desk:
        match given.get("act"):
            case "retract":
                retract_item(desk, item, reason=given.get("reason", "").strip(), by=by, now=at)
            case "correct":
                words = given.get("words", "").strip()
                if not words:
                    raise UsageError("a correction needs its words", hint="Write what is said instead.")
                retract_item(desk, item, reason=given.get("reason", "").strip(), by=by, now=at, correct=words)
            case "approve":
                check_may(request, "approver")
                secret, session = given.get("passphrase", ""), session_of(request)
                if secret and not session:
                    by = prove(desk, by, lambda label, *, new=False: secret)
                approve_steps(desk, item, by=by, now=at, proven=bool(secret or session))
            case "done" | "stays" as what:
                done_by_hand(desk, given.get("step", ""), by=by, now=at, stays=what == "stays")
            case "lift":
                check_may(request, "publisher")
                lift_item(desk, item, by=by, now=at)
            case other:
                raise UsageError(f"`{other}` is not something that can be done here", hint="Load the page again.")
    return by


routes = [
    Route("/retractions", retractions_page),
    Route("/retractions/grave", grave_part),
    Route("/retractions/{item}", retraction_page),
    Route("/retractions/{item}", act_page, methods=["POST"]),
]
