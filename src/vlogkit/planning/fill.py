"""Bundles, accounts, a calendar and what is planned already come in; the plan goes out, the same for the same input."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, insort
from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from vlogkit.planning.choose import choose
from vlogkit.planning.limits import examine
from vlogkit.planning.slots import instants, pace
from vlogkit.planning.variants import Words, variant
from vlogkit.records.base import fingerprint
from vlogkit.records.bundle import Bundle
from vlogkit.records.calendar import Calendar, Pace
from vlogkit.records.finding import Finding
from vlogkit.records.platform import PlatformFacts
from vlogkit.records.post import BEFORE_SENDING, Post
from vlogkit.records.settings import Account

LATELY = dt.timedelta(days=14)


@dataclass(frozen=True)
class Plan:
    """New and changed posts in the order of their time, and what is wrong with the ones that were left out."""

    posts: list[Post]
    findings: list[Finding]


@dataclass
class _Diary:
    """What one account has planned: when, and how many a day."""

    zone: ZoneInfo
    pace: Pace
    times: list[dt.datetime] = field(default_factory=list)
    days: Counter[dt.date] = field(default_factory=Counter)

    def add(self, moment: dt.datetime) -> None:
        insort(self.times, moment)
        self.days[moment.astimezone(self.zone).date()] += 1

    def takes(self, moment: dt.datetime) -> bool:
        """Whether the day is not full and the neighbours are far enough away."""
        if self.days[moment.astimezone(self.zone).date()] >= self.pace.per_day:
            return False
        gap = max(dt.timedelta(minutes=self.pace.spacing_minutes), dt.timedelta(microseconds=1))
        at = bisect_left(self.times, moment)
        return all(abs(moment - near) >= gap for near in self.times[max(at - 1, 0) : at + 1])


def plan(
    bundles: Sequence[Bundle],
    accounts: Sequence[Account],
    calendar: Calendar,
    existing: Sequence[Post],
    now: dt.datetime,
    *,
    facts: Mapping[str, PlatformFacts],
    author: str = "",
    days: int = 366,
) -> Plan:
    """Put every bundle on every account once, at the next allowed time, agencies taking turns.

    Planning again with the same input gives an empty plan. A post whose bundle was rendered again is given out
    once more with the same id and time while it has not begun to leave. `facts` is keyed by platform. Pure: the
    clock is `now`, aware. Posts that their platform would refuse are left out and reported as findings, as are
    those that no slot within `days` was found for.
    """
    posts: list[Post] = []
    findings: list[Finding] = []
    hashes = {bundle.id: bundle.content_hash() for bundle in bundles}
    for account in accounts:
        mine = [post for post in existing if post.account == account.name]
        made, faults = _fill(
            bundles, hashes, account, calendar, mine, now, facts[account.platform], author, days
        )
        posts += made
        findings += faults
    return Plan(sorted(posts, key=lambda post: (post.due, post.id)), findings)


def _fill(
    bundles: Sequence[Bundle],
    hashes: Mapping[str, str],
    account: Account,
    calendar: Calendar,
    mine: Sequence[Post],
    now: dt.datetime,
    facts: PlatformFacts,
    author: str,
    days: int,
) -> tuple[list[Post], list[Finding]]:
    """One account's part of the plan."""
    free = free_times(calendar, account, mine, now, days=days)
    earliest = now + dt.timedelta(minutes=calendar.lead_minutes)
    known = {post.bundle: post for post in mine}
    made: list[Post] = []
    findings: list[Finding] = []
    for bundle in _in_turns(bundles, mine, now):
        old = known.get(bundle.id)
        if old is not None and not _outdated(old, hashes[bundle.id]):
            continue
        draft = compose(
            bundle, account, facts, content=hashes[bundle.id], zone=calendar.timezone, author=author, old=old
        )
        faults = examine(draft, bundle, facts, account)
        findings += faults
        if any(fault.severity == "error" for fault in faults):
            continue
        if old is not None and old.due > earliest:
            made.append(draft.model_copy(update={"due": old.due}))
            continue
        moment = next(free, None)
        if moment is None:
            findings.append(_no_slot(bundle, account, days))
            continue
        made.append(draft.model_copy(update={"due": moment}))
    return made, findings


