"""Compose the post of a bundle on an account, its time still open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from vlogkit.planning.variants import PostWords
from vlogkit.records.base import fingerprint
from vlogkit.records.bundle import Bundle, Output
from vlogkit.records.numbers.whole_numbers import whole_number
from vlogkit.records.platform import PlatformFacts
from vlogkit.records.post import Post
from vlogkit.records.settings import Account


def compose(
    bundle: Bundle,
    account: Account,
    facts: PlatformFacts,
    *,
    files: Sequence[Output],
    words: PostWords,
    zone: str,
    author: str = "",
    old: Post | None = None,
) -> Post:
    """The post of a bundle on an account, its time still open; words that a person wrote into `old` are kept.

    `files` are what it sends, the main one first.
    """
    paths = tuple(output.path for output in files)
    if old is not None and old.edited:
        words = PostWords(old.title, old.text, old.hashtags, old.link, old.thread)
    comment = old.comment if old is not None and old.edited else ""
    if account.options.get("link") == "comment" and words.link and "comment" in facts.parts:
        comment, words = words.link, replace(words, link="")
    return Post(
        id=old.id if old else post_id(bundle.id, account.name),
        bundle=bundle.id,
        bundle_hash=bundle.sent_hash(facts.name, paths, every_wording=facts.every_wording),
        platform=account.platform,
        account=account.name,
        goes_to=account.goes_to(),
        due=old.due if old else dt.datetime.max.replace(tzinfo=dt.UTC),
        zone=zone,
        title=words.title,
        text=words.text,
        hashtags=words.hashtags,
        link=words.link,
        comment=comment,
        thread=words.thread,
        files=paths,
        alts=tuple(output.alt for output in files),
        tags=old.tags if old else (),
        agency=bundle.agency,
        ahead_minutes=ahead_minutes(account, facts),
        edited=bool(old and old.edited),
        author=author or (old.author if old else ""),
    )


def ahead_minutes(account: Account, facts: PlatformFacts) -> int:
    """How long before its time a post is handed over where the account leaves the schedule to the service."""
    if account.options.get("schedule") != "service" or facts.schedule is None:
        return 0
    hours = whole_number(account.options.get("ahead_hours", "24"))
    wished = (24 if hours is None else hours) * 60
    least = 2 * facts.schedule.min_ahead_seconds // 60 + 10
    return min(max(wished, least), facts.schedule.max_ahead_days * 24 * 60 - 60)


def post_id(bundle: str, account: str, again: int = 0) -> str:
    """A readable id that the same bundle on the same account always gets; `again` counts repetitions."""
    mark = fingerprint([bundle, account, again])[:6]
    return f"{bundle[:32].rstrip('-')}-{account[:16].rstrip('-')}-{mark}"
