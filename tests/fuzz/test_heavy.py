"""What is large, or swells when it is read, is read or refused in less than 1.2 GB of memory.

All materials take minutes, so `make test` takes a few small ones and `make fuzz` all of them.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tests.fuzz.heavy import MATERIALS
from tests.fuzz.test_readers import LONG
from tests.material import ROOT

MEGABYTES, SECONDS = 1200, 240
QUICK = ("xlsx-far-cell", "update-laughs")


def apart(*arguments: str) -> str:
    command = [sys.executable, "-m", "tests.fuzz.heavy", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=SECONDS, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux says what a process held at most")
@pytest.mark.parametrize("name", MATERIALS if LONG else QUICK)
def test_a_heavy_file_is_read_or_refused_in_little_memory(name: str, tmp_path: Path) -> None:
    file = tmp_path / "material"
    apart("make", name, str(file))
    assert int(apart("read", name, str(file))) < MEGABYTES
