"""`vlogkit cache` says what is kept and removes what nobody used for long."""

from __future__ import annotations

import json
import os
import time

from tests.cli.runner import Run
from tests.material import TODAY

from vlogkit.files import DAY
from vlogkit.pipeline.telling.items import tell
from vlogkit.workspace import Workspace


def test_info_and_prune_count_copies_as_well_as_segments(vlogkit: Run, workspace: Workspace) -> None:
    tell(workspace, "jembatan", today=TODAY)
    there = json.loads(vlogkit("cache", "info", "-w", str(workspace.root), "--json").out)
    assert there["entries"] == 0
    assert there["copies"] > 0
    assert there["copies_bytes"] > 0
    assert f"{there['copies']} protected copies" in vlogkit("cache", "info", "-w", str(workspace.root)).out
    assert "removed" in vlogkit("cache", "prune", "-w", str(workspace.root)).out
    when = time.time() - 100 * DAY
    for path in (workspace.private / "pictures").iterdir():
        os.utime(path, (when, when))
    gone = json.loads(vlogkit("cache", "prune", "-w", str(workspace.root), "--json").out)
    assert (gone["copies_removed"], gone["copies_bytes_removed"]) == (there["copies"], there["copies_bytes"])
