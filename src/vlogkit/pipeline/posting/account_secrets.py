"""The accounts of a workspace and their secrets: list, store, remove, check. No secret is ever handed out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from vlogkit.errors import UsageError
from vlogkit.files import SETTINGS, unreadable
from vlogkit.pipeline.posting.publishing_desk import Clock, PublishingDesk, check_accounts
from vlogkit.publishing.accounts.account_checks import Checked
from vlogkit.publishing.accounts.secrets import ForeignSecretsError
from vlogkit.records.settings import Account

__all__ = [
    "SIGN_IN",
    "AccountState",
    "Checked",
    "StoredSecrets",
    "adopt_secrets",
    "check_named_accounts",
    "list_accounts",
    "ready_account",
    "remove_secrets",
    "secret_names",
    "sign_in",
    "sign_in_with",
    "store_secrets",
]

SIGN_IN = frozenset({"youtube"})
"""Platforms whose secrets come from signing in on a page of theirs."""


@dataclass(frozen=True)
class AccountState:
    """An account, the names of the secrets that are stored for it and that it lacks, and its protection."""

    account: str
    platform: str
    stored: tuple[str, ...]
    missing: tuple[str, ...]
    protected_by: str
    """What prevents a double post."""
    trouble: str = ""
    """Why its stored secrets may not be used; empty where they may."""


@dataclass(frozen=True)
class StoredSecrets:
    """The names of the secrets that were stored, where, and whether the platform needs any."""

    names: tuple[str, ...]
    place: str = ""
    needed: bool = True


def account_of(desk: PublishingDesk, name: str) -> Account:
    """The account of a name. Raises UsageError."""
    if name not in desk.accounts:
        lines = f"accounts:\n  - {{name: {name}, platform: bluesky, options: {{…}}}}"
        hint = f"Known here: {', '.join(desk.accounts)}. Write it into vlogkit.yaml first:\n{lines}"
        raise UsageError(f"there is no account `{name}`", hint=hint)
    return desk.accounts[name]


def ready_account(desk: PublishingDesk, name: str) -> Account:
    """The account of a name, with every option that its platform requires. Raises UsageError."""
    account = account_of(desk, name)
    facts = desk.facts[account.platform]
    lacks = {
        option: known.meaning
        for option, known in facts.options.items()
        if known.required and not account.options.get(option)
    }
    if lacks:
        listed = ", ".join(f"{option}: …" for option in lacks)
        meanings = "; ".join(f"{option}: {meaning}" for option, meaning in lacks.items())
        raise UsageError(
            f"the account `{name}` lacks the option{'s' if len(lacks) > 1 else ''} {', '.join(lacks)}",
            where=desk.workspace.root / SETTINGS,
            hint=f"Write into it: options: {{{listed}}} ({meanings})",
        )
    return account


def list_accounts(desk: PublishingDesk) -> list[AccountState]:
    """Every account with what it has stored."""
    return [_state(desk, account) for account in desk.accounts.values()]


def _state(desk: PublishingDesk, account: Account) -> AccountState:
    facts = desk.facts[account.platform]
    try:
        have, trouble = sorted(desk.secrets.read(account)) if facts.secrets else [], ""
    except ForeignSecretsError as error:
        have, trouble = [], f"{error.message}. {error.hint}"
    lacks = [name for name in facts.secrets if name not in have]
    return AccountState(account.name, account.platform, tuple(have), tuple(lacks), facts.protected_by, trouble)


def secret_names(desk: PublishingDesk, name: str) -> tuple[str, ...]:
    """The names of the secrets that an account's platform asks for. Raises UsageError."""
    return tuple(desk.facts[account_of(desk, name).platform].secrets)


def store_secrets(desk: PublishingDesk, name: str, values: Mapping[str, str]) -> StoredSecrets:
    """Store secrets of an account. Raises UsageError for names that its platform does not know, OutsideError."""
    known = secret_names(desk, name)
    for given in values:
        if given not in known:
            platform = desk.accounts[name].platform
            near = get_close_matches(given, known, 1)
            hint = f"Did you mean `{near[0]}`?" if near else f"Known: {', '.join(known) or 'none'}."
            raise UsageError(f"{platform} has no secret `{given}`; nothing was stored", hint=hint)
    if not values:
        return StoredSecrets((), needed=bool(known))
    return _kept(desk, name, values)


def adopt_secrets(desk: PublishingDesk, name: str) -> StoredSecrets:
    """Take over the secrets that an earlier version stored for an account of this name, for the host that it names now.
    Raises UsageError where there are none, OutsideError."""
    account = account_of(desk, name)
    names = desk.secrets.adopt(account, desk.earlier_secrets)
    if not names:
        hint = f"Store them: vlogkit accounts add {name}"
        raise UsageError(f"an earlier version stored no secrets of `{name}` on this machine", hint=hint)
    return StoredSecrets(names, "this workspace's own place")


def sign_in(desk: PublishingDesk, name: str, client_file: Path | None, now: dt.datetime) -> StoredSecrets:
    """`sign_in_with` what is in the file of an app. Raises UsageError, InputError, OutsideError."""
    if client_file is None:
        hint = f"vlogkit accounts add {name} --client-file client_secret.json"
        raise UsageError("YouTube needs the file of your Google app", hint=hint)
    try:
        client = client_file.read_bytes()
    except OSError as error:
        raise unreadable(error, client_file) from None
    return sign_in_with(desk, name, client, client_file, now)


def sign_in_with(desk: PublishingDesk, name: str, client: bytes, called: Path, now: dt.datetime) -> StoredSecrets:
    """Sign in to an account's service in the browser with the content of its app's file, and store what it gives. Raises
    UsageError, InputError about the file as it is called, OutsideError."""
    from vlogkit.publishing.accounts.google_sign_in import sign_in_to_youtube

    if account_of(desk, name).platform not in SIGN_IN:
        raise UsageError(
            f"`{name}` is not signed in to on a page", hint=f"Store its secrets: vlogkit accounts add {name}"
        )
    return _kept(desk, name, sign_in_to_youtube(client, called, now))


def _kept(desk: PublishingDesk, name: str, values: Mapping[str, str]) -> StoredSecrets:
    place = desk.secrets.write(account_of(desk, name), dict(values))
    return StoredSecrets(tuple(sorted(values)), str(place))


def remove_secrets(desk: PublishingDesk, name: str) -> tuple[str, ...]:
    """Remove an account's secrets from this machine; the names of those that the environment still gives."""
    account = desk.accounts.get(name) or Account(name=name, platform=name)
    desk.secrets.remove(account)
    try:
        return tuple(sorted(desk.secrets.read(account)))
    except ForeignSecretsError:
        return ()


def check_named_accounts(desk: PublishingDesk, names: Sequence[str], clock: Clock) -> list[Checked]:
    """Ask the service of each account, or of all where none is named, whose it is. Raises UsageError."""
    chosen = [account_of(desk, name) for name in names] or list(desk.accounts.values())
    return check_accounts(desk, chosen, clock)
