"""Count the complaints of a period by stage, as a notice whose numbers sum to their total."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal
from zoneinfo import ZoneInfo

from vlogkit import formatting
from vlogkit.errors import UsageError
from vlogkit.intake.complaints.store import ComplaintStore
from vlogkit.intake.complaints.storing.case import CaseFilter, CountedCase
from vlogkit.intake.complaints.tally_words import StageWords, TallyWords, filled
from vlogkit.intake.reading.profiles import profile
from vlogkit.records.base import Language
from vlogkit.records.notices.notice_base import Fact
from vlogkit.records.notices.tally import Chart, Point, Series, Tally, TallyPart

SHOWN = 8
"""Bars of a chart; what is left over is one bar of its own."""
_CLASSES: tuple[tuple[tuple[str, ...], str], ...] = (
    (("resolved",), "good"),
    (("in_progress", "forwarded"), "accent"),
    (("verifying",), "brand"),
    (("received",), "mute"),
    (("rejected", "unknown"), "mute"),
)
"""Stages that are counted together, and their brand role: five, as many as a card can hold."""


@dataclass(frozen=True)
class TallyTerms:
    """How a tally is told: the language, its words, and the hours within which a complaint must be answered first."""

    lang: Language
    words: TallyWords
    response_hours: float

    def number(self, value: float) -> str:
        """A count as the language writes it."""
        return formatting.number(value, self.lang)

    def days(self, window: TallyWindow) -> str:
        """The days of a window."""
        return formatting.days(window.first, window.last, self.lang)

    def limit(self) -> str:
        """The time limit: in days of 24 hours where it is made of whole ones."""
        days = self.response_hours / 24
        if days.is_integer():
            return filled(self.words.limit_days, count=self.number(days))
        return filled(self.words.limit_hours, count=self.number(self.response_hours))


@dataclass(frozen=True)
class TallyWindow:
    """Complaints reported from one day to another (both counted), and which of them; "" is any."""

    first: dt.date
    last: dt.date
    agency: str = ""
    district: str = ""
    category: str = ""
    zone: str = "UTC"

    def before(self) -> TallyWindow:
        """The window of the same length right before this one."""
        days = (self.last - self.first).days + 1
        return TallyWindow(
            self.first - dt.timedelta(days),
            self.first - dt.timedelta(1),
            self.agency,
            self.district,
            self.category,
            self.zone,
        )


@dataclass(frozen=True)
class Figures:
    """What was counted in a window; shares are None where nothing could be counted."""

    total: int
    stages: Counter[str]
    median_response: float | None
    """Hours to the first response, the median among the resolved whose response time is known."""
    responses: int
    """How many those are."""
    in_time: float | None
    """Share with a first response within the time limit, among those whose time has passed."""
    due: int
    """How many those are."""

    def resolved_share(self) -> float:
        """Share of the resolved."""
        return self.stages["resolved"] / self.total if self.total else 0.0


def tally(
    store: ComplaintStore, window: TallyWindow, terms: TallyTerms, *, now: dt.datetime, place: str = "", name: str = ""
) -> Tally:
    """The counts of a window as a notice: by stage, with the figures beside them and against the window before.

    Every complaint that was reported in the window is in exactly one part, so the parts sum to the total. Raises
    UsageError where there is none.
    """
    rows = _rows(store, window)
    if not rows:
        hint = "Import an export that covers these days, or name other ones."
        raise UsageError(f"no complaint was reported from {window.first} to {window.last}", hint=hint)
    figures = _figures(rows, terms.response_hours, now)
    before = _rows(store, window.before()) if _covered(store, window.before()) else []
    earlier = _figures(before, terms.response_hours, now)
    parts = tuple(_parts(figures.stages, terms.words.stages))
    said = {
        "resolved": terms.number(figures.stages["resolved"]),
        "total": terms.number(figures.total),
        "percent": formatting.percent(figures.resolved_share(), terms.lang),
        "days": terms.days(window),
        "about": _about(window, terms.words),
    }
    data: dict[str, object] = {
        "id": name or _name(window),
        "title": filled(terms.words.title, **said),
        "lang": terms.lang,
        "place": place or window.district,
        "date": window.last,
        "total": figures.total,
        "parts": parts,
        "headline": parts[0].label,
        "source": _source(store) or terms.words.source,
        "from": window.first,
        "to": window.last,
        "body": (
            filled(terms.words.counted, **said),
            filled(terms.words.resolved, **said),
            *_body(figures, earlier, terms),
        ),
        "summary": filled(terms.words.summary, **said),
        "facts": _facts(figures, earlier, terms),
        "charts": _charts(rows, window, terms),
    }
    return Tally.model_validate(data)


def _parts(stages: Counter[str], words: StageWords) -> Iterator[TallyPart]:
    called = words.model_dump() | {"forwarded": words.in_progress}
    for names, role in _CLASSES:
        there = [name for name in names if stages[name]]
        if there:
            label = words.rejected_or_unknown if there == ["rejected", "unknown"] else called[there[0]]
            yield TallyPart(label=label, count=sum(stages[name] for name in there), role=role)  # type: ignore[arg-type]


def _covered(store: ComplaintStore, window: TallyWindow) -> bool:
    """Whether the store reaches back to the beginning of a window (an eighth of it may be missing): without that, a
    comparison would count exports, not complaints."""
    first = store.first_report()
    start = dt.datetime.combine(window.first, dt.time(), ZoneInfo(window.zone)).timestamp()
    length = ((window.last - window.first).days + 1) * 86_400
    return first is not None and first <= start + length / 8


def _rows(store: ComplaintStore, window: TallyWindow) -> list[CountedCase]:
    zone = ZoneInfo(window.zone)
    start, end = (
        int(dt.datetime.combine(day, dt.time(), zone).timestamp())
        for day in (window.first, window.last + dt.timedelta(1))
    )
    return list(store.reported_within(CaseFilter(start, end, window.agency, window.district, window.category)))


def _figures(rows: Sequence[CountedCase], response_hours: float, now: dt.datetime) -> Figures:
    waits = [
        (row.responded_at - row.reported_at) / 3600
        for row in rows
        if row.stage == "resolved" and row.responded_at is not None and row.responded_at >= row.reported_at
    ]
    limit, moment = response_hours * 3600, int(now.timestamp())
    due = [row for row in rows if moment - row.reported_at >= limit]
    in_time = sum(row.responded_at is not None and 0 <= row.responded_at - row.reported_at <= limit for row in due)
    return Figures(
        len(rows), Counter(row.stage for row in rows), median(waits) if waits else None, len(waits),
        in_time / len(due) if due else None, len(due),
    )  # fmt: skip


def _facts(figures: Figures, earlier: Figures, terms: TallyTerms) -> tuple[Fact, ...]:
    words = terms.words
    facts = []
    if figures.median_response is not None:
        label = filled(words.fact_median, count=terms.number(figures.responses))
        facts.append(Fact(label=label, value=round(figures.median_response, 1), unit=words.hours, decimals=1))
    if figures.in_time is not None:
        label = filled(words.fact_in_time, limit=terms.limit(), count=terms.number(figures.due))
        facts.append(Fact(label=label, value=round(figures.in_time * 100, 1), unit="%", decimals=1))
    if earlier.total:
        change = figures.total - earlier.total
        facts.append(Fact(label=words.fact_change, value=change, unit=words.complaints))
        points = round((figures.resolved_share() - earlier.resolved_share()) * 100, 1)
        facts.append(Fact(label=words.fact_share, value=points, unit=words.points, decimals=1))
    return tuple(facts)


def _body(figures: Figures, earlier: Figures, terms: TallyTerms) -> Iterator[str]:
    """The paragraphs behind the counts: how soon a response came, and how many complaints there were before."""
    words = terms.words
    if figures.median_response is not None:
        span = formatting.span(figures.median_response, terms.lang)
        yield filled(words.median, count=terms.number(figures.responses), span=span)
    if earlier.total:
        change = figures.total - earlier.total
        sentence = words.more if change > 0 else words.fewer if change < 0 else words.as_many
        yield filled(sentence, count=terms.number(abs(change)), earlier=terms.number(earlier.total))


def _charts(rows: Sequence[CountedCase], window: TallyWindow, terms: TallyTerms) -> tuple[Chart, ...]:
    words = terms.words
    categories = Counter(row.category or words.no_category for row in rows)
    districts = Counter(row.district or words.no_district for row in rows)
    agencies = Counter(row.agency for row in rows if row.agency and row.stage == "resolved")
    bars: list[tuple[Literal["bars", "ranking"], str, Counter[str]]] = [
        ("bars", words.by_category, categories),
        ("ranking", words.by_district, districts),
        ("ranking", words.by_agency, agencies),
    ]
    charts = [
        Chart(kind=kind, title=title, unit=words.complaints, series=(Series(points=_top(counts, terms)),))
        for kind, title, counts in bars
        if counts
    ]
    weeks = _weeks(rows, window, terms)
    return (weeks, *charts) if weeks else tuple(charts)


def _top(counts: Counter[str], terms: TallyTerms) -> tuple[Point, ...]:
    """The largest, in their order, and the rest as one, so that the bars sum to what was counted."""
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    if len(ordered) > SHOWN:
        rest = sum(count for _, count in ordered[SHOWN - 1 :])
        others = filled(terms.words.others, count=terms.number(len(ordered) - SHOWN + 1))
        ordered = [*ordered[: SHOWN - 1], (others, rest)]
    return tuple(Point(label=label, value=count) for label, count in ordered)


def _weeks(rows: Sequence[CountedCase], window: TallyWindow, terms: TallyTerms) -> Chart | None:
    """Reported and resolved by week of the report; None where the window is shorter than two weeks."""
    zone = ZoneInfo(window.zone)
    count = -(-((window.last - window.first).days + 1) // 7)
    if count < 2:
        return None
    reported, resolved = Counter[int](), Counter[int]()
    for row in rows:
        day = dt.datetime.fromtimestamp(row.reported_at, zone).date()
        week = (day - window.first).days // 7
        reported[week] += 1
        resolved[week] += row.stage == "resolved"
    words, first = terms.words, window.first
    labels = [formatting.date(first + dt.timedelta(7 * week), terms.lang, "short") for week in range(count)]
    lines = tuple(
        Series(label=label, points=tuple(Point(label=labels[week], value=counts[week]) for week in range(count)))
        for label, counts in ((words.reported, reported), (words.stages.resolved, resolved))
    )
    return Chart(kind="lines", title=words.by_week, unit=words.complaints, series=lines, note=words.by_week_note)


def _about(window: TallyWindow, words: TallyWords) -> str:
    """Which complaints were counted, in words with a space before; "" for all."""
    filters = (
        (words.of_category, window.category),
        (words.of_district, window.district),
        (words.of_agency, window.agency),
    )
    return "".join(f" {filled(sentence, name=name)}" for sentence, name in filters if name)


def _source(store: ComplaintStore) -> str:
    """The systems the complaints came from."""
    names = sorted({file.profile for file in store.imports()})
    titles = []
    for name in names:
        try:
            titles.append(profile(name).title)
        except UsageError:
            titles.append(re.sub(r".*[/\\]|\.ya?ml$", "", name))
    return ", ".join(dict.fromkeys(titles))


def _name(window: TallyWindow) -> str:
    about = re.sub(r"[^a-z0-9]+", "-", f"{window.category} {window.district} {window.agency}".lower()).strip("-")
    return f"aduan-{window.first:%Y%m%d}-{window.last:%Y%m%d}{f'-{about}' if about else ''}"[:63].strip("-")


def as_markdown(found: Tally) -> str:
    """The tally as a file of `updates/`, to be corrected by a person and rendered like any other item."""
    import yaml

    data = found.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    for key in ("id", "body"):
        data.pop(key, None)
    front = yaml.safe_dump({"kind": "tally", **data}, sort_keys=False, allow_unicode=True, width=110)
    return f"---\n{front}---\n" + "\n\n".join(found.body) + "\n"
