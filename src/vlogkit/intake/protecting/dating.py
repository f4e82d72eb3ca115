"""Find contradictions between the date of a picture and the dates of its case."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from vlogkit.records.notices.complaint import Complaint

EARLIER = dt.timedelta(days=90)
"""How long before its report a damage may have been photographed."""
LATER = dt.timedelta(days=30)
"""How long after closing the result may have been photographed."""
SLACK = dt.timedelta(hours=2)
"""What a phone's clock may be off."""


def contradicts(
    taken: dt.datetime | None, case: Complaint, which: str, *, now: dt.datetime, zone: str = "Asia/Jakarta"
) -> str:
    """Why a picture "before" or "after" cannot be of this case, or "" where nothing speaks against it.

    `taken` is what the picture's EXIF says; without a zone it is read in `zone`. A picture that does not say when it
    was taken contradicts nothing.
    """
    if taken is None:
        return ""
    moment = taken if taken.tzinfo else taken.replace(tzinfo=ZoneInfo(zone))
    shown = f"{moment:%Y-%m-%d %H:%M}"
    if moment > now + SLACK:
        return f"it was taken on {shown}, which lies in the future"
    reported, closed = case.reported_at, case.closed_at
    if which == "before":
        if reported and moment < reported - EARLIER:
            return f"it was taken on {shown}, long before the report of {reported:%Y-%m-%d}"
        if closed and moment > closed + SLACK:
            return f"it was taken on {shown}, after the case was closed on {closed:%Y-%m-%d %H:%M}"
        return ""
    if reported and moment < reported - SLACK:
        return f"it was taken on {shown}, before the report of {reported:%Y-%m-%d %H:%M}"
    if closed and moment > closed + LATER:
        return f"it was taken on {shown}, long after the case was closed on {closed:%Y-%m-%d}"
    return ""
