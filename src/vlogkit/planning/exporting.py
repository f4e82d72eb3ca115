"""Export posts as a table (CSV) or a calendar (iCalendar, RFC 5545)."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo

from vlogkit.planning.plan_files import COLUMNS
from vlogkit.records.post import Post

_STATUS = {"draft": "TENTATIVE", "cancelled": "CANCELLED", "expired": "CANCELLED"}


def as_csv(posts: Sequence[Post]) -> str:
    """A table that `plan import` reads back, with the id and the state in front."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(["id", "state", *COLUMNS])
    for post in posts:
        local = post.due.astimezone(ZoneInfo(post.zone))
        cells = [
            post.bundle,
            post.account,
            local.isoformat(timespec="minutes"),
            post.zone,
            post.title,
            post.text,
        ]
        table.writerow(
            [
                post.id,
                post.state,
                *map(_harmless, cells),
                " ".join(post.hashtags),
                post.link,
                " ".join(post.tags),
            ]
        )
    return text.getvalue()


def _harmless(cell: str) -> str:
    """A cell that a spreadsheet will not run as a formula."""
    return "'" + cell if cell[:1] in {"=", "+", "-", "@", "\t"} else cell


def as_calendar(posts: Sequence[Post], now: dt.datetime, *, name: str) -> str:
    """One event of 15 minutes a post; `now` is when the calendar was made."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//vlogkit//plan//EN", f"X-WR-CALNAME:{_text(name)}"]
    for post in posts:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{post.id}@vlogkit",
            f"DTSTAMP:{_stamp(now)}",
            f"DTSTART:{_stamp(post.due)}",
            "DURATION:PT15M",
            f"SUMMARY:{_text(f'{post.account}: {post.title or post.bundle}')}",
            f"DESCRIPTION:{_text(post.wording())}",
            f"CATEGORIES:{_text(post.platform)}",
            f"STATUS:{_STATUS.get(post.state, 'CONFIRMED')}",
            "END:VEVENT",
        ]
    return "".join(line + "\r\n" for line in _folded([*lines, "END:VCALENDAR"]))


def _stamp(moment: dt.datetime) -> str:
    return f"{moment.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"


def _text(value: str) -> str:
    for sign in ("\\", ";", ","):
        value = value.replace(sign, "\\" + sign)
    return value.replace("\r\n", "\n").replace("\n", "\\n")


def _folded(lines: Iterable[str]) -> Iterable[str]:
    """Lines of at most 75 bytes; what is longer goes on after a space (RFC 5545, 3.1)."""
    for line in lines:
        part = ""
        for char in line:
            if len((part + char).encode()) > 75:
                yield part
                part = " "
            part += char
        yield part
