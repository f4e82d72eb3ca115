"""Prove who approves: people set a passphrase, and are asked for it when they say yes."""

from __future__ import annotations

import datetime as dt
import hashlib
from difflib import get_close_matches
from typing import Protocol

from vlogkit.errors import UsageError
from vlogkit.pipeline.posting.publishing_desk import PublishingDesk
from vlogkit.publishing.accounts.secrets import StoredTexts
from vlogkit.records.post import signature

SHORTEST = 12
"""Characters that a passphrase has at least: three words, or what a password store makes."""


class Ask(Protocol):
    """Ask whoever sits there for the passphrase that the label names, or for a `new` one."""

    def __call__(self, label: str, *, new: bool = False) -> str: ...


def enroll(desk: PublishingDesk, name: str, ask: Ask, *, vouched_by: str, now: dt.datetime) -> str:
    """Set a person's passphrase, and say where what is kept of it lies.

    Whoever has one already proves it first; who forgot it, or sits at another login, is vouched for by another approver,
    who proves theirs. Only a slow hash (Argon2) is kept, beside the accounts' secrets; the ledger has a mark of it, so
    that nobody can take the name of somebody enrolled at another login. Raises UsageError, OutsideError.
    """
    _check_listed(desk, name)
    if vouched_by:
        if signature(vouched_by) == signature(name):
            raise UsageError(
                "nobody vouches for themselves", hint="Leave --vouched-by out: your passphrase is asked for."
            )
        _check_may_vouch(desk, vouched_by)
        prove(desk, vouched_by, ask)
    elif desk.ledger.approver_mark(name):
        prove(desk, name, ask)
    kept = _hash(ask(f"New passphrase of {name}", new=True))
    place = _texts(desk).change(_key(name), lambda _: kept)
    desk.ledger.enroll(name, _mark(kept), by=vouched_by or name, now=now)
    return place


def prove(desk: PublishingDesk, name: str, ask: Ask) -> str:
    """The name of a person who proved by their passphrase that they are it. Raises UsageError."""
    from argon2 import PasswordHasher
    from argon2.exceptions import InvalidHashError, VerificationError

    mark, texts, key = desk.ledger.approver_mark(name), _texts(desk), _key(name)
    kept = [text for text in (texts.keyring(key), texts.file(key)) if text and _mark(text) == mark]
    if not mark:
        raise UsageError(f"{name} has no passphrase yet", hint=f"Set one: vlogkit review enroll {name!r}")
    if not kept:
        hint = (
            f"Approve at the login where it was set, or set one here: vlogkit review enroll {name!r} --vouched-by OTHER"
        )
        raise UsageError(f"the passphrase of {name} was set at another login", hint=hint)
    said = ask(f"Passphrase of {name}")
    try:
        PasswordHasher().verify(kept[0], said)
    except (VerificationError, InvalidHashError):
        if not said:  # found out only now: how long it takes does not tell who has a passphrase
            hint = "There is one already: type it, then another can be set."
            raise UsageError(f"the passphrase of {name} was left empty", hint=hint) from None
        raise UsageError(f"that is not the passphrase of {name}", hint="Nothing was changed. Try again.") from None
    return name


def _hash(passphrase: str) -> str:
    from argon2 import PasswordHasher

    if len(passphrase) < SHORTEST:
        raise UsageError(
            f"a passphrase has at least {SHORTEST} characters", hint="Three or four words are easy to keep."
        )
    return PasswordHasher().hash(passphrase)


def _check_listed(desk: PublishingDesk, name: str) -> None:
    listed = tuple(desk.workspace.settings.duties())
    if not signature(name):
        raise UsageError("a person has a name", hint="vlogkit review enroll NAME")
    if listed and signature(name) not in {signature(one) for one in listed}:
        near = get_close_matches(name, listed, 1)
        hint = (
            f"Did you mean `{near[0]}`?"
            if near
            else "Add the name in vlogkit.yaml, `approval: approvers:` or `people:`."
        )
        raise UsageError(f"{name} is not one of those who are named here", hint=hint)


def _check_may_vouch(desk: PublishingDesk, name: str) -> None:
    """An author must not hand out the passphrase of an approver."""
    _check_listed(desk, name)
    listed = desk.workspace.settings.duties()
    may = [signature(one) for one, duties in listed.items() if duties & {"approver", "admin"}]
    if listed and signature(name) not in may:
        raise UsageError(f"{name} may not vouch for others", hint="Ask an approver or an admin.")


def _texts(desk: PublishingDesk) -> StoredTexts:
    return desk.private_texts("approvers")


def _key(name: str) -> str:
    """What a person's file is called: names may hold signs that files may not."""
    return hashlib.sha256(signature(name).encode()).hexdigest()[:16]


def _mark(kept: str) -> str:
    return hashlib.sha256(kept.encode()).hexdigest()
