"""An approval sheet: the posts of one item as they would leave, shown to one person for a yes or no until a time."""

from __future__ import annotations

from typing import Literal

from pydantic import AwareDatetime, Field

from vlogkit.records.base import Name, Record

SheetWay = Literal["link", "file"]
"""How a sheet reaches the person: by a link on the local network, or as a file that is sent."""


class AnswerKey(Record):
    """What a person's answers are verified with; nothing can be signed with it."""

    public: str = Field(pattern=r"^[0-9a-f]{64}$")
    """The public key of Ed25519, in hexadecimal."""
    salt: str = Field(pattern=r"^[0-9a-f]{32}$")
    rounds: int = Field(ge=1)
    """Salt and rounds of PBKDF2, which makes the private key of the person's phrase."""


class SheetPost(Record):
    """A post of a sheet, and the hash of its content as the sheet shows it."""

    id: str
    content: str


class ApprovalSheet(Record):
    """A sheet that was made, and what became of it."""

    id: str = Field(pattern=r"^[0-9a-f]{8}$")
    item: Name
    approver: str
    """Who is asked."""
    by: str
    """Who made it."""
    way: SheetWay
    posts: tuple[SheetPost, ...] = Field(min_length=1)
    at: AwareDatetime
    until: AwareDatetime
    key: AnswerKey | None = None
    """The key of the approver when it was made; without one an answer is recorded and not proven."""
    digest: str = ""
    """sha256 of all that the sheet shows, which an answer signs."""
    wrong: int = 0
    """Answers that were not the approver's."""
    answered_at: AwareDatetime | None = None
