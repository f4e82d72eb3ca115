"""Stop a whole network with one signed file in its folder, or one row in its ledger, and take both over into each workspace."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import hashlib
import os
import re
import secrets
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from pydantic import ValidationError

from vlogkit.errors import OutsideError, UsageError
from vlogkit.files import write_text
from vlogkit.ledger.holds import SCOPE, check_scope_words
from vlogkit.ledger.ledger import Ledger
from vlogkit.pipeline.network.members import OpenNetwork
from vlogkit.records.post import Hold
from vlogkit.records.posting.signed_hold import ID, SignedHold

FOLDER = "holds"
_LIFTED = ".lifted.json"


def new_key() -> tuple[str, str]:
    """A private key for one person, and the public one for `holders:` of the network's file, both in base64."""
    key = Ed25519PrivateKey.generate()
    private = key.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
    public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return base64.b64encode(private).decode(), base64.b64encode(public).decode()


def stop_network(
    opened: OpenNetwork,
    key: str,
    *,
    reason: str,
    by: str,
    now: dt.datetime,
    scope: str = "all",
    allow_tags: Sequence[str] = (),
    until: dt.datetime | None = None,
) -> SignedHold:
    """Stop every workspace of a network before its next call. Raises UsageError for one who may not, DiskError."""
    check_scope_words(scope)
    if until is not None and until <= now:
        raise UsageError("the hold would end before it begins", hint="Give --until a time that is still ahead.")
    name = f"{now:%Y%m%d-%H%M%S}-{secrets.token_hex(3)}"
    values = {"id": name, "scope": scope, "reason": reason, "by": by, "at": now, "until": until}
    hold = signed(SignedHold.model_validate({**values, "allow_tags": tuple(allow_tags)}), key)
    _check_holder(opened, hold)
    write_text(_folder(opened) / f"{hold.id}.json", hold.model_dump_json(indent=1) + "\n")
    return hold


def start_network(
    opened: OpenNetwork, key: str, *, by: str, now: dt.datetime, adopted: Mapping[str, Hold] | None = None
) -> list[SignedHold]:
    """Lift every hold of a network, also one that a workspace `adopted` and whose file is gone; what waited stays held in each
    workspace. Raises UsageError for one who may not, and where none stands, DiskError."""
    standing = liftable(read_holds(opened, now, adopted))
    if not standing:
        raise UsageError("no hold of the network stands", hint="Those of one workspace: vlogkit hold off")
    lifts = []
    for name, hold in standing.items():
        values = {"id": name, "reason": hold.reason, "by": by, "at": max(now, hold.at), "lifted": True}
        lift = signed(SignedHold.model_validate(values), key)
        _check_holder(opened, lift)
        write_text(_folder(opened) / f"{lift.id}{_LIFTED}", lift.model_dump_json(indent=1) + "\n")
        lifts.append(lift)
    return lifts


def liftable(holds: Iterable[Hold]) -> dict[str, Hold]:
    """The holds that a signed file can lift, by its name; what no signed file could be named after is lifted by each
    workspace for itself."""
    standing = {hold.origin.partition(":")[2]: hold for hold in holds if hold.lifted_at is None}
    return {name: hold for name, hold in standing.items() if re.fullmatch(ID, name)}


def signed(hold: SignedHold, key: str) -> SignedHold:
    """The hold with the signature of a private key."""
    private = Ed25519PrivateKey.from_private_bytes(base64.b64decode(key))
    return hold.model_copy(update={"signature": base64.b64encode(private.sign(hold.signed_part())).decode()})


def is_proven(opened: OpenNetwork, hold: SignedHold) -> bool:
    """Whether somebody signed it who may stop and start the network."""
    public = opened.network.holders.get(hold.by, "")
    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public, validate=True))
        key.verify(base64.b64decode(hold.signature, validate=True), hold.signed_part())
    except (InvalidSignature, ValueError, binascii.Error):
        return False
    return True


def read_holds(opened: OpenNetwork, now: dt.datetime, adopted: Mapping[str, Hold] | None = None) -> list[Hold]:
    """The holds that lie in a network's folder, and those that a workspace `adopted`, by their origin, whose file is gone; not
    those that it knows to be lifted.

    A file that cannot be read or whose signature is not known stops everything, and is lifted by each workspace for itself or
    by a signed file; a signed hold is lifted by a signed file only. Raises OutsideError where the folder does not answer.
    """
    names, known = _names(opened), adopted or {}
    ended = {origin for origin, hold in known.items() if hold.lifted_at is not None}
    found = {origin: hold for origin, hold in known.items() if origin not in ended}
    for name in names:
        if not name.endswith(_LIFTED) and f"signed:{name.removesuffix('.json')}" not in ended:
            hold = _read(opened, name, now)
            found.setdefault(hold.origin, hold)
    return [_ended(opened, hold, names) for origin, hold in found.items() if origin not in ended]


