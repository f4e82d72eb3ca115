"""Send one request to a service, and say what it answered, or whether it can have been accepted."""

from __future__ import annotations

import datetime as dt
import io
import ipaddress
import json
import logging
import re
import ssl
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import IO, TYPE_CHECKING, Protocol, cast
from urllib.parse import quote, urlsplit

from vlogkit.publishing.answers import ContentError, DoubtError, LaterError, SetbackError, TokenError
from vlogkit.publishing.transport.retry_times import retry_at
from vlogkit.records.numbers.whole_numbers import whole_number

if TYPE_CHECKING:
    import httpx

log = logging.getLogger("vlogkit.wire")
JSON = dict[str, "JSON"] | list["JSON"] | str | int | float | bool | None
HIDDEN = "•••"


MOST_BYTES = 8 << 20
"""No service says more in one answer; the rest is not read."""


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

    @property
    def refused(self) -> bool:
        """A status of refusal, which the service gives itself, with its reason. What is too large, or asked too often, may
        be refused before it; a call that cannot be undone is looked for all the same."""
        before = {413} if self.final else {413, 429}
        return 400 <= self.status < 500 and self.status not in before

    @property
    def gives_reason(self) -> bool:
        """Whether it says anything as services do: as a JSON object; or as Google's upload servers, which sign it."""
        return bool(isinstance(said := self.json(), dict) and said) or _SIGNED in self.headers

    def json(self) -> JSON:
        """The body as JSON; None when it is none, or holds what could be neither stored nor sent on."""
        try:
            value: JSON = json.loads(self.body.decode("utf-8-sig"), parse_constant=_no_number)
            if _HALF_LETTER in self.body.lower():
                json.dumps(value, ensure_ascii=False).encode()
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
        if value is None or isinstance(value, bool) or not (value.strip() if isinstance(value, str) else value):
            raise self.odd(f"without {'.'.join(str(step) for step in path)}")
        return self.get(*path)

    def id_at(self, *path: str | int) -> str:
        """The id that must be at a path, as text. Raises DoubtError, LaterError, as `need` does."""
        value = self.at(*path)
        if isinstance(value, bool) or not isinstance(value, str | int) or not is_id(str(value)):
            raise self.odd(f"without {'.'.join(str(step) for step in path)}")
        return str(value)

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
        wordless: Container[int] = (),
    ) -> Answer:
        """One request. With `final`, silence after it was sent raises DoubtError, since it may have been accepted.

        A connection that never came about raises LaterError, as does silence after a call that is not final. A web
        page is not an answer, be it of success or a refusal: a portal or a proxy gave it. Nor is a refusal without a
        word of the service, but with a status of `wordless`. Every other answer is returned, whatever its status. The
        permit is asked directly before a final call, and while a file goes out.
        """
        import httpx

        url = path if path.startswith(("http://", "https://")) else self.base + path
        check_address(url)
        if final and self._permit is not None:
            self._permit.confirm()
        try:
            request = self._client.build_request(
                method,
                url,
                headers=headers,
                params=params,
                json=json,
                data=form,
                files=self._attended_files(files),
                content=content if content is None or isinstance(content, bytes) else self._attended(content),
            )
            response = self._client.send(request, stream=True)
            body = _read(response)
        except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
            raise ContentError(self.hide(f"the account's base_url cannot be used: {error}")) from None
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise LaterError(self.hide(f"no connection to {_host(url)}: {error}")) from None
        except (httpx.TransportError, httpx.DecodingError) as error:
            kind = DoubtError if final else LaterError
            raise kind(self.hide(f"{_host(url)} did not respond ({type(error).__name__})")) from None
        log.debug("%s %s -> %d", method, self.hide(url), response.status_code)
        found = {k.lower(): v for k, v in response.headers.items()}
        answer = Answer(response.status_code, found, body, final, _host(url))
        if len(body) > MOST_BYTES:
            raise answer.odd("with more than a service says")
        if (answer.ok or answer.refused) and _is_page(answer):
            raise answer.odd("with a web page instead of data")
        if answer.refused and answer.status not in wordless and not answer.gives_reason:
            raise answer.odd("without a reason")
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
            moved = f"{answer.host} has moved to {to}; write the new address as base_url"
            return DoubtError(moved) if final else ContentError(moved)
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


def _read(response: httpx.Response) -> bytes:
    """The body as it was before it was packed, as far as it is looked at; the connection is given back."""
    body = bytearray()
    try:
        for piece in response.iter_bytes(1 << 16):
            body += piece
            if len(body) > MOST_BYTES:
                break
    finally:
        response.close()
    return bytes(body)


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


def is_id(text: str) -> bool:
    """Whether a text can be the id of something: short, of letters that an address takes, and not a word for nothing."""
    return bool(_ID.fullmatch(text)) and ".." not in text and text.casefold() not in _NO_IDS


_ID = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.~:@=+/,-]{0,499}|-[A-Za-z_][A-Za-z0-9_-]{0,499}")
_NO_IDS = {"0", "null", "none", "nil", "nan", "undefined", "false", "true"}

_HALF_LETTER = b"\\ud"
"""How half of a letter begins, `\\ud800`, which no text file, database or request takes without its other half."""

_SIGNED = "x-guploader-uploadid"
"""Google's upload servers refuse in bare words, and put this header on what is their own."""


def _no_number(word: str) -> None:
    raise ValueError(f"{word} is not JSON")


def _is_page(answer: Answer) -> bool:
    if not answer.ok and answer.gives_reason:
        return False
    start = answer.body.lstrip()[:5]
    return "html" in answer.headers.get("content-type", "") or (start[:1] == b"<" and start != b"<?xml")


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
