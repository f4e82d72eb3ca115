"""Count the complaints of a span of days, and save the count as an item to be rendered."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from vlogkit.errors import UsageError
from vlogkit.files import write_text
from vlogkit.intake.complaints.store import ComplaintStore
from vlogkit.intake.complaints.tallies import TallyTerms, TallyWindow, as_markdown, tally
from vlogkit.intake.complaints.tally_words import tally_words
from vlogkit.records.notices.tally import Tally
from vlogkit.workspace import Workspace


def count_complaints(
    workspace: Workspace,
    first: dt.date,
    last: dt.date,
    *,
    now: dt.datetime,
    agency: str = "",
    district: str = "",
    category: str = "",
) -> Tally:
    """Count the complaints reported from one day to another, both included; "" is any. Raises UsageError."""
    if last < first:
        raise UsageError("the last day lies before the first", hint="Exchange --from and --to.")
    settings = workspace.settings
    window = TallyWindow(first, last, agency, district, category, settings.timezone)
    terms = TallyTerms(settings.lang, tally_words(settings.lang, workspace.root), settings.response_hours)
    with ComplaintStore(workspace.private) as store:
        return tally(store, window, terms, now=now, place=district or settings.name)


def save_tally(workspace: Workspace, counted: Tally) -> Path:
    """Write a count to updates/ as an item that a person may correct. Raises UsageError where there is one already,
    OutsideError."""
    path = workspace.updates / f"{counted.id}.md"
    if path.exists():
        raise UsageError(f"`{path}` already exists", hint="Remove it first, or name other days.")
    write_text(path, as_markdown(counted))
    return path
