"""Write numbers, dates and durations in a story's language, by Babel's CLDR data."""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache

from babel import Locale
from babel.dates import format_date, format_time
from babel.numbers import format_decimal

from vlogkit.records.base import Language
from vlogkit.records.numbers.typed_numbers import decimals_of

_LONG = Context(prec=400)
NBSP = "\u00a0"
LOCALES: dict[Language, str] = {"id": "id_ID", "jv": "jv_ID", "en": "en_GB"}
HOUR: dict[Language, str] = {"id": "jam", "jv": "jam", "en": "hours"}
DAY: dict[Language, str] = {"id": "hari", "jv": "dina", "en": "days"}
SINGULAR = {"hours": "hour", "days": "day"}


@cache
def locale_of(lang: Language) -> Locale:
    """Babel's locale of a story's language."""
    return Locale.parse(LOCALES[lang])


def number(value: float, lang: Language = "id", decimals: int | None = None) -> str:
    """12072 → `12.072` (id), `12,072` (en); exactly `decimals` decimals, without them as many as the number has."""
    if decimals is None:
        decimals = decimals_of(value)
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    exact = Decimal(str(value))
    if exact.is_finite():  # a half goes up, as people round; the library takes the even neighbour: 12.45 → 12.4
        exact = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _LONG) or Decimal(0)  # 0, not -0
    return str(format_decimal(exact, format=pattern, locale=locale_of("id" if lang == "jv" else lang)))


def percent(share: float, lang: Language = "id", decimals: int = 1) -> str:
    """0.812 → `81,2 %` with a space that does not break; `81.2%` in English."""
    space = "" if lang == "en" else NBSP
    return f"{number(share * 100, lang, decimals)}{space}%"


def date(value: dt.date, lang: Language = "id", style: str = "long") -> str:
    """`24 November 2026`; style `day` has no year, `short` is `24 Nov`, `full` has the weekday; `month` and `weekday` are alone."""
    patterns = {
        "long": "d MMMM y",
        "day": "d MMMM",
        "short": "d MMM",
        "full": "EEEE, d MMMM y",
        "month": "MMMM y",
        "weekday": "EEEE",
    }
    return str(format_date(value, format=patterns[style], locale=locale_of(lang)))


def days(first: dt.date, last: dt.date, lang: Language = "id") -> str:
    """A span of days, saying each part once: `1–4 Desember 2026`, `28 November – 2 Desember 2026`."""
    if first == last:
        return date(first, lang)
    if first.year != last.year:
        return f"{date(first, lang)} – {date(last, lang)}"
    if first.month != last.month:
        return f"{date(first, lang).removesuffix(f' {first.year}')} – {date(last, lang)}"
    return f"{first.day}–{date(last, lang)}"


def clock(value: dt.datetime, lang: Language = "id") -> str:
    """`10.30` in Indonesian and Javanese, `10:30` in English."""
    return str(format_time(value, format="HH:mm" if lang == "en" else "HH.mm", locale=locale_of(lang)))


def span(hours: float, lang: Language = "id") -> str:
    """How long something took: whole hours up to three days, whole days from there (rounded up, never flattered)."""
    count, unit = span_parts(hours, lang)
    return f"{number(count, lang)}{NBSP}{unit}"


def span_parts(hours: float, lang: Language = "id") -> tuple[int, str]:
    """The number and the unit of `span`."""
    by_day = hours > 72
    count = max(1, _up(hours / 24) if by_day else _up(hours))
    unit = (DAY if by_day else HOUR)[lang]
    return count, SINGULAR.get(unit, unit) if count == 1 else unit


def _up(value: float) -> int:
    whole = int(value)
    return whole if value - whole < 1e-9 else whole + 1
