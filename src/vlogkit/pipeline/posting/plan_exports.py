"""Export the plan as a table for spreadsheets, or as a calendar for phones and mail programs."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from vlogkit.files import write_text
from vlogkit.pipeline.posting.publishing_desk import PublishingDesk
from vlogkit.planning.exporting import as_calendar, as_csv
from vlogkit.records.post import Post


@dataclass(frozen=True)
class ExportedPlan:
    """A table (CSV) or a calendar (iCalendar), and the posts in it."""

    text: str
    posts: list[Post]


def export_plan(desk: PublishingDesk, now: dt.datetime, *, calendar: bool, path: Path | None = None) -> ExportedPlan:
    """The whole plan, also written to `path`; `plan import` reads the table back. Raises OutsideError."""
    posts = desk.ledger.posts()
    text = as_calendar(posts, now, name=desk.workspace.settings.name) if calendar else as_csv(posts)
    if path is not None:
        write_text(path, text)
    return ExportedPlan(text, posts)
