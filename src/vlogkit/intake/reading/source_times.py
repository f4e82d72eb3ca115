"""Read dates as source systems write them, as seconds since 1970 (UTC), noting where the zone was assumed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from vlogkit.errors import InputError
from vlogkit.intake.reading.rows import as_text
from vlogkit.records.numbers.whole_numbers import whole_number

_EPOCH = dt.date(1970, 1, 1).toordinal()
_MONTHS = {
    word: number
    for number, words in enumerate(
        ("januari january jan", "februari february feb peb pebruari", "maret march mar", "april apr", "mei may", "juni june jun",
         "juli july jul", "agustus august agust agu agt ags aug", "september sep sept", "oktober october okt oct",
         "november nopember nov nop", "desember december des dec"), 1)
    for word in words.split()
}  # fmt: skip
_NUMERIC = re.compile(r"(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})")
_WEEKDAY = r"(?:[A-Za-z][A-Za-z'’‘`]*(?:[\s-]+[A-Za-z]{3,6})?,?\s+)?"
"""A day of the week, in Java often with the one of five: `Kamis Legi, `."""
_NUMERIC_DAY = re.compile(_WEEKDAY + _NUMERIC.pattern)
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
_WORDED = re.compile(rf"{_WEEKDAY}(\d{{1,2}})[\s-]+([A-Za-z]{{3,10}})\.?[\s,-]+(\d{{4}}(?=\D|$)|\d{{2}}(?=[\s,]|$))")
"""Such as `Jum'at, 27 November 2026` and `1-Okt-26`."""
_WORDED_US = re.compile(rf"{_WEEKDAY}([A-Za-z]{{3,10}})\.?\s+(\d{{1,2}}),?\s+(\d{{4}})(?=\D|$)")
"""Such as `November 27, 2026` and JavaScript's `Fri Nov 27 2026`."""
_CLOCK = re.compile(
    r"[T\s,]*(?:(?:pukul|jam|pkl)\.?\s*)?(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?\s*([AaPp]\.?[Mm]\.?)?\s*"
    r"((?:(?:GMT|UTC)\s*)?[+-]\d{2}(?:[:.]?\d{2})?|(?:GMT|UTC)\s*[+-]\d|[A-Za-z]{1,4})?\s*(?:\([^()]*\))?\s*",
    re.IGNORECASE,
)
"""A time of day and its zone; JavaScript says the zone's name in brackets once more."""
_ZONES = {"wib": 7, "wita": 8, "wit": 9, "z": 0, "utc": 0, "gmt": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6,
          "pst": -8, "pdt": -7, "cet": 1, "cest": 2, "bst": 1}  # fmt: skip
_SIGNED = re.compile(r"(?:[A-Za-z]{3}\s*)?([+-])(\d{1,2})[:.]?(\d{2})?")
_CACHED = 200_000
_DAY = 86_400
LEAST, MOST = 0, 4_102_444_800
"""1970 to 2100: what lies outside was not meant."""


