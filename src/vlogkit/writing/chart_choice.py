"""Choose the form of a chart by what it shows: time, two values of one thing, people and homes, or anything else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from vlogkit.formatting import locale_of
from vlogkit.records.base import LANGUAGES, ChartForm
from vlogkit.records.numbers.whole_numbers import whole_number

MOST_COLUMNS = 8
"""Points over time from which on a line shows better how it went."""
MOST_FIELDS = 4
"""Things that are counted in dots."""
MOST_COUNTED = 900
"""Of people or homes, the most that dots still show."""
MOST_DOTS = 450
STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000)
"""How many a dot may stand for."""
_COUNTED = frozenset(
    [
        "orang",
        "warga",
        "jiwa",
        "pasien",
        "siswa",
        "murid",
        "guru",
        "petani",
        "nelayan",
        "pedagang",
        "balita",
        "bayi",
        "lansia",
        "ibu",
        "anak",
        "peserta",
        "penerima",
        "pelanggan",
        "rumah",
        "kk",
        "keluarga",
        "rumahtangga",
        "sambungan",
        "desa",
        "tiyang",
        "griya",
        "omah",
        "wong",
        "people",
        "persons",
        "residents",
        "patients",
        "pupils",
        "students",
        "farmers",
        "children",
        "households",
        "homes",
        "houses",
        "families",
        "villages",
        "connections",
    ]
)
"""Units of which each one is somebody, or somebody's home."""
_BEFORE = frozenset(
    ["sebelum", "dulu", "lalu", "kemarin", "before", "then", "past", "last", "rumiyin", "biyen", "wingi", "kepengker"]
)
_NOW = frozenset(
    [
        "sesudah",
        "setelah",
        "kini",
        "sekarang",
        "ini",
        "now",
        "after",
        "today",
        "this",
        "sapunika",
        "saiki",
        "punika",
        "iki",
    ]
)
_PERIODS = frozenset(
    [
        "triwulan",
        "tw",
        "kuartal",
        "semester",
        "q",
        "quarter",
        "pekan",
        "minggu",
        "week",
        "tahun",
        "year",
        "bulan",
        "month",
        "pukul",
        "jam",
    ]
)
_ROMAN = re.compile(r"[ivx]+")


def choose_form(labels: Sequence[str], values: Sequence[float], units: Sequence[str]) -> ChartForm:
    """The form that suits points with these names, values and units."""
    over_time = len(labels) > 1 and all(is_time(label) for label in labels)
    if len(labels) == 2 and (over_time or _before_and_now(*labels) or _before_and_now(*reversed(labels))):
        return "slope"
    if over_time:
        return "columns" if len(labels) <= MOST_COLUMNS else "line"
    if counts_people(values, units) and 0 < len(labels) <= MOST_FIELDS and sum(values) <= MOST_COUNTED:
        return "dots"
    return "bars"


def counts_people(values: Sequence[float], units: Sequence[str]) -> bool:
    """Whether whole people or homes are counted."""
    named = all(_COUNTED & set(re.findall(r"[a-z]+", unit.casefold())) for unit in units)
    return bool(units) and named and all(value >= 0 and float(value).is_integer() for value in values)


def dots_stand_for(values: Sequence[float]) -> int:
    """How many one dot stands for, so that all dots can still be seen."""
    total = sum(max(0.0, value) for value in values)
    return next((step for step in STEPS if total / step <= MOST_DOTS), STEPS[-1])


def is_time(label: str) -> bool:
    """Whether a name says when: a month, a year, a day, a quarter, a weekday, in any of the languages."""
    words = re.findall(r"[^\W\d_]+|\d+", label.casefold())
    if not words:
        return False
    said = [word for word in words if not word.isdigit() and not _ROMAN.fullmatch(word)]
    if not said:
        return all(1900 <= (whole_number(word) or 0) <= 2100 for word in words)
    return all(word in _calendar() or word in _PERIODS for word in said)


def now_first(labels: Sequence[str]) -> bool:
    """Whether of two names the first says now, and the second before."""
    return len(labels) == 2 and _before_and_now(labels[1], labels[0])


def _before_and_now(first: str, last: str) -> bool:
    return bool(_BEFORE & set(first.casefold().split()) and _NOW & set(last.casefold().split()))


def shortened(label: str) -> str:
    """The label with its months shortened: `September 2026` → `Sep 2026`."""
    return " ".join(_short_months().get(word.casefold(), word) for word in label.split())


@cache
def _short_months() -> dict[str, str]:
    """Whole names of months, in lower case → short ones."""
    months: dict[str, str] = {}
    for lang in LANGUAGES:
        names = locale_of(lang).months["format"]
        months |= {str(name).casefold(): str(names["abbreviated"][key]) for key, name in names["wide"].items()}
    return months


@cache
def _calendar() -> frozenset[str]:
    """The names of months and weekdays, whole and short."""
    names: set[str] = set()
    for lang in LANGUAGES:
        locale = locale_of(lang)
        for kinds in (locale.months, locale.days):
            for width in ("wide", "abbreviated"):
                names |= {str(name).casefold().strip(".") for name in kinds["format"][width].values()}
    return frozenset(names)
