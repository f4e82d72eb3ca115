"""Fit posts and what is added to them into quotas that several accounts share, and say what moves and what follows later."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from vlogkit.errors import counted
from vlogkit.planning.choose import is_short
from vlogkit.records.bundle import Bundle
from vlogkit.records.finding import Finding
from vlogkit.records.platform import Charge, PlatformFacts
from vlogkit.records.post import Post
from vlogkit.records.settings import Account

Key = tuple[str, str, str]
"""Share, bucket and period."""


@dataclass
class Budget:
    """What quotas of whole days and months have, and what a plan takes of them; quotas of the last hours are left to who
    sends."""

    taken: dict[Key, int] = field(default_factory=dict)
    """Units that are used or reserved already."""
    short: Counter[Key] = field(default_factory=Counter)
    """How many posts found too little of each."""
    limits: dict[Key, Charge] = field(default_factory=dict)
    """A charge of each quota that was asked for, which knows its limit."""

    def lacking(self, charges: Sequence[Charge]) -> Charge | None:
        """The first charge for which too little is left; None where there is enough."""
        for charge in charges:
            over = self.taken.get(charge.key(), 0) + charge.units > charge.limit
            if over and charge.since == charge.period:
                return charge
        return None

    def take(self, charges: Sequence[Charge]) -> tuple[Charge, ...]:
        """Count charges as taken; those that are counted."""
        kept = tuple(charge for charge in charges if charge.since == charge.period)
        for charge in kept:
            self.taken[charge.key()] = self.taken.get(charge.key(), 0) + charge.units
        return kept

    def fits(self, charges: Sequence[Charge]) -> bool:
        """Whether enough is left; a post for which there is not is remembered."""
        lacking = self.lacking(charges)
        if lacking is not None:
            self.moved(lacking)
        return lacking is None

    def moved(self, lacking: Charge) -> None:
        """Remember that a post found too little of a quota."""
        self.short[lacking.key()] += 1
        self.limits[lacking.key()] = lacking

    def findings(self) -> Iterator[Finding]:
        """What moved, by quota and period."""
        for key, count in sorted(self.short.items()):
            charge = self.limits[key]
            verb = "does" if count == 1 else "do"
            yield Finding(
                code="plan.quota",
                severity="warning",
                message=f"{counted(count, 'post')} {verb} not fit into the {charge.bucket} of {charge.period} and "
                f"{'moves' if count == 1 else 'move'} to a later time",
                subject=charge.share,
                measured=str(self.taken.get(key, 0)),
                limit=f"{charge.limit} {charge.bucket} {charge.spoken}",
                hint="Spread the accounts over more projects, or plan fewer posts for that time.",
            )


def main_charges(post: Post, account: Account, facts: PlatformFacts, at: dt.datetime) -> tuple[Charge, ...]:
    """What the main part of a post takes when it is due at a time."""
    main = facts.parts.get("post")
    kinds = {path.rpartition(".")[2] for path in post.files}
    if main is None or (main.file == "video" and not kinds & {"mp4", "mov"}):
        return ()
    calls = dict(main.calls)
    if "post" in calls and "post-with-link" in facts.calls and post.has_link():
        calls["post-with-link"] = calls.pop("post")
    return facts.charges(account, calls, at - dt.timedelta(minutes=post.ahead_minutes))


@dataclass(frozen=True)
class Extras:
    """What is added to posts: what was reserved for each, and what has to follow on a later day."""

    reserved: dict[str, tuple[Charge, ...]]
    findings: list[Finding]


def plan_extras(
    posts: Sequence[Post],
    bundles: Mapping[str, Bundle],
    accounts: Mapping[str, Account],
    facts: Mapping[str, PlatformFacts],
    budget: Budget,
) -> Extras:
    """Give each post what is added to it while its quota lasts: of every part, the one that is kept first to all posts
    before the next; captions of short videos come last."""
    reserved: dict[str, list[Charge]] = defaultdict(list)
    left: dict[tuple[Key, str], int] = Counter()
    named: dict[Key, Charge] = {}
    for _, post, part in sorted(_wanted(posts, bundles, accounts, facts), key=lambda one: (one[0], one[1].due)):
        known, account = facts[post.platform], accounts[post.account]
        at = post.due - dt.timedelta(minutes=post.ahead_minutes)
        charges = known.charges(account, known.parts[part.partition("-")[0]].calls, at)
        lacking = budget.lacking(charges)
        if lacking is None:
            reserved[post.id] += budget.take(charges)
        else:
            left[lacking.key(), part] += 1
            named[lacking.key()] = lacking
    kept = {name: tuple(charges) for name, charges in reserved.items()}
    return Extras(kept, [_later(named[key], part, count) for (key, part), count in sorted(left.items())])


def _wanted(
    posts: Sequence[Post],
    bundles: Mapping[str, Bundle],
    accounts: Mapping[str, Account],
    facts: Mapping[str, PlatformFacts],
) -> Iterator[tuple[int, Post, str]]:
    """Every part that is added to a post, with its rank."""
    for post in posts:
        known, bundle = facts[post.platform], bundles[post.bundle]
        files = [output for output in bundle.outputs if output.path in post.files]
        names = list(known.parts)
        short = bool(files) and is_short(files[0], known)
        for part in known.parts_of({output.kind for output in files}, accounts[post.account], post.followed_by()):
            name = part.partition("-")[0]
            last = short and known.parts[name].last_for_shorts
            yield len(names) if last else names.index(name), post, part


def _later(charge: Charge, part: str, count: int) -> Finding:
    verb = "does" if count == 1 else "do"
    return Finding(
        code="plan.extras",
        severity="note",
        message=f"{part} of {counted(count, 'post')} {verb} not fit into the {charge.bucket} of {charge.period} and "
        f"{'follows' if count == 1 else 'follow'} on a later day",
        subject=charge.share,
        limit=f"{charge.limit} {charge.bucket} {charge.spoken}",
        measured="0 left for it",
    )
