"""Posts and receipts: what goes where and when, and what came back."""

from __future__ import annotations

from typing import Literal

from pydantic import AwareDatetime, Field

from vlogkit.records.base import Name, Record

PostState = Literal[
    "draft",
    "approved",
    "scheduled",
    "sending",
    "accepted",
    "processing",
    "published",
    "held",
    "unconfirmed",
    "failed",
    "cancelled",
    "expired",
]


class Post(Record):
    """One bundle on one account at one time. `due` is an instant; `zone` is the zone it was written in."""

    id: str
    bundle: Name
    bundle_hash: str
    platform: Name
    account: Name
    due: AwareDatetime
    zone: str = "Asia/Jakarta"
    title: str = ""
    text: str = ""
    hashtags: tuple[str, ...] = ()
    link: str = ""
    files: tuple[str, ...] = ()
    """Paths relative to the bundle's folder, the main file first."""
    alts: tuple[str, ...] = ()
    """What each file shows, in the order of `files`."""
    tags: tuple[str, ...] = ()
    state: PostState = "draft"
    agency: str = ""


class Receipt(Record):
    """What a platform answered, and exactly what it was sent."""

    post: str
    platform: Name
    account: Name
    remote_id: str
    url: str = ""
    sent_at: AwareDatetime
    sent: dict[str, str] = Field(default_factory=dict)
    """sha256 of each file and of the text that went out."""
