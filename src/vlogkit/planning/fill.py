"""Plan every bundle on every account at the next allowed time; the same input always gives the same plan."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from vlogkit.errors import counted
from vlogkit.gates import Items, asked, gate_findings, owner_of, shut_gates, span_of
from vlogkit.planning.budget import Budget, Key, main_charges, plan_extras
from vlogkit.planning.choose import choose
from vlogkit.planning.compose import compose, post_id
from vlogkit.planning.free_times import FreeTimes, Span
from vlogkit.planning.limits import examine
from vlogkit.planning.recurring import AHEAD, next_wording, occurrence_id, occurrences
from vlogkit.planning.slots import objections
from vlogkit.planning.variants import PostWords, variant
from vlogkit.records.bundle import Bundle
from vlogkit.records.calendar import Calendar
from vlogkit.records.finding import Finding
from vlogkit.records.notices.gate import Question
from vlogkit.records.platform import Charge, PlatformFacts
from vlogkit.records.post import BEFORE_SENDING, Post
from vlogkit.records.settings import Account

LATELY = dt.timedelta(days=14)


@dataclass(frozen=True)
class Plan:
    """New and changed posts in the order of their time, and what is wrong with the ones that were left out."""

    posts: list[Post]
    findings: list[Finding]
    reserved: Mapping[str, tuple[Charge, ...]] = field(default_factory=dict)
    """What each post takes of quotas that several accounts share, by its id."""
    anyway: Mapping[str, str] = field(default_factory=dict)
    """Why posts leave at times that the calendar is against, by their ids."""


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
    zone: str = "",
    days: int = 366,
    calendars: Mapping[str, Calendar] = MappingProxyType({}),
    agency: str = "",
    taken: Mapping[Key, int] = MappingProxyType({}),
) -> Plan:
    """Put every bundle on every account once, at the next allowed time, agencies taking turns.

    Planning again with the same input gives an empty plan. A post whose bundle was rendered again is given out
    once more with the same id and time while it has not begun to leave. `facts` is keyed by platform. Pure: the
    clock is `now`, aware. Bundles that must not leave and posts that their platform would refuse are left out and
    reported as findings, as are those that no slot within `days` was found for. People are told the times in
    `zone`, or in the calendar's. `items` says how each item stands. `calendars` has those of accounts that keep another
    one; with `agency` only what is of that agency is planned. `taken` is what is used or reserved of shared quotas: posts
    that do not fit into them go to a later time, what is added to posts follows on a later day, and findings say so.
    """
    findings: list[Finding] = []
    standing: dict[str, Question] = {}
    owned: list[Bundle] = []
    for bundle in bundles:
        question = asked(items, bundle, None, now, now)
        owner = owner_of(question.item, bundle)
        if agency and owner != agency:
            continue
        owned.append(bundle.model_copy(update={"agency": owner}))
        shut = shut_gates(question, opening=True)
        findings += gate_findings(shut, subject=bundle.id)
        if not shut:
            standing[bundle.id] = question
    open_ = [bundle for bundle in owned if bundle.id in standing]
    budget = Budget(dict(taken))
    turn = _Turn(open_, standing, calendar, calendars, now, author, zone or calendar.timezone, days, budget)
    posts: list[Post] = []
    by_account: dict[str, list[Post]] = defaultdict(list)
    for post in existing:
        by_account[post.account].append(post)
    for account in accounts:
        made, faults = turn.fill(account, items.agencies(account), by_account[account.name], facts[account.platform])
        posts += made
        findings += faults
    belong = {account.name: items.agencies(account) for account in accounts}
    findings += [_nowhere(bundle, standing[bundle.id], belong) for bundle in open_ if bundle.id not in turn.taken]
    known = {bundle.id: bundle for bundle in open_}
    extras = plan_extras(posts, known, {account.name: account for account in accounts}, facts, budget)
    findings += [*budget.findings(), *extras.findings]
    reserved = {post.id: (*turn.reserved.get(post.id, ()), *extras.reserved.get(post.id, ())) for post in posts}
    return Plan(sorted(posts, key=lambda post: (post.due, post.id)), findings, reserved, turn.anyway)


@dataclass(frozen=True)
class _Turn:
    """What all accounts of one planning share; the words of a bundle for a service are made once."""

    bundles: Sequence[Bundle]
    standing: Mapping[str, Question]
    """What was asked about the item of each bundle."""
    calendar: Calendar
    calendars: Mapping[str, Calendar]
    now: dt.datetime
    author: str
    zone: str
    days: int
    budget: Budget
    reserved: dict[str, tuple[Charge, ...]] = field(default_factory=dict)
    by_owner: dict[str, list[Bundle]] = field(default_factory=lambda: defaultdict(list))
    anyway: dict[str, str] = field(default_factory=dict)
    said: dict[tuple[str, str, bool, bool], PostWords] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    """The bundles that an account takes."""

    def fill(
        self, account: Account, agencies: frozenset[str], mine: Sequence[Post], facts: PlatformFacts
    ) -> tuple[list[Post], list[Finding]]:
        """One account's part of the plan: what is dated first, so that the rest goes around it."""
        calendar = self.calendars.get(account.name, self.calendar)
        free = FreeTimes(calendar, account, mine, self.now, facts=facts, days=self.days)
        earliest = self.now + dt.timedelta(minutes=calendar.lead_minutes)
        known = {post.bundle: post for post in mine}
        made: list[Post] = []
        findings: list[Finding] = []
        lacked: list[Charge] = []
        bound = any(question.item.bound for question in self.standing.values())
        maybe = self._of(agencies) if bound and agencies else self.bundles
        own = [bundle for bundle in maybe if self._goes_to(bundle, account, agencies)]
        if len(own) < len(self.bundles) and agencies and not account.brands and not bound:
            findings.append(_ownerless(account, agencies))
        for bundle in [one for one in own if self.standing[one.id].item.window.repeat]:
            repeated, faults = self._repeated(bundle, account, facts, mine, free)
            made += repeated
            findings += faults
        own = [one for one in own if not self.standing[one.id].item.window.repeat]
        for bundle in sorted(_in_turns(own, mine, self.now), key=self._undated):
            span = span_of(self.standing[bundle.id].item)
            old = known.get(bundle.id)
            next_one = self._next_one(bundle, account, facts, mine, span) if old is not None else None
            if next_one is not None:
                draft, span, old = *next_one, None
            elif old is not None and old.state not in BEFORE_SENDING:
                continue
            else:
                draft = self._draft(bundle, account, facts, old)
            if old is not None and not _outdated(old, draft, bundle, bound=bound):
                continue
            faults = examine(draft, bundle, facts, account)
            findings += _untold(faults, findings, account)
            if any(fault.severity == "error" for fault in faults):
                continue
            kept = old is not None and old.due > earliest and _within(old.due, span)
            mark = len(lacked)
            fits = self._fitting(draft, account, facts, lacked)
            moment = old.due if old is not None and kept else free.take(span, fits)
            if len(lacked) > mark or (lacked and not kept and span == (None, None)):
                # An account's free times go on from the last one: what comes after a full day was kept from it too.
                self.budget.moved(lacked[0] if span == (None, None) else lacked[mark])
            if moment is None:
                findings.append(_no_slot(bundle, account, self.days, span))
                continue
            self.reserved[draft.id] = self.budget.take(main_charges(draft, account, facts, moment))
            made.append(draft.model_copy(update={"due": moment}))
        return made, findings

    def _repeated(
        self, bundle: Bundle, account: Account, facts: PlatformFacts, mine: Sequence[Post], free: FreeTimes
    ) -> tuple[list[Post], list[Finding]]:
        """The posts of a bundle that goes out by a rule, as far as they are planned ahead; what the calendar is against is
        left out, unless the item says why it goes out all the same."""
        item, calendar = self.standing[bundle.id].item, self.calendars.get(account.name, self.calendar)
        by_id = {post.id: post for post in mine}
        first, last = span_of(item)
        start = max(self.now + dt.timedelta(minutes=calendar.lead_minutes), first or self.now)
        end = min(self.now + AHEAD, last or self.now + AHEAD)
        made: list[Post] = []
        findings: list[Finding] = []
        for moment in occurrences(item.window, item.zone, start, end):
            name = occurrence_id(bundle.id, account.name, moment, item.zone)
            old = by_id.get(name)
            draft = self._draft(bundle, account, facts, old).model_copy(
                update={"id": name, "due": moment, "repeats": True}
            )
            if old is not None and (
                old.state not in BEFORE_SENDING or not _outdated(old, draft, bundle, bound=item.bound)
            ):
                continue
            faults = examine(draft, bundle, facts, account)
            findings += _untold(faults, findings, account)
            against = objections(calendar, account, moment)
            if against and not item.window.anyway:
                findings.append(_quiet(draft, against))
            elif not any(fault.severity == "error" for fault in faults):
                if against:
                    self.anyway[name] = item.window.anyway
                free.occupy(moment)
                self._reserve(draft, account, facts)
                made.append(draft if old is None else draft.model_copy(update={"due": old.due}))
        return made, findings

    def _next_one(
        self, bundle: Bundle, account: Account, facts: PlatformFacts, mine: Sequence[Post], span: Span
    ) -> tuple[Post, Span] | None:
        """The post of an item that may go out again, and from when on; None where it may not, or not yet planned."""
        again = self.standing[bundle.id].item.window.again
        before = [post for post in mine if post.bundle == bundle.id]
        found = next_wording(again, before) if again is not None else None
        if found is None or found[1] > self.now + AHEAD:
            return None
        words, since = found
        text = {"text": words, "edited": True, "id": post_id(bundle.id, account.name, again=len(before))}
        draft = self._draft(bundle, account, facts, None).model_copy(update=text)
        return draft, (max(since, span[0] or since), span[1])

    def _reserve(self, draft: Post, account: Account, facts: PlatformFacts) -> None:
        """Take the quota of a post at the time that it has; without enough of it, it is told and sent when there is more."""
        charges = main_charges(draft, account, facts, draft.due)
        if self.budget.fits(charges):
            self.reserved[draft.id] = self.budget.take(charges)

    def _of(self, agencies: frozenset[str]) -> list[Bundle]:
        """The bundles of several agencies' items: where there are many, each account looks at its own alone."""
        if not self.by_owner:
            for bundle in self.bundles:
                self.by_owner[bundle.agency].append(bundle)
        return [bundle for name in sorted(agencies) for bundle in self.by_owner.get(name, ())]

    def _goes_to(self, bundle: Bundle, account: Account, agencies: frozenset[str]) -> bool:
        """Whether the account takes it; another agency's are left to it."""
        known = {"account": account, "agencies": agencies}
        shut = shut_gates(self.standing[bundle.id].model_copy(update=known), opening=True)
        if not shut:
            self.taken.add(bundle.id)
        return not shut

    def _fitting(
        self, draft: Post, account: Account, facts: PlatformFacts, lacked: list[Charge]
    ) -> Callable[[dt.datetime], bool]:
        """Whether a time has enough of the quotas that the account shares; what it lacks is added to `lacked`."""

        def fits(moment: dt.datetime) -> bool:
            lacking = self.budget.lacking(main_charges(draft, account, facts, moment))
            if lacking is not None:
                lacked.append(lacking)
            return lacking is None

        return fits

    def _undated(self, bundle: Bundle) -> bool:
        return not self.standing[bundle.id].item.window.dated()

    def _draft(self, bundle: Bundle, account: Account, facts: PlatformFacts, old: Post | None) -> Post:
        files = choose(bundle, facts, account)
        in_thread = account.options.get("long") == "thread"
        key = (bundle.id, facts.name, bool(files), in_thread)
        if key not in self.said:
            self.said[key] = variant(bundle, facts, with_file=bool(files), in_thread=in_thread)
        return compose(
            bundle,
            account,
            facts,
            files=files,
            words=self.said[key],
            zone=self.zone,
            author=self.author,
            old=old,
        )


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


