"""Pack a case's events into one text for a database column, and unpack them."""

from __future__ import annotations

from operator import itemgetter
from typing import NamedTuple


class CaseEvent(NamedTuple):
    """One step of a case, as its row tells it: seconds since 1970, and what happened."""

    at: int
    kind: str
    by: str = ""
    text: str = ""
    stage: str = ""
    rating: int | None = None


class DatedResponses(NamedTuple):
    """The dated responses of a row: when the first and the last came, what the last said, and all as events."""

    first_at: int
    last_at: int
    last_text: str
    events: str


_BETWEEN, _WITHIN = "\x1e", "\x1f"


def responses(found: list[tuple[int, str, str]]) -> DatedResponses:
    """DatedResponses given as (seconds since 1970, by, text) and in any order; at least one. Written at once: an import
    makes millions of them, and a record for each takes a tenth of its time."""
    if len(found) > 1:
        found.sort(key=itemgetter(0))
    events = _BETWEEN.join([f"{at}\x1fresponse\x1f{by}\x1f{unmarked(text)}\x1f\x1f" for at, by, text in found])
    last_at, _, last_text = found[-1]
    return DatedResponses(found[0][0], last_at, unmarked(last_text), events)


def written(events: list[CaseEvent]) -> str:
    """Events as one text: ASCII's record separator between them, its unit separator between their parts."""
    return _BETWEEN.join(
        [
            f"{at}\x1f{kind}\x1f{by}\x1f{text}\x1f{stage}\x1f{rating or ''}"
            for at, kind, by, text, stage, rating in events
        ]
    )


def appended(events: str, more: list[CaseEvent]) -> str:
    """Written events with more of them behind."""
    return _BETWEEN.join(filter(None, (events, written(more))))


def unmarked(text: str) -> str:
    """A text without the two separators, which no one types but a damaged file may hold."""
    return text.replace(_BETWEEN, " ").replace(_WITHIN, " ") if _WITHIN in text or _BETWEEN in text else text


def read_events(text: str) -> list[CaseEvent]:
    """The events of a case that `written` put into a text."""
    events: list[CaseEvent] = []
    for part in text.split(_BETWEEN) if text else ():
        at, kind, by, said, stage, rating = part.split(_WITHIN)
        events.append(CaseEvent(int(at), kind, by, said, stage, int(rating) if rating else None))
    return events
