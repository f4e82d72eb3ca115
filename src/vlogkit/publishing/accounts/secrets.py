"""Keep an account's secrets in the keyring, a private file or the environment, and refresh tokens."""

from __future__ import annotations

import contextlib
import json
import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from vlogkit.errors import InputError
from vlogkit.files import unreadable, write_text
from vlogkit.publishing.answers import LaterError, ReconnectError

if TYPE_CHECKING:
    import datetime as dt

    from vlogkit.publishing.job import Platform
    from vlogkit.publishing.transport.connection import Connection
    from vlogkit.records.settings import Account

PREFIX = "VLOGKIT_SECRET"


class Secrets(Protocol):
    """Where secrets lie. They belong to an account on a host, and are given out for no other."""

    def read(self, account: Account) -> dict[str, str]:
        """All secrets of an account by name; empty when there are none. Raises ForeignSecretsError."""

    def write(self, account: Account, values: Mapping[str, str]) -> str:
        """Store values beside the ones that are there for the same host, and say where; an empty value never replaces
        one."""

    def remove(self, account: Account) -> None:
        """Forget an account."""


class Locks(Protocol):
    """Named locks that all workers share."""

    def lock(self, name: str, owner: str, now: dt.datetime, *, seconds: float = 60) -> bool: ...
    def unlock(self, name: str, owner: str) -> None: ...


class ForeignSecretsError(InputError):
    """An account's secrets were made for another host than the one it names now; the person stores them again."""


class SystemSecrets:
    """The system's keyring first, a file with mode 0600 where there is no keyring, the environment last.

    `owner` is the id of the workspace, so that no other reads them. The environment is only read:
    VLOGKIT_SECRET_<ACCOUNT>_<NAME>, upper case, hyphens as underscores. What it holds goes to the platform's own server,
    or to the hosts that VLOGKIT_SECRET_<ACCOUNT>_HOST names.
    """

    def __init__(self, owner: str, folder: Path, environment: Mapping[str, str], *, keyring: bool = True) -> None:
        self.owner = owner
        self._places = StoredTexts(f"vlogkit: {owner}", folder, keyring=keyring)
        self._environment = environment

    def read(self, account: Account) -> dict[str, str]:
        """See `Secrets.read`; a name that lies in several places is taken from the first."""
        return {**self._from_environment(account), **self._stored(account)}

    def write(self, account: Account, values: Mapping[str, str]) -> str:
        """See `Secrets.write`. Raises OutsideError when neither the keyring nor the file can be written."""
        given = {name: value for name, value in values.items() if value}
        try:
            self._stored(account)
        except ForeignSecretsError:
            self._places.remove(account.name)
        return self._places.change(account.name, lambda text: _packed({**_unpacked(text, account), **given}, account))

    def remove(self, account: Account) -> None:
        """See `Secrets.remove`."""
        self._places.remove(account.name)

    def adopt(self, account: Account, earlier: StoredTexts) -> tuple[str, ...]:
        """Move what an earlier version stored for an account of this name here, for the hosts that it names now; the
        names that were moved. Secrets of this version stay."""
        values = {**_values(earlier.file(account.name)), **_values(earlier.keyring(account.name))}
        if values:
            self.write(account, {**values, **self._stored(account)})
            earlier.remove(account.name)
        return tuple(sorted(values))

    def _stored(self, account: Account) -> dict[str, str]:
        texts = self._places.file(account.name), self._places.keyring(account.name)
        return {name: value for text in texts for name, value in _unpacked(text, account).items()}

    def _from_environment(self, account: Account) -> dict[str, str]:
        start = f"{PREFIX}_{_shouted(account.name)}_"
        found = {name: value for name, value in self._environment.items() if name.startswith(start) and value}
        allowed = found.pop(f"{start}HOST", "").lower().replace(",", " ").split()
        foreign = [host for host in account.hosts() if host not in allowed]
        if found and foreign:
            raise ForeignSecretsError(
                f"the secrets of `{account.name}` in the environment were not given for {', '.join(foreign)}",
                hint=f"If they may go there, set {start}HOST={','.join(account.hosts())}",
            )
        return {name.removeprefix(start).lower(): value for name, value in found.items()}


class StoredTexts:
    """Texts by account's name under one heading: in the system's keyring, and in private files beside it."""

    def __init__(self, heading: str, folder: Path, *, keyring: bool) -> None:
        self._heading = heading
        self._folder = folder / re.sub(r"[^\w-]+", "-", heading)
        self._keyring = keyring

    def keyring(self, name: str) -> str:
        """The text in the keyring; empty where there is none."""
        return (_keyring_get(self._heading, name) or "") if self._keyring else ""

    def file(self, name: str) -> str:
        """The text in the file; empty where there is none. Raises InputError for a file that others may read."""
        path = self._path(name)
        try:
            if os.name == "posix" and path.stat().st_mode & 0o077:
                raise InputError("others may read this file of secrets", where=path, hint=f"chmod 600 {path}")
            return path.read_text(encoding="utf-8", errors="replace")
        except FileNotFoundError:
            return ""
        except OSError as error:
            raise unreadable(error, path) from None

    def change(self, name: str, changed: Callable[[str], str]) -> str:
        """Store what becomes of the text, and say where. Raises OutsideError."""
        if self._keyring and _keyring_set(self._heading, name, changed(self.keyring(name))):
            return "the system's keyring"
        write_text(self._path(name), changed(self.file(name)), private=True)
        return str(self._path(name))

    def remove(self, name: str) -> None:
        """Forget a name."""
        if self._keyring:
            _keyring_set(self._heading, name, None)
        self._path(name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.json"


def refreshed(platform: Platform, line: Connection, secrets: Secrets, locks: Locks, worker: str) -> dict[str, str]:
    """New secrets for a token that is no longer taken, fetched by one worker at a time.

    Another worker's newer token is used as it is. An answer without a token replaces nothing. Raises LaterError
    while another worker is at it, ReconnectError when a person must sign in again.
    """
    account = line.account
    name = f"token:{account.name}"
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


def _packed(values: Mapping[str, str], account: Account) -> str:
    """Secrets with the platform and the hosts that they were made for, as they are stored."""
    return json.dumps({"platform": account.platform, "hosts": list(account.hosts()), "secrets": dict(values)})


def _unpacked(text: str, account: Account) -> dict[str, str]:
    """The secrets in a stored text. Raises ForeignSecretsError for those of another platform or host."""
    stored = _object(text)
    secrets = _values(json.dumps(stored.get("secrets")))
    was, now = _place(stored.get("platform"), stored.get("hosts")), _place(account.platform, list(account.hosts()))
    if secrets and was != now:
        raise ForeignSecretsError(
            f"the secrets of `{account.name}` were stored for {was} and are not sent to {now}",
            hint=f"If the account has moved, store those of the new place: vlogkit accounts add {account.name}",
        )
    return secrets


def _place(platform: object, hosts: object) -> str:
    """Where secrets may go, in words: `mastodon at sosial.example`; a platform alone is its own server."""
    return f"{platform} at {', '.join(map(str, hosts))}" if isinstance(hosts, list) and hosts else str(platform)


def _object(text: str) -> dict[str, object]:
    try:
        data = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def _values(text: str) -> dict[str, str]:
    return {name: value for name, value in _object(text).items() if isinstance(value, str) and value}


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
