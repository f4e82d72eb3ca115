"""Turn a notice and its brand into the plain data that templates read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from vlogkit import formatting
from vlogkit.media.regencies import named_in
from vlogkit.records.base import Language
from vlogkit.records.brand import Agency, Brand
from vlogkit.records.clips.take import Take
from vlogkit.records.notices.complaint import Complaint
from vlogkit.records.notices.media import Clip, Picture
from vlogkit.records.notices.notice import Notice
from vlogkit.records.notices.tally import Tally
from vlogkit.records.notices.update import Update
from vlogkit.writing.chart_facts import chart_facts
from vlogkit.writing.speech.takes import take_names
from vlogkit.writing.thumbnails import thumbnail_words
from vlogkit.writing.update_facts import joined, update_facts

MOST_TOGETHER = 8
"""Pictures in one grid; more are too small to be seen."""
Pieces = Mapping[Clip, tuple[tuple[float, float], ...]]
COUNTRY = "62"
"""Indonesia's, in place of a telephone number's first zero."""


def facts_of(
    notice: Notice,
    brand: Brand,
    words: Mapping[str, str],
    lang: Language,
    takes: Mapping[str, Take] | None = None,
) -> dict[str, object]:
    """`notice`, `agency`, `brand`, `words` as they are, and what a kind of notice adds (`took`, `parts`, …)."""
    plain = notice.model_dump(mode="json", by_alias=False)
    plain["date"] = notice.date.isoformat() if notice.date else ""
    pictures = photos(notice)
    data: dict[str, object] = {
        "notice": plain,
        "agency": brand.agency.model_dump(mode="json") | address_of(brand.agency, notice.kind, words),
        "brand": brand.name,
        "words": dict(words),
        "photos": pictures,
        "photo_rows": rows(pictures),
        "photo": pictures[0] if pictures else {"file": "", "focus": "", "alt": ""},
        "chapters": chapters(notice, takes or {}),
        "further": further(notice, takes or {}, told=1 if isinstance(notice, Update) and notice.facts else 0),
        "talks": talks(notice, takes or {}),
        "place_date": joined(notice.place, formatting.date(notice.date, lang) if notice.date else ""),
    }
    data["thumbnail"] = notice.thumbnail or thumbnail_words(notice.title, lang, resolved=notice.kind == "complaint")
    data["regencies"] = list(named_in(notice.place).found)
    data["spot"] = notice.place.split(",")[0].split(";")[0].strip()
    match notice:
        case Update():
            data |= update_facts(notice, words, lang)
        case Complaint():
            data |= _complaint_facts(notice, words, lang)
        case Tally():
            data |= _tally_facts(notice, words, lang)
    return data


def photos(notice: Notice) -> list[dict[str, str]]:
    """Every picture of a notice and of its items, the one after last, each once. The one before stands among them only
    where there is none after: beside words that tell a result it would show what is no longer so."""
    found = {key: medium for key, medium in notice.media() if isinstance(medium, Picture)}
    before, after = (found.pop((key,), None) for key in ("before", "after"))
    last = after or before
    unique: dict[str, Picture] = {}
    for picture in (*found.values(), *([last] if last else [])):
        unique.setdefault(picture.file, picture)
    return [{"file": file, "focus": _point(one.focus), "alt": one.alt} for file, one in unique.items()]


def rows(pictures: list[dict[str, str]]) -> list[list[dict[str, str]]]:
    """The first eight of some pictures in two rows, the shorter one first."""
    shown = pictures[:MOST_TOGETHER]
    return [row for row in (shown[: len(shown) // 2], shown[len(shown) // 2 :]) if row]


def address_of(agency: Agency, kind: str, words: Mapping[str, str]) -> dict[str, str]:
    """The one `address` at which an agency answers, what `invites` to it, and the `link` that a QR code holds: its number,
    else its site, else its handle. All three are private: nobody is asked to tell a case under a video."""
    number = "".join(digit for digit in agency.whatsapp if digit.isdigit())
    site = agency.site.removeprefix("https://").removeprefix("http://").rstrip("/")
    channels = (
        ("by_whatsapp", agency.whatsapp, f"https://wa.me/{COUNTRY + number[1:] if number.startswith('0') else number}"),
        ("by_site", site, f"https://{site}"),
        ("by_message", f"@{agency.handle.removeprefix('@')}", ""),
        ("", "", ""),
    )
    word, address, link = next(one for one in channels if one[1] not in {"", "@"} or not one[0])
    invite = words.get("invite_report" if kind == "complaint" else "invite_ask", "")
    return {"address": address, "link": link, "invites": f"{invite} {words.get(word, '')}".strip() if word else ""}


def chapters(notice: Notice, takes: Mapping[str, Take]) -> list[dict[str, object]]:
    """A paragraph of the body with the clip or picture that goes with it; media go round where there are fewer."""
    media: list[Clip | Picture] = [*(clip for clip in notice.clips if not clip.talks()), *notice.pictures]
    media = media or list(notice.clips)
    media = media or [medium for key, medium in notice.media() if key in {("before",), ("after",)}][::-1]
    pieces = _kept_pieces(notice, takes)
    return [
        _chapter(paragraph, media[(index + 1) % len(media)] if media else None, pieces)
        for index, paragraph in enumerate(notice.body)
    ]


def further(notice: Notice, takes: Mapping[str, Take], told: int) -> list[dict[str, object]]:
    """What comes after a headline with the first picture: the paragraphs that are not yet told, and every other picture
    and clip in one of them, or in a chapter without words where there are more."""
    left: list[Clip | Picture] = [*(clip for clip in notice.clips if not clip.talks()), *notice.pictures[1:]]
    shown = left or list(notice.pictures)
    paragraphs, pieces = notice.body[told:], _kept_pieces(notice, takes)
    return [
        _chapter(
            paragraphs[index] if index < len(paragraphs) else "", shown[index % len(shown)] if shown else None, pieces
        )
        for index in range(max(len(paragraphs), len(left)))
    ]


def _kept_pieces(notice: Notice, takes: Mapping[str, Take]) -> Pieces:
    """What its cuts kept of each clip in which somebody talks."""
    names = zip(take_names(notice.clips), notice.clips, strict=True)
    return {clip: takes[name].pieces for name, clip in names if name in takes}


def _chapter(say: str, shown: Clip | Picture | None, kept: Pieces) -> dict[str, object]:
    pieces = kept.get(shown, shown.trim.pieces()) if isinstance(shown, Clip) else ()
    return {
        "say": say,
        "file": shown.file if shown else "",
        "alt": shown.alt if shown else "",
        "focus": _point(shown.focus) if shown else "0.5, 0.5",
        "is_clip": isinstance(shown, Clip),
        "start": pieces[0][0] if pieces else shown.trim.start if isinstance(shown, Clip) else 0.0,
        "pieces": [list(piece) for piece in pieces],
        "sound": isinstance(shown, Clip) and shown.sound,
        "framing": shown.framing if isinstance(shown, Clip) else "auto",
        "steady": isinstance(shown, Clip) and shown.steady,
    }


def talks(notice: Notice, takes: Mapping[str, Take]) -> list[dict[str, object]]:
    """Each clip in which somebody talks, with what is kept of it and what covers it."""
    told: list[dict[str, object]] = []
    for name, clip in zip(take_names(notice.clips), notice.clips, strict=True):
        take = takes.get(name)
        if take is None:
            continue
        own = clip.model_dump(mode="json", include={"file", "alt", "speaker", "office", "question", "sign", "framing"})
        covers = [cover.model_dump(mode="json") for cover in take.covers]
        told.append(
            own
            | {
                "take": name,
                "focus": _point(clip.focus),
                "start": take.pieces[0][0],
                "pieces": take.pieces,
                "seconds": take.seconds,
                "sound": take.sound,
                "zoom_cuts": clip.zoom_cuts,
                "steady": clip.steady,
                "name_at": take.name_at,
                "pictures": [cover for cover in covers if not cover["is_clip"]],
                "clips": [cover for cover in covers if cover["is_clip"]],
            }
        )
    return told


def _point(focus: tuple[float, float] | None) -> str:
    """A point as templates read it; nothing where it is to be found."""
    return f"{focus[0]}, {focus[1]}" if focus else ""


def _complaint_facts(complaint: Complaint, words: Mapping[str, str], lang: Language) -> dict[str, object]:
    hours = complaint.hours_to_close()
    count, unit = formatting.span_parts(hours, lang) if hours is not None else (0, "")
    share = min(1.0, hours / complaint.deadline_hours) if hours is not None else 0.0
    dates = {
        name: formatting.date(day, lang, "short") if day else ""
        for name, day in (
            ("before_date", _local_day(complaint.before, complaint.reported_at)),
            ("after_date", _local_day(complaint.after, complaint.closed_at)),
        )
    }
    return {
        "took": formatting.span(hours, lang) if hours is not None else "",
        "took_count": count,
        "took_unit": f"{formatting.NBSP}{unit}",
        "deadline_share": share,
        "within_deadline": hours is not None and hours <= complaint.deadline_hours,
        "reported": _moment(complaint.reported_at, lang),
        "closed": _moment(complaint.closed_at, lang),
        **dates,
        "milestones": milestones(complaint, words, lang),
    }


def milestones(complaint: Complaint, words: Mapping[str, str], lang: Language) -> list[dict[str, str]]:
    """The steps of a complaint's way whose day is known, each with its label and day."""
    return [
        {"label": words.get(name, name), "date": formatting.date(moment, lang, "short")}
        for name, moment in complaint.way()
    ]


