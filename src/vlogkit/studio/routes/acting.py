"""Who acts in the studio: the name that was written last is offered again."""

from __future__ import annotations

from urllib.parse import quote, unquote

from starlette.requests import Request
from starlette.responses import Response

from vlogkit.studio.rooms import person


def signed(answer: Response, by: str) -> Response:
    """The answer, which remembers in this browser who acted."""
    answer.set_cookie("by", quote(by), max_age=31_536_000, samesite="strict", httponly=True)
    return answer


def acting(request: Request) -> str:
    """Who acted last in this browser, else the login's name."""
    return unquote(request.cookies.get("by", "")) or person()
