"""Know who is signed in to the studio, and make those wait who try passphrases."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import Scope

from vlogkit.errors import UsageError
from vlogkit.records.post import signature

COOKIE = "session"
IDLE = dt.timedelta(hours=12)
"""How long a session lasts after its last request."""
FREE_TRIES = 5
"""Wrong passphrases, for one name or from one address, after which the next try has to wait."""
LONGEST_WAIT = dt.timedelta(minutes=15)
MOST_KEPT = 10_000
"""Sessions, and names and addresses whose wrong tries are remembered."""
_NEVER = dt.datetime.min.replace(tzinfo=dt.UTC)


@dataclass
class Session:
    """Somebody who is signed in, and the token that each of their acts carries."""

    name: str
    seen: dt.datetime
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))


@dataclass
class Tries:
    """The wrong tries for a name or from an address, and until when no other is looked at."""

    wrong: int = 0
    until: dt.datetime = _NEVER


@dataclass
class Doorkeeper:
    """The sessions of one studio, and who tried in vain. Both end with the process; of a session's key only a hash is
    held, so that a copy of the memory opens nothing."""

    clock: Callable[[], dt.datetime]
    _sessions: dict[str, Session] = field(default_factory=dict)
    _tries: dict[str, Tries] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def tried(self, name: str, address: str, proof: Callable[[], None]) -> None:
        """Let a proof be tried that may be wrong. It counts as wrong until it is known to be right, so that a hundred
        at once are no more than a hundred in turn; while somebody waits it is not tried at all. Raises UsageError."""
        keys = (f"name:{signature(name)}", f"address:{address}")
        with self._lock:
            now = self.clock()
            if any(now < self._tries.get(key, Tries()).until for key in keys):
                raise UsageError("too many wrong passphrases", hint="Wait a quarter of an hour, then try again.")
            for key in keys:
                self._count(key, now)
        proof()
        with self._lock:
            self._tries.pop(keys[0], None)
            kept = self._tries.get(keys[1])
            if kept:  # who has one passphrase does not get more tries at those of others by using it
                kept.wrong, kept.until = kept.wrong - 1, _NEVER if kept.wrong <= FREE_TRIES else kept.until

    def _count(self, key: str, now: dt.datetime) -> None:
        if key not in self._tries:
            _make_room(self._tries)
        tries = self._tries.setdefault(key, Tries())
        tries.wrong += 1
        if tries.wrong >= FREE_TRIES:
            tries.until = now + min(LONGEST_WAIT, dt.timedelta(seconds=2 ** min(tries.wrong - FREE_TRIES, 10)))

    def let_in(self, name: str) -> str:
        """The key of a new session of somebody who has proven who they are."""
        key = secrets.token_urlsafe(32)
        with self._lock:
            _make_room(self._sessions)
            self._sessions[_hashed(key)] = Session(name, self.clock())
        return key

    def session(self, scope: Scope) -> Session | None:
        """The session whose key a request carries; None for a foreign one and one that was idle for too long."""
        key, now = _hashed(_key_of(scope)), self.clock()
        found = self._sessions.get(key)
        if found is None:
            return None
        if now - found.seen >= IDLE:
            self._sessions.pop(key, None)
            return None
        found.seen = now
        return found

    def end(self, scope: Scope) -> None:
        """End the session of a request."""
        self._sessions.pop(_hashed(_key_of(scope)), None)

    def end_others(self, scope: Scope) -> None:
        """End every other session of the person whose request this is: their passphrase is a new one."""
        own = _hashed(_key_of(scope))
        with self._lock:
            name = self._sessions[own].name if own in self._sessions else ""
            for key in [one for one, session in self._sessions.items() if session.name == name and one != own]:
                del self._sessions[key]


def client_address(request: Request) -> str:
    """The address that a request comes from."""
    return request.client.host if request.client else ""


def _make_room(kept: dict[str, Session] | dict[str, Tries]) -> None:
    while len(kept) >= MOST_KEPT:
        del kept[next(iter(kept))]


def _hashed(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def _key_of(scope: Scope) -> str:
    try:
        cookies = SimpleCookie(Headers(scope=scope).get("cookie", ""))
    except CookieError:
        return ""
    return cookies[COOKIE].value if COOKIE in cookies else ""
