"""Read the days and times that people type, and write times in the workspace's zone."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from vlogkit.errors import UsageError
from vlogkit.planning.typed_times import read_time
from vlogkit.workspace import Workspace

__all__ = ["day_of", "read_time", "start_of"]


def day_of(text: str) -> dt.date:
    """A day typed as 2026-12-31. Raises UsageError."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"`{text}` is not a day", hint="Write it as 2026-12-31.") from None


def start_of(text: str, workspace: Workspace) -> dt.datetime:
    """The midnight at which a day typed as 2026-12-31 begins where the workspace is. Raises UsageError."""
    return dt.datetime.combine(day_of(text), dt.time(), ZoneInfo(workspace.settings.timezone))
