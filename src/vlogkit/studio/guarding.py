"""Let only this machine's own pages act: the host, the origin and a token of every request are asked for."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from vlogkit.records.numbers.whole_numbers import whole_number
from vlogkit.studio.doorkeeping import Doorkeeper
from vlogkit.studio.showing import SPEAKING
from vlogkit.translating.finished_sentences import spoken

TOKEN_HEADER = "x-studio-token"
MOST_FORM = 4_000_000
"""Bytes of a request that is not an upload."""
MOST_UPLOAD, MOST_LOGO = 2_000_000_000, 30_000_000
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "media-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
_SAFE = {"GET", "HEAD"}


@dataclass(frozen=True)
class Guard:
    """The hosts under which the pages may be asked for, and the token that every act carries."""

    hosts: frozenset[str]
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    keeper: Doorkeeper | None = None
    """Who is signed in, where the studio is open to the network; without it the pages are for this machine."""
    secure: bool = False
    """The pages travel over TLS, and so do their cookies."""

    def token_for(self, scope: Scope) -> str:
        """The token that the acts of a request carry: that of its session, else the studio's own."""
        session = self.keeper.session(scope) if self.keeper else None
        return session.token if session else self.token

    def refusal(self, scope: Scope) -> tuple[int, str]:
        """The status and reason for which a request is refused; 0 where it may be answered."""
        headers = Headers(scope=scope)
        host = headers.get("host", "").lower()
        if host not in self.hosts:
            return 403, "this page is for this machine only"
        if scope["method"] in _SAFE:
            return 0, ""
        origin = headers.get("origin", "")
        if origin and urlsplit(origin).netloc.lower() not in self.hosts:
            return 403, "this request comes from another page"
        if headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
            return 403, "this request comes from another page"
        if not secrets.compare_digest(headers.get(TOKEN_HEADER, "").encode(), self.token_for(scope).encode()):
            return 403, "this request has no valid token; load the page again"
        length, most = whole_number(headers.get("content-length", "0")), _most(scope)
        if length is None or length > most:
            return 413, f"this is larger than {most // 1_000_000} MB"
        return 0, ""


def local_hosts(port: int) -> frozenset[str]:
    """The names of this machine under which a port is reached from itself."""
    return frozenset(f"{name}:{port}" for name in ("127.0.0.1", "localhost", "[::1]"))


def network_hosts(host: str, port: int, names: Iterable[str]) -> frozenset[str]:
    """The names under which a port of `host` is reached over the network; `names` are this machine's, for a host that
    stands for all of its addresses."""
    everywhere = host in {"0.0.0.0", "::"}
    called = [name.lower() for name in ({*names, "127.0.0.1", "localhost", "[::1]"} if everywhere else {host})]
    bracketed = [f"[{name}]" if ":" in name and not name.startswith("[") else name for name in called]
    ports = ("", f":{port}") if port in {80, 443} else (f":{port}",)
    return frozenset(f"{name}{end}" for name in bracketed for end in ports)


def _most(scope: Scope) -> int:
    path = str(scope["path"])
    return MOST_UPLOAD if path.endswith("/files") else MOST_LOGO if path.startswith("/start") else MOST_FORM


class GuardingMiddleware:
    """Refuse what the guard refuses, stop bodies that are longer than they may be, and send the safety headers."""

    def __init__(self, app: ASGIApp, guard: Guard) -> None:
        self.app, self.guard = app, guard

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(event: Message) -> None:
            if event["type"] == "http.response.start":
                sent = MutableHeaders(scope=event)
                for name, value in _headers(sent):
                    sent[name] = value
                if self.guard.secure:
                    cookies = sent.getlist("set-cookie")
                    del sent["set-cookie"]
                    for cookie in cookies:
                        sent.append("set-cookie", f"{cookie}; Secure")
            await send(event)

        status, reason = self.guard.refusal(scope)
        if status:
            await PlainTextResponse(spoken(reason, SPEAKING.get()), status)(scope, receive, with_headers)
            return
        await self.app(scope, _limited(receive, _most(scope)), with_headers)


def _headers(sent: MutableHeaders) -> Iterable[tuple[str, str]]:
    yield from HEADERS.items()
    if "cache-control" not in sent:
        yield "cache-control", "no-store"


def _limited(receive: Receive, most: int) -> Receive:
    """The body, ending as if the browser had gone where it is longer than it may be: its length may be a lie."""
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        event = await receive()
        seen += len(event.get("body", b""))
        return {"type": "http.disconnect"} if seen > most else event

    return counted