class TimeReader:
    """Reads times in one file: `order` of numeric dates (dmy, mdy, ymd) and the zone of those that name none.

    Dates and times of day are remembered apart, so a million rows cost two look-ups each.
    """

    def __init__(self, order: str, zone: str, *, unsure: bool = False) -> None:
        try:
            self._zone = ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError):
            raise InputError(f"`{zone}` is not a time zone", hint="Write one such as Asia/Jakarta.") from None
        january, july = (self._offset(dt.datetime(2024, month, 1)) for month in (1, 7))
        self._fixed = january if january == july else None
        self._order = order
        self.unsure = unsure
        """Whether nobody can tell the day from the month."""
        self._days: dict[str, int] = {}
        """Seconds from 1970 to the beginning of a day, by how it is written in ten letters."""
        self._clocks: dict[str, tuple[int, bool]] = {}
        """What is added to that by what stands behind it, and whether the zone was assumed."""

    def day(self, at: int) -> str:
        """The day of a time where the file comes from, in words that say which number is the month."""
        return f"{dt.datetime.fromtimestamp(at, self._zone):%d %B %Y}"

    def two_ways(self, text: str) -> bool:
        """Whether a date could as well have day and month the other way round, and nothing in the file tells which."""
        match = _NUMERIC_DAY.match(_plain(text)) if self.unsure else None
        if match is None or len(match[1]) > 2:
            return False
        first, second = int(match[1]), int(match[2])
        return first != second and first <= 12 and second <= 12

    def read(self, text: str) -> tuple[int, bool] | None:
        """Seconds since 1970 and whether the zone was assumed; None where the text is not a date of the years 1970–2100."""
        try:
            shift, assumed = self._clocks[text[10:]]
            at = self._days[text[:10]] + shift
        except KeyError:
            return self._learn(text)
        return (at, assumed) if LEAST <= at < MOST else None

    def _learn(self, text: str) -> tuple[int, bool] | None:
        """Read a text of which a part was not met before, and remember both parts where they can be read apart."""
        date, rest = text[:10], text[10:]
        for known in (self._days, self._clocks):
            if len(known) > _CACHED:
                known.clear()
        match, clock = _NUMERIC.fullmatch(date), _clock(rest)
        day = self._numeric(match) if match else None
        if day is None or clock is None:
            return self._slowly(text)
        seconds, offset = clock
        shift = offset if offset is not None else self._fixed
        if shift is not None:
            self._days[date], self._clocks[rest] = day * _DAY, (seconds - shift, offset is None)
        return self._moment(day, seconds, offset)

    def _moment(self, day: int, seconds: int, offset: int | None) -> tuple[int, bool] | None:
        naive = offset is None
        if offset is None:
            offset = self._fixed if self._fixed is not None else self._offset(_datetime(day, seconds))
        at = day * _DAY + seconds - offset
        return (at, naive) if LEAST <= at < MOST else None

    def _offset(self, local: dt.datetime) -> int:
        offset = local.replace(tzinfo=self._zone).utcoffset()
        return int(offset.total_seconds()) if offset else 0

    def _numeric(self, match: re.Match[str]) -> int | None:
        first, second, third = (int(group) for group in match.groups())
        if 4 not in {len(match[1]), len(match[3])} and len(match[3]) != 2:
            return None
        if len(match[1]) == 4 or (self._order == "ymd" and len(match[3]) < 4):
            year, month, day = first, second, third
        elif self._order == "mdy":
            year, month, day = third, first, second
        else:
            year, month, day = third, second, first
        short = len(match[1]) < 4 and len(match[3]) < 4
        return _ordinal(year + 2000 if short else year, month, day)

    def _slowly(self, text: str) -> tuple[int, bool] | None:
        """Dates of other lengths: "1/2/2024", "13 Desember 2018 10.30 WIB", seconds or milliseconds since 1970."""
        text = as_text(_plain(text))
        if len(text) in {10, 13} and (number := whole_number(text)) is not None:
            at = number // (1000 if len(text) == 13 else 1)
            return (at, False) if LEAST <= at < MOST else None
        day, rest = None, ""
        if match := _NUMERIC_DAY.match(text):
            day, rest = self._numeric(match), text[match.end() :]
        elif match := _WORDED.match(text):
            day, rest = _worded(match[3], match[2], match[1]), text[match.end() :]
        elif match := _WORDED_US.match(text):
            day, rest = _worded(match[3], match[1], match[2]), text[match.end() :]
        clock = _clock(rest) if day is not None else None
        return self._moment(day, *clock) if day is not None and clock else None


class DateOrder(NamedTuple):
    """How a file writes dates of numbers: the order, and whether that is known."""

    order: Literal["dmy", "mdy", "ymd"]
    sure: bool


def order_of(texts: Iterable[str], declared: Literal["dmy", "mdy", "ymd", "seen"]) -> DateOrder:
    """The order of day and month in a column: what its own dates prove, else what the profile declares.

    A number over 12 is a day. A column in which both places hold days, or none does and nobody declared the order, is
    read as declared (day first for `seen`), and every date in it that can be read both ways is doubtful.
    """
    first = second = False
    for text in texts:
        match = _NUMERIC_DAY.match(_plain(text))
        if match and len(match[1]) <= 2:
            first, second = first or int(match[1]) > 12, second or int(match[2]) > 12
    if first != second:
        return DateOrder("dmy" if first else "mdy", sure=True)
    order: Literal["dmy", "mdy", "ymd"] = "dmy" if declared == "seen" else declared
    return DateOrder(order, sure=not first and declared != "seen")


def _plain(text: str) -> str:
    """The text without blanks around it, its dashes as hyphens."""
    return text.strip().translate(_DASHES)


def _ordinal(year: int, month: int, day: int) -> int | None:
    try:
        return dt.date(year, month, day).toordinal() - _EPOCH
    except ValueError:
        return None


def _worded(year: str, month: str, day: str) -> int | None:
    number = _MONTHS.get(month.lower())
    return _ordinal(int(year) + (2000 if len(year) == 2 else 0), number, int(day)) if number else None


def _datetime(day: int, seconds: int) -> dt.datetime:
    return dt.datetime.fromordinal(day + _EPOCH) + dt.timedelta(seconds=seconds)


def _clock(text: str) -> tuple[int, int | None] | None:
    """Seconds of the day and the zone's offset (None: not said); no time of day is midnight."""
    if not text.strip():
        return 0, None
    match = _CLOCK.fullmatch(text)
    if not match:
        return None
    hour, minute, second = int(match[1]), int(match[2]), int(match[3] or 0)
    if match[4]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match[4][0] in "pP" else 0)
    if hour > 24 or minute > 59 or second > 60 or (hour == 24 and (minute or second)):
        return None
    offset = _zone_offset(match[5])
    return None if match[5] and offset is None else (hour * 3600 + minute * 60 + second, offset)


def _zone_offset(zone: str | None) -> int | None:
    """Seconds east of Greenwich of `WIB`, `+07:00`, `GMT+7`; None for a zone that is not known or cannot be."""
    if not zone:
        return None
    if sign := _SIGNED.fullmatch(zone):
        hours, minutes = int(sign[2]), int(sign[3] or 0)
        seconds = hours * 3600 + minutes * 60
        return None if hours > 14 or minutes > 59 else -seconds if sign[1] == "-" else seconds
    known = _ZONES.get(zone.lower())
    return known * 3600 if known is not None else None
