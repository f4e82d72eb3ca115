"""Make one item in this process, and report a failure as its outcome."""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import dataclass
from pathlib import Path

from vlogkit.errors import VlogkitError, unforeseen
from vlogkit.pipeline.making.bundles import Made, make_bundle
from vlogkit.pipeline.making.options import Options
from vlogkit.pipeline.telling.items import tell
from vlogkit.workspace import open_workspace


@dataclass(frozen=True)
class Outcome:
    """What became of one item: what was made of it, or why not."""

    name: str
    made: Made | None = None
    error: VlogkitError | None = None


def make_one(root: Path, name: str, options: Options) -> Outcome:
    """Make one item in this process; a fault of it is its outcome, so that it does not stop the others."""
    now = dt.datetime.now(dt.UTC)
    try:
        workspace = open_workspace(root)
        return Outcome(name, make_bundle(workspace, tell(workspace, name, today=now.date()), now=now, options=options))
    except VlogkitError as error:
        return Outcome(name, error=error)
    except Exception as fault:
        if os.environ.get("VLOGKIT_DEBUG"):
            raise
        return Outcome(name, error=unforeseen(fault))
