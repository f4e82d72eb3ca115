"""A process that is killed while somebody types: what was saved is there, and no file is half written."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.material import make_workspace

from vlogkit.pipeline.editing.item_editing import open_item
from vlogkit.pipeline.editing.versions import version_text, versions
from vlogkit.workspace import open_workspace

MOMENTS = 100 if os.environ.get("CI") else 4
LATEST = 1.0
"""Seconds of typing that may be lost."""
TYPING = """
import datetime as dt, sys
from pathlib import Path
from vlogkit.pipeline.editing.item_editing import open_item, save_item
from vlogkit.workspace import open_workspace
workspace = open_workspace(Path(sys.argv[1]))
known = open_item(workspace, "jembatan").version
for turn in range(1_000_000):
    print(turn, flush=True)
    body = f"Ketikan {turn}. " + "Kata yang panjang. " * 400
    known = save_item(workspace, "jembatan", {"body": body}, known=known, now=dt.datetime.now(dt.UTC)).version
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signal that kills without a word")
def test_a_process_killed_at_any_moment_loses_no_more_than_the_last_second(tmp_path: Path) -> None:
    chance = random.Random(20_261_128)
    folder = make_workspace(tmp_path / "dinas").root
    for _ in range(MOMENTS):
        process = subprocess.Popen(
            [sys.executable, "-c", TYPING, str(folder)], stdout=subprocess.PIPE, text=True, bufsize=1
        )
        assert process.stdout is not None
        typed: list[tuple[float, int]] = []
        end: float | None = None
        while end is None or time.monotonic() < end:
            typed.append((time.monotonic(), int(process.stdout.readline())))
            end = end or time.monotonic() + chance.uniform(0.0, 0.4)
        process.kill()
        killed = time.monotonic()
        typed += [(killed, int(line)) for line in process.stdout.read().split("\n") if line.strip().isdigit()]
        process.wait()
        item = open_item(open_workspace(folder), "jembatan")
        assert item.trouble is None
        said = item.fields["body"]
        assert said.rstrip().endswith("Kata yang panjang.") or not said.startswith("Ketikan")
        old = [number for at, number in typed if at < killed - LATEST]
        before_last = [number for _, number in typed][:-1]
        certain = max([*old, *before_last], default=-1)
        if certain >= 0:
            assert int(said.split(".")[0].removeprefix("Ketikan ")) >= certain
        for one in versions(open_workspace(folder), "jembatan"):
            text = version_text(open_workspace(folder), "jembatan", one.name)
            assert text.startswith("---\n")
            assert text.endswith("\n")
