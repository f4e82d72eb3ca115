"""Stop a whole network and start it again, by somebody whose key is kept here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from vlogkit.errors import UsageError
from vlogkit.pipeline.network.members import OpenNetwork
from vlogkit.pipeline.network.shared_holds import (
    ledger_origin,
    liftable,
    new_key,
    read_holds,
    start_network,
    stop_network,
)
from vlogkit.pipeline.posting.holding import check_scope, names_of
from vlogkit.pipeline.posting.publishing_desk import PublishingDesk
from vlogkit.records.post import Entry, Hold

_KEYS = "hold keys"


@dataclass(frozen=True)
class NetworkStopped:
    """How a hold of a network is known, and what it stops in the workspaces that this machine can reach."""

    origin: str
    workspaces: int
    stopped: int
    at_services: tuple[Entry, ...]


def make_key(desk: PublishingDesk, name: str) -> str:
    """Make and keep a key for one who may stop the network; the line for `holders:` of its file. Raises UsageError where
    there is one already."""
    texts = desk.private_texts(_KEYS)
    if texts.keyring(name) or texts.file(name):
        raise UsageError(f"{name} has a key here already", hint="Its public part stands in the network's file.")
    private, public = new_key()
    texts.change(name, lambda _: private)
    return f"{name}: {public}"


def hold_network(
    desk: PublishingDesk,
    *,
    reason: str,
    by: str,
    now: dt.datetime,
    scope: str = "all",
    allow_tags: Sequence[str] = (),
    until: dt.datetime | None = None,
) -> NetworkStopped:
    """Stop every workspace of the network. Raises UsageError for a workspace of none, for one who may not, and for a scope
    that names nothing there is in any of them."""
    opened = _network(desk)
    if all(member.workspace is not None for member in opened.members) or scope.startswith("platform:"):
        check_scope(desk, scope, lambda kind: _names_everywhere(desk, opened, kind))
    shared = {"reason": reason, "by": by, "now": now, "scope": scope, "allow_tags": tuple(allow_tags), "until": until}
    if opened.network.database:
        ledger = desk.shared_holds or desk.ledger
        origin = f"hold {ledger.hold_on(**shared).id}"  # type: ignore[arg-type]  # each by its name
    else:
        origin = stop_network(opened, _key(desk, by), **shared).id  # type: ignore[arg-type]
    made = Hold(id=0, scope=scope, reason=reason, by=by, at=now, until=until, allow_tags=tuple(allow_tags))
    return _counted(desk, opened, origin, made)


def free_network(desk: PublishingDesk, *, by: str, now: dt.datetime) -> list[str]:
    """Lift every hold of the network: those of its folder and those that were taken over from there, by a signature, and those
    of its ledger; what waited stays held in each workspace until a person decides there. Raises UsageError."""
    opened = _network(desk)
    rows = desk.shared_holds or desk.ledger if opened.network.database else None
    in_rows = [hold for hold in rows.standing_holds(now) if not hold.origin] if rows else []
    adopted = desk.ledger.adopted_holds()
    if desk.shared_holds is not None:
        kept = {ledger_origin(hold) for hold in desk.shared_holds.all_holds()}
        adopted = {origin: hold for origin, hold in adopted.items() if origin not in kept}
    in_files, lifted = liftable(read_holds(opened, now, adopted)), []
    if not in_files and not in_rows:
        raise UsageError("no hold of the network stands", hint="Those of one workspace: vlogkit hold off")
    if in_files:
        lifted += [lift.id for lift in start_network(opened, _key(desk, by), by=by, now=now, adopted=adopted)]
    if rows is not None and in_rows:
        lifted += [f"hold {hold.id}" for hold in rows.hold_off(by=by, now=now)]
    return lifted


def _names_everywhere(desk: PublishingDesk, opened: OpenNetwork, kind: str) -> set[str]:
    """What a scope may name in the workspaces whose folder is on this machine."""
    names: set[str] = set()
    for member in opened.members:
        if member.workspace is not None:
            own = PublishingDesk(member.workspace, desk.environment)
            try:
                names |= names_of(own, kind)
            finally:
                own.close()
    return names


def _counted(desk: PublishingDesk, opened: OpenNetwork, origin: str, hold: Hold) -> NetworkStopped:
    """What a new hold, and no other, stops in each workspace whose folder is on this machine."""
    stopped, there, count = 0, [], 0
    for member in opened.members:
        if member.workspace is None:
            continue
        own = PublishingDesk(member.workspace, desk.environment)
        try:
            count += 1
            own.ledger.standing_holds(hold.at)
            stopped += len(own.ledger.stopped(hold))
            there += own.ledger.at_services(hold, hold.at)
        finally:
            own.close()
    return NetworkStopped(origin, count, stopped, tuple(there))


def _network(desk: PublishingDesk) -> OpenNetwork:
    if desk.network is None:
        hint = "Name its file in vlogkit.yaml: network: ../network.yaml"
        raise UsageError("this workspace is not one of a network", hint=hint)
    return desk.network


def _key(desk: PublishingDesk, name: str) -> str:
    texts = desk.private_texts(_KEYS)
    key = texts.keyring(name) or texts.file(name)
    if not key:
        raise UsageError(f"no key of {name} is kept here", hint=f"Make one: vlogkit hold key {name!r}")
    return key