def _local_day(picture: Picture | None, moment: dt.datetime | None) -> dt.date | None:
    if picture is not None and picture.date:
        return picture.date
    return moment.date() if moment else None


def _moment(moment: dt.datetime | None, lang: Language) -> str:
    return formatting.date(moment.date(), lang) if moment else ""


def _tally_facts(tally: Tally, words: Mapping[str, str], lang: Language) -> dict[str, object]:
    leading = tally.leading()
    first = tally.window_from
    whole_year = (first.month, first.day) == (1, 1) and first.year == tally.window_to.year
    start = "" if whole_year else formatting.date(first, lang)
    until = f"{words.get('until', '–')} {formatting.date(tally.window_to, lang)}"
    share = leading.count / tally.total
    return {
        "leading": leading.model_dump(),
        "share": share,
        "of_total": words.get("resolved_of", "")
        .replace("{total}", formatting.number(tally.total, lang))
        .replace("{percent}", formatting.percent(share, lang)),
        "total": formatting.number(tally.total, lang),
        "window": f"{start} {until}".strip(),
        "charts": chart_facts(tally, words, lang),
        "parts": [
            {
                "label": part.label,
                "count": part.count,
                "written": formatting.number(part.count, lang),
                "share": part.count / tally.total,
                "role": part.role,
            }
            for part in tally.all_parts()
        ],
    }
