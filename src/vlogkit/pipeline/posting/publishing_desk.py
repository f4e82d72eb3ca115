"""Plan and publish for one workspace: its bundles, its accounts and its ledger in one place."""

from __future__ import annotations

import datetime as dt
import os
import socket
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path

from vlogkit.errors import DiskError, InputError, UsageError, VlogkitError, raise_all
from vlogkit.gates import span_of
from vlogkit.keeping.manifests import read_manifest
from vlogkit.keeping.workspace_id import workspace_id
from vlogkit.ledger.ledger import Ledger, open_ledger
from vlogkit.pipeline.network.members import OpenNetwork, network_of
from vlogkit.pipeline.posting.account_settings import check_accounts_of
from vlogkit.pipeline.posting.kept_receipts import Rebuilt, check_known, keep_receipts, rebuild
from vlogkit.pipeline.telling.item_state import WorkspaceItems
from vlogkit.planning.budget import main_charges
from vlogkit.planning.calendars import read_calendar
from vlogkit.planning.free_times import FreeTimes
from vlogkit.publishing.accounts.account_checks import Checked, check_account
from vlogkit.publishing.accounts.earlier_secrets import move_earlier_secrets, stored_before
from vlogkit.publishing.accounts.secrets import ForeignSecretsError, StoredTexts, SystemSecrets
from vlogkit.publishing.answers import SpentError
from vlogkit.publishing.due import Done, publish_due
from vlogkit.publishing.registry import facts, platform
from vlogkit.publishing.transport.connection import Connection
from vlogkit.records.bundle import MANIFEST, Bundle
from vlogkit.records.calendar import Calendar
from vlogkit.records.platform import PlatformFacts
from vlogkit.records.post import Entry, Hold, Post
from vlogkit.records.settings import Account
from vlogkit.workspace import Workspace, open_workspace

__all__ = [
    "Clock",
    "PublishingDesk",
    "check_accounts",
    "next_free",
    "publish_posts",
    "worker_name",
]

Clock = Callable[[], dt.datetime]


@dataclass
class PublishingDesk:
    """All that planning and publishing need of one workspace, opened when it is used."""

    workspace: Workspace
    environment: Mapping[str, str]
    notes: list[str] = field(default_factory=list)
    """What was done on the way that a person should know."""

    @cached_property
    def ledger(self) -> Ledger:
        """The workspace's ledger; of one that a network shares, its own accounts' posts. Raises InputError, OutsideError,
        and UsageError for one that did not publish here."""
        accounts = [account.name for account in self.workspace.settings.accounts] if self.network else []
        ledger = open_ledger(self.workspace.database, accounts=accounts)
        try:
            check_known(self.workspace, ledger)
        except VlogkitError:
            ledger.close()
            raise
        if self.network is not None:
            from vlogkit.pipeline.network.shared_holds import take_over

            ledger.learn = partial(take_over, self.network, ledger, self.shared_holds)
        return ledger

    @cached_property
    def shares(self) -> Ledger:
        """The ledger that keeps quotas: the network's, which its workspaces share, else the workspace's own. Raises
        InputError, OutsideError."""
        if self.network is None:
            return self.ledger
        return open_ledger(self.network.database, workspace=self.network.name_of(self.workspace))

    @property
    def shared_holds(self) -> Ledger | None:
        """The network's own ledger, where it names one that is not this workspace's. Raises InputError, OutsideError."""
        url = self.network.network.database if self.network is not None else ""
        return self.shares if url and url != self.workspace.database else None

    @cached_property
    def network(self) -> OpenNetwork | None:
        """The network that the workspace is one of, if any. Raises InputError."""
        return network_of(self.workspace)

    @cached_property
    def calendars(self) -> dict[str, Calendar]:
        """The calendars of accounts whose one agency keeps its own. Raises InputError."""
        settings, root = self.workspace.settings, self.workspace.root
        found = {}
        for account in settings.accounts:
            own = {settings.agencies[name].calendar for name in settings.agencies_with(account.name)} - {None}
            if len(own) == 1:
                found[account.name] = read_calendar(str(own.pop()), workspace=root)
        return found

    def calendar_of(self, account: str) -> Calendar:
        """The calendar that an account keeps. Raises InputError."""
        return self.calendars.get(account, self.calendar)

    def late(self, account: str) -> dt.timedelta:
        """How long after its time a post of an account may still leave. Raises InputError."""
        return dt.timedelta(minutes=self.calendar_of(account).late_minutes)

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
        """Where this system keeps the accounts' secrets. Raises InputError, DiskError."""
        owner, new = workspace_id(self.workspace.private)
        folder, keyring = self._secrets_folder, self._keyring
        secrets = SystemSecrets(owner, folder, self.environment, keyring=keyring)
        if new:
            self.notes += move_earlier_secrets(secrets, self.earlier_secrets, self.workspace.settings.accounts)
        return secrets

    def private_texts(self, what: str) -> StoredTexts:
        """Texts of a kind that lie where the accounts' secrets lie, under a heading of their own. Raises as `secrets`."""
        heading = f"vlogkit {what}: {self.secrets.owner}"
        return StoredTexts(heading, self._secrets_folder, keyring=self._keyring)

    @property
    def earlier_secrets(self) -> StoredTexts:
        """Where earlier versions kept secrets, under the agency's name."""
        return stored_before(self.workspace.settings.name, self._secrets_folder, keyring=self._keyring)

    @property
    def _secrets_folder(self) -> Path:
        from platformdirs import user_config_path

        return Path(self.environment.get("VLOGKIT_SECRETS") or user_config_path("vlogkit") / "secrets")

    @property
    def _keyring(self) -> bool:
        return self.environment.get("VLOGKIT_KEYRING", "yes") != "no"

    @cached_property
    def items(self) -> WorkspaceItems:
        """How the workspace's items stand, asked anew each time."""
        return WorkspaceItems(self.workspace)

    def standing_holds(self, now: dt.datetime) -> list[Hold]:
        """The holds of this workspace that are in force. Raises OutsideError."""
        return self.ledger.standing_holds(now)

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
        for name in ("ledger", "shares"):
            if name in self.__dict__:
                self.__dict__[name].close()


