"""Keep an account's secrets in the keyring, a private file or the environment, and refresh tokens."""

from __future__ import annotations

import contextlib
import json
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from vlogkit.errors import InputError
from vlogkit.files import write_text
from vlogkit.publishing.answers import LaterError, ReconnectError

if TYPE_CHECKING:
    import datetime as dt

    from vlogkit.publishing.job import Platform
    from vlogkit.publishing.transport.connection import Connection

PREFIX = "VLOGKIT_SECRET"


class Secrets(Protocol):
    """Where secrets lie."""

    def read(self, account: str) -> dict[str, str]:
        """All secrets of an account by name; empty when there are none."""

    def write(self, account: str, values: Mapping[str, str]) -> str:
        """Store values beside the ones that are there, and say where; an empty value never replaces one."""

    def remove(self, account: str) -> None:
        """Forget an account."""


class Locks(Protocol):
    """Named locks that all workers share."""

    def lock(self, name: str, owner: str, now: dt.datetime, *, seconds: float = 60) -> bool: ...
    def unlock(self, name: str, owner: str) -> None: ...


class SystemSecrets:
    """The system's keyring first, a file with mode 0600 where there is no keyring, the environment last.

    `agency` tells the accounts of several workspaces apart. The environment is only read:
    VLOGKIT_SECRET_<ACCOUNT>_<NAME>, upper case, hyphens as underscores.
    """

    def __init__(self, agency: str, folder: Path, environment: Mapping[str, str], *, keyring: bool = True) -> None:
        self._service = f"vlogkit: {agency}"
        self._folder = folder
        self._environment = environment
        self._keyring = keyring

    def read(self, account: str) -> dict[str, str]:
        """See `Secrets.read`; a name that lies in several places is taken from the first."""
        return {**self._from_environment(account), **self._from_file(account), **self._from_keyring(account)}

    def write(self, account: str, values: Mapping[str, str]) -> str:
        """See `Secrets.write`. Raises OutsideError when neither the keyring nor the file can be written."""
        given = {name: value for name, value in values.items() if value}
        if self._keyring:
            text = json.dumps({**self._from_keyring(account), **given})
            if _keyring_set(self._service, account, text):
                return "the system's keyring"
        self._write_file(account, {**self._from_file(account), **given})
        return str(self._path(account))

    def remove(self, account: str) -> None:
        """See `Secrets.remove`."""
        if self._keyring:
            _keyring_set(self._service, account, None)
        self._path(account).unlink(missing_ok=True)

    def _from_keyring(self, account: str) -> dict[str, str]:
        return _values(_keyring_get(self._service, account)) if self._keyring else {}

    def _from_file(self, account: str) -> dict[str, str]:
        path = self._path(account)
        try:
            if os.name == "posix" and path.stat().st_mode & 0o077:
                raise InputError("others may read this file of secrets", where=path, hint=f"chmod 600 {path}")
            return _values(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}

    def _from_environment(self, account: str) -> dict[str, str]:
        start = f"{PREFIX}_{_shouted(account)}_"
        found = {name: value for name, value in self._environment.items() if name.startswith(start) and value}
        return {name.removeprefix(start).lower(): value for name, value in found.items()}

    def _path(self, account: str) -> Path:
        return self._folder / re.sub(r"[^\w-]+", "-", self._service) / f"{account}.json"

    def _write_file(self, account: str, values: Mapping[str, str]) -> None:
        write_text(self._path(account), json.dumps(dict(values)), private=True)


def refreshed(platform: Platform, line: Connection, secrets: Secrets, locks: Locks, worker: str) -> dict[str, str]:
    """New secrets for a token that is no longer taken, fetched by one worker at a time.

    Another worker's newer token is used as it is. An answer without a token replaces nothing. Raises LaterError
    while another worker is at it, ReconnectError when a person must sign in again.
    """
    account = line.account.name
    name = f"token:{account}"
    if not locks.lock(name, worker, line.clock()):
        raise LaterError("another worker is fetching a new token")
    try:
        now_stored = secrets.read(account)
        if now_stored != line.secrets:
            return now_stored
        fresh = {key: value for key, value in platform.refresh(line).items() if value}
        if not fresh:
            raise ReconnectError("the service gave no new token")
        secrets.write(account, fresh)
        return {**now_stored, **fresh}
    finally:
        locks.unlock(name, worker)


def _shouted(name: str) -> str:
    return re.sub(r"[^A-Z0-9]", "_", name.upper())


def _values(text: str | None) -> dict[str, str]:
    try:
        data = json.loads(text or "{}")
    except ValueError:
        return {}
    return {str(k): str(v) for k, v in data.items() if v} if isinstance(data, dict) else {}


def _keyring_get(service: str, account: str) -> str | None:
    import keyring
    from keyring.errors import KeyringError

    with contextlib.suppress(KeyringError, OSError, RuntimeError):
        value: str | None = keyring.get_password(service, account)
        return value
    return None


def _keyring_set(service: str, account: str, text: str | None) -> bool:
    """Store or, for None, remove; False when this system has no keyring that works."""
    import keyring
    from keyring.errors import KeyringError

    try:
        if text is None:
            keyring.delete_password(service, account)
            return True
        keyring.set_password(service, account, text)
        return bool(keyring.get_password(service, account) == text)
    except (KeyringError, OSError, RuntimeError):
        return False
