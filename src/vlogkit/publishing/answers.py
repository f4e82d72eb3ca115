"""What a service can say, sorted by what to do next: sights of a post, and setbacks."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

Whereabouts = Literal["absent", "processing", "ready", "published", "handed-over", "refused", "unknown"]


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


ABSENT = Sight("absent")


class SetbackError(Exception):
    """A call that did not do what it was for; subclasses say what helps."""

    def __init__(self, reason: str, *, after: dt.timedelta | None = None, at: dt.datetime | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
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