def next_free(desk: PublishingDesk, post: Post, now: dt.datetime) -> dt.datetime:
    """The next allowed time for a post that lost its own. Raises UsageError when the calendar has none."""
    others = [other for other in desk.ledger.posts() if other.id != post.id]
    account = desk.accounts[post.account]
    (bundle,) = desk.bundles([post.bundle])
    free = FreeTimes(desk.calendar_of(account.name), account, others, now, facts=desk.facts[account.platform])
    due = free.take(span_of(desk.items.state(bundle, now)))
    if due is None:
        raise UsageError("the calendar has no free time for it in the coming year", hint="Give a time, or add slots.")
    return due


def reserved_anew(desk: PublishingDesk, entry: Entry) -> Entry:
    """The entry, with what its post takes of shared quotas reserved for the time that it has now."""
    post, account = entry.post, desk.accounts.get(entry.post.account)
    if account is not None:
        desk.shares.reserve({post.id: main_charges(post, account, desk.facts[account.platform], post.due)})
    return entry


def given_back(desk: PublishingDesk, entry: Entry) -> Entry:
    """The entry, with what was reserved for its post given back."""
    desk.shares.release([entry.post.id])
    return entry


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
    keep_receipts(desk.workspace, desk.ledger)

    def heard(done: Done) -> None:
        if done.state in {"published", "handed-over"}:
            with suppress(DiskError):  # it is out, and the next run writes what is lacking
                keep_receipts(desk.workspace, desk.ledger, post=done.post)
        if told is not None:
            told(done)

    return publish_due(
        desk.ledger,
        desk.workspace,
        clock,
        worker=worker_name(),
        secrets=desk.secrets,
        items=desk.items,
        late=desk.late,
        limit=limit,
        stop=stop,
        told=heard,
        quotas=desk.shares,
    )


def rebuild_ledger(folder: Path | None, *, by: str, now: dt.datetime) -> Rebuilt:
    """Make the ledger of a workspace again from what lies beside its bundles. Raises UsageError, InputError, OutsideError."""
    workspace = open_workspace(folder)
    ledger = open_ledger(workspace.database)
    try:
        return rebuild(workspace, ledger, by=by, now=now)
    finally:
        ledger.close()


def check_accounts(desk: PublishingDesk, accounts: Sequence[Account], clock: Clock) -> list[Checked]:
    """Ask the service of each account whose it is; see `publishing.connecting.check_account`."""
    results = []
    for account in accounts:
        known = desk.facts[account.platform]
        try:
            secrets = desk.secrets.read(account) if known.secrets else {}
        except ForeignSecretsError as error:
            results.append(Checked(account.name, account.platform, trouble=f"{error.message}. {error.hint}"))
            continue
        meter = partial(_counted, desk, account, clock)
        line = Connection(account=account, facts=known, clock=clock, secrets=secrets, meter=meter)
        try:
            results.append(check_account(platform(account.platform), line, desk.secrets, desk.ledger, worker_name()))
        finally:
            line.close()
    return results


def _counted(desk: PublishingDesk, account: Account, clock: Clock, calls: Mapping[str, int], follows: bool) -> None:
    """Count calls that look at an account against the quota that its posts share. Raises SpentError."""
    charges = desk.facts[account.platform].charges(account, calls, clock())
    lacking = desk.shares.spend(charges, follows=follows)
    if lacking is not None:
        raise SpentError(lacking.lacking(), at=lacking.ends)


def worker_name() -> str:
    """How this process signs in the ledger: host and process number."""
    return f"{socket.gethostname()}:{os.getpid()}"
