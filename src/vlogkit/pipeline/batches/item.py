"""Make one item in this process, and report a failure as its outcome."""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import dataclass
from pathlib import Path

from vlogkit.errors import VlogkitError, system_fault, unforeseen
from vlogkit.pipeline.making.bundles import Made
from vlogkit.pipeline.making.item_bundle import make_item
from vlogkit.pipeline.making.options import QUIET, Listener, Options
from vlogkit.workspace import open_workspace


@dataclass(frozen=True)
class Outcome:
    """What became of one item: what was made of it, or why not."""

    name: str
    made: Made | None = None
    error: VlogkitError | None = None


def make_one(root: Path, name: str, options: Options, now: dt.datetime, listener: Listener = QUIET) -> Outcome:
    """Make an item of the workspace at `root`; `listener` hears how it goes on."""
    try:
        return Outcome(name, make_item(open_workspace(root), name, options, now=now, listener=listener))
    except VlogkitError as error:
        return Outcome(name, error=error)
    except OSError as error:
        return Outcome(name, error=system_fault(error))
    except Exception as fault:
        if os.environ.get("VLOGKIT_DEBUG"):
            raise
        return Outcome(name, error=unforeseen(fault))
