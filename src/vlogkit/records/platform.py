"""A platform's facts: what a service takes and what it costs, as dated data from `config/platforms/NAME.yaml`."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import Field, model_validator

from vlogkit.records.base import Format, Name, Record

Counting = Literal["characters", "bytes", "graphemes", "utf16", "weighted", "emoji-bytes"]
"""What is counted: code points, UTF-8 bytes, graphemes, UTF-16 units, X's weights, emoji by their bytes."""

Protection = Literal["keyed", "lookup", "none"]
"""What prevents a double post: a key that the service honours, a look at what is already there, or nothing."""

SendKind = Literal["video", "card", "thumbnail", "subtitles", "text", "all"]


class TextRule(Record):
    """How long a text may be, by the service's own count."""

    count: Counting = "characters"
    max: int = Field(gt=0)
    max_bytes: int | None = None
    link_length: int | None = None
    """What any link counts as, however long it is."""
    forbidden: str = ""
    """Characters the service refuses."""


class ImageRule(Record):
    """What pictures the service takes; ratios are width over height."""

    types: tuple[str, ...] = ("jpg", "png")
    max_bytes: int | None = None
    max_count: int = 1
    ratio: tuple[float, float] | None = None
    width: tuple[int, int] | None = None
    public_url: bool = False
    """The service fetches the picture itself from a public address."""


class VideoRule(Record):
    """What videos the service takes; seconds and ratio are the least and the most."""

    types: tuple[str, ...] = ("mp4",)
    max_bytes: int | None = None
    seconds: tuple[float, float] | None = None
    ratio: tuple[float, float] | None = None
    min_width: int = 0
    min_height: int = 0
    max_count: int = 1
    public_url: bool = False


class ScheduleRule(Record):
    """The service's own schedule: how far ahead it takes a post."""

    min_ahead_seconds: int
    max_ahead_days: int
    per_day: int | None = None


class Quota(Record):
    """How many posts the service takes in a period; a day ends at midnight in `zone`."""

    posts: int
    hours: int = 24
    zone: str = "UTC"
    note: str = ""


class Cost(Record):
    """What one post costs at the service's interface."""

    currency: str = "USD"
    post: float
    with_link: float


class Pick(Record):
    """Files to send: the first pick for which the bundle has files is used."""

    kind: SendKind
    format: Format | None = None

    @classmethod
    def read(cls, text: str) -> Pick:
        """The pick that an account's option says: `card`, `video:square`. Raises ValidationError."""
        kind, _, form = text.partition(":")
        return cls.model_validate({"kind": kind, "format": form or None})


class AccountOption(Record):
    """One thing that an account may say in its `options:` in vlogkit.yaml."""

    meaning: str = ""
    required: bool = False
    number: bool = False
    """Its value is a number that is not negative."""
    values: tuple[str, ...] = ()
    """The only values it may have; empty where any text is taken."""

    @model_validator(mode="before")
    @classmethod
    def _from_words(cls, value: object) -> object:
        """Facts of a workspace or a plug-in may say the meaning only, `required:` in front of what must be there."""
        if not isinstance(value, str):
            return value
        must = value.startswith("required:")
        return {"meaning": value.removeprefix("required:").strip(), "required": must}


COMMON_OPTIONS = {
    "send": AccountOption(meaning="what to send first: card, video:square, text"),
    "timeout_seconds": AccountOption(meaning="how long to wait for an answer", number=True),
}
"""What an account on any platform may say."""


class PlatformFacts(Record):
    """Everything the planner and the publisher need to know of one service."""

    name: Name
    label: str
    checked: dt.date
    sources: tuple[str, ...] = ()
    protection: Protection
    protected_by: str
    """What prevents a double post, in words."""
    title: TextRule | None = None
    text: TextRule | None = None
    caption: TextRule | None = None
    """The text's limit when it goes with a file."""
    alt: TextRule | None = None
    tags: TextRule | None = None
    max_hashtags: int | None = None
    max_mentions: int | None = None
    image: ImageRule | None = None
    video: VideoRule | None = None
    schedule: ScheduleRule | None = None
    quota: Quota | None = None
    cost: Cost | None = None
    send: tuple[Pick, ...]
    every_wording: bool = False
    """Its packs hold the words for every platform, and the person who posts one chooses."""
    extras: tuple[SendKind, ...] = ()
    """Files that go along with the main one where the bundle has them."""
    secrets: tuple[str, ...] = ()
    """What an account must have stored before it can send."""
    options: dict[str, AccountOption] = Field(default_factory=dict)
    """What an account may say in `options:`, beside what every account may."""
    local: bool = False
    """Nothing leaves this machine: an account without `brands` is anybody's."""
    poll_seconds: int = 60
    """How long to wait before the service is asked again whether it is done."""
    give_up_hours: int = 24
    """After this a post that is still being processed is left to a person."""