def _within(moment: dt.datetime, span: Span) -> bool:
    first, last = span
    return (first is None or moment >= first) and (last is None or moment < last)


def _outdated(old: Post, draft: Post, bundle: Bundle, *, bound: bool) -> bool:
    """Whether what a post would send, where to or, among several agencies, whose it is has changed since it was planned."""
    moved = bool(old.goes_to) and old.goes_to != draft.goes_to
    moved = moved or (bound and old.agency != draft.agency)
    return moved or old.bundle_hash not in {draft.bundle_hash, bundle.content_hash()}


def _untold(faults: Sequence[Finding], told: Sequence[Finding], account: Account) -> Iterator[Finding]:
    """Faults that nobody has been told of yet: one of the account itself is the same for every bundle."""
    known = {one.message for one in told if one.code == "post.account"}
    for fault in faults:
        if fault.code != "post.account":
            yield fault
        elif fault.message not in known:
            yield fault.model_copy(update={"subject": account.name})


def _quiet(post: Post, against: Sequence[str]) -> Finding:
    return Finding(
        code="plan.quiet",
        severity="warning",
        message=f"it does not go out on {post.account} on {post.when()}: {'; '.join(against)}",
        subject=post.bundle,
        hint='Choose another time in `publish: at`, or say why it goes out all the same: publish: {anyway: "REASON"}.',
    )


