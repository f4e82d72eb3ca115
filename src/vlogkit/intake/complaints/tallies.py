"""Count the complaints of a period by stage, as a notice whose numbers sum to their total."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from zoneinfo import ZoneInfo

from vlogkit import formatting
from vlogkit.errors import UsageError
from vlogkit.intake.complaints.store import ComplaintStore
from vlogkit.intake.complaints.storing.case import CaseFilter, CountedCase
from vlogkit.intake.reading.profiles import profile
from vlogkit.records.notices.notice_base import Fact
from vlogkit.records.notices.tally import Chart, Point, Series, Tally, TallyPart

RESPONSE_HOURS = 48
"""Central Java's deadline for the first response: 2 × 24 hours."""
SHOWN = 8
"""Bars of a chart; what is left over is one bar of its own."""
_CLASSES: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (("resolved",), "Selesai", "good"),
    (("in_progress", "forwarded"), "Diproses", "accent"),
    (("verifying",), "Diverifikasi", "brand"),
    (("received",), "Menunggu", "mute"),
    (("rejected", "unknown"), "Ditolak atau tak jelas", "mute"),
)
"""Stages, how they are called together, and their brand role: five, as many as a card can hold."""
_ALONE = {"rejected": "Ditolak", "unknown": "Status tidak jelas"}


@dataclass(frozen=True)
class TallyWindow:
    """Complaints reported from one day to another (both counted), and which of them; "" is any."""

    first: dt.date
    last: dt.date
    agency: str = ""
    district: str = ""
    category: str = ""
    zone: str = "Asia/Jakarta"

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
    """Share with a first response within 48 hours, among those whose 48 hours have passed."""
    due: int
    """How many those are."""

    def resolved_share(self) -> float:
        """Share of the resolved."""
        return self.stages["resolved"] / self.total if self.total else 0.0


def tally(store: ComplaintStore, window: TallyWindow, *, now: dt.datetime, place: str = "", name: str = "") -> Tally:
    """The counts of a window as a notice: by stage, with the figures beside them and against the window before.

    Every complaint that was reported in the window is in exactly one part, so the parts sum to the total. Raises
    UsageError where there is none.
    """
    rows = _rows(store, window)
    if not rows:
        hint = "Import an export that covers these days, or name other ones."
        raise UsageError(f"no complaint was reported from {window.first} to {window.last}", hint=hint)
    figures = _figures(rows, now)
    earlier = _figures(_rows(store, window.before()) if _covered(store, window.before()) else [], now)
    parts = tuple(_parts(figures.stages))
    written = f"{formatting.number(figures.stages['resolved'])} dari {formatting.number(figures.total)} aduan selesai"
    data: dict[str, object] = {
        "id": name or _name(window),
        "title": f"{written}{_about(window)}",
        "place": place or window.district,
        "date": window.last,
        "total": figures.total,
        "parts": parts,
        "headline": parts[0].label,
        "source": _source(store),
        "from": window.first,
        "to": window.last,
        "body": _body(window, figures, earlier),
        "summary": f"{written}, {formatting.days(window.first, window.last)}.",
        "facts": _facts(figures, earlier),
        "charts": _charts(rows, window),
    }
    return Tally.model_validate(data)


def _parts(stages: Counter[str]) -> Iterator[TallyPart]:
    for names, label, role in _CLASSES:
        there = [name for name in names if stages[name]]
        if there:
            called = _ALONE.get(there[0], label) if len(there) == 1 else label
            yield TallyPart(label=called, count=sum(stages[name] for name in there), role=role)  # type: ignore[arg-type]


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


def _figures(rows: Sequence[CountedCase], now: dt.datetime) -> Figures:
    waits = [
        (row.responded_at - row.reported_at) / 3600
        for row in rows
        if row.stage == "resolved" and row.responded_at is not None and row.responded_at >= row.reported_at
    ]
    limit, moment = RESPONSE_HOURS * 3600, int(now.timestamp())
    due = [row for row in rows if moment - row.reported_at >= limit]
    in_time = sum(row.responded_at is not None and 0 <= row.responded_at - row.reported_at <= limit for row in due)
    return Figures(
        len(rows), Counter(row.stage for row in rows), median(waits) if waits else None, len(waits),
        in_time / len(due) if due else None, len(due),
    )  # fmt: skip


