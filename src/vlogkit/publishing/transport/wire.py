"""Send one request to a service, and say what it answered, or whether it can have been accepted."""

from __future__ import annotations

import datetime as dt
import io
import ipaddress
import json
import logging
import ssl
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import IO, Protocol, cast
from urllib.parse import quote, urlsplit

from vlogkit.publishing.answers import ContentError, DoubtError, LaterError, SetbackError, TokenError
from vlogkit.publishing.transport.retry_times import retry_at
from vlogkit.records.numbers.whole_numbers import whole_number

log = logging.getLogger("vlogkit.wire")
JSON = dict[str, "JSON"] | list["JSON"] | str | int | float | bool | None
HIDDEN = "•••"


class Permit(Protocol):
    """Whether a worker may go on: the lease is still its own, and no hold stands in the way."""

    def confirm(self) -> None:
        """Asked immediately before a call that cannot be undone. Raises HeldError, LostError."""

    def extend(self) -> None:
        """Asked again and again while a body goes out, and after it. Raises HeldError, LostError."""


@dataclass(frozen=True)
class Answer:
    """What a service said: status, headers (lower case), body."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    final: bool = False
    """The call may have been accepted, whatever this says."""
    host: str = "the service"

    @property
    def ok(self) -> bool:
        """A status of success."""
        return 200 <= self.status < 300

    def json(self) -> JSON:
        """The body as JSON; None when it is none."""
        try:
            value: JSON = json.loads(self.body)
        except (ValueError, RecursionError):
            return None
        return value

    def at(self, *path: str | int) -> JSON:
        """The value at a path of keys and positions; None when there is none."""
        value: JSON = self.json()
        for step in path:
            if isinstance(value, dict) and isinstance(step, str):
                value = value.get(step)
            elif isinstance(value, list) and isinstance(step, int) and -len(value) <= step < len(value):
                value = value[step]
            else:
                return None
        return value

    def get(self, *path: str | int) -> str:
        """The text of a value; empty when there is none."""
        value = self.at(*path)
        return "" if value is None else value if isinstance(value, str) else json.dumps(value)

    def number(self, *path: str | int) -> int | None:
        """A whole number that is not negative, also one written as text; None when there is none."""
        return whole_number(self.get(*path))

    def need(self, *path: str | int) -> str:
        """The text of a value that must be there: an id, an address, a state. Raises DoubtError, LaterError."""
        value = self.at(*path)
        if value is None or isinstance(value, bool) or not value:
            raise self.odd(f"without {'.'.join(str(step) for step in path)}")
        return self.get(*path)

    def rows(self, *path: str) -> list[Answer]:
        """The list that must be at a path, each item as an answer of its own. Raises DoubtError, LaterError."""
        if not isinstance(self.at(*path), list):
            raise self.odd(f"without a list of {path[-1] if path else 'items'}")
        return self.items(*path)

    def items(self, *path: str) -> list[Answer]:
        """The list at a path, each item as an answer of its own; empty when there is none."""
        value = self.at(*path)
        found = value if isinstance(value, list) else []
        return [Answer(self.status, self.headers, json.dumps(item).encode(), self.final, self.host) for item in found]

    def odd(self, what: str) -> SetbackError:
        """The setback of a success that cannot be one: a doubt after a final call, else the same call later."""
        kind = DoubtError if self.final else LaterError
        return kind(f"{self.host} answered {self.status} {what}")


class Wire:
    """HTTP to one base address. It never retries, follows no redirect, and hides the account's secrets."""

    def __init__(
        self, base: str, *, secrets: Iterable[str] = (), timeout: float = 60.0, permit: Permit | None = None
    ) -> None:
        import httpx

        self.base = base.rstrip("/")
        self.answers = 0
        """How many answers came."""
        self._secrets = tuple(secrets)
        self._permit = permit
        for chatty in ("httpx", "httpcore"):
            # They log whole addresses, and a part of Telegram's is the token.
            logging.getLogger(chatty).setLevel(logging.WARNING)
        self._client = httpx.Client(
            timeout=httpx.Timeout(timeout, connect=15.0),
            verify=_trusted(),
            trust_env=not self.base.startswith("http://"),
        )

    def call(
        self,
        method: str,
        path: str,
        *,
        final: bool = False,
        headers: Mapping[str, str] | None = None,
        params: Mapping[str, str] | None = None,
        json: JSON = None,
        form: Mapping[str, str] | None = None,
        files: Mapping[str, tuple[str, IO[bytes] | bytes, str]] | None = None,
        content: bytes | Iterable[bytes] | None = None,
    ) -> Answer:
        """One request. With `final`, silence after it was sent raises DoubtError, since it may have been accepted.

        A connection that never came about raises LaterError, as does silence after a call that is not final. A web
        page as the answer of success is not an answer: a portal or a proxy gave it. Every other answer is returned,
        whatever its status. The permit is asked directly before a final call, and while a file goes out.
        """
        import httpx

        url = path if path.startswith(("http://", "https://")) else self.base + path
        check_address(url)
        if final and self._permit is not None:
            self._permit.confirm()
        try:
            response = self._client.request(
                method,
                url,
                headers=headers,
                params=params,
                json=json,
                data=form,
                files=self._attended_files(files),
                content=content if content is None or isinstance(content, bytes) else self._attended(content),
            )
        except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
            raise ContentError(self.hide(f"the account's base_url cannot be used: {error}")) from None
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise LaterError(self.hide(f"no connection to {_host(url)}: {error}")) from None
        except (httpx.TransportError, httpx.DecodingError) as error:
            kind = DoubtError if final else LaterError
            raise kind(self.hide(f"{_host(url)} did not respond ({type(error).__name__})")) from None
        log.debug("%s %s -> %d", method, self.hide(url), response.status_code)
        found = {k.lower(): v for k, v in response.headers.items()}
        answer = Answer(response.status_code, found, response.content, final, _host(url))
        if answer.ok and _is_page(answer):
            raise answer.odd("with a web page instead of data")
        self.answers += 1
        if self._permit is not None and (files or content is not None):
            self._permit.extend()
        return answer

    def _attended(self, content: Iterable[bytes]) -> Iterator[bytes]:
        """The pieces of a body; the permit is asked at each, since a large file may outlive the lease."""
        for piece in content:
            if self._permit is not None:
                self._permit.extend()
            yield piece

    def _attended_files(
        self, files: Mapping[str, tuple[str, IO[bytes] | bytes, str]] | None
    ) -> dict[str, tuple[str, IO[bytes], str]] | None:
        """The files of a form, read piece by piece, the permit asked at each."""
        if files is None:
            return None
        return {
            name: (filename, self._attended_file(io.BytesIO(data) if isinstance(data, bytes) else data), mime)
            for name, (filename, data, mime) in files.items()
        }

    def _attended_file(self, file: IO[bytes]) -> IO[bytes]:
        return file if self._permit is None else cast(IO[bytes], _AttendedFile(file, self._permit))

    def check_host(self, address: str, family: str) -> None:
        """Raise LaterError for an address that an answer gave and that is not the service's: no token goes there."""
        host = _host(address)
        if host != _host(self.base) and not host.endswith(family):
            raise LaterError(self.hide(f"{_host(self.base)} named an address of another host: {host or address}"))

    def hide(self, text: str) -> str:
        """The text without any of the account's secrets."""
        return hide(text, self._secrets)

    def fault(self, answer: Answer, message: str, *, final: bool = False, now: dt.datetime) -> SetbackError:
        """The setback of an answer that is not a success, by its status alone; services add their own codes.

        A 5xx after a final call is a doubt: a gateway may answer so for a server that has accepted. A redirect is
        the work of a portal, or of a server that has moved for good; it is never followed with a token.
        """
        text = self.hide(f"{message or 'no reason given'} ({answer.status})")
        if answer.status == 429:
            return LaterError(text, at=retry_at(answer.headers, now))
        if answer.status in {301, 308}:
            to = self.hide(answer.headers.get("location", "another address"))
            return ContentError(f"{answer.host} has moved to {to}; write the new address as base_url")
        if answer.status >= 500 or answer.status == 408 or answer.status < 400:
            return DoubtError(text) if final else LaterError(text, at=retry_at(answer.headers, now))
        if answer.status == 401:
            return TokenError(text)
        return ContentError(text)

    def close(self) -> None:
        """Give the connections back."""
        self._client.close()


