"""A platform's facts: what a service takes and what it costs, as dated data from `config/platforms/NAME.yaml`."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Mapping
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime, Field, model_validator

from vlogkit.records.base import Day, Format, Name, Record, Zone
from vlogkit.records.settings import Account

Counting = Literal["characters", "bytes", "graphemes", "utf16", "weighted", "emoji-bytes"]
"""What is counted: code points, UTF-8 bytes, graphemes, UTF-16 units, X's weights, emoji by their bytes."""

Protection = Literal["keyed", "lookup", "none"]
"""What prevents a double post: a key that the service honours, a look at what is already there, or nothing."""

TakeBack = Literal["unschedule", "private", "delete", "edit", "reply"]
"""What a service lets a program do about a post that is out or waits there: take it off its schedule, show it to nobody,
delete it, change its words, answer under it."""

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
    """How many units of one kind a service takes in a period, and what shares them."""

    units: int | None = None
    """None: only where the account's option `limit` says so."""
    window: Literal["day", "month", "rolling"] = "day"
    """A day or a month, which ends at midnight in `zone`, or the last `minutes` at any time."""
    minutes: int = Field(default=1440, ge=1)
    zone: Zone = "UTC"
    shared_by: str = ""
    """The account's option that names what shares it (a Google project, an app); else each account has its own."""
    limit: str = ""
    """The account's option with another limit than `units`, times `scale`."""
    scale: int = Field(default=1, ge=1)
    kept: int = Field(default=0, ge=0)
    """What parts that follow later leave untouched, for the posts of the day."""
    note: str = ""

    def most(self, account: Account) -> int | None:
        """The limit for an account; None: there is none."""
        given = account.options.get(self.limit, "") if self.limit else ""
        return self.units if not given else round(float(given) * self.scale)

    def period(self, now: dt.datetime) -> tuple[str, str, dt.datetime]:
        """The name of the period that `now` is counted in, the first period that counts with it, and when it ends."""
        if self.window == "rolling":
            step = dt.timedelta(minutes=max(1, self.minutes // 24))
            slot = dt.datetime.fromtimestamp(now.timestamp() // step.total_seconds() * step.total_seconds(), dt.UTC)
            first = slot - dt.timedelta(minutes=self.minutes)
            return f"{slot:%Y-%m-%dT%H:%M}", f"{first:%Y-%m-%dT%H:%M}", slot + step
        local = now.astimezone(ZoneInfo(self.zone))
        after = local.date() + dt.timedelta(days=1)
        if self.window == "month":
            after = (local.date().replace(day=1) + dt.timedelta(days=32)).replace(day=1)
        name = f"{local:%Y-%m}" if self.window == "month" else f"{local:%Y-%m-%d}"
        return name, name, dt.datetime.combine(after, dt.time(), local.tzinfo).astimezone(dt.UTC)

    def spoken(self) -> str:
        """The period in words: a day, a month, 15 minutes, 24 h."""
        if self.window != "rolling":
            return f"a {self.window}"
        return f"in {self.minutes} min" if self.minutes % 60 else f"in {self.minutes // 60} h"


class Charge(Record):
    """Units that calls take from one shared quota in one period, and what that quota has."""

    share: str
    """`platform:` and what shares it."""
    bucket: str
    period: str
    since: str
    """The first period that counts towards the same limit."""
    units: int
    limit: int
    kept: int = 0
    ends: AwareDatetime
    """When the period is over."""
    spoken: str = ""

    def key(self) -> tuple[str, str, str]:
        """What names the quota and its period."""
        return self.share, self.bucket, self.period

    def lacking(self) -> str:
        """That there is not enough left, in words."""
        return f"not enough of {self.limit:,} {self.bucket} {self.spoken} is left for {self.share.partition(':')[2]}"


class PostPart(Record):
    """One thing that a post needs of its service, or that follows it: the calls it takes, and when it has any."""

    calls: dict[str, int]
    """How often each call is made."""
    file: SendKind | None = None
    """Only where the post sends a file of this kind."""
    option: str = ""
    """Only where the account has this option."""
    words: bool = False
    """Only where the post has words of its own for it, named as the part is."""
    last_for_shorts: bool = False
    """The first to be left out of a short video."""


class Shorts(Record):
    """Which videos a service shows among its short ones, by itself."""

    max_seconds: float
    max_ratio: float
    """Width over height; a square video is 1."""
    label: str = "a Short"

    def takes(self, seconds: float, width: int, height: int) -> bool:
        """Whether a video of that length and shape is shown so."""
        return seconds <= self.max_seconds and width / height <= self.max_ratio


class Cost(Record):
    """What one post costs at the service's interface."""

    currency: str = "USD"
    post: float
    with_link: float


class TakeBackRule(Record):
    """One way to take a post back, and what limits it."""

    how: TakeBack
    within_hours: float | None = None
    """How long after it went out the service allows it; None: without limit."""
    needs: str = ""
    """A permission that the account's app must have for it, in words."""


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
    checked: Day
    expires: Day | None = None
    """When the version of the interface that we speak ends."""
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
    wary_mentions: int | None = None
    """More than these are said to be refused, though the service's own text allows more."""
    max_links: int | None = None
    """Different addresses in one post."""
    image: ImageRule | None = None
    video: VideoRule | None = None
    schedule: ScheduleRule | None = None
    quotas: dict[str, Quota] = Field(default_factory=dict)
    """What the service counts, by the name of each kind of unit."""
    calls: dict[str, dict[str, int]] = Field(default_factory=dict)
    """What each call takes of those; a call that is not named takes nothing. `post` is a post as a whole."""
    parts: dict[str, PostPart] = Field(default_factory=dict)
    """What a post is made of: `post` itself, and what is added to it, in the order in which that is kept where a
    quota is short."""
    shorts: Shorts | None = None
    cost: Cost | None = None
    take_back: tuple[TakeBackRule, ...] = ()
    """What it lets a program do about a post afterwards, the best way first; without any a person does it by hand."""
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

    @model_validator(mode="before")
    @classmethod
    def _one_quota(cls, value: object) -> object:
        """Facts of older versions have one `quota:` of so many posts in so many hours."""
        if not isinstance(value, dict) or not isinstance(value.get("quota"), dict):
            return value
        rest, old = {key: one for key, one in value.items() if key != "quota"}, value["quota"]
        hours = int(old.get("hours", 24))
        window = {"window": "day"} if hours >= 24 else {"window": "rolling", "minutes": hours * 60}
        quota = {"units": old.get("posts"), "zone": old.get("zone", "UTC"), "note": old.get("note", ""), **window}
        return {"quotas": {"posts": quota}, "calls": {"post": {"posts": 1}}, "parts": _WHOLE, **rest}

    def charges(self, account: Account, calls: Mapping[str, int], now: dt.datetime) -> tuple[Charge, ...]:
        """What an account's calls take of the service's quotas where they are made at `now`; nothing of what has no limit."""
        units: Counter[str] = Counter()
        for call, times in calls.items():
            for bucket, each in self.calls.get(call, {}).items():
                units[bucket] += each * times
        found = []
        for bucket, count in units.items():
            quota = self.quotas[bucket]
            most = quota.most(account)
            if most is None:
                continue
            share = account.options.get(quota.shared_by, "") if quota.shared_by else ""
            period, since, ends = quota.period(now)
            named = {"share": f"{self.name}:{share or account.name}", "bucket": bucket, "kept": quota.kept}
            when = {"period": period, "since": since, "ends": ends, "spoken": quota.spoken()}
            found.append(Charge.model_validate({**named, **when, "units": count, "limit": most}))
        return tuple(found)

    def parts_of(self, kinds: Collection[str], account: Account, words: Collection[str] = ()) -> tuple[str, ...]:
        """The names of what is added to a post with files of these kinds and these words of its own, after its main part,
        in the order in which it is kept; what comes in several, as the posts of a thread, with its numbers."""
        found: list[str] = []
        for name, part in self.parts.items():
            if name == "post":
                continue
            if part.words:
                found += [one for one in words if one.partition("-")[0] == name]
            elif part.file in kinds or (part.option and account.options.get(part.option)):
                found.append(name)
        return tuple(found)

    def per_day(self) -> tuple[int, str] | None:
        """How many posts one account may make on a day by the service's own limits, and the zone of that day."""
        main = self.parts.get("post")
        found = []
        for call, times in (main.calls if main else {}).items():
            for bucket, each in self.calls.get(call, {}).items():
                quota = self.quotas[bucket]
                daily = quota.window == "day" or (quota.window == "rolling" and quota.minutes >= 1440)
                if daily and quota.units is not None:
                    found.append((quota.units // (each * times), quota.zone))
        return min(found, default=None)


_WHOLE = {"post": {"calls": {"post": 1}}}
"""The parts of a service that counts posts only."""
