"""Read a rule of RFC 5545 that gives days, and list the days and times it gives."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from itertools import dropwhile, islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateutil.rrule import rrule

SPAN = dt.timedelta(days=3653)
"""A rule has to give a day within so long of its start: Feb 29 does, Feb 30 never will."""


def _list_of(one: str) -> str:
    return f"{one}(,{one})*"


_NUMBER = "[1-9][0-9]{0,2}"
_PARTS = {
    "FREQ": ("DAILY|WEEKLY|MONTHLY|YEARLY", "FREQ=WEEKLY"),
    "INTERVAL": (_NUMBER, "INTERVAL=2"),
    "COUNT": (_NUMBER, "COUNT=10"),
    "UNTIL": ("[0-9]{8}(T[0-9]{6})?", "UNTIL=20261231"),
    "BYDAY": (_list_of("([+-]?[1-9][0-9]?)?(MO|TU|WE|TH|FR|SA|SU)"), "BYDAY=MO,TH"),
    "BYMONTHDAY": (_list_of("[+-]?(0?[1-9]|[12][0-9]|3[01])"), "BYMONTHDAY=1,15"),
    "BYMONTH": (_list_of("(0?[1-9]|1[0-2])"), "BYMONTH=1,7"),
    "BYYEARDAY": (_list_of(f"[+-]?{_NUMBER}"), "BYYEARDAY=100"),
    "BYWEEKNO": (_list_of("[+-]?[1-9][0-9]?"), "BYWEEKNO=20"),
    "BYSETPOS": (_list_of(f"[+-]?{_NUMBER}"), "BYSETPOS=-1"),
    "WKST": ("MO|TU|WE|TH|FR|SA|SU", "WKST=MO"),
}
"""How the value of each part is written, and an example."""


def read_parts(text: str) -> dict[str, str]:
    """The parts of a rule by their names, as `FREQ` and `BYDAY`. Raises ValueError with what to write instead, in words
    that go on from the field's name."""
    rule, parts = text.strip().upper().removeprefix("RRULE:").rstrip(";"), dict[str, str]()
    if "DTSTART" in rule or re.search(r"[\s:]", rule):
        raise ValueError(
            "is one rule on one line without spaces, such as FREQ=WEEKLY;BYDAY=MO; write its first day as `not_before`"
        )
    if not re.search(rf"\bFREQ=({_PARTS['FREQ'][0]})\b", rule):
        raise ValueError("goes out daily, weekly, monthly or yearly: FREQ=WEEKLY;BYDAY=MO")
    for part in rule.split(";"):
        name, _, value = part.partition("=")
        if name in {"BYHOUR", "BYMINUTE", "BYSECOND"}:
            raise ValueError(f'says the day alone: take {name} out, and write the time as at: "07:00"')
        if name not in _PARTS:
            raise ValueError(f"is not a rule of RFC 5545: take out `{name}`; known are {', '.join(_PARTS)}")
        if name in parts:
            raise ValueError(f"says {name} twice: keep one of them")
        if name == "UNTIL" and value.endswith("Z"):
            raise ValueError("ends by the workspace's clocks; write UNTIL without Z")
        if not re.fullmatch(_PARTS[name][0], value):
            raise ValueError(f"is not a rule of RFC 5545 with {part}; write it like {_PARTS[name][1]}")
        parts[name] = value
    _check_together(parts)
    return parts


def checked(text: str) -> str:
    """A rule as it was written, or nothing. Raises ValueError, as `read_parts` does."""
    if text:
        _rule(read_parts(text), dt.datetime(2024, 1, 1))
    return text


def days_of(text: str, start: dt.datetime, first: dt.datetime) -> Iterator[dt.datetime]:
    """The days of a rule that is counted from `start`, at its time of day; those before `first` are none of its COUNT."""
    parts = read_parts(text)
    count = parts.pop("COUNT", None)
    days = dropwhile(lambda day: day < first, _rule(parts, start))
    return islice(days, None if count is None else int(count))


def check_it_comes(text: str, start: dt.datetime, first: dt.datetime) -> None:
    """Raise ValueError for a rule that gives no day within ten years of `start`, or ends before it gives one.

    dateutil searches until the year 9999, which takes seconds. The calendar repeats itself after 400 years, weekdays too:
    as many of them later, the same rule has a short way to that end.
    """
    parts = {name: value for name, value in read_parts(text).items() if name not in {"COUNT", "UNTIL"}}
    later = start.replace(year=start.year + 400 * ((9980 - start.year) // 400))
    day = next(iter(_rule(parts, later)), None)
    if day is None or day > later + SPAN:
        raise ValueError(
            f"`repeat` gives no day within ten years: {text}; write days that there are, such as "
            "FREQ=MONTHLY;BYMONTHDAY=-1 for the last of each month"
        )
    if next(days_of(text, start, first), None) is None:
        raise ValueError(f"`repeat` ends before its first day: {text}; write a later UNTIL")


def _check_together(parts: dict[str, str]) -> None:
    """Raise ValueError for parts that do not go together."""
    if "COUNT" in parts and "UNTIL" in parts:
        raise ValueError("ends by COUNT or by UNTIL: keep one of them")
    if parts["FREQ"] in {"DAILY", "WEEKLY"} and re.search("[0-9]", parts.get("BYDAY", "")):
        raise ValueError("counts weekdays in a month or year only: FREQ=MONTHLY;BYDAY=1MO")


def _rule(parts: dict[str, str], start: dt.datetime) -> rrule:
    """The rule from a start on; an UNTIL that is a day ends with it. Raises ValueError."""
    from dateutil.rrule import rrulestr

    until = parts.get("UNTIL", "")
    whole = {**parts, "UNTIL": f"{until}T235959"} if len(until) == 8 else parts
    try:
        found: rrule = rrulestr(";".join(f"{name}={value}" for name, value in whole.items()), dtstart=start)
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise ValueError(f"is not a rule of RFC 5545: {error}") from None
    return found
