"""Read a time as a person types it; one that leaves its zone open is an error."""

from __future__ import annotations

import datetime as dt
import re
from zoneinfo import ZoneInfo

from vlogkit.errors import InputError, Where

INDONESIAN = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}
_FORM = re.compile(r"(\d{4}-\d{2}-\d{2})[ T](\d{1,2})[:.](\d{2})(?::(\d{2}))?\s*(Z|[+-]\d{2}:?\d{2}|[A-Za-z_/]+)?")
_HINT = "Write 2026-12-01 07:00 WIB, or 2026-12-01T07:00+07:00."


def zone_named(name: str) -> str:
    """A zone by its Indonesian short name or its own: `WITA` is Asia/Makassar."""
    return INDONESIAN.get(name.upper(), name)


def read_time(text: str, *, zone: str = "", where: Where | None = None) -> dt.datetime:
    """`2026-12-01 07:00 WIB`, `…+07:00`, or without a zone where `zone` names one (e.g. a column of the file).

    Raises InputError for a naive time, for one that the clock change skips, and for anything else.
    """
    match = _FORM.fullmatch(text.strip())
    if match is None:
        raise InputError(f"`{text}` is not a time", where=where, hint=_HINT)
    day, hour, minute, second, mark = match.groups()
    try:
        naive = dt.datetime.fromisoformat(f"{day}T{int(hour):02}:{minute}:{second or '00'}")
        if not 1970 <= naive.year <= 2100:  # others have no time in some zones
            raise ValueError
        if mark and (mark == "Z" or mark[0] in "+-"):
            return dt.datetime.fromisoformat(naive.isoformat() + mark.replace("Z", "+00:00")).astimezone(dt.UTC)
    except ValueError:
        raise InputError(f"`{text}` is not a time that exists", where=where, hint=_HINT) from None
    name = zone_named(mark or zone)
    if not name:
        raise InputError(f"`{text}` does not say in which zone", where=where, hint=_HINT)
    local = naive.replace(tzinfo=_zone(name, where))
    instant = local.astimezone(dt.UTC)
    if instant.astimezone(local.tzinfo).replace(tzinfo=None) != naive:
        raise InputError(f"`{text}` is skipped when the clocks change", where=where, hint="Choose another time.")
    return instant


def _zone(name: str, where: Where | None) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise InputError(f"there is no time zone `{name}`", where=where, hint=_HINT) from None


def is_of_zone(text: str, moment: dt.datetime, zone: str, *, where: Where | None = None) -> bool:
    """Whether a time that was read from a text is, in a zone, the time of day that the text says. Raises InputError where
    there is no such zone."""
    match = _FORM.fullmatch(text.strip())
    local = moment.astimezone(_zone(zone_named(zone), where))
    return match is not None and (int(match[2]), int(match[3])) == (local.hour, local.minute)
