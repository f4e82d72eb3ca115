"""The posts of the queue: list them, show one whole, send again, settle, cancel."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from vlogkit.errors import InputError, UsageError, raise_all
from vlogkit.pipeline.checking.typed_words import typed_words
from vlogkit.pipeline.posting.account_secrets import ready_account
from vlogkit.pipeline.posting.holding import check_account, check_agency
from vlogkit.pipeline.posting.kept_receipts import keep_receipts
from vlogkit.pipeline.posting.publishing_desk import PublishingDesk, given_back, reserved_anew
from vlogkit.pipeline.posting.shut_posts import check_calendar, check_leaving
from vlogkit.planning.limits import examine
from vlogkit.records.post import BEFORE_SENDING, AuditEntry, Entry, PostState

STATES: tuple[PostState, ...] = get_args(PostState)


@dataclass(frozen=True)
class PostHistory:
    """A post with its attempts and who did what to it."""

    entry: Entry
    attempts: list[dict[str, str]]
    trail: list[AuditEntry]


def list_posts(
    desk: PublishingDesk, *, states: Sequence[str] = (), account: str = "", agency: str = "", limit: int = 200
) -> list[Entry]:
    """Posts in the order of their time; no states are all, "" is any account or agency. Raises UsageError for a state, an
    account or an agency that there is not."""
    check_agency(desk, agency)
    check_account(desk, account)
    for word in states:
        if word not in STATES:
            raise UsageError(f"there is no state `{word}`", hint="Known here: " + ", ".join(STATES))
    chosen = [state for state in STATES if state in states]
    return desk.ledger.entries(states=chosen, account=account, agency=agency, limit=limit)


def show_post(desk: PublishingDesk, name: str) -> PostHistory:
    """The post of an id or its beginning. Raises UsageError."""
    entry = desk.ledger.entry(name)
    return PostHistory(entry, desk.ledger.history(entry.post.id), desk.ledger.trail(entry.post.id))


def retry_post(
    desk: PublishingDesk, name: str, *, by: str, now: dt.datetime, due: dt.datetime | None = None, anyway: str = ""
) -> Entry:
    """Send a held or failed post again, now or at `due`; `anyway` says why, where the calendar is against that time.
    Raises UsageError, also where it must not leave."""
    post = desk.ledger.entry(name).post
    moment = due or max(post.due, now)
    check_leaving(desk, post, max(moment, now), now)
    why = check_calendar(desk, post, moment, anyway)
    return reserved_anew(desk, desk.ledger.retry(name, by=by, now=now, due=due, anyway=why))


def move_post(
    desk: PublishingDesk, name: str, *, by: str, now: dt.datetime, due: dt.datetime, anyway: str = ""
) -> Entry:
    """Give a planned post another time; its approval stays. `anyway` says why, where the calendar is against that time.
    Raises UsageError, also where it must not leave then."""
    post = desk.ledger.entry(name).post
    check_leaving(desk, post, max(due, now), now)
    why = check_calendar(desk, post, due, anyway)
    return reserved_anew(desk, desk.ledger.move(name, by=by, now=now, due=due, anyway=why))


def edit_post(desk: PublishingDesk, name: str, words: Mapping[str, object], *, by: str, now: dt.datetime) -> Entry:
    """Change a planned post's `title`, `text`, `link` or `hashtags`; an approval of the old words ends. Raises UsageError
    for a post that has begun to leave or that a gate keeps from leaving, and InputError for words that its service would
    refuse or in which there is personal data."""
    entry = desk.ledger.entry(name)
    if entry.post.state not in BEFORE_SENDING or entry.begun:
        raise UsageError(f"`{entry.post.id}` is {entry.post.state}", hint="Only what has not left yet can be edited.")
    check_leaving(desk, entry.post, max(entry.post.due, now), now)
    post = entry.post.model_copy(update={**words, "edited": True, "author": by})
    if post.content_hash() == entry.post.content_hash():
        raise UsageError(
            "these are the words that the post has", hint="Write others: --text, --title, --link, --hashtag."
        )
    account = ready_account(desk, post.account)
    (bundle,) = desk.bundles([post.bundle])
    refused = [one for one in examine(post, bundle, desk.facts[account.platform], account) if one.severity == "error"]
    refused += typed_words(desk.workspace, post, bundle)
    raise_all([InputError(f"{one.message} ({one.measured}, limit {one.limit})", hint=one.hint) for one in refused])
    desk.ledger.store_plan([post], by=by, now=now, review=desk.workspace.settings.approval.required)
    return desk.ledger.entry(post.id)


def settle_post(desk: PublishingDesk, name: str, *, by: str, now: dt.datetime, posted: bool, url: str = "") -> Entry:
    """Say whether an unconfirmed post or a pack is out, and where. Raises UsageError."""
    entry = desk.ledger.resolve(name, by=by, now=now, posted=posted, url=url)
    keep_receipts(desk.workspace, desk.ledger, post=entry.post.id)
    return entry


def cancel_post(desk: PublishingDesk, name: str, *, by: str, now: dt.datetime, reason: str = "") -> Entry:
    """Drop a post that has not left. Raises UsageError."""
    return given_back(desk, desk.ledger.cancel(name, by=by, now=now, reason=reason))
