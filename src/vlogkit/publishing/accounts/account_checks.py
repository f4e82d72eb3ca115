"""Check whether an account works, whose it is, and what a person must do about it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from vlogkit.errors import counted
from vlogkit.publishing.accounts.secrets import Locks, Secrets, refreshed
from vlogkit.publishing.answers import SetbackError, TokenError
from vlogkit.publishing.job import Platform
from vlogkit.publishing.transport.connection import Connection

WARN_BEFORE = dt.timedelta(days=7)


@dataclass(frozen=True)
class Checked:
    """What is known of an account after asking its service."""

    account: str
    platform: str
    who: str = ""
    trouble: str = ""
    """What keeps it from working, and what to do; empty when it works."""
    warnings: tuple[str, ...] = ()


def check_account(platform: Platform, line: Connection, secrets: Secrets, locks: Locks, worker: str) -> Checked:
    """Ask the service whose account it is, with a new token where the old one has died; look at its age."""
    base = Checked(line.account.name, line.account.platform)
    lacking = [name for name in line.facts.secrets if not line.secrets.get(name) and name not in _OWN]
    if lacking:
        hint = f"store it with: vlogkit accounts add {line.account.name}"
        return replace(base, trouble=f"no {', '.join(lacking)} stored; {hint}")
    try:
        who = _who(platform, line, secrets, locks, worker)
    except SetbackError as error:
        return replace(base, trouble=line.hide(error.reason))
    return replace(base, who=who, warnings=tuple(_warnings(platform, line, secrets, locks, worker)))


_OWN = frozenset({"access_token"})
"""Secrets that a refresh token brings by itself, or that `who` proves."""


def _who(platform: Platform, line: Connection, secrets: Secrets, locks: Locks, worker: str) -> str:
    try:
        return platform.who(line)
    except TokenError:
        line.secrets = refreshed(platform, line, secrets, locks, worker)
        return platform.who(line)


def _warnings(platform: Platform, line: Connection, secrets: Secrets, locks: Locks, worker: str) -> list[str]:
    """A token that dies within a week, and Google's seven days for apps that are still being tested."""
    found = []
    left = _left(line)
    if left is not None and left < WARN_BEFORE and not line.secrets.get("refresh_token"):
        try:
            line.secrets = refreshed(platform, line, secrets, locks, worker)
        except SetbackError:
            again = f"make a new token and store it: vlogkit accounts add {line.account.name}"
            found.append(f"the token dies in {counted(max(left, dt.timedelta()).days, 'day')}; {again}")
    if line.account.platform == "youtube" and _age(line) < dt.timedelta(days=8):
        found.append(
            "while the Google app's status is Testing, its sign-in dies after 7 days; publish the app to keep it"
        )
    return found


def _left(line: Connection) -> dt.timedelta | None:
    """How long the token still lives, where that is known."""
    try:
        return dt.datetime.fromisoformat(line.secrets["expires_at"]) - line.clock()
    except (KeyError, ValueError):
        return None


def _age(line: Connection) -> dt.timedelta:
    """How long ago a person signed in; long ago when nobody wrote it down."""
    try:
        return line.clock() - dt.datetime.fromisoformat(line.secrets["signed_in_at"])
    except (KeyError, ValueError):
        return dt.timedelta(days=10_000)
