"""Pack a case's events into one text for a database column, and unpack them."""

from __future__ import annotations

EventRow = tuple[int, str, str, str, str, int | None]
"""Seconds since 1970, kind, by, text, stage, rating."""
_BETWEEN, _WITHIN = "\x1e", "\x1f"


def written(events: list[EventRow]) -> str:
    """Events as one text: ASCII's record separator between them, its unit separator between their parts."""
    return _BETWEEN.join(
        [
            f"{at}\x1f{kind}\x1f{by}\x1f{text}\x1f{stage}\x1f{rating or ''}"
            for at, kind, by, text, stage, rating in events
        ]
    )


def unmarked(text: str) -> str:
    """A text without the two separators, which no one types but a damaged file may hold."""
    return text.replace(_BETWEEN, " ").replace(_WITHIN, " ") if _WITHIN in text or _BETWEEN in text else text


def read_events(text: str) -> list[EventRow]:
    """The events of a case as (seconds, kind, by, text, stage, rating)."""
    events: list[EventRow] = []
    for part in text.split(_BETWEEN) if text else ():
        at, kind, by, said, stage, rating = part.split(_WITHIN)
        events.append((int(at), kind, by, said, stage, int(rating) if rating else None))
    return events
