"""The queue: what was sent and where, what failed and what to do, packs that a person posts by hand; and the hold."""

from __future__ import annotations

import datetime as dt

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from vlogkit.errors import UsageError, VlogkitError
from vlogkit.pipeline.posting.holding import hold, lift_holds, standing_holds
from vlogkit.pipeline.posting.looking.post_preview import preview_of
from vlogkit.pipeline.posting.posts import cancel_post, edit_post, retry_post, settle_post, show_post
from vlogkit.pipeline.working.health import sender_state
from vlogkit.pipeline.working.rounds import work_round
from vlogkit.records.numbers.whole_numbers import whole_number
from vlogkit.records.post import PostState
from vlogkit.studio.made_files import differing
from vlogkit.studio.routes.acting import acting, named, signed
from vlogkit.studio.showing import error_words, now, rooms_of, show, texts

GROUPS: tuple[tuple[str, tuple[PostState, ...]], ...] = (
    ("troubled", ("failed", "unconfirmed", "held")),
    ("by_hand", ("handed-over",)),
    ("coming", ("draft", "approved", "scheduled", "sending", "accepted", "processing")),
    ("sent", ("published",)),
)
A_PAGE = 100
ACTS = {
    "planned": "planned it",
    "moved": "gave it another time",
    "re-timed": "gave it another time",
    "content changed": "changed what it shows or says",
    "agency changed": "gave it to another agency",
    "approved": "approved it",
    "rejected": "sent it back",
    "sending": "began to send it",
    "published": "made it public",
    "handed-over": "handed it over to be posted by hand",
    "posted": "says that it is posted",
    "not posted": "says that it is not posted",
    "retried": "had it sent again",
    "held": "stopped it",
    "cancelled": "dropped it",
    "expired": "let it go, since it was too late",
    "failed": "could not send it",
}
"""What the trail calls an act, and what a page says of whoever did it."""


def queue_page(request: Request) -> Response:
    """`GET /queue`"""
    wanted = request.query_params.get("show", "")
    group = next((name for name, _ in GROUPS if name == wanted), "")
    with rooms_of(request).desk() as desk:
        counts = desk.ledger.counts()
        totals = {name: sum(counts.get(state, 0) for state in states) for name, states in GROUPS}
        group = group or next((name for name in ("troubled", "by_hand", "coming") if totals[name]), "sent")
        pages = max(1, -(-totals[group] // A_PAGE))
        page = min(max(1, whole_number(request.query_params.get("page", "1")) or 1), pages)
        entries = desk.ledger.entries(
            states=dict(GROUPS)[group], limit=A_PAGE, offset=(page - 1) * A_PAGE, last_first=group == "sent"
        )
        lifted = "lifted" in request.query_params and not standing_holds(desk, now())
        waits = counts.get("held", 0)
        sends = lifted and not sender_state(desk, now()).trouble
    return show(
        request,
        "queue.html",
        group=group,
        totals=totals,
        entries=entries,
        at=page,
        pages=pages,
        lifted=lifted,
        waits=waits,
        sends=sends,
    )


def queue_post_page(request: Request) -> Response:
    """`GET /posts/{post}`"""
    return _shown(request, [])


def _shown(request: Request, errors: list[dict[str, str]], status: int = 200) -> Response:
    with rooms_of(request).desk() as desk:
        history = show_post(desk, request.path_params["post"])
        entry = history.entry
        preview = preview_of(desk, entry.post)
        differs = differing(desk, entry, now())
    return show(
        request,
        "queue_post.html",
        status,
        history=history,
        acts=ACTS,
        day_of=dt.datetime.fromisoformat,
        entry=entry,
        post=entry.post,
        preview=preview,
        errors=errors,
        **differs,
    )


async def act_page(request: Request) -> Response:
    """`POST /posts/{post}`: send again, drop, say whether it is out, or change its words."""
    given = texts(await request.form())
    name, by, at = request.path_params["post"], acting(request), now()
    try:
        with rooms_of(request).desk() as desk:
            match given.get("act"):
                case "retry":
                    retry_post(desk, name, by=by, now=at, anyway=given.get("anyway", ""))
                case "cancel":
                    cancel_post(desk, name, by=by, now=at, reason=given.get("reason", ""))
                case "posted":
                    settle_post(desk, name, by=by, now=at, posted=True, url=given.get("url", "").strip())
                case "not-posted":
                    settle_post(desk, name, by=by, now=at, posted=False)
                case "words":
                    edit_post(desk, name, words_of(given), by=by, now=at)
                case other:
                    raise UsageError(f"`{other}` is not something that can be done with a post")
    except VlogkitError as error:
        return _shown(request, error_words(error), 422)
    return RedirectResponse(f"/posts/{name}", 303)


def words_of(given: dict[str, str]) -> dict[str, object]:
    """The words of a post, as its form has them."""
    words: dict[str, object] = {
        key: given[key].replace("\r\n", "\n").strip() for key in ("title", "text", "link") if key in given
    }
    if "hashtags" in given:
        words["hashtags"] = tuple(word.lstrip("#") for word in given["hashtags"].replace(",", " ").split())
    return words


async def hold_page(request: Request) -> Response:
    """`POST /hold`: nothing leaves from now on."""
    given = texts(await request.form())
    by = named(request, given.get("by", "") or acting(request))
    try:
        reason = given.get("reason", "").strip()
        if not reason:
            raise UsageError("a hold needs a reason", hint="Say in a word what has happened.")
        with rooms_of(request).desk() as desk:
            hold(desk, reason=reason, by=by, now=now())
        rooms_of(request).forget_holds()
    except VlogkitError as error:
        return show(request, "trouble.html", 422, errors=error_words(error))
    return signed(RedirectResponse("/", 303), by)


async def lift_page(request: Request) -> Response:
    """`POST /hold/lift`: what waited stays held until a person decides about it."""
    try:
        with rooms_of(request).desk() as desk:
            lift_holds(desk, by=acting(request), now=now())
        rooms_of(request).forget_holds()
    except VlogkitError as error:
        return show(request, "trouble.html", 422, errors=error_words(error))
    return RedirectResponse("/queue?show=troubled&lifted=1", 303)


def publish_page(request: Request) -> Response:
    """`POST /publish`: send what is due, once."""
    try:
        with rooms_of(request).desk() as desk:
            done = work_round(desk, lambda: dt.datetime.now(dt.UTC), limit=50)
    except VlogkitError as error:
        return show(request, "trouble.html", 422, errors=error_words(error))
    return show(request, "published.html", done=done)


routes = [
    Route("/queue", queue_page),
    Route("/posts/{post}", queue_post_page),
    Route("/posts/{post}", act_page, methods=["POST"]),
    Route("/hold", hold_page, methods=["POST"]),
    Route("/hold/lift", lift_page, methods=["POST"]),
    Route("/publish", publish_page, methods=["POST"]),
]
