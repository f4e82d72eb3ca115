"""Run the YouTube client library's requests over our own wire, its errors turned into setbacks."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import IO, Any

from googleapiclient.discovery import build_from_document
from googleapiclient.discovery_cache import get_static_doc
from googleapiclient.errors import HttpError, MediaUploadSizeError, ResumableUploadError

from vlogkit.publishing.answers import ContentError, LaterError, ReconnectError, SetbackError, TokenError
from vlogkit.publishing.job import Job, Run
from vlogkit.publishing.transport.chunks import PIECE
from vlogkit.publishing.transport.connection import Connection
from vlogkit.publishing.transport.oauth import bearer
from vlogkit.publishing.transport.retry_times import retry_at
from vlogkit.publishing.transport.wire import Answer
from vlogkit.records.platform import Quota

ROOT = "https://youtube.googleapis.com"

SESSION_GONE = frozenset({404, 410})
"""How an upload session that is gone answers, also without a word."""
_PIECE = re.compile(r"bytes \d+-(\d+)/(\d+)")

_DAY = Quota(zone="America/Los_Angeles")
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
    """What the library takes for an `httplib2.Http`."""

    def __init__(self, line: Connection) -> None:
        self._line = line
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
        answer = self._wire.call(
            method, uri, headers=sent, content=_content(body), wordless=SESSION_GONE if method == "PUT" else ()
        )
        if answer.status == 401:
            raise TokenError("the access token is no longer taken")
        address = answer.headers.get("location", "")
        if address and (answer.ok or answer.status == 308):
            self._wire.check_host(address, ".googleapis.com")
            self.located(address)
        elif answer.ok and answer.status != 204 and not isinstance(answer.json(), dict):
            raise answer.odd("without data")
        # The library reads the body anew, and less carefully.
        said = answer.json()
        return Response(answer), json.dumps(said).encode() if isinstance(said, dict) else b""

    def located(self, address: str) -> None:
        """An answer named the address of an upload session."""

    def close(self) -> None:
        """Nothing of its own to close."""


class UploadHttp(Http):
    """The same for an upload: its address is kept before anything is sent there, and each piece needs the permit."""

    def __init__(self, job: Job, run: Run) -> None:
        super().__init__(job)
        self._job = job
        self._run = run

    def located(self, address: str) -> None:
        """Store the address, to go on with it in another process."""
        self._run.keep(self._job, session=address)

    def request(
        self,
        uri: str,
        method: str = "GET",
        body: bytes | str | IO[bytes] | None = None,
        headers: Mapping[str, str] | None = None,
        **unused: object,
    ) -> tuple[Response, bytes]:
        """See `Http.request`; the last piece completes the video, which is kept before it is sent. Raises HeldError too."""
        if method == "PUT":
            self._job.scheduled()
            if _is_last(headers or {}):
                self._run.keep(self._job, last="sent")
            self._run.confirm()
        return super().request(uri, method, body, headers, **unused)


def _is_last(headers: Mapping[str, str]) -> bool:
    """Whether a piece of an upload is its last, by the `Content-Range` that the library gives it."""
    piece = _PIECE.fullmatch(headers.get("Content-Range", ""))
    return piece is not None and int(piece[1]) + 1 == int(piece[2])


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


def execute(line: Connection, request: Any, *, paid: bool = False) -> Any:
    """Execute a request once, counted against the project's quota unless it is `paid` for already, as a part of what is
    added to a post. Raises the SetbackError of an error answer, SpentError."""
    if not paid:
        line.charge(request.methodId.removeprefix("youtube."))
    try:
        return request.execute(http=Http(line), num_retries=0)
    except (HttpError, ResumableUploadError) as error:
        raise fault(line, error) from None
    except MediaUploadSizeError as error:
        raise ContentError(str(error)) from None


def listed(answer: Any) -> list[dict[str, Any]]:
    """The items of an answer that lists them. Raises LaterError for an answer that lists nothing, not even none."""
    items = answer.get("items") if isinstance(answer, dict) else None
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise LaterError("YouTube answered without a list of items")
    return items


def fault(line: Connection, error: HttpError | ResumableUploadError) -> SetbackError:
    """What an error of the library asks for."""
    return fault_of(line, Answer(int(error.resp.status), error.resp, bytes(error.content)))


def fault_of(line: Connection, answer: Answer) -> SetbackError:
    """What an error answer asks for; quotas end at midnight Pacific time, unless the answer says when."""
    status = answer.status
    reason, said = _reason(answer)
    text = line.hide(f"{said or 'no reason given'} ({reason or status})")
    if reason in _AT_MIDNIGHT:
        return LaterError(text, at=_DAY.period(line.clock())[2])
    asked = retry_at(answer.headers, line.clock())
    if reason == "uploadLimitExceeded":
        return LaterError(text, after=dt.timedelta(hours=24), at=asked)
    if status >= 500 or status in {408, 429} or status < 400 or reason in _SOON:
        return LaterError(text, at=asked)
    if status == 401:
        return TokenError(text)
    return ReconnectError(text) if reason in _SIGN_IN else ContentError(text)


def _reason(answer: Answer) -> tuple[str, str]:
    """The code and the words of an error, in any of the shapes that Google's servers give them."""
    code = answer.get("error", "errors", 0, "reason") or answer.get("error", "details", 0, "reason")
    said = answer.get("error", "message") or answer.get("error", "errors", 0, "message")
    if isinstance(answer.at("error"), str):
        return answer.get("error"), answer.get("error_description") or answer.get("error")
    return code or answer.get("error", "status"), said
