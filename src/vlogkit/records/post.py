"""Posts and receipts: what goes where and when, and what came back."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime, Field

from vlogkit.records.base import Name, Record, fingerprint
from vlogkit.records.kept import KeptRecord

PostState = Literal[
    "draft",
    "approved",
    "scheduled",
    "sending",
    "accepted",
    "processing",
    "handed-over",
    "published",
    "held",
    "unconfirmed",
    "failed",
    "cancelled",
    "expired",
    "retracted",
]

BEFORE_SENDING: frozenset[PostState] = frozenset({"draft", "approved", "scheduled", "held", "failed"})
"""States in which nothing can have left yet, unless a handle says otherwise."""

Outcome = Literal["published", "handed-over"]
"""What a receipt proves: it is out, or its pack lies in the outbox and a person has yet to post it."""

FINISHED: frozenset[PostState] = frozenset({"published", "cancelled", "expired", "retracted"})


ReasonKind = Literal["", "fix", "reconnect", "wait", "look", "decide"]
"""What helps a post that does not go on: mend its content or the settings (`fix`), connect the account again
(`reconnect`), try later (`wait`), look at the service (`look`), or a person's decision (`decide`)."""


class Post(Record):
    """One bundle on one account at one time. `due` is an instant; `zone` is the one in which people are told it."""

    id: str
    bundle: Name
    bundle_hash: str
    """sha256 of what it takes from its bundle; see `Bundle.sent_hash`."""
    platform: Name
    account: Name
    goes_to: dict[str, str] = Field(default_factory=dict)
    """Address, page, chat and other options of the account when this was planned; empty in posts of older versions."""
    due: AwareDatetime
    zone: str = "Asia/Jakarta"
    title: str = ""
    text: str = ""
    hashtags: tuple[str, ...] = ()
    link: str = ""
    comment: str = ""
    """What is written below it as a first comment, once it is out."""
    thread: tuple[str, ...] = ()
    """What follows it, each as an answer to the one before."""
    files: tuple[str, ...] = ()
    """Paths relative to the bundle's folder, the main file first."""
    alts: tuple[str, ...] = ()
    """What each file shows, in the order of `files`."""
    tags: tuple[str, ...] = ()
    state: PostState = "draft"
    agency: str = ""
    ahead_minutes: int = 0
    """How long before `due` it is handed to a service that keeps the schedule itself."""
    repeats: bool = False
    """It is one of a rule's posts, which say the same at other times."""
    edited: bool = False
    """A person wrote its words; a new render keeps them."""
    author: str = ""
    """Who made it, as they sign; compared with who approves."""

    def when(self) -> str:
        """Its time for people, in its zone: Tue 2026-11-24 16:30 WIB."""
        return f"{self.due.astimezone(ZoneInfo(self.zone)):%a %Y-%m-%d %H:%M %Z}"

    def wording(self) -> str:
        """The text as one piece: what it says, the link, the hashtags, each a paragraph of its own."""
        return wording(self.text, self.link, self.hashtags)

    def has_link(self) -> bool:
        """Whether it names an address, in its link or in its text."""
        return bool(self.link) or re.search(r"https?://", self.text) is not None

    def followed_by(self) -> tuple[str, ...]:
        """The names of what its own words add to it once it is out, in order."""
        return (*(("comment",) if self.comment else ()), *(f"thread-{n}" for n in range(2, len(self.thread) + 2)))

    def words_of(self, part: str) -> str:
        """The words of one of the names of `followed_by`."""
        return self.comment if part == "comment" else self.thread[int(part.partition("-")[2]) - 2]

    def content_hash(self) -> str:
        """sha256 over everything that would leave; approval is bound to it. Neither time nor state count."""
        parts: list[object] = [self.bundle_hash, self.account, self.title, self.text, list(self.hashtags), self.link]
        parts += [list(self.files), list(self.alts)]
        parts += [[self.comment, list(self.thread)]] if self.comment or self.thread else []
        return fingerprint([*parts, self.goes_to] if self.goes_to else parts)


