"""Turn a tally's charts into the rows, lines and alt texts that templates read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from vlogkit import formatting
from vlogkit.records.base import ChartForm, Language
from vlogkit.records.notices.tally import Chart, Point, Series, Tally
from vlogkit.writing.chart_choice import MOST_COLUMNS, choose_form, dots_stand_for, shortened

Data = dict[str, object]
ROWS = ((44, 8), (60, 6), (1000, 4))
"""Rows of a chart for names of at most so many characters: fewer where names take several lines, so that they stay
readable on a phone."""
OTHERS = "{count} lainnya"
"""How a row that stands for several is called in files that vlogkit writes."""
_BEHIND = ("mute", "ink", "good", "accent")
"""Roles of the lines behind the last one, which leads."""


def chart_facts(tally: Tally, words: Mapping[str, str], lang: Language) -> list[Data]:
    """The charts, each with `form` (that of an element `chart`, or `lines`), `title`, `note`, `items`, `per`, and
    `alt`, which reads every number."""
    leading = tally.leading().label
    return [
        _lines(chart, leading, lang)
        if chart.kind == "lines" and len(chart.series) > 1
        else _rows(chart, _form(chart), words, lang)
        for chart in tally.charts
    ]


def _form(chart: Chart) -> ChartForm:
    """The form that is named, or suits what is shown."""
    points = [point for series in chart.series for point in series.points]
    labels, values = [point.label for point in points], [point.value for point in points]
    if chart.kind == "lines":
        return "line" if len(points) > MOST_COLUMNS else "columns"
    if chart.kind != "bars":
        return chart.kind
    return "bars" if len(chart.series) > 1 else choose_form(labels, values, [chart.unit])


def _rows(chart: Chart, form: ChartForm, words: Mapping[str, str], lang: Language) -> Data:
    """A row a point; of several series each row says which it belongs to."""
    several = len(chart.series) > 1
    points = [
        point.model_copy(update={"label": f"{point.label}, {series.label}"}) if several and series.label else point
        for series in chart.series
        for point in series.points
    ]
    if chart.kind == "ranking":
        rest = [point for point in points if _others(point.label, words)]
        ordered = sorted((point for point in points if point not in rest), key=lambda point: -point.value)
        points = [*ordered, *rest]
    over_time = form in {"columns", "line", "slope"}
    points = _folded(points, words) if _are_counts(chart, points) and not over_time else points
    decimals = _decimals(points)
    items: list[Data] = [
        {
            "label": point.label,
            "short": shortened(point.label),
            "value": point.value,
            "written": _written(point.value, chart.unit, lang, decimals),
            "role": "brand" if index == (len(points) - 1 if over_time else 0) else "mute",
            "numbered": not _others(point.label, words),
        }
        for index, point in enumerate(points)
    ]
    read = "; ".join(f"{item['label']}: {item['written']}" for item in items)
    made = _chart(chart, items, read)
    per = dots_stand_for([point.value for point in points]) if form == "dots" else 1
    dot = words.get("one_dot", "").replace("{count}", formatting.number(per, lang)).replace("{unit}", chart.unit)
    note = ". ".join(part for part in (str(made["note"]), dot.strip() if form == "dots" else "") if part)
    return made | {"form": form, "per": per, "note": note}


def _lines(chart: Chart, leading: str, lang: Language) -> Data:
    """A line a series, over the points of the first one; the one called like the tally's leading part leads, else the
    last."""
    decimals = _decimals([point for series in chart.series for point in series.points])
    called = [series.label.split()[:1] == leading.split()[:1] for series in chart.series]
    first = called.index(True) if True in called else len(called) - 1
    roles = iter(_BEHIND * len(called))
    items: list[Data] = []
    for index, series in enumerate(chart.series):
        role = "brand" if index == first else next(roles)
        points = [
            {"label": point.label, "value": point.value, "written": _written(point.value, chart.unit, lang, decimals)}
            for point in series.points
        ]
        items.append({"label": series.label, "written": points[-1]["written"], "points": points, "role": role})
    read = ". ".join(_read(series, chart.unit, lang, decimals) for series in chart.series)
    return _chart(chart, items, read)


def _read(series: Series, unit: str, lang: Language, decimals: int) -> str:
    points = ", ".join(f"{point.label} {_written(point.value, unit, lang, decimals)}" for point in series.points)
    return f"{series.label}: {points}" if series.label else points


def _chart(chart: Chart, items: list[Data], read: str) -> Data:
    said = chart.unit == "%" or chart.unit.casefold() in chart.title.casefold()
    note = ", ".join(part for part in ("" if said else chart.unit, chart.note) if part)
    alt = f"{chart.title}{f' ({note})' if note else ''}. {read}."
    return {"title": chart.title, "note": note, "items": items, "alt": alt, "form": "lines", "per": 1}


def _are_counts(chart: Chart, points: Sequence[Point]) -> bool:
    """Whether rows may be added up."""
    return chart.unit != "%" and all(float(point.value).is_integer() for point in points)


def _folded(points: list[Point], words: Mapping[str, str]) -> list[Point]:
    """The first rows, and the others as one row of their own, so that all still sum to what was counted."""
    longest = max(len(point.label) for point in points)
    most = next(rows for characters, rows in ROWS if longest <= characters or characters == ROWS[-1][0])
    if len(points) <= most:
        return points
    shown, left = points[: most - 1], points[most - 1 :]
    count = sum(_others(point.label, words) or 1 for point in left)
    label = words.get("others", OTHERS).replace("{count}", str(count))
    return [*shown, Point(label=label, value=sum(point.value for point in left))]


def _others(label: str, words: Mapping[str, str]) -> int:
    """How many a row such as `5 lainnya` stands for; 0 for a row of its own."""
    for pattern in (OTHERS, words.get("others", OTHERS)):
        before, _, after = pattern.partition("{count}")
        if match := re.fullmatch(rf"{re.escape(before)}(\d+){re.escape(after)}", label):
            return int(match[1])
    return 0


def _decimals(points: Sequence[Point]) -> int:
    """As many decimals as the value with the most was written with, so that rows compare digit by digit; none for
    counts, which older files hold as `212.0`."""
    if all(point.decimals <= 1 and point.value.is_integer() for point in points):
        return 0
    return max((point.decimals for point in points), default=0)


def _written(value: float, unit: str, lang: Language, decimals: int) -> str:
    percent = ("" if lang == "en" else formatting.NBSP) + "%" if unit == "%" else ""
    return f"{formatting.number(value, lang, decimals)}{percent}"
