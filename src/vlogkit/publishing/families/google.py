"""Run the YouTube client library's requests over our own wire, its errors turned into setbacks."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import IO, Any

from googleapiclient.discovery import build_from_document
from googleapiclient.discovery_cache import get_static_doc
from googleapiclient.errors import HttpError, MediaUploadSizeError, ResumableUploadError

from vlogkit.publishing.answers import ContentError, LaterError, ReconnectError, SetbackError, TokenError
from vlogkit.publishing.quotas import quota_period
from vlogkit.publishing.transport.chunks import PIECE
from vlogkit.publishing.transport.connection import Connection
from vlogkit.publishing.transport.oauth import bearer
from vlogkit.publishing.transport.wire import Answer

ROOT = "https://youtube.googleapis.com"

_AT_MIDNIGHT = frozenset({"quotaExceeded", "dailyLimitExceeded"})
_SOON = frozenset({"rateLimitExceeded", "userRateLimitExceeded", "backendError", "internalError"})
_SIGN_IN = frozenset(
    {"youtubeSignupRequired", "accountClosed", "authenticatedUserAccountSuspended", "insufficientPermissions"}
)


class Response(dict[str, str]):
    """Headers by name, lower case, with the status beside them: what the library reads of an answer."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.headers)
        self.status = answer.status
        self.reason = ""


class Http:
    """What the library takes for an `httplib2.Http`: it keeps an upload's address before anything is uploaded."""

    def __init__(self, line: Connection, keep: Callable[[str], None] | None = None) -> None:
        self._line = line
        self._keep = keep
        self._wire = line.wire(ROOT)

    def request(
        self,
        uri: str,
        method: str = "GET",
        body: bytes | str | IO[bytes] | None = None,
        headers: Mapping[str, str] | None = None,
        **_unused: object,
    ) -> tuple[Response, bytes]:
        """One request; never repeated. Raises LaterError, TokenError."""
        sent = {**(headers or {}), **bearer(self._line)}
        sent.pop("user-agent", None)
        answer = self._wire.call(method, uri, headers=sent, content=_content(body))
        if answer.status == 401:
            raise TokenError("the access token is no longer taken")
        if self._keep is not None and "location" in answer.headers:
            self._keep(answer.headers["location"])
        return Response(answer), answer.body

    def close(self) -> None:
        """Nothing of its own to close."""


def _content(body: bytes | str | IO[bytes] | None) -> bytes | Iterator[bytes] | None:
    if body is None or isinstance(body, bytes):
        return body
    if isinstance(body, str):
        return body.encode()
    stream = body
    return iter(lambda: stream.read(PIECE), b"")


def service(line: Connection) -> Any:
    """The library's YouTube client, built from the contract it ships, offline; aimed at the account's server."""
    return _client((line.account.base_url or ROOT).rstrip("/") + "/")


@cache
def _client(base: str) -> Any:
    """One client a server; it has no connection, each request is given the one of its job."""
    document = json.loads(get_static_doc("youtube", "v3"))
    document.update(rootUrl=base, baseUrl=base)
    return build_from_document(document, http=_NoHttp())


class _NoHttp:
    """Stands where the library wants a connection when it builds requests."""

    def close(self) -> None:
        """Nothing to close."""


def execute(line: Connection, request: Any) -> Any:
    """Execute a request once. Raises the SetbackError of an error answer."""
    try:
        return request.execute(http=Http(line), num_retries=0)
    except (HttpError, ResumableUploadError) as error:
        raise fault(line, error) from None
    except MediaUploadSizeError as error:
        raise ContentError(str(error)) from None


def fault(line: Connection, error: HttpError | ResumableUploadError) -> SetbackError:
    """What an error of the library asks for; quotas end at midnight Pacific time."""
    status = int(error.resp.status)
    reason, said = _reason(error)
    text = line.hide(f"{said or 'no reason given'} ({reason or status})")
    if reason in _AT_MIDNIGHT:
        return LaterError(text, at=quota_period(24, "America/Los_Angeles", line.clock())[1])
    if reason == "uploadLimitExceeded":
        return LaterError(text, after=dt.timedelta(hours=24))
    if status >= 500 or status == 429 or reason in _SOON:
        return LaterError(text)
    if status == 401:
        return TokenError(text)
    return ReconnectError(text) if reason in _SIGN_IN else ContentError(text)


def _reason(error: HttpError | ResumableUploadError) -> tuple[str, str]:
    try:
        data = json.loads(error.content)["error"]
        return str(data["errors"][0]["reason"]), str(data["message"])
    except (ValueError, KeyError, IndexError, TypeError):
        return "", ""
