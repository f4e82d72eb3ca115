"""Plan every bundle on every account at the next allowed time; the same input always gives the same plan."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, insort
from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from vlogkit.gates import Items, asked, gate_findings, shut_gates
from vlogkit.planning.choose import choose
from vlogkit.planning.compose import compose
from vlogkit.planning.limits import examine
from vlogkit.planning.slots import instants, pace
from vlogkit.planning.variants import PostWords, variant
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
    items: Items,
    author: str = "",
    days: int = 366,
) -> Plan:
    """Put every bundle on every account once, at the next allowed time, agencies taking turns.

    Planning again with the same input gives an empty plan. A post whose bundle was rendered again is given out
    once more with the same id and time while it has not begun to leave. `facts` is keyed by platform. Pure: the
    clock is `now`, aware. Bundles that must not leave and posts that their platform would refuse are left out and
    reported as findings, as are those that no slot within `days` was found for. `items` says how each item stands.
    """
    findings: list[Finding] = []
    open_: list[Bundle] = []
    for bundle in bundles:
        shut = shut_gates(asked(items, bundle, None, now, now), opening=True)
        findings += gate_findings(shut, subject=bundle.id)
        if not shut:
            open_.append(bundle)
    turn = _Turn(open_, calendar, now, author, days)
    posts: list[Post] = []
    for account in accounts:
        mine = [post for post in existing if post.account == account.name]
        made, faults = turn.fill(account, mine, facts[account.platform])
        posts += made
        findings += faults
    return Plan(sorted(posts, key=lambda post: (post.due, post.id)), findings)


@dataclass(frozen=True)
class _Turn:
    """What all accounts of one planning share; the words of a bundle for a service are made once."""

    bundles: Sequence[Bundle]
    calendar: Calendar
    now: dt.datetime
    author: str
    days: int
    said: dict[tuple[str, str, bool], PostWords] = field(default_factory=dict)

    def fill(self, account: Account, mine: Sequence[Post], facts: PlatformFacts) -> tuple[list[Post], list[Finding]]:
        """One account's part of the plan."""
        free = free_times(self.calendar, account, mine, self.now, facts=facts, days=self.days)
        earliest = self.now + dt.timedelta(minutes=self.calendar.lead_minutes)
        known = {post.bundle: post for post in mine}
        made: list[Post] = []
        findings: list[Finding] = []
        for bundle in _in_turns(self.bundles, mine, self.now):
            old = known.get(bundle.id)
            if old is not None and old.state not in BEFORE_SENDING:
                continue
            draft = self._draft(bundle, account, facts, old)
            if old is not None and not _outdated(old, draft, bundle):
                continue
            faults = examine(draft, bundle, facts, account)
            findings += _untold(faults, findings, account)
            if any(fault.severity == "error" for fault in faults):
                continue
            moment = old.due if old is not None and old.due > earliest else next(free, None)
            if moment is None:
                findings.append(_no_slot(bundle, account, self.days))
                continue
            made.append(draft.model_copy(update={"due": moment}))
        return made, findings

    def _draft(self, bundle: Bundle, account: Account, facts: PlatformFacts, old: Post | None) -> Post:
        files = choose(bundle, facts, account)
        key = (bundle.id, facts.name, bool(files))
        if key not in self.said:
            self.said[key] = variant(bundle, facts, with_file=bool(files))
        return compose(
            bundle,
            account,
            facts,
            files=files,
            words=self.said[key],
            zone=self.calendar.timezone,
            author=self.author,
            old=old,
        )


def free_times(
    calendar: Calendar,
    account: Account,
    posts: Sequence[Post],
    now: dt.datetime,
    *,
    facts: PlatformFacts | None = None,
    days: int = 366,
) -> Iterator[dt.datetime]:
    """Allowed times of an account that its posts leave free, each taken as soon as it is given out."""
    diary = _Diary(ZoneInfo(calendar.timezone), pace(calendar, account, facts))
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
    shown = Counter(p.agency for p in mine if p.due > now - LATELY and p.state not in {"cancelled", "expired"})
    known = {post.bundle for post in mine}
    while waiting:
        agency = min(waiting, key=lambda name: (shown[name], name))
        bundle = waiting[agency].popleft()
        if not waiting[agency]:
            del waiting[agency]
        if bundle.id not in known:
            shown[agency] += 1
        yield bundle


def _outdated(old: Post, draft: Post, bundle: Bundle) -> bool:
    """Whether what a post would send, or where to, has changed since it was planned."""
    moved = bool(old.goes_to) and old.goes_to != draft.goes_to
    return moved or old.bundle_hash not in {draft.bundle_hash, bundle.content_hash()}


def _untold(faults: Sequence[Finding], told: Sequence[Finding], account: Account) -> Iterator[Finding]:
    """Faults that nobody has been told of yet: one of the account itself is the same for every bundle."""
    known = {one.message for one in told if one.code == "post.account"}
    for fault in faults:
        if fault.code != "post.account":
            yield fault
        elif fault.message not in known:
            yield fault.model_copy(update={"subject": account.name})


def _no_slot(bundle: Bundle, account: Account, days: int) -> Finding:
    return Finding(
        code="plan.no-slot",
        severity="warning",
        message=f"no free slot on `{account.name}` within {days} days",
        subject=bundle.id,
        hint="Add slots to the calendar, allow more posts a day, or plan again later.",
    )