class _AttendedFile:
    """A file whose reader asks the permit at each piece."""

    def __init__(self, file: IO[bytes], permit: Permit) -> None:
        self._file = file
        self._permit = permit

    def read(self, size: int = -1) -> bytes:
        """The next piece."""
        self._permit.extend()
        return self._file.read(size)

    def __getattr__(self, name: str) -> object:
        return getattr(self._file, name)


@cache
def _trusted() -> ssl.SSLContext:
    """The certificates that are trusted, read once a process."""
    import httpx

    return httpx.create_ssl_context()


def check_address(url: str) -> None:
    """Raise ContentError for an address that would carry a token unencrypted; only this machine may be asked so."""
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise ContentError(f"the account's base_url cannot be used: {error}") from None
    if parts.scheme == "http" and not is_loopback(parts.hostname or ""):
        raise ContentError(f"http://{parts.netloc} is not encrypted and would show the token; write https://")


def is_loopback(host: str) -> bool:
    """Whether a host's name or address is this machine's own."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def hide(text: str, secrets: Iterable[str]) -> str:
    """The text with every secret, plain or as it stands in an address, replaced by dots."""
    for secret in sorted((secret for secret in secrets if len(secret) > 3), key=len, reverse=True):
        for shape in (secret, quote(secret, safe=""), quote(secret)):
            text = text.replace(shape, HIDDEN)
    return text


def _is_page(answer: Answer) -> bool:
    return "html" in answer.headers.get("content-type", "") or answer.body.lstrip()[:1] == b"<"


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
