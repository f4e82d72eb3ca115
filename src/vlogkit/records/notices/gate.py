"""What is asked before anything of an item leaves, and what each gate answers."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, PlainSerializer

from vlogkit.records.base import Day, Record
from vlogkit.records.bundle import Bundle, Input
from vlogkit.records.notices.publish_window import PublishWindow
from vlogkit.records.post import Hold, Post, Yes
from vlogkit.records.settings import Account, Approval

ComplaintGateName = Literal[
    "resolved",
    "result",
    "times",
    "confidence",
    "subject",
    "privacy",
    "pictures",
    "settled",
    "chosen",
]
"""A complaint's nine gates, by their numbers."""
GateName = Literal[
    "gone",
    "changed",
    ComplaintGateName,
    "findings",
    "brand",
    "account",
    "early",
    "expired",
    "retracted",
    "hold",
    "approval",
    "overdue",
]
"""The gates. `early` opens by itself, and no other does."""


class Gate(Record):
    """One gate: whether it is open, why or why not, and what to do where it is shut."""

    name: GateName
    open: bool = False
    reason: str
    hint: str = ""
    number: int = 0
    """Its place among the nine of a complaint; 0 for every other gate."""
    wording: str = ""
    """The reason with names for what changes in it, as it is looked up in another language; `named` is what they stand
    for."""
    named: dict[str, str] = Field(default_factory=dict)

    def told(self) -> str:
        """The reason with what to do, in one line."""
        return f"{self.reason}. {self.hint}" if self.hint else self.reason


class ItemState(Record):
    """An item as it stands when it is asked about, whatever it was when its bundle was made."""

    notice: str
    """`kind:id` of its notice."""
    inputs: tuple[Input, ...] = ()
    """Its own file, and the story that a person wrote for it, as they are now; none for an item that is gone."""
    gates: tuple[Gate, ...] = ()
    """What was found out about a complaint."""
    window: PublishWindow = PublishWindow()
    agency: str = ""
    """Whose item it is: one of the workspace's `agencies:`, else the agency of its brand; empty where that is not known."""
    bound: bool = False
    """The workspace has `agencies:`, so that it leaves by no other agency's account, whatever the item says."""
    brand_from: Day | None = None
    brand_to: Day | None = None
    zone: str = "Asia/Jakarta"
    """The zone its days are meant in."""


class Question(Record):
    """All that is known when the gates are asked: of an item alone, of its bundle, of a post on its way out."""

    item: ItemState
    at: AwareDatetime
    """When it would leave."""
    now: AwareDatetime | None = None
    """When it is asked, with a post on its way out."""
    bundle: Bundle | None = None
    account: Account | None = None
    agencies: Annotated[frozenset[str], PlainSerializer(sorted, return_type=list[str])] = frozenset()
    """Whose account it is: the agencies of its brands, or of the workspace's own; none where it is anybody's."""
    post: Post | None = None
    approval: Approval | None = None
    """Who must have said yes; asked with a post only."""
    said_yes: tuple[Yes, ...] = ()
    retracted: str = ""
    """Why the item was retracted; empty where it was not."""
    hold: Hold | None = None
    late: dt.timedelta | None = None
    """How old the post may be; None: it is not asked."""
