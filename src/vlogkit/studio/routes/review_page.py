"""Review: the posts that wait for a yes, each as it would leave; approve, or send back with a reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from vlogkit.errors import UsageError, VlogkitError
from vlogkit.pipeline.editing.version_changes import worded_change
from vlogkit.pipeline.posting.answering.answer_phrases import set_answer_phrase
from vlogkit.pipeline.posting.live_posts import waiting_posts
from vlogkit.pipeline.posting.looking.post_preview import preview_of
from vlogkit.pipeline.posting.looking.seen_posts import pictures_now
from vlogkit.pipeline.posting.proving import Ask, enroll, prove
from vlogkit.pipeline.posting.publishing_desk import PublishingDesk
from vlogkit.pipeline.posting.reviewing import (
    approve_post,
    next_waiting,
    reject_post,
    review_post,
    unchanged_since,
    waiting_page,
)
from vlogkit.records.numbers.whole_numbers import whole_number
from vlogkit.records.post import signature
from vlogkit.studio.doorkeeping import client_address
from vlogkit.studio.made_files import differing
from vlogkit.studio.routes.acting import acting, named, session_of, signed
from vlogkit.studio.showing import error_words, now, rooms_of, show, texts


def review_page(request: Request) -> Response:
    """`GET /review`"""
    return _list(request)


def _list(
    request: Request, status: int = 200, *, approved: int = 0, errors: list[dict[str, str]] | None = None
) -> Response:
    page = whole_number(request.query_params.get("page", "1")) or 1
    with rooms_of(request).desk() as desk:
        found = waiting_page(desk, page=page)
        looked = unchanged_since(desk, looked_at(request))
        sheets = desk.ledger.open_sheets(now())
        planned = waiting_posts(desk, request.query_params["planned"]) if "planned" in request.query_params else []
    return show(
        request,
        "review.html",
        status,
        found=found,
        looked=looked,
        seen={one.post.id for one in looked},
        sheets=sheets,
        approved=approved,
        planned=planned,
        who=acting(request),
        errors=errors or [],
    )


def looked_at(request: Request) -> dict[str, str]:
    """The posts that whoever asks has looked at, by id with the hash of what they saw."""
    session = session_of(request)
    return rooms_of(request).looked.setdefault(session.name if session else "", {})


async def approve_looked_page(request: Request) -> Response:
    """`POST /review`: yes to the posts that are named, each as it was seen by whoever says so; the others are told."""
    given = texts(await request.form(max_fields=5000))
    return await run_in_threadpool(_approve_looked, request, given)


def _approve_looked(request: Request, given: dict[str, str]) -> Response:
    looked, errors, approved = looked_at(request), [], 0
    wanted = [key.removeprefix("post.") for key in given if key.startswith("post.")]
    try:
        with rooms_of(request).desk() as desk:
            by, proven = _who(request, desk, given)
            for name in wanted:
                try:
                    if looked.get(name, "") != given[f"post.{name}"]:
                        raise UsageError(f"`{name}` was not looked at", hint="Look at it, then decide.")
                    approve_post(desk, name, by=by, now=now(), proven=proven, content=looked[name])
                except VlogkitError as error:
                    errors += [{**one, "where": name} for one in error_words(error)]
                else:
                    approved += 1
                    del looked[name]
    except VlogkitError as error:
        return _list(request, 422, errors=error_words(error))
    return signed(_list(request, 422 if errors else 200, approved=approved, errors=errors), by)


def _who(request: Request, desk: PublishingDesk, given: Mapping[str, str]) -> tuple[str, bool]:
    """Who says yes, and whether that was proven. Raises UsageError."""
    by, secret, session = named(request, given.get("by", "")), given.get("passphrase", ""), session_of(request)
    if secret and not session:
        by = prove(desk, by, lambda label, *, new=False: secret)
    return by, bool(secret or session)


def post_page(request: Request) -> Response:
    """`GET /review/{post}`"""
    return _shown(request, [])


def _shown(request: Request, errors: list[dict[str, str]], status: int = 200) -> Response:
    with rooms_of(request).desk() as desk:
        seen = review_post(desk, request.path_params["post"])
        preview = preview_of(desk, seen.entry.post)
        differs = differing(desk, seen.entry, now())
        pictures = pictures_now(desk.workspace, seen.entry.post) if seen.last else ()
        looked = looked_at(request)
        if seen.entry.post.state == "draft":
            looked[seen.entry.post.id] = seen.entry.post.content_hash()
        after = next_waiting(desk, seen.entry.post, looked)
    post, last = seen.entry.post, seen.last
    title, words = (last.title, last.wording) if last else (post.title, post.wording())
    return show(
        request,
        "post.html",
        status,
        seen=seen,
        preview=preview,
        pictures_now=pictures,
        title_change=worded_change("title", title, post.title) if title != post.title else None,
        words_change=worded_change("words", words, post.wording()) if words != post.wording() else None,
        post=post,
        entry=seen.entry,
        who=_who_decides(request, post.author),
        after=after,
        errors=errors,
        **differs,
    )


def _who_decides(request: Request, author: str) -> str:
    """Whose name stands in the form: nobody's where who made the post may not approve it."""
    who = acting(request)
    alone = rooms_of(request).workspace().settings.approval.second_person and signature(who) == signature(author)
    return "" if alone else who


async def decide_page(request: Request) -> Response:
    """`POST /review/{post}`: yes or no, by name."""
    given = texts(await request.form())
    name, by = request.path_params["post"], named(request, given.get("by", ""))
    try:
        with rooms_of(request).desk() as desk:
            if given.get("decision") == "approve":
                by, proven = _who(request, desk, given)
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
    Route("/review", approve_looked_page, methods=["POST"]),
    Route("/passphrase", passphrase_page),
    Route("/passphrase", enroll_page, methods=["POST"]),
    Route("/answer-phrase", answer_phrase_page, methods=["POST"]),
    Route("/review/{post}", post_page),
    Route("/review/{post}", decide_page, methods=["POST"]),
]
