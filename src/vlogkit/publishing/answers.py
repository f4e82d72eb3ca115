"""What a service can say, sorted by what to do next: sights of a post, and setbacks."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from vlogkit.records.base import is_web_address

Whereabouts = Literal["absent", "processing", "ready", "published", "handed-over", "refused", "unknown"]


MOST_WORDS = 500
"""How long a reason may be, in characters: a service may answer with a whole page."""


def one_line(text: str) -> str:
    """What a service said as it is kept and shown: one line, without control characters, not longer than a paragraph."""
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in text[: 4 * MOST_WORDS]).split())
    return line if len(line) <= MOST_WORDS else f"{line[: MOST_WORDS - 1]}…"


@dataclass(frozen=True)
class Sight:
    """What a service shows of a post.

    `absent`: certainly not there, it may be submitted (again). `processing`: accepted, not out yet. `ready`: waits
    for `finalize`. `published`: out. `handed-over`: a pack that a person posts. `refused`: the service rejected it. `unknown`: nobody can know.
    """

    where: Whereabouts
    remote_id: str = ""
    url: str = ""
    reason: str = ""
    again: dt.timedelta | None = None
    """When to look again, where the service says so."""
    out: bool = False
    """It is on its way or out already; `finalize` only adds to it (a thumbnail, captions)."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "reason", one_line(self.reason))
        if self.where != "handed-over" and not is_web_address(self.url):
            object.__setattr__(self, "url", "")


ABSENT = Sight("absent")


class SetbackError(Exception):
    """A call that did not do what it was for; subclasses say what helps."""

    def __init__(self, reason: str, *, after: dt.timedelta | None = None, at: dt.datetime | None = None) -> None:
        self.reason = one_line(reason)
        super().__init__(self.reason)
        self.after = after
        self.at = at
        """When the service wants to be asked again, where it says so."""


class LaterError(SetbackError):
    """Certainly not accepted; the same call may work later: 5xx before acceptance, 429, no connection."""


class SpentError(LaterError):
    """Too little of a quota is left for a call, which was not made."""


class TokenError(SetbackError):
    """The token is no longer taken: refresh it, then check before anything else."""


class ContentError(SetbackError):
    """The service refuses what was sent; a person changes the text or the file."""


class ReconnectError(SetbackError):
    """The account has to be connected again by a person."""


class DoubtError(SetbackError):
    """The call may have been accepted; only a check can tell."""


class HeldError(SetbackError):
    """It must not leave now; a person decides."""

    def __init__(self, reason: str, *, hold: int | None = None) -> None:
        super().__init__(reason)
        self.hold = hold


class LostError(SetbackError):
    """Another worker or a person has taken the post over; this one stops at once."""
