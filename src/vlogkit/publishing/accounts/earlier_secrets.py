"""Find the secrets that earlier versions kept under an agency's name, for any host, and move them to its workspace."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from vlogkit.errors import VlogkitError
from vlogkit.publishing.accounts.secrets import StoredTexts, SystemSecrets
from vlogkit.records.settings import Account


def stored_before(agency: str, folder: Path, *, keyring: bool) -> StoredTexts:
    """Where earlier versions kept the secrets of an agency."""
    return StoredTexts(f"vlogkit: {agency}", folder, keyring=keyring)


def move_earlier_secrets(secrets: SystemSecrets, earlier: StoredTexts, accounts: Iterable[Account]) -> list[str]:
    """Move the secrets of accounts on the platforms' own servers, and say of each what was done.

    Nobody wrote down for which host they were made, and a workspace by a stranger may name the same agency and account:
    for an account with a host of its own a person says that they may go there.
    """
    return [note for account in accounts if (note := _moved(secrets, earlier, account))]


def _moved(secrets: SystemSecrets, earlier: StoredTexts, account: Account) -> str:
    by_hand = f"vlogkit accounts add {account.name} --stored-before"
    try:
        if account.hosts():
            where = ", ".join(account.hosts())
            there = earlier.file(account.name) or earlier.keyring(account.name)
            what = f"An earlier version stored secrets of {account.name} for any host. If they may go to {where}"
            return f"{what}: {by_hand}" if there else ""
        names = secrets.adopt(account, earlier)
    except VlogkitError as error:
        return f"The earlier secrets of {account.name} were not moved: {error.message} ({error.hint}). Then: {by_hand}"
    return f"Moved {', '.join(names)} of {account.name} to this workspace; no other can read them now." if names else ""
