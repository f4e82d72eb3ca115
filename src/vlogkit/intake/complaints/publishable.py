"""Turn a case into the complaint that may be shown: redacted, placed no closer than the village, with a title."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from vlogkit.intake.complaints import titles
from vlogkit.intake.complaints.attachments import pictures_of
from vlogkit.intake.complaints.case_events import CaseEvent, read_events
from vlogkit.intake.complaints.identity import slug
from vlogkit.intake.complaints.outcomes import outcome_of
from vlogkit.intake.complaints.store import ComplaintStore
from vlogkit.intake.complaints.storing.case import Case, StoredCase, StoredUpdate
from vlogkit.intake.complaints.vocabulary import Meanings, meanings
from vlogkit.intake.redaction.redact import redact
from vlogkit.records.notices.complaint import Complaint, Event
from vlogkit.records.notices.media import Picture

_PUBLIC_PARTS = re.compile(
    r"^\s*(?:kab(?:upaten)?|kota|kec(?:amatan)?|kel(?:urahan)?|desa|provinsi)\b\.?\s+[^\d]+$", re.IGNORECASE
)
_SMALLEST_FIRST = ("kel", "desa", "kec", "kab", "kota", "prov")


def complaints(store: ComplaintStore, stage: str = "", *, workspace: Path | None = None) -> Iterator[Complaint]:
    """Complaints of the store, all or those in a stage, redacted one by one."""
    for item in store.cases(stage):
        yield shown(store, item, workspace=workspace)


def complaint(store: ComplaintStore, name: str, *, workspace: Path | None = None) -> Complaint | None:
    """The complaint with an id, redacted, or None."""
    item = store.one(name)
    return shown(store, item, workspace=workspace) if item else None


def shown(store: ComplaintStore, item: StoredCase, *, workspace: Path | None = None) -> Complaint:
    """A stored case as a complaint, its earlier stages and its updates among the events."""
    lang, zone = store.origin(item.source)
    updates = store.updates(item.id)
    case = _answered(item.case, updates)
    more = [CaseEvent(past.since, "status", stage=past.stage) for past in store.history(item.id)]
    more += [CaseEvent(update.at, update.kind, text=update.text, stage=update.stage) for update in updates]
    if chosen := store.decisions(item.id).get("pictures"):
        before, _, after = chosen.value.partition("\n")
        case = case._replace(before=before, after=after)
    if case.category in (names := store.services(item.source)):
        case = case._replace(category=names[case.category])
    return public(
        case,
        source=item.source,
        lang=lang,
        zone=zone,
        words=meanings(workspace),
        more=more,
        workspace=workspace,
    )


def shown_outcome(store: ComplaintStore, item: StoredCase, words: Meanings) -> str:
    """The outcome of a stored case as `shown` has it, without a word redacted: most cases go no further."""
    return outcome_of(_answered(item.case, store.updates(item.id)), words)


def _answered(case: Case, updates: Sequence[StoredUpdate]) -> Case:
    """The case with its last update for a response, where it has none."""
    return case if case.response or not updates else case._replace(response=updates[-1].text)


def public(
    case: Case,
    *,
    source: str,
    lang: str,
    zone: str,
    words: Meanings,
    more: list[CaseEvent] | None = None,
    workspace: Path | None = None,
) -> Complaint:
    """The complaint that may be shown: texts redacted, the place no closer than the village, times in `zone`."""
    local = ZoneInfo(zone)
    text, response = (
        redact(case.text, workspace=workspace).text,
        redact(case.response, workspace=workspace).text,
    )
    place = public_place(case.location, case.district)
    before, after = pictures_of(case, words)
    subject = titles.subject_of(text, case.category, words)
    outcome = outcome_of(case, words)
    question = case.nature.casefold() in words.questions and outcome == "answered"
    name = titles.named(subject, redact(case.category, workspace=workspace).text, lang, question=question)
    reported, responded, closed = (
        _time(case.reported_at, local),
        _time(case.responded_at, local),
        _time(case.closed_at, local),
    )
    hours = (closed - reported).total_seconds() / 3600 if reported and closed else None
    day = closed or reported
    return Complaint(
        id=slug(source, case.ticket),
        title=titles.title(name, place, case.stage, outcome, hours, subject, lang),
        lang="en" if lang == "en" else "jv" if lang == "jv" else "id",
        place=place,
        date=day.date() if day else None,
        summary=_summary(response or text),
        source=source,
        ticket=case.ticket,
        stage=case.stage,  # type: ignore[arg-type]  # the store holds only the model's own words
        outcome=outcome,  # type: ignore[arg-type]
        category=case.category,
        channel=case.channel,
        agency=case.agency,
        district=public_place(case.district, "") or case.district if not any(map(str.isdigit, case.district)) else "",
        text=text,
        response=response,
        reported_at=reported,
        responded_at=responded,
        closed_at=closed,
        deadline_hours=case.deadline_hours,
        confidential=case.in_confidence(),
        anonymous=bool(case.anonymous),
        before=_picture(before, titles.alt(name, place, "before", subject, lang), reported),
        after=_picture(after, titles.alt(name, place, "after", subject, lang), closed),
        events=_events([*read_events(case.events), *(more or [])], local, workspace),
        doubts=tuple(case.doubts.split()),
    )


def public_place(location: str, district: str) -> str:
    """Administrative parts of a location, the smallest first; streets and numbers never, the district if nothing else."""
    parts = [part.strip() for part in re.split(r"[,;]", location) if _PUBLIC_PARTS.match(part)]
    parts.sort(
        key=lambda part: next((rank for rank, kind in enumerate(_SMALLEST_FIRST) if part.lower().startswith(kind)), 9)
    )
    if parts:
        return ", ".join(dict.fromkeys(parts))
    return district if not any(letter.isdigit() for letter in district) else ""


def _time(at: int | None, zone: ZoneInfo) -> dt.datetime | None:
    return dt.datetime.fromtimestamp(at, zone) if at is not None else None


def _picture(name: str, alt: str, day: dt.datetime | None) -> Picture | None:
    if not name or name.startswith(("http://", "https://")):
        return None
    return Picture(file=name.replace("\\", "/"), alt=alt, date=day.date() if day else None)


def _events(rows: list[CaseEvent], zone: ZoneInfo, workspace: Path | None) -> tuple[Event, ...]:
    events = []
    for row in rows:
        moment = dt.datetime.fromtimestamp(row.at, zone)
        said, author = redact(row.text, workspace=workspace).text, redact(row.by, workspace=workspace).text
        data = {
            "at": moment,
            "kind": row.kind,
            "by": author,
            "text": said,
            "stage": row.stage or None,
            "rating": row.rating,
        }
        events.append(Event.model_validate(data))
    return tuple(sorted(events, key=lambda event: event.at))


def _summary(text: str, most: int = 200) -> str:
    """The beginning of a text, whole sentences where they fit."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    cut = max(text.rfind(mark, 0, most) for mark in (". ", "! ", "? "))
    return text[: cut + 1] if cut > 60 else f"{text[: most - 1].rsplit(' ', 1)[0]}…"
