"""Plan bundles as posts, or take over the plan that people wrote, and store it in the ledger."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from vlogkit.gates import gate_findings
from vlogkit.pipeline.checking.typed_words import typed_words
from vlogkit.pipeline.posting.holding import check_agency
from vlogkit.pipeline.posting.live_posts import live_findings
from vlogkit.pipeline.posting.publishing_desk import PublishingDesk
from vlogkit.pipeline.posting.shut_posts import against, hold_shut
from vlogkit.planning import Plan, plan
from vlogkit.planning.budget import Budget, main_charges, plan_extras
from vlogkit.planning.plan_files import Newsroom, posts_from, read_rows
from vlogkit.records.notices.gate import Gate
from vlogkit.records.post import PostState

__all__ = ["Plan", "import_plan", "plan_posts", "stored"]


def plan_posts(
    desk: PublishingDesk,
    now: dt.datetime,
    *,
    author: str,
    items: Sequence[str] = (),
    agency: str = "",
    dry: bool = False,
) -> Plan:
    """Plan bundles that no post stands for yet, all or those of an agency, and store the plan unless `dry`. Posts that
    must no longer leave are held. Raises UsageError for an agency that there is not."""
    check_agency(desk, agency)
    held = hold_shut(desk, now, by=author, dry=dry, agency=agency)
    held += live_findings(desk, now, items)
    retracted = {one.item: one.reason for one in desk.ledger.retracted_items()}
    bundles = desk.bundles(items)
    for bundle in bundles:
        if bundle.id in retracted:
            gate = Gate(name="retracted", reason=f"it was retracted: {retracted[bundle.id]}")
            held += gate_findings([gate], subject=bundle.id)
    accounts = list(desk.accounts.values())
    made = plan(
        [bundle for bundle in bundles if bundle.id not in retracted],
        accounts,
        desk.calendar,
        desk.ledger.posts(),
        now,
        facts=desk.facts,
        items=desk.items,
        author=author,
        zone=desk.workspace.settings.timezone,
        calendars=desk.calendars,
        agency=agency,
        taken=desk.shares.taken(),
    )
    return stored(desk, replace(made, findings=[*made.findings, *held]), now, author=author, dry=dry)


def import_plan(
    desk: PublishingDesk, path: Path, now: dt.datetime, *, author: str, dry: bool = False, anyway: str = ""
) -> Plan:
    """Read a file of planned posts and store all of it, or nothing and every fault. Times that the calendar is against
    need `anyway`, which says why. Raises InputError, SeveralErrors."""
    bundles = {bundle.id: bundle for bundle in desk.bundles()}
    zone, existing = desk.workspace.settings.timezone, desk.ledger.posts()
    newsroom = Newsroom(
        bundles,
        desk.accounts,
        desk.facts,
        desk.items,
        desk.calendar,
        existing,
        zone,
        anyway,
        desk.calendars,
        partial(typed_words, desk.workspace),
    )
    posts, notes = posts_from(read_rows(path), newsroom, now, author=author)
    budget = Budget(desk.shares.taken())
    reserved = {}
    for post in posts:
        account = desk.accounts[post.account]
        charges = main_charges(post, account, desk.facts[account.platform], post.due)
        if budget.fits(charges):
            reserved[post.id] = budget.take(charges)
    extras = plan_extras(posts, bundles, desk.accounts, desk.facts, budget)
    whole = {post.id: (*reserved.get(post.id, ()), *extras.reserved.get(post.id, ())) for post in posts}
    made = Plan(posts, [*notes, *budget.findings(), *extras.findings], whole)
    return stored(desk, made, now, author=author, dry=dry, anyway=anyway)


def stored(desk: PublishingDesk, made: Plan, now: dt.datetime, *, author: str, dry: bool, anyway: str = "") -> Plan:
    """Put a plan into the ledger, as drafts where the workspace asks for approval, unless `dry`, with why posts leave at
    times that the calendar is against; the plan with its posts in the states that they have, or would have, there."""
    review = desk.workspace.settings.approval.required
    if dry:
        state: PostState = "draft" if review else "scheduled"
        return replace(made, posts=[post.model_copy(update={"state": state}) for post in made.posts])
    why = dict(made.anyway)
    why |= {post.id: anyway for post in made.posts if anyway and against(desk, post.account, post.due)}
    if made.reserved:
        desk.shares.reserve(made.reserved)
    desk.ledger.store_plan(made.posts, by=author, now=now, review=review, anyway=why)
    there = {post.id: post for post in desk.ledger.posts()}
    return replace(made, posts=[there.get(post.id, post) for post in made.posts])
