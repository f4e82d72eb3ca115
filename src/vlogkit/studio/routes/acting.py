"""Who acts in the studio: who is signed in; on this machine the name that was written last is offered again."""

from __future__ import annotations

from urllib.parse import quote, unquote

from starlette.requests import Request
from starlette.responses import Response

from vlogkit.records.settings import Duty
from vlogkit.studio.doorkeeping import Session
from vlogkit.studio.duties import check_duty
from vlogkit.studio.rooms import person


def signed(answer: Response, by: str) -> Response:
    """The answer, which remembers in this browser who acted."""
    answer.set_cookie("by", quote(by), max_age=31_536_000, samesite="strict", httponly=True)
    return answer


def session_of(request: Request) -> Session | None:
    """Who is signed in; None in a studio that is for this machine only."""
    session: Session | None = request.scope.get("signed_in")
    return session


def acting(request: Request) -> str:
    """Who is signed in, else who acted last in this browser, else the login's name."""
    session = session_of(request)
    return session.name if session else unquote(request.cookies.get("by", "")) or person()


def named(request: Request, name: str) -> str:
    """Who acts under a name that was written: who is signed in, whatever was written. Raises UsageError."""
    session = session_of(request)
    return session.name if session else person(name)


def check_may(request: Request, *duties: Duty) -> None:
    """Refuse an act to whoever is signed in without one of these roles. Raises UsageError."""
    if session_of(request):
        check_duty(request.scope["duties"], frozenset(duties))