def _facts(figures: Figures, earlier: Figures) -> tuple[Fact, ...]:
    facts = []
    if figures.median_response is not None:
        label = f"median waktu respons pertama, {formatting.number(figures.responses)} aduan yang selesai"
        facts.append(Fact(label=label, value=round(figures.median_response, 1), unit="jam", decimals=1))
    if figures.in_time is not None:
        label = f"direspons dalam 2 × 24 jam, dari {formatting.number(figures.due)} aduan yang sudah lewat tenggat"
        facts.append(Fact(label=label, value=round(figures.in_time * 100, 1), unit="%", decimals=1))
    if earlier.total:
        change = figures.total - earlier.total
        facts.append(Fact(label="aduan dibanding periode sebelumnya", value=change, unit="aduan"))
        points = round((figures.resolved_share() - earlier.resolved_share()) * 100, 1)
        facts.append(Fact(label="perubahan bagian yang selesai", value=points, unit="poin persen", decimals=1))
    return tuple(facts)


def _body(window: TallyWindow, figures: Figures, earlier: Figures) -> tuple[str, ...]:
    number, days = formatting.number, formatting.days(window.first, window.last)
    resolved = figures.stages["resolved"]
    lines = [
        f"Pada {days} tercatat {number(figures.total)} aduan{_about(window)}.",
        f"Sebanyak {number(resolved)} aduan sudah selesai, atau {formatting.percent(figures.resolved_share())}.",
    ]
    if figures.median_response is not None:
        hours = formatting.span(figures.median_response)
        lines.append(
            f"Di antara {number(figures.responses)} aduan yang selesai, separuhnya direspons dalam {hours} atau kurang."
        )
    if earlier.total:
        word = (
            "lebih banyak"
            if figures.total > earlier.total
            else "lebih sedikit"
            if figures.total < earlier.total
            else ""
        )
        change = f"{number(abs(figures.total - earlier.total))} {word} dari" if word else "sama banyak dengan"
        lines.append(f"Jumlah aduan {change} periode sebelumnya, {number(earlier.total)} aduan.")
    return tuple(lines)


def _charts(rows: Sequence[CountedCase], window: TallyWindow) -> tuple[Chart, ...]:
    charts = [
        Chart(kind="bars", title="Aduan menurut sektor", unit="aduan", series=(Series(points=_top(Counter(row.category or "Tanpa sektor" for row in rows))),)),
        Chart(kind="ranking", title="Aduan menurut wilayah", unit="aduan", series=(Series(points=_top(Counter(row.district or "Tanpa wilayah" for row in rows))),)),
    ]  # fmt: skip
    agencies = Counter(row.agency for row in rows if row.agency and row.stage == "resolved")
    if agencies:
        charts.append(
            Chart(
                kind="ranking",
                title="Aduan selesai menurut instansi",
                unit="aduan",
                series=(Series(points=_top(agencies)),),
            )
        )
    weeks = _weeks(rows, window)
    if weeks:
        charts.insert(0, weeks)
    return tuple(charts)


def _top(counts: Counter[str]) -> tuple[Point, ...]:
    """The largest, in their order, and the rest as one, so that the bars sum to what was counted."""
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    if len(ordered) > SHOWN:
        rest = sum(count for _, count in ordered[SHOWN - 1 :])
        ordered = [*ordered[: SHOWN - 1], (f"{len(ordered) - SHOWN + 1} lainnya", rest)]
    return tuple(Point(label=label, value=count) for label, count in ordered)


def _weeks(rows: Sequence[CountedCase], window: TallyWindow) -> Chart | None:
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
    labels = [formatting.date(window.first + dt.timedelta(7 * week), style="short") for week in range(count)]
    lines = tuple(
        Series(label=label, points=tuple(Point(label=labels[week], value=counts[week]) for week in range(count)))
        for label, counts in (("Masuk", reported), ("Selesai", resolved))
    )
    return Chart(kind="lines", title="Aduan per pekan", unit="aduan", series=lines, note="menurut pekan aduan masuk")


def _about(window: TallyWindow) -> str:
    """Which complaints were counted, in words."""
    parts = [window.category and f"sektor {window.category}", window.district and f"di {window.district}", window.agency and f"untuk {window.agency}"]  # fmt: skip
    said = " ".join(part for part in parts if part)
    return f" {said}" if said else ""


def _source(store: ComplaintStore) -> str:
    """The systems the complaints came from."""
    names = sorted({file.profile for file in store.imports()})
    titles = []
    for name in names:
        try:
            titles.append(profile(name).title)
        except UsageError:
            titles.append(re.sub(r".*[/\\]|\.ya?ml$", "", name))
    return ", ".join(dict.fromkeys(titles)) or "data aduan"


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
