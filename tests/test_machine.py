"""What this machine has, as far as this process may use it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from vlogkit import machine
from vlogkit.machine import be_considerate, cores, memory_at_hand, pool_of

POOL = """
import time
from vlogkit.machine import pool_of

if __name__ == "__main__":
    with pool_of(2) as pool:
        works = [pool.submit(time.sleep, second) for second in (0, 0, 600)]
        works[0].result()
        print("works", flush=True)
        works[2].result()
"""


def test_a_container_counts_its_own_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 3, 5}, raising=False)
    assert cores() == 3


def test_a_system_that_does_not_say_what_is_allowed_counts_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert cores() == 1


def test_workers_end_when_the_process_that_began_them_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "pool.py"
    script.write_text(POOL, encoding="utf-8")
    process = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "works\n"
    process.kill()
    process.communicate(timeout=10)  # the pipe closes with the last process that holds it: the workers do


def test_a_worker_does_first_what_it_was_told() -> None:
    with pool_of(1, be_considerate) as pool:
        assert pool.submit(niceness).result() == min(19, niceness() + 10)


def niceness() -> int:
    """How far this process lets others go first."""
    return os.nice(0) if hasattr(os, "nice") else 10


def group(folder: Path, limit: str, used: int, kept: int = 0) -> Path:
    """A group of processes as Linux shows it now."""
    folder.mkdir(parents=True)
    for name, text in (("max", limit), ("current", str(used)), ("stat", f"anon 5\ninactive_file {kept}\n")):
        (folder / f"memory.{name}").write_text(text, encoding="ascii")
    return folder


def test_the_narrowest_container_says_what_memory_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = group(tmp_path / "a" / "b", "max", 500)
    outer = group(tmp_path / "c", "1000000", 400_000, kept=150_000)
    monkeypatch.setattr(machine, "_containers", lambda: [inner, outer, tmp_path / "none"])
    assert memory_at_hand() == 750_000
    monkeypatch.setattr(machine, "_containers", list)
    assert (memory_at_hand() or 0) > 1_000_000 or sys.platform != "linux"
