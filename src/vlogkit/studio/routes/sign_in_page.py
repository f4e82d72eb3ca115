"""Sign in to a studio that is open to the network, and out of it."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from vlogkit.errors import UsageError
from vlogkit.pipeline.posting.proving import prove
from vlogkit.records.post import signature
from vlogkit.studio.doorkeeping import COOKIE, Doorkeeper, client_address
from vlogkit.studio.routes.acting import acting
from vlogkit.studio.showing import error_words, now, rooms_of, show, texts

LONGEST = 1000
"""Characters of a name or a passphrase that are looked at."""


def sign_in_page(request: Request) -> Response:
    """`GET /sign-in`"""
    return show(request, "sign_in.html", name="", errors=[])


async def try_page(request: Request) -> Response:
    """`POST /sign-in`: a session for whoever proves who they are."""
    given, keeper = texts(await request.form()), _keeper(request)
    typed, secret = given.get("name", "").strip()[:LONGEST], given.get("passphrase", "")[:LONGEST]
    listed = {signature(one): one for one in rooms_of(request).workspace().settings.duties()}
    name = listed.get(signature(typed), "")
    try:
        await run_in_threadpool(keeper.tried, typed, client_address(request), lambda: _prove(request, name, secret))
    except UsageError as error:
        return show(request, "sign_in.html", 422, name=typed, errors=error_words(error))
    keeper.end(request.scope)
    answer = RedirectResponse("/", 303)
    answer.set_cookie(COOKIE, keeper.let_in(name), samesite="strict", httponly=True)
    return answer


def _prove(request: Request, name: str, secret: str) -> None:
    """See that a passphrase is that of a name. What is wrong is not said, nor told by the time that it takes."""
    asked: list[str] = []

    def ask(label: str, *, new: bool = False) -> str:
        asked.append(label)
        return secret

    try:
        with rooms_of(request).desk() as desk:
            prove(desk, name, ask)
            desk.ledger.note_act(name, "signed in", now=now(), detail={"address": client_address(request)})
    except UsageError:
        if not asked:
            _spend(secret)
        hint = "Try again. Passphrases are set on the computer where the studio runs: vlogkit review enroll NAME"
        raise UsageError("that name and passphrase do not belong together", hint=hint) from None


def _spend(secret: str) -> None:
    """Take as long as for a name that is known here."""
    from argon2 import PasswordHasher

    PasswordHasher().hash(secret)


def sign_out_page(request: Request) -> Response:
    """`POST /sign-out`"""
    with rooms_of(request).desk() as desk:
        desk.ledger.note_act(acting(request), "signed out", now=now())
    _keeper(request).end(request.scope)
    answer = RedirectResponse("/sign-in", 303)
    answer.delete_cookie(COOKIE, samesite="strict", httponly=True)
    return answer


def _keeper(request: Request) -> Doorkeeper:
    keeper = rooms_of(request).guard.keeper
    assert keeper is not None  # these addresses are only in a studio that has one
    return keeper


routes = [
    Route("/sign-in", sign_in_page),
    Route("/sign-in", try_page, methods=["POST"]),
    Route("/sign-out", sign_out_page, methods=["POST"]),
]
