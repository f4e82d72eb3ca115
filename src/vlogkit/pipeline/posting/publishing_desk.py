"""Plan and publish for one workspace: its bundles, its accounts and its ledger in one place."""

from __future__ import annotations

import datetime as dt
import os
import socket
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from vlogkit.errors import InputError, UsageError, VlogkitError, raise_all
from vlogkit.keeping.manifests import read_manifest
from vlogkit.ledger.ledger import Ledger, open_ledger
from vlogkit.pipeline.posting.account_settings import check_accounts_of
from vlogkit.planning import Plan, plan
from vlogkit.planning.calendars import read_calendar
from vlogkit.planning.fill import free_times
from vlogkit.planning.plan_files import Newsroom, posts_from, read_rows
from vlogkit.publishing import Done, publish_due
from vlogkit.publishing.accounts.account_checks import Checked, check_account
from vlogkit.publishing.accounts.secrets import SystemSecrets
from vlogkit.publishing.registry import facts, platform
from vlogkit.publishing.transport.connection import Connection
from vlogkit.records.bundle import MANIFEST, Bundle
from vlogkit.records.calendar import Calendar
from vlogkit.records.platform import PlatformFacts
from vlogkit.records.post import Post, PostState
from vlogkit.records.settings import Account
from vlogkit.workspace import Workspace

__all__ = [
    "Clock",
    "Plan",
    "PublishingDesk",
    "check_accounts",
    "import_plan",
    "next_free",
    "plan_posts",
    "publish_posts",
    "stored",
    "worker_name",
]

Clock = Callable[[], dt.datetime]


@dataclass
class PublishingDesk:
    """All that planning and publishing need of one workspace, opened when it is used."""

    workspace: Workspace
    environment: Mapping[str, str]

    @cached_property
    def ledger(self) -> Ledger:
        """The workspace's ledger. Raises InputError, OutsideError."""
        return open_ledger(self.workspace.database)

    @cached_property
    def calendar(self) -> Calendar:
        """The workspace's calendar. Raises InputError."""
        return read_calendar(self.workspace.settings.calendar, workspace=self.workspace.root)

    @cached_property
    def facts(self) -> dict[str, PlatformFacts]:
        """What is known of each platform an account is on. Raises InputError."""
        names = dict.fromkeys(account.platform for account in self.accounts.values())
        return {name: facts(name, workspace=self.workspace.root) for name in names}

    @cached_property
    def accounts(self) -> dict[str, Account]:
        """The workspace's accounts by name. Raises InputError for what their platforms do not know."""
        check_accounts_of(self.workspace)
        return {account.name: account for account in self.workspace.settings.accounts}

    @cached_property
    def secrets(self) -> SystemSecrets:
        """Where this system keeps the accounts' secrets."""
        from platformdirs import user_config_path

        folder = Path(self.environment.get("VLOGKIT_SECRETS") or user_config_path("vlogkit") / "secrets")
        keyring = self.environment.get("VLOGKIT_KEYRING", "yes") != "no"
        return SystemSecrets(self.workspace.settings.name, folder, self.environment, keyring=keyring)

    def bundles(self, names: Sequence[str] = ()) -> list[Bundle]:
        """The bundles that were made, all or these. Raises InputError for one that is missing or damaged."""
        folders = [self.workspace.bundles / name for name in names]
        found = sorted(path.parent for path in self.workspace.bundles.glob(f"*/{MANIFEST}"))
        bundles: list[Bundle] = []
        errors: list[VlogkitError] = []
        for folder in folders or found:
            try:
                bundles.append(read_manifest(folder))
            except InputError as error:
                errors.append(error)
        raise_all(errors)
        return bundles

    def close(self) -> None:
        """Give the database's connections back."""
        if "ledger" in self.__dict__:
            self.ledger.close()


def plan_posts(
    desk: PublishingDesk, now: dt.datetime, *, author: str, items: Sequence[str] = (), dry: bool = False
) -> Plan:
    """Plan bundles that no post stands for yet, and store the plan unless `dry`."""
    accounts = list(desk.accounts.values())
    made = plan(
        desk.bundles(items),
        accounts,
        desk.calendar,
        desk.ledger.posts(),
        now,
        facts=desk.facts,
        author=author,
    )
    return stored(desk, made, now, author=author, dry=dry)


def import_plan(desk: PublishingDesk, path: Path, now: dt.datetime, *, author: str, dry: bool = False) -> Plan:
    """Read a file of planned posts and store all of it, or nothing and every fault. Raises InputError, SeveralErrors."""
    bundles = {bundle.id: bundle for bundle in desk.bundles()}
    newsroom = Newsroom(bundles, desk.accounts, desk.facts, desk.ledger.posts())
    posts, notes = posts_from(read_rows(path), newsroom, now, author=author)
    return stored(desk, Plan(posts, notes), now, author=author, dry=dry)


def stored(desk: PublishingDesk, made: Plan, now: dt.datetime, *, author: str, dry: bool) -> Plan:
    """Put a plan into the ledger, as drafts where the workspace asks for approval, unless `dry`; the plan with its
    posts in the states that they have, or would have, there."""
    review = desk.workspace.settings.approval.required
    if dry:
        state: PostState = "draft" if review else "scheduled"
        return replace(made, posts=[post.model_copy(update={"state": state}) for post in made.posts])
    desk.ledger.store_plan(made.posts, by=author, now=now, review=review)
    there = {post.id: post for post in desk.ledger.posts()}
    return replace(made, posts=[there.get(post.id, post) for post in made.posts])


def next_free(desk: PublishingDesk, post: Post, now: dt.datetime) -> dt.datetime:
    """The next allowed time for a post that lost its own. Raises UsageError when the calendar has none."""
    others = [other for other in desk.ledger.posts() if other.id != post.id]
    account = desk.accounts[post.account]
    free = free_times(desk.calendar, account, others, now, facts=desk.facts[account.platform])
    due = next(free, None)
    if due is None:
        raise UsageError("the calendar has no free time in the coming year", hint="Give a time, or add slots.")
    return due


def publish_posts(
    desk: PublishingDesk,
    clock: Clock,
    *,
    told: Callable[[Done], object] | None = None,
    limit: int | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> list[Done]:
    """Send what is due, once. Raises OutsideError when the ledger does not answer, InputError for faulty accounts."""
    check_accounts_of(desk.workspace)
    late = dt.timedelta(minutes=desk.calendar.late_minutes)
    return publish_due(
        desk.ledger,
        desk.workspace,
        clock,
        worker=worker_name(),
        secrets=desk.secrets,
        late=late,
        limit=limit,
        stop=stop,
        told=told,
    )


def check_accounts(desk: PublishingDesk, accounts: Sequence[Account], clock: Clock) -> list[Checked]:
    """Ask the service of each account whose it is; see `publishing.connecting.check_account`."""
    results = []
    for account in accounts:
        known = desk.facts[account.platform]
        secrets = desk.secrets.read(account.name) if known.secrets else {}
        line = Connection(account=account, facts=known, clock=clock, secrets=secrets)
        try:
            results.append(check_account(platform(account.platform), line, desk.secrets, desk.ledger, worker_name()))
        finally:
            line.close()
    return results


def worker_name() -> str:
    """How this process signs in the ledger: host and process number."""
    return f"{socket.gethostname()}:{os.getpid()}"
