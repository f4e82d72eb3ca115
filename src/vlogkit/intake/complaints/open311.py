"""Import requests from an Open311 server, page by page; an interrupted import continues where it stopped."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import re
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit, urlunsplit

from vlogkit.errors import InputError, OutsideError, UsageError
from vlogkit.intake.complaints.exports import open_file
from vlogkit.intake.complaints.importing import ImportReport, import_into
from vlogkit.intake.complaints.store import ComplaintStore
from vlogkit.intake.complaints.storing.case import Cursor
from vlogkit.records.numbers.whole_numbers import whole_number

if TYPE_CHECKING:
    import httpx

PAGE_SIZE = 100
WINDOW = dt.timedelta(days=90)
"""The longest span one query may ask for (GeoReport v2, GET service requests)."""
MOST_AT_ONCE = 1_000
"""Requests a server gives for one query at most (GeoReport v2); as many mean that there may be more."""
OVERLAP = dt.timedelta(days=30)
"""How far a later import goes back behind the last one: requests change after they were made."""
PAUSE = 1.0
"""Seconds between two queries."""
ATTEMPTS = 5
LARGEST_PAGE = 30_000_000
_LOCAL = {"localhost", "127.0.0.1", "::1"}
_AGENT = "vlogkit (complaint import; Open311 GeoReport v2)"
Wait = Callable[[float], None]


@dataclass(frozen=True)
class Place:
    """Where an import stands: the page to ask for next, in the window of time being read."""

    page: int
    since: dt.datetime
    until: dt.datetime


def import_endpoint(
    store: ComplaintStore,
    url: str,
    *,
    now: dt.datetime,
    since: dt.datetime | None = None,
    source: str | None = None,
    wait: Wait = time.sleep,
) -> ImportReport:
    """Read all requests since a day (90 days ago at first, a month before the last import later).

    Every page is stored before the next is asked for, and the place is kept: an import that was broken off goes on
    where it stopped. One query a second at most; a server that asks for patience (429, 503, Retry-After) gets it.
    Raises UsageError for an address that is not https (http only for this machine), OutsideError where the server
    cannot be reached or keeps refusing, InputError where it does not speak GeoReport v2.
    """
    base, query = _address(url)
    name = source or source_of(base)
    report = ImportReport(Path(urlsplit(base).netloc), "open311", name)
    with _client() as client:
        server = _Endpoint(client, base, query, wait)
        for window in _windows(store, base, since, now):
            _read_window(store, server, base, window, report, name, now)
    _keep(store, base, Place(0, now, now))
    return report


def _read_window(
    store: ComplaintStore,
    server: _Endpoint,
    base: str,
    window: Place,
    report: ImportReport,
    name: str,
    now: dt.datetime,
) -> None:
    """All pages of one window; where the server knows no pages and cut the answer off, both halves of it."""
    page, before, most = window.page, frozenset[bytes](), 0
    while True:
        answer, suffix = server.page(window.since, window.until, page)
        ids = frozenset(_RECORD.findall(answer))
        if ids and ids == before:
            halves = most >= MOST_AT_ONCE and window.until - window.since > dt.timedelta(hours=1)
            for half in _halves(window) if halves else ():
                _read_window(store, server, base, half, report, name, now)
            return
        if not ids:
            return
        read = _store_page(store, server, answer, suffix, name, now)
        _add(report, read)
        before, page, most = ids, page + 1, max(most, read.rows)
        _keep(store, base, Place(page, window.since, window.until))


def _halves(window: Place) -> tuple[Place, Place]:
    middle = window.since + (window.until - window.since) / 2
    return Place(1, window.since, middle), Place(1, middle, window.until)


def _windows(store: ComplaintStore, base: str, since: dt.datetime | None, now: dt.datetime) -> Iterator[Place]:
    kept = store.cursor(base)
    start = since
    if kept and kept.page > 0 and since is None:
        window = Place(kept.page, dt.datetime.fromisoformat(kept.since), dt.datetime.fromisoformat(kept.until))
        yield window
        start = window.until
    elif start is None:
        start = dt.datetime.fromisoformat(kept.until) - OVERLAP if kept else now - WINDOW
    while start < now:
        end = min(start + WINDOW, now)
        yield Place(1, start, end)
        start = end


def _keep(store: ComplaintStore, base: str, place: Place) -> None:
    with store.transaction():
        store.keep_cursor(base, Cursor(place.page, place.since.isoformat(), place.until.isoformat()))


def _store_page(
    store: ComplaintStore, server: _Endpoint, answer: bytes, suffix: str, name: str, now: dt.datetime
) -> ImportReport:
    """Import one page through a file that only the owner can read and that is gone afterwards."""
    handle, path = tempfile.mkstemp(dir=store.path.parent, prefix="page-", suffix=suffix)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(answer)
        opened = open_file(Path(path), f"open311-{suffix[1:]}", now=now, source=name)
        return import_into(store, replace(opened, label=server.base), now=now)
    except InputError as error:
        hint = "What was read so far is kept; run the same command later to go on."
        raise InputError(f"a page cannot be read: {error.message}", where=server.base, hint=hint) from None
    finally:
        Path(path).unlink(missing_ok=True)


_RECORD = re.compile(rb"service_request_id[^0-9A-Za-z]{1,8}([^\"',<\]}]+)")
"""A request's id in a page, JSON or XML: how an empty page, and one that came before, are known."""


