"""Check an item by its name; what was found is known as long as nothing has changed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from vlogkit.checking.judging import Judged, judge
from vlogkit.errors import ExitCode, VlogkitError
from vlogkit.pipeline.unchanged import ItemNote
from vlogkit.workspace import Workspace

VERSION = 3
"""Goes up with every change of how findings are written down."""


def check_item(workspace: Workspace, name: str, *, today: dt.date) -> Judged:
    """The findings of an item in every format it is made in; one that cannot be made at all is a finding itself.
    Raises UsageError where there is no such item, OutsideError."""
    note = ItemNote(workspace, name, today, Judged, version=VERSION)
    if (known := note.read()) is not None:
        return known
    from vlogkit.pipeline.checking.check_story import broken, check_told  # here: what is known needs none of it
    from vlogkit.pipeline.telling.items import tell

    try:
        told = tell(workspace, name, today=today)
    except VlogkitError as error:
        if error.exit_code != ExitCode.FAILED:
            raise
        return judge(broken(error, workspace.root), workspace.settings.checks, Path(name).stem)
    return note.keep(check_told(workspace, told, today=today), told)
