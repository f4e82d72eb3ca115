"""Retractions: an item that must not be out any more, and what is done about each of its posts."""

from __future__ import annotations

from typing import Literal

from pydantic import AwareDatetime, Field

from vlogkit.records.base import Name, Record
from vlogkit.records.platform import TakeBack
from vlogkit.records.post import ReasonKind, Yes

Purpose = Literal["take-down", "correct", "hold"]
"""Why a post is taken back: it must not be seen, it says something wrong, or a hold stops it before its time."""

RetractionState = Literal["draft", "approved", "by-hand", "failed", "done", "replaced"]
"""`draft` waits for a yes, `approved` for a worker, `by-hand` and `failed` for a person; `replaced` gave way to another."""

OPEN: frozenset[RetractionState] = frozenset({"draft", "approved", "by-hand", "failed"})


class Retraction(Record):
    """What is to be done about one post that is out, waits at a service, or may be there."""

    id: str
    post: str
    item: Name
    platform: Name
    account: Name
    agency: str = ""
    purpose: Purpose = "take-down"
    how: TakeBack | Literal["by-hand"] = "by-hand"
    """What the service allows, as far as that can be said before it is looked at."""
    words: str = ""
    """What an edit or a reply says in public."""
    reason: str
    """Why, for the trail; it is not published."""
    author: str
    yes: tuple[Yes, ...] = ()
    state: RetractionState = "draft"
    kind: ReasonKind = ""
    why: str = ""
    """What became of it, or what a person has to do."""
    url: str = ""
    """Where the post is, or was."""
    hold: int | None = None
    """The hold that asked for it."""
    wake: AwareDatetime | None = None
    """When a worker looks at it next."""
    at: AwareDatetime
    updated_at: AwareDatetime

    def gives_way_to(self, purpose: Purpose, words: str) -> bool:
        """Whether it need not be done any more once this is asked for: a correction of what comes down or says more."""
        open_correction = self.state in OPEN and self.purpose == "correct"
        return open_correction and (purpose == "take-down" or (purpose == "correct" and words != self.words))

    def stands_for(self, purpose: Purpose) -> bool:
        """Whether it does already what is asked for. A hold does not wait for the yes that a take-down waits for."""
        takes_down = purpose == "hold" and self.purpose == "take-down" and self.state != "draft"
        return self.state in OPEN and (self.purpose == purpose or takes_down)


class RetractionClaim(Record):
    """A retraction that one worker holds for a while; writes under an older `fence` are refused."""

    retraction: Retraction
    fence: int
    attempts: int = 0
    handle: dict[str, str] = Field(default_factory=dict)
    """What was stored before each call of this retraction."""


class RetractedItem(Record):
    """An item that may not go out until somebody lifts it."""

    item: Name
    reason: str
    by: str
    at: AwareDatetime
    purpose: Purpose = "take-down"
    words: str = ""
    """What corrects it; empty for one that is taken down."""