def _add(report: ImportReport, page: ImportReport) -> None:
    for field in ("rows", "imported", "updated", "unchanged", "skipped", "doubtful"):
        setattr(report, field, getattr(report, field) + getattr(page, field))
    report.problems = (*report.problems, *page.problems)[:1000]
    report.notes = tuple(dict.fromkeys((*report.notes, *page.notes)))


class _Endpoint:
    """Asks one endpoint for pages, slowly, in JSON or, where there is none, in XML."""

    def __init__(self, client: httpx.Client, base: str, query: dict[str, str], wait: Wait) -> None:
        self._client, self.base, self._query, self._wait = client, base, query, wait
        self._suffix = ".json"
        self._asked = False

    def page(self, since: dt.datetime, until: dt.datetime, page: int) -> tuple[bytes, str]:
        """The body of one page, and .json or .xml."""
        query = self._query | {
            "start_date": since.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "end_date": until.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "page": str(page),
            "page_size": str(PAGE_SIZE),
        }
        status, body = self._get(query)
        if status in {404, 406, 415} and self._suffix == ".json":
            self._suffix = ".xml"
            status, body = self._get(query)
        if status != 200:
            hint = "Check the address; it ends before /requests.json, and some servers want ?jurisdiction_id=… in it."
            raise InputError(f"the endpoint answered {status}", where=self.base, hint=hint)
        if not body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"[", b"{", b"<")) or b"<html" in body[:500].lower():
            raise InputError("the endpoint does not answer in GeoReport v2", where=self.base, hint="Check the address.")
        return body, self._suffix

    def _get(self, query: dict[str, str]) -> tuple[int, bytes]:
        import httpx

        trouble = ""
        for attempt in range(ATTEMPTS):
            if self._asked:
                self._wait(PAUSE if not attempt else 0.0)
            self._asked = True
            try:
                with self._client.stream("GET", f"{self.base}/requests{self._suffix}", params=query) as answer:
                    if answer.status_code not in {429, 500, 502, 503, 504}:
                        return answer.status_code, _body(answer, self.base)
                    trouble = f"it answered {answer.status_code}"
                    patience = _patience(answer.headers.get("retry-after", ""), attempt)
            except httpx.HTTPError as error:
                trouble, patience = f"{type(error).__name__}: {error}", 2.0**attempt
            if attempt < ATTEMPTS - 1:
                self._wait(patience)
        hint = "What was read so far is kept; run the same command later to go on."
        raise OutsideError(f"the endpoint could not be read: {trouble}", where=self.base, hint=hint)


def _body(answer: httpx.Response, base: str) -> bytes:
    parts, size = [], 0
    for part in answer.iter_bytes():
        parts.append(part)
        size += len(part)
        if size > LARGEST_PAGE:
            message = f"the endpoint sends more than {LARGEST_PAGE // 1_000_000} MB at once"
            raise OutsideError(message, where=base, hint="Ask for a shorter time with --since.")
    return b"".join(parts)


def _patience(asked: str, attempt: int) -> float:
    """Seconds to wait: what the server asks for, up to two minutes, else 1, 2, 4, … ."""
    seconds = whole_number(asked)
    return min(float(seconds), 120.0) if seconds is not None else 2.0**attempt


@contextlib.contextmanager
def _client() -> Iterator[httpx.Client]:
    import httpx

    headers = {"User-Agent": _AGENT, "Accept": "application/json, application/xml;q=0.9"}
    with httpx.Client(headers=headers, timeout=30.0, follow_redirects=True, max_redirects=5, trust_env=True) as client:
        yield client


def _address(url: str) -> tuple[str, dict[str, str]]:
    """The base of an endpoint (without /requests.json) and the query that goes with every call."""
    parts = urlsplit(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOCAL):
        raise UsageError(f"`{url}` is not an https address", hint="Such as https://api.example.org/open311/v2")
    if parts.username or parts.password:
        raise UsageError("the address holds a password", hint="Leave it out; Open311 needs none for reading.")
    path = re.sub(r"/requests\.(?:json|xml)$", "", parts.path).rstrip("/")
    return urlunsplit((parts.scheme, parts.netloc, path, "", "")), dict(parse_qsl(parts.query))


def source_of(url: str) -> str:
    """A short name for an endpoint, from its host: api.311.example.org is `311-example-org`."""
    host = (urlsplit(url).hostname or "open311").lower()
    host = re.sub(r"^(?:www|api|open311|data)\.", "", host)
    return re.sub(r"[^a-z0-9]+", "-", host).strip("-")[:30] or "open311"