_SIGNS = re.compile(r"\W")


def wording(text: str, link: str, hashtags: tuple[str, ...]) -> str:
    """Text, link and hashtags joined as they go out; a hashtag loses the signs that would end it."""
    marks = " ".join("#" + tag for tag in (_SIGNS.sub("", word) for word in hashtags) if tag)
    return "\n\n".join(part for part in (text.strip(), link.strip(), marks) if part)


def signature(name: str) -> str:
    """A person's name as it is compared: its capitals, its spaces and what nobody sees of it do not count."""
    seen = (letter for letter in unicodedata.normalize("NFKC", name) if unicodedata.category(letter) != "Cf")
    return " ".join("".join(seen).casefold().split())


class Yes(Record):
    """One person's approval of a post as it stands."""

    by: str
    proven: bool = False
    """Whether who that is was proven by their passphrase."""


class Receipt(KeptRecord):
    """What a platform answered, and exactly what it was sent."""

    post: str
    platform: Name
    account: Name
    remote_id: str
    url: str = ""
    sent_at: AwareDatetime
    sent: dict[str, str] = Field(default_factory=dict)
    """sha256 of each file and of the text that went out."""
    outcome: Outcome = "published"


class KeptReceipt(KeptRecord):
    """A receipt as a file beside the bundles: enough to know again, without the ledger, that its post is out."""

    receipt: Receipt
    post: Post
    """The post without its words; their sha256 stand in the receipt."""


class Claim(Record):
    """A post that one worker holds for a while; writes under an older `fence` are refused."""

    post: Post
    fence: int
    attempts: int = 0
    handle: dict[str, str] = Field(default_factory=dict)
    """What was stored before each call: session address, container, key; empty means nothing has begun."""
    quota: str = ""
    """The period of the service's quota that this post was counted in; empty before it was."""
    remote_id: str = ""
    url: str = ""
    reason: str = ""
    """Why it was put off, or what is still to follow."""
    begun_at: AwareDatetime | None = None
    """When the first call was made."""


class Entry(Record):
    """A post as the queue knows it: the post, and how far it has come."""

    post: Post
    reason: str = ""
    """Why it is held, failed or put off, in words for a person."""
    kind: ReasonKind = ""
    """What helps, where there is a reason."""
    attempts: int = 0
    begun: bool = False
    """Something of it may be at the service already."""
    remote_id: str = ""
    url: str = ""
    hold: int | None = None
    wake: AwareDatetime | None = None
    """When a worker looks at it next; none when only a person can move it."""
    updated_at: AwareDatetime

    def why(self) -> str:
        """The reason and what kind of thing helps, in one line; empty where there is none."""
        return ": ".join(part for part in (self.kind, self.reason) if part) if self.reason else ""


class Hold(Record):
    """A stop for everything, or for one `platform:`, `account:` or `agency:`; it says who and why."""

    id: int
    scope: str = "all"
    reason: str = Field(min_length=1)
    by: str = Field(min_length=1)
    at: AwareDatetime
    until: AwareDatetime | None = None
    allow_tags: tuple[str, ...] = ()
    """Posts with one of these tags still go out: the emergency's own news."""
    lifted_at: AwareDatetime | None = None
    lifted_by: str = ""
    origin: str = ""
    """Of a hold of the network: how it is known there; empty for one of this workspace."""

    def stops(self, post: Post) -> bool:
        """Whether this hold, while it stands, keeps `post` from leaving."""
        if set(self.allow_tags) & set(post.tags):
            return False
        kind, _, name = self.scope.partition(":")
        named = {"platform": post.platform, "account": post.account, "agency": post.agency}
        return kind == "all" or named.get(kind) == name


class AuditEntry(Record):
    """One line of the trail that is only ever added to."""

    id: int
    at: AwareDatetime
    who: str
    what: str
    post: str = ""
    detail: dict[str, str] = Field(default_factory=dict)