def free_times(
    calendar: Calendar, account: Account, posts: Sequence[Post], now: dt.datetime, *, days: int = 366
) -> Iterator[dt.datetime]:
    """Allowed times of an account that its posts leave free, each taken as soon as it is given out."""
    diary = _Diary(ZoneInfo(calendar.timezone), pace(calendar, account))
    for post in posts:
        if post.account == account.name and post.state not in {"cancelled", "expired"}:
            diary.add(post.due)
    for moment in instants(calendar, account, now + dt.timedelta(minutes=calendar.lead_minutes), days):
        if diary.takes(moment):
            diary.add(moment)
            yield moment


def _in_turns(bundles: Sequence[Bundle], mine: Sequence[Post], now: dt.datetime) -> Iterator[Bundle]:
    """Oldest first within an agency; among agencies, the one that was shown least lately."""
    waiting: dict[str, deque[Bundle]] = defaultdict(deque)
    for bundle in sorted(bundles, key=lambda bundle: (bundle.made_at, bundle.id)):
        waiting[bundle.agency].append(bundle)
    shown = Counter(
        p.agency for p in mine if p.due > now - LATELY and p.state not in {"cancelled", "expired"}
    )
    known = {post.bundle for post in mine}
    while waiting:
        agency = min(waiting, key=lambda name: (shown[name], name))
        bundle = waiting[agency].popleft()
        if not waiting[agency]:
            del waiting[agency]
        if bundle.id not in known:
            shown[agency] += 1
        yield bundle


def _outdated(old: Post, content: str) -> bool:
    return old.state in BEFORE_SENDING and old.bundle_hash != content


def compose(
    bundle: Bundle,
    account: Account,
    facts: PlatformFacts,
    *,
    content: str,
    zone: str,
    author: str = "",
    old: Post | None = None,
) -> Post:
    """The post of a bundle on an account, its time still open; words that a person wrote into `old` are kept.

    `content` is the bundle's content hash.
    """
    files = choose(bundle, facts, account)
    words = variant(bundle, facts, with_file=bool(files))
    if old is not None and old.edited:
        words = Words(old.title, old.text, old.hashtags, old.link)
    return Post(
        id=old.id if old else post_id(bundle.id, account.name),
        bundle=bundle.id,
        bundle_hash=content,
        platform=account.platform,
        account=account.name,
        due=old.due if old else dt.datetime.max.replace(tzinfo=dt.UTC),
        zone=zone,
        title=words.title,
        text=words.text,
        hashtags=words.hashtags,
        link=words.link,
        files=tuple(output.path for output in files),
        alts=tuple(output.alt for output in files),
        tags=old.tags if old else (),
        agency=bundle.agency,
        ahead_minutes=ahead_minutes(account, facts),
        edited=bool(old and old.edited),
        author=author or (old.author if old else ""),
    )


def ahead_minutes(account: Account, facts: PlatformFacts) -> int:
    """How long before its time a post is handed over where the account leaves the schedule to the service."""
    if account.options.get("schedule") != "service" or facts.schedule is None:
        return 0
    wished = int(account.options.get("ahead_hours", "24")) * 60
    least = 2 * facts.schedule.min_ahead_seconds // 60 + 10
    return min(max(wished, least), facts.schedule.max_ahead_days * 24 * 60 - 60)


def post_id(bundle: str, account: str, again: int = 0) -> str:
    """A readable id that the same bundle on the same account always gets; `again` counts repetitions."""
    mark = fingerprint([bundle, account, again])[:6]
    return f"{bundle[:32].rstrip('-')}-{account[:16].rstrip('-')}-{mark}"


def _no_slot(bundle: Bundle, account: Account, days: int) -> Finding:
    return Finding(
        code="plan.no-slot",
        severity="warning",
        message=f"no free slot on `{account.name}` within {days} days",
        where=bundle.id,
        hint="Add slots to the calendar, allow more posts a day, or plan again later.",
    )