def _nowhere(bundle: Bundle, question: Question, belong: Mapping[str, frozenset[str]]) -> Finding:
    """Why no account takes a bundle; `belong` has the agencies of each account by its name."""
    named, item = question.item.window.accounts, question.item
    own = [name for name, agencies in belong.items() if item.agency in agencies]
    message = f"no account takes what is of {bundle.agency or bundle.brand}"
    hint = f"Name the brand `{bundle.brand}` in `brands:` of an account in vlogkit.yaml."
    if named and (own or not item.bound):
        unknown = [name for name in named if name not in belong]
        message = f"vlogkit.yaml has no account {' or '.join(f'`{name}`' for name in unknown)}"
        hint = "Correct `publish: accounts` of the item, and render it again."
        if not unknown:
            message = f"its `publish: accounts` names {', '.join(named)} alone, of which none belongs to {item.agency}"
            hint = f"Write publish: {{accounts: [{', '.join(own)}]}}, or take `accounts` out, and render it again."
    elif item.bound:
        message = (
            f"no account of vlogkit.yaml belongs to {item.agency}"
            if item.agency
            else "it is of no agency of vlogkit.yaml"
        )
        hint = (
            "Name an account in its `accounts:` there."
            if item.agency
            else "Write into the item whose it is: agency: NAME."
        )
    return Finding(code="plan.no-account", severity="warning", message=message, subject=bundle.id, hint=hint)


def _ownerless(account: Account, agencies: frozenset[str]) -> Finding:
    return Finding(
        code="plan.brands",
        severity="warning",
        message=f"`{account.name}` names no brands, and takes only what is of {', '.join(sorted(agencies))}",
        subject=account.name,
        hint="Say in vlogkit.yaml whose account it is: brands: [NAME, NAME].",
    )


def _no_slot(bundle: Bundle, account: Account, days: int, span: Span) -> Finding:
    first, last = span
    stretch = f"within {counted(days, 'day')}"
    if last is not None:
        stretch = (
            f"before {last:%Y-%m-%d %H:%M}"
            if first is None
            else f"from {first:%Y-%m-%d %H:%M} to {last:%Y-%m-%d %H:%M}"
        )
    return Finding(
        code="plan.no-slot",
        severity="warning",
        message=f"no free slot on `{account.name}` {stretch}",
        subject=bundle.id,
        hint="Add slots to the calendar, allow more posts a day, or plan again later.",
    )