def take_over(opened: OpenNetwork, ledger: Ledger, shared: Ledger | None, now: dt.datetime) -> None:
    """Take the network's holds over into a workspace's ledger: those of its folder, and those of its `shared` ledger. Raises
    OutsideError: what cannot be asked stops."""
    adopted = ledger.adopted_holds()
    for hold in (*read_holds(opened, now, adopted), *(_rows(shared, now) if shared is not None else ())):
        known = adopted.get(hold.origin)
        if known is None or (hold.lifted_at is not None and known.lifted_at is None):
            ledger.adopt_hold(hold, now=now)


def _rows(shared: Ledger, now: dt.datetime) -> Iterator[Hold]:
    """The holds of the shared ledger, as another ledger knows them."""
    for hold in shared.all_holds():
        yield hold.model_copy(update={"origin": ledger_origin(hold)})


def ledger_origin(hold: Hold) -> str:
    """How a hold of the shared ledger is known in another ledger."""
    return f"signed:ledger-{hold.id}"


def _names(opened: OpenNetwork) -> list[str]:
    if not opened.path.exists():
        raise OutsideError("the network's folder cannot be reached; nothing was sent", where=opened.path)
    try:
        names = os.listdir(_folder(opened))  # noqa: PTH208 - names alone, before every call
    except FileNotFoundError:
        return []
    except OSError as error:
        reason = f"the network's holds cannot be read: {error.strerror}; nothing was sent"
        raise OutsideError(reason, where=_folder(opened)) from None
    return sorted(name for name in names if name.endswith(".json") and not name.startswith("."))


def _read(opened: OpenNetwork, name: str, now: dt.datetime) -> Hold:
    """The hold of one file. What is not proven may not narrow itself: it stops everything, without an end."""
    stem, shown = name.removesuffix(".json"), os.fsencode(name).decode(errors="backslashreplace")
    reason = f"`{FOLDER}/{shown}` cannot be read: look at it, then lift it here with: vlogkit hold off --hold ID"
    by = "nobody who can be known"
    try:
        hold = SignedHold.model_validate_json((_folder(opened) / name).read_bytes())
    except (OSError, ValidationError):
        pass
    else:
        if is_proven(opened, hold) and hold.id == stem:
            scope = hold.scope if SCOPE.fullmatch(hold.scope) else "all"
            values = {"reason": hold.reason, "by": hold.by, "at": hold.at, "until": hold.until}
            origin = f"signed:{stem}"
            return Hold.model_validate(
                {"id": 0, "scope": scope, "origin": origin, "allow_tags": hold.allow_tags, **values}
            )
        reason, by = hold.reason, f"{hold.by[:60]} (the signature is not known)"
    if not re.fullmatch(ID, stem):
        stem = f"{shown[:60]}-{hashlib.sha256(os.fsencode(stem)).hexdigest()[:12]}"
    return Hold(id=0, reason=reason, by=by, at=now, origin=f"unsigned:{stem}")


def _ended(opened: OpenNetwork, hold: Hold, names: Collection[str]) -> Hold:
    """The hold with its end, where a proven file lifts it. One that is older than a signed hold does not lift it."""
    name = f"{hold.origin.partition(':')[2]}{_LIFTED}"
    if name not in names:
        return hold
    try:
        lift = SignedHold.model_validate_json((_folder(opened) / name).read_bytes())
    except (OSError, ValidationError):
        return hold
    if not (lift.lifted and is_proven(opened, lift) and name == f"{lift.id}{_LIFTED}"):
        return hold
    if hold.origin.startswith("signed:") and lift.at < hold.at:
        return hold
    return hold.model_copy(update={"lifted_at": lift.at, "lifted_by": lift.by})


def _check_holder(opened: OpenNetwork, hold: SignedHold) -> None:
    if not is_proven(opened, hold):
        names = ", ".join(opened.network.holders) or "nobody yet"
        hint = f"`holders:` of {opened.path.name} names {names}. Make a key: vlogkit hold key {hold.by!r}"
        raise UsageError(f"{hold.by} may not stop or start this network with the key that is kept here", hint=hint)


def _folder(opened: OpenNetwork) -> Path:
    return opened.path.parent / FOLDER
