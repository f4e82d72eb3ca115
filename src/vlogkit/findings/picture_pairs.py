"""Say what speaks against showing two pictures as before and after."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from vlogkit.errors import Where
from vlogkit.findings.codes import found
from vlogkit.records.finding import Finding
from vlogkit.records.registration import Registration

Taken = dt.datetime | dt.date | None
"""When a picture was taken, as far as anything says."""
FEWEST = "24 points"
"""What two pictures of one place have in common at least."""


def pair_findings(
    pair: Registration, *, place: Where | None = None, subject: str = "", about: str = ""
) -> Iterator[Finding]:
    """One picture used twice, two places, or a pair that cannot be laid over each other, with what was measured."""
    points = f"{pair.inliers} of {pair.points} points"
    match pair.verdict:
        case "same":
            differing = f"{100 * pair.differing:.1f} % differ"
            yield found("picture-same", place=place, subject=subject, about=about, measured=differing)
        case "elsewhere":
            yield found("picture-elsewhere", place=place, subject=subject, about=about, measured=points, limit=FEWEST)
        case "unsure":
            yield found(
                "picture-unregistered", place=place, subject=subject, about=about, measured=points, limit=FEWEST
            )


def order_findings(
    before: Taken, after: Taken, *, place: Where | None = None, subject: str = "", about: str = ""
) -> Iterator[Finding]:
    """An after that is older than the before, as far as both say when they were taken; one of them may say the day alone."""
    if before is None or after is None:
        return
    first, second = _comparable(before, after)
    if second < first or (isinstance(before, dt.datetime) and isinstance(after, dt.datetime) and second == first):
        when = f"{after:%Y-%m-%d %H:%M}" if isinstance(after, dt.datetime) else f"{after:%Y-%m-%d}"
        limit = f"{before:%Y-%m-%d %H:%M}" if isinstance(before, dt.datetime) else f"{before:%Y-%m-%d}"
        yield found("picture-order", place=place, subject=subject, about=about, measured=when, limit=f"after {limit}")


def _comparable(before: dt.datetime | dt.date, after: dt.datetime | dt.date) -> tuple[dt.date, dt.date]:
    """Both as days where one has no hour; both by the clock on the wall where one camera named no zone."""
    if not (isinstance(before, dt.datetime) and isinstance(after, dt.datetime)):
        return tuple(one.date() if isinstance(one, dt.datetime) else one for one in (before, after))  # type: ignore[return-value]  # two of them
    if (before.tzinfo is None) != (after.tzinfo is None):
        return before.replace(tzinfo=None), after.replace(tzinfo=None)
    return before, after
