"""Hold publishing, and lift a hold: each post that waited gets a new time, is dropped, or stays held."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from vlogkit.errors import UsageError
from vlogkit.faults import suggestion
from vlogkit.keeping.manifests import manifest_if_any
from vlogkit.pipeline.posting.publishing_desk import PublishingDesk, given_back, next_free, reserved_anew
from vlogkit.pipeline.posting.shut_posts import check_calendar, check_leaving
from vlogkit.publishing import registry
from vlogkit.records.bundle import MANIFEST
from vlogkit.records.post import Entry, Hold


def hold(
    desk: PublishingDesk,
    *,
    reason: str,
    by: str,
    now: dt.datetime,
    scope: str = "all",
    allow_tags: Sequence[str] = (),
    until: dt.datetime | None = None,
) -> Hold:
    """Let nothing in `scope` leave from now on. Raises UsageError, also for a scope that names nothing there is."""
    check_scope(desk, scope)
    return desk.ledger.hold_on(reason=reason, by=by, now=now, scope=scope, allow_tags=allow_tags, until=until)


def check_scope(desk: PublishingDesk, scope: str, known: Callable[[str], set[str]] | None = None) -> None:
    """Raise UsageError, with the nearest name, where no platform, account or agency of a scope is known: such a hold
    would stop nothing. `known` gives the names of a kind, where it is not this desk's alone."""
    kind, _, name = scope.partition(":")
    if kind in {"platform", "account", "agency"}:
        _check_name(kind, name, known(kind) if known else names_of(desk, kind), "; nothing is held")


def check_agency(desk: PublishingDesk, name: str) -> None:
    """Raise UsageError, with the nearest name, where there is no agency of this name; "" is all of them."""
    if name:
        _check_name("agency", name, names_of(desk, "agency"))


def check_account(desk: PublishingDesk, name: str) -> None:
    """Raise UsageError, with the nearest name, where there is no account of this name; "" is all of them."""
    if name:
        _check_name("account", name, names_of(desk, "account"))


def _check_name(kind: str, name: str, names: set[str], after: str = "") -> None:
    known = sorted(names)
    if name not in known:
        raise UsageError(
            f"there is no {kind} `{name}`{after}",
            hint=suggestion(name, known) if known else f"There is no {kind} here yet.",
        )


def names_of(desk: PublishingDesk, kind: str) -> set[str]:
    """What a scope may name: what the settings have, and what posts are planned for."""
    settings = desk.workspace.settings
    if kind == "platform":
        return {*registry.names(), *desk.ledger.names("platform")}
    if kind == "account":
        return {*(account.name for account in settings.accounts), *desk.ledger.names("account")}
    if settings.agencies:
        return {*settings.agencies, *desk.ledger.names("agency")}
    made = [manifest_if_any(path.parent) for path in desk.workspace.bundles.glob(f"*/{MANIFEST}")]
    return desk.ledger.names("agency") | {bundle.agency for bundle in made if bundle is not None}


def stopped_posts(desk: PublishingDesk, hold: Hold) -> list[Entry]:
    """The waiting posts that a hold keeps from leaving."""
    return desk.ledger.stopped(hold)


def at_services(desk: PublishingDesk, hold: Hold, now: dt.datetime) -> list[Entry]:
    """The posts of a hold's scope that were handed over with `schedule: service` and will appear by themselves: they have
    to be taken back at the service."""
    return desk.ledger.at_services(hold, now)


def standing_holds(desk: PublishingDesk, now: dt.datetime, *, agency: str = "") -> list[Hold]:
    """The holds that are in force, all or those that were put up for an agency. Raises UsageError."""
    check_agency(desk, agency)
    return [hold for hold in desk.ledger.standing_holds(now) if not agency or hold.scope == f"agency:{agency}"]


def lift_holds(
    desk: PublishingDesk, *, by: str, now: dt.datetime, number: int | None = None, agency: str = ""
) -> tuple[list[Hold], list[Entry]]:
    """Lift one hold, all, or those of an agency: the holds, and the posts that waited for them. Raises UsageError."""
    check_agency(desk, agency)
    lifted = desk.ledger.hold_off(by=by, now=now, hold_id=number, scope=f"agency:{agency}" if agency else "")
    return lifted, desk.ledger.waiting_for(lifted)


def drop_held(desk: PublishingDesk, entry: Entry, *, by: str, now: dt.datetime) -> Entry:
    """Cancel a post that waited for a hold. Raises UsageError."""
    return given_back(desk, desk.ledger.cancel(entry.post.id, by=by, now=now, reason="dropped after a hold"))


def retime_held(
    desk: PublishingDesk, entry: Entry, *, by: str, now: dt.datetime, due: dt.datetime | None = None, anyway: str = ""
) -> Entry:
    """Give a post that waited for a hold a time, or the next free one; `anyway` says why, where the calendar is against
    that time. Raises UsageError, also where it must not leave."""
    when = due or next_free(desk, entry.post, now)
    check_leaving(desk, entry.post, when, now)
    why = check_calendar(desk, entry.post, when, anyway)
    return reserved_anew(desk, desk.ledger.retry(entry.post.id, by=by, now=now, due=when, anyway=why))
