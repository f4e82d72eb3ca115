"""Review: the posts that wait for a yes, each as it would leave; approve, or send back with a reason."""

from __future__ import annotations

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from vlogkit.errors import VlogkitError
from vlogkit.pipeline.posting.answering.answer_phrases import set_answer_phrase
from vlogkit.pipeline.posting.looking.post_preview import preview_of
from vlogkit.pipeline.posting.looking.seen_posts import pictures_now
from vlogkit.pipeline.posting.proving import Ask, enroll, prove
from vlogkit.pipeline.posting.publishing_desk import PublishingDesk
from vlogkit.pipeline.posting.reviewing import approve_post, reject_post, review_post, waiting_posts
from vlogkit.records.post import Entry
from vlogkit.studio.doorkeeping import client_address
from vlogkit.studio.routes.acting import acting, named, session_of, signed
from vlogkit.studio.routes.items_page import compared
from vlogkit.studio.showing import error_words, now, rooms_of, show, texts


def review_page(request: Request) -> Response:
    """`GET /review`"""
    with rooms_of(request).desk() as desk:
        entries = waiting_posts(desk)
        sheets = desk.ledger.open_sheets(now())
    return show(request, "review.html", groups=by_bundle(entries), sheets=sheets)


def by_bundle(entries: list[Entry]) -> dict[str, list[Entry]]:
    """The posts of one item together, in the order of their first time."""
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(entry.post.bundle, []).append(entry)
    return groups


def post_page(request: Request) -> Response:
    """`GET /review/{post}`"""
    return _shown(request, [])


def _shown(request: Request, errors: list[dict[str, str]], status: int = 200) -> Response:
    with rooms_of(request).desk() as desk:
        seen = review_post(desk, request.path_params["post"])
        preview = preview_of(desk, seen.entry.post)
        pictures = pictures_now(desk.workspace, seen.entry.post) if seen.last else ()
    before = f"{seen.last.title}\n\n{seen.last.wording}" if seen.last else ""
    return show(
        request,
        "post.html",
        status,
        seen=seen,
        preview=preview,
        pictures_now=pictures,
        changes=compared(before, f"{seen.entry.post.title}\n\n{seen.entry.post.wording()}"),
        post=seen.entry.post,
        entry=seen.entry,
        who=acting(request),
        errors=errors,
    )


async def decide_page(request: Request) -> Response:
    """`POST /review/{post}`: yes or no, by name."""
    given = texts(await request.form())
    name, by = request.path_params["post"], named(request, given.get("by", ""))
    try:
        with rooms_of(request).desk() as desk:
            if given.get("decision") == "approve":
                secret = given.get("passphrase", "")
                if secret and not session_of(request):
                    by = prove(desk, by, lambda label, *, new=False: secret)
                proven = bool(secret or session_of(request))
                approve_post(desk, name, by=by, now=now(), proven=proven, content=given.get("content", ""))
            else:
                reason = given.get("reason", "").strip()
                reject_post(desk, name, by=by, now=now(), reason=reason, content=given.get("content", ""))
    except VlogkitError as error:
        return _shown(request, error_words(error), 422)
    return signed(RedirectResponse("/review", 303), by)


async def enroll_page(request: Request) -> Response:
    """`POST /passphrase`: set the passphrase by which somebody proves who they are."""

    def set_it(desk: PublishingDesk, name: str, ask: Ask) -> None:
        enroll(desk, name, ask, vouched_by="", now=now())

    answer, name = await _set_words(request, set_it, "passphrase")
    session, keeper = session_of(request), rooms_of(request).guard.keeper
    if session and keeper and answer.status_code == 200:
        keeper.end_others(request.scope)
    return signed(answer, name) if answer.status_code == 200 else answer


async def answer_phrase_page(request: Request) -> Response:
    """`POST /answer-phrase`: set the phrase by which somebody answers from a phone."""

    def set_it(desk: PublishingDesk, name: str, ask: Ask) -> None:
        set_answer_phrase(desk, name, ask, now=now())

    answer, _ = await _set_words(request, set_it, "phrase")
    return answer


async def _set_words(
    request: Request, set_it: Callable[[PublishingDesk, str, Ask], None], done: str
) -> tuple[Response, str]:
    """The page after words were set that only their person knows, and whose they are. Over the network a wrong
    passphrase counts as it does for signing in."""
    given = texts(await request.form())
    answers = {False: given.get("present", ""), True: given.get(done, "")}
    session, keeper = session_of(request), rooms_of(request).guard.keeper
    name = session.name if session else given.get("name", "").strip()

    def at_desk() -> None:
        with rooms_of(request).desk() as desk:
            set_it(desk, name, lambda label, *, new=False: answers[new])

    try:
        if session and keeper:
            await run_in_threadpool(keeper.tried, name, client_address(request), at_desk)
        else:
            await run_in_threadpool(at_desk)
    except VlogkitError as error:
        words = error_words(error)
        return show(request, "passphrase.html", 422, given={"name": name}, errors=words, done="", wrong=done), name
    return show(request, "passphrase.html", given={"name": name}, errors=[], done=done, wrong=""), name


def passphrase_page(request: Request) -> Response:
    """`GET /passphrase`"""
    return show(request, "passphrase.html", given={"name": acting(request)}, errors=[], done="", wrong="")


routes = [
    Route("/review", review_page),
    Route("/passphrase", passphrase_page),
    Route("/passphrase", enroll_page, methods=["POST"]),
    Route("/answer-phrase", answer_phrase_page, methods=["POST"]),
    Route("/review/{post}", post_page),
    Route("/review/{post}", decide_page, methods=["POST"]),
]
