"""Send one HTTP request, and say when it failed whether it can have been accepted."""

from __future__ import annotations

import datetime as dt
import email.utils
import json
import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import IO
from urllib.parse import quote

from vlogkit.publishing.answers import ContentError, DoubtError, LaterError, SetbackError, TokenError

log = logging.getLogger("vlogkit.wire")
JSON = dict[str, "JSON"] | list["JSON"] | str | int | float | bool | None
HIDDEN = "•••"


@dataclass(frozen=True)
class Answer:
    """What a service said: status, headers (lower case), body."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def ok(self) -> bool:
        """A status of success."""
        return 200 <= self.status < 300

    def json(self) -> JSON:
        """The body as JSON; None when it is none."""
        try:
            value: JSON = json.loads(self.body)
        except ValueError:
            return None
        return value

    def get(self, *path: str | int) -> str:
        """The text of a value at a path of keys and positions; empty when there is none."""
        value: JSON = self.json()
        for step in path:
            if isinstance(value, dict) and isinstance(step, str):
                value = value.get(step)
            elif isinstance(value, list) and isinstance(step, int) and -len(value) <= step < len(value):
                value = value[step]
            else:
                return ""
        return "" if value is None else value if isinstance(value, str) else json.dumps(value)

    def items(self, *path: str) -> list[Answer]:
        """The list at a path, each item as an answer of its own."""
        value: JSON = self.json()
        for step in path:
            value = value.get(step) if isinstance(value, dict) else None
        found = value if isinstance(value, list) else []
        return [Answer(self.status, self.headers, json.dumps(item).encode()) for item in found]


class Wire:
    """HTTP to one base address. It never retries, follows no redirect, and hides the account's secrets."""

    def __init__(self, base: str, *, secrets: Iterable[str] = (), timeout: float = 60.0) -> None:
        import httpx

        self.base = base.rstrip("/")
        self._secrets = tuple(secrets)
        for chatty in ("httpx", "httpcore"):
            # They log whole addresses, and Telegram's token is a part of its.
            logging.getLogger(chatty).setLevel(logging.WARNING)
        verify = not self.base.startswith("http://")
        self._client = httpx.Client(timeout=httpx.Timeout(timeout, connect=15.0), verify=verify, trust_env=verify)

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

        A connection that never came about raises LaterError, as does silence after a call that is not final. Every
        answer of the service is returned, whatever its status.
        """
        import httpx

        url = path if path.startswith(("http://", "https://")) else self.base + path
        try:
            response = self._client.request(
                method,
                url,
                headers=headers,
                params=params,
                json=json,
                data=form,
                files=files,
                content=content,
            )
        except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
            raise ContentError(self.hide(f"the account's base_url cannot be used: {error}")) from None
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise LaterError(self.hide(f"no connection to {_host(url)}: {error}")) from None
        except httpx.TransportError as error:
            kind = DoubtError if final else LaterError
            raise kind(self.hide(f"{_host(url)} fell silent: {type(error).__name__}")) from None
        log.debug("%s %s -> %d", method, self.hide(url), response.status_code)
        return Answer(response.status_code, {k.lower(): v for k, v in response.headers.items()}, response.content)

    def hide(self, text: str) -> str:
        """The text without any of the account's secrets."""
        return hide(text, self._secrets)

    def fault(self, answer: Answer, message: str, *, final: bool = False, now: dt.datetime) -> SetbackError:
        """The setback of an answer that is not a success, by its status alone; services add their own codes.

        A 5xx after a final call is a doubt: a gateway may answer so for a server that has accepted.
        """
        text = self.hide(f"{message or 'no reason given'} ({answer.status})")
        if answer.status == 429:
            return LaterError(text, at=retry_at(answer, now))
        if answer.status >= 500 or answer.status == 408:
            return DoubtError(text) if final else LaterError(text, at=retry_at(answer, now))
        if answer.status == 401:
            return TokenError(text)
        return ContentError(text)

    def close(self) -> None:
        """Give the connections back."""
        self._client.close()


def hide(text: str, secrets: Iterable[str]) -> str:
    """The text with every secret, plain or as it stands in an address, replaced by dots."""
    for secret in sorted((secret for secret in secrets if len(secret) > 3), key=len, reverse=True):
        for shape in (secret, quote(secret, safe=""), quote(secret)):
            text = text.replace(shape, HIDDEN)
    return text


def retry_at(answer: Answer, now: dt.datetime) -> dt.datetime | None:
    """When the service wants to be asked again: `Retry-After` in seconds or as a date; None when it says nothing."""
    value = answer.headers.get("retry-after", "")
    if value.isdigit():
        return now + dt.timedelta(seconds=min(int(value), 7 * 24 * 3600))
    try:
        return email.utils.parsedate_to_datetime(value).astimezone(dt.UTC) if value else None
    except ValueError:
        return None


def _host(url: str) -> str:
    import httpx

    return httpx.URL(url).host
