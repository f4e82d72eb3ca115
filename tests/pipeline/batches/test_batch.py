"""A batch gives one outcome for each item, whatever becomes of single items and of the processes that make them."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from tests.material import UPDATE, make_workspace, write

from vlogkit.errors import UsageError
from vlogkit.keeping.manifests import manifest_if_any
from vlogkit.pipeline.batches import batch as batch_module
from vlogkit.pipeline.batches import process_pool
from vlogkit.pipeline.batches.batch import make_items
from vlogkit.pipeline.batches.item import Outcome, make_one
from vlogkit.pipeline.batches.process_pool import side_by_side
from vlogkit.pipeline.making import outputs
from vlogkit.pipeline.making.bundles import whole
from vlogkit.pipeline.making.outputs import Options
from vlogkit.workspace import Workspace

QUICK = Options(draft=True, threads=1)
NOW = dt.datetime(2026, 11, 24, 3, tzinfo=dt.UTC)
NAMES = ["satu", "dua", "tiga"]
DEADLY = "maut"


def add(workspace: Workspace, *names: str) -> None:
    for name in names:
        write(workspace.updates / f"{name}.md", UPDATE.replace("title: Jembatan", f"title: Jembatan {name}"))


def makers(workspace: Workspace) -> dict[str, int]:
    """Items that are being made just now, and the number of the process that makes each."""
    found = {}
    for path in (workspace.root / "drafts").glob(".*.making-*"):
        match = re.fullmatch(r"\.(.+)\.making-\w+-(\d+)", path.name)
        if match:
            found[match[1]] = int(match[2])
    return found


def wait_for_maker(workspace: Workspace, seconds: float = 60.0) -> int:
    """The number of a process that is in the middle of an item."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for number in makers(workspace).values():
            return number
        time.sleep(0.005)
    raise AssertionError("nothing was begun")


def all_whole(workspace: Workspace, names: list[str]) -> bool:
    folders = {name: workspace.root / "drafts" / name for name in names}
    bundles = {name: manifest_if_any(folder) for name, folder in folders.items()}
    return all(bundle is not None and whole(bundle, folders[name]) for name, bundle in bundles.items())


EXACT = replace(QUICK, use_cache=False)


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, list[Outcome]]:
    """A batch that two processes made: it names one item twice, and another shows a picture that is not there."""
    workspace = make_workspace(tmp_path_factory.mktemp("dinas"))
    add(workspace, "satu", "dua")
    write(workspace.updates / "rusak.md", UPDATE.replace("hijau.jpg", "hilang.jpg"))
    return workspace, list(make_items(workspace, ["satu", "rusak", "dua", "satu"], EXACT, now=NOW, jobs=2))


def test_every_item_has_one_outcome(batch: tuple[Workspace, list[Outcome]]) -> None:
    workspace, outcomes = batch
    assert sorted(outcome.name for outcome in outcomes) == ["dua", "rusak", "satu"]
    assert all(outcome.made and not outcome.made.unchanged for outcome in outcomes if outcome.name != "rusak")
    assert all_whole(workspace, ["satu", "dua"])


def test_a_fault_of_one_item_is_its_outcome_and_the_others_are_made(batch: tuple[Workspace, list[Outcome]]) -> None:
    outcomes = {outcome.name: outcome for outcome in batch[1]}
    assert "hilang.jpg" in str(outcomes["rusak"].error)
    assert outcomes["satu"].made
    assert outcomes["dua"].made


def test_a_process_of_the_pool_makes_the_same_files_byte_for_byte(batch: tuple[Workspace, list[Outcome]]) -> None:
    """One encoder at a time leaves nothing to chance, so equal bytes mean equal frames."""
    workspace, outcomes = batch
    there = {
        outcome.name: [(output.path, output.sha256) for output in outcome.made.bundle.outputs]
        for outcome in outcomes
        if outcome.made
    }
    here: dict[str, list[tuple[str, str]]] = {}
    for name in there:
        shutil.move(workspace.root / "drafts" / name, workspace.root / "there" / name)
        made = make_one(workspace.root, name, EXACT, NOW).made
        assert made
        assert not made.unchanged
        here[name] = [(output.path, output.sha256) for output in made.bundle.outputs]
    assert any(path.endswith(".mp4") for path, _ in there["satu"])
    assert there == here


def test_a_batch_that_was_stopped_goes_on_where_it_stopped(workspace: Workspace) -> None:
    add(workspace, *NAMES)
    begun = make_items(workspace, NAMES, QUICK, now=NOW, jobs=1)
    first = next(begun)
    begun.close()
    done = {name for name in NAMES if (workspace.root / "drafts" / name).is_dir()}
    assert first.name in done
    assert done < set(NAMES)
    outcomes = {outcome.name: outcome.made for outcome in make_items(workspace, NAMES, QUICK, now=NOW, jobs=1)}
    assert {name for name, made in outcomes.items() if made and made.unchanged} == done
    assert all_whole(workspace, NAMES)


def test_a_fault_nobody_thought_of_stops_no_batch(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("by nought")

    monkeypatch.delenv("VLOGKIT_DEBUG", raising=False)
    monkeypatch.setattr("vlogkit.pipeline.making.item_bundle.make_bundle", fail)
    error = make_one(workspace.root, "jembatan", QUICK, NOW).error
    assert "ZeroDivisionError: by nought" in str(error)
    assert "report it" in str(error)


@pytest.mark.skipif(os.name == "nt", reason="kills a process as POSIX does")
def test_a_worker_that_is_killed_in_the_middle_loses_no_item(workspace: Workspace) -> None:
    from signal import SIGKILL

    add(workspace, *NAMES)
    with ThreadPoolExecutor(1) as aside:
        job = aside.submit(lambda: list(make_items(workspace, NAMES, QUICK, now=NOW, jobs=2)))
        os.kill(wait_for_maker(workspace), SIGKILL)
        outcomes = job.result(timeout=120)
    assert sorted(outcome.name for outcome in outcomes) == sorted(NAMES)
    assert [outcome.error for outcome in outcomes] == [None] * len(NAMES)
    assert all_whole(workspace, NAMES)
    assert makers(workspace) == {}


@pytest.mark.skipif(os.name == "nt", reason="kills a process as POSIX does")
def test_a_command_that_is_killed_takes_its_workers_with_it(workspace: Workspace) -> None:
    add(workspace, *NAMES)
    command = [sys.executable, "-m", "vlogkit", "render", *NAMES, "--draft", "--jobs", "2"]
    process = subprocess.Popen(command, cwd=workspace.root, stdout=subprocess.PIPE)
    try:
        wait_for_maker(workspace)
    finally:
        process.kill()
    process.communicate(timeout=10)  # the pipe closes with the last process that holds it: the workers do


def fragile(root: Path, name: str, _: Options, now: dt.datetime) -> Outcome:
    """Makes nothing; one item takes its process with it as often as the file says."""
    mark = root / "deaths"
    left = int(mark.read_text(encoding="utf-8"))
    if name == DEADLY and left:
        mark.write_text(str(left - 1), encoding="utf-8")
        os._exit(9)
    return Outcome(name)


@pytest.mark.parametrize(("deaths", "lives"), [(1, True), (9, False)])
def test_an_item_that_takes_its_process_with_it_costs_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, deaths: int, lives: bool
) -> None:
    monkeypatch.setattr(process_pool, "make_one", fragile)
    mark, names = write(tmp_path / "deaths", str(deaths)), ["satu", DEADLY, "dua", "tiga"]
    outcomes = {outcome.name: outcome for outcome in side_by_side(tmp_path, names, QUICK, 2, NOW)}
    assert sorted(outcomes) == sorted(names)
    assert {name for name, outcome in outcomes.items() if outcome.error} == (set() if lives else {DEADLY})
    assert lives or "killed repeatedly" in str(outcomes[DEADLY].error)
    assert int(mark.read_text(encoding="utf-8")) == max(0, deaths - process_pool.TRIES)


def test_a_cluster_without_dask_says_what_to_install(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError, match="--cluster needs Dask"):
        list(make_items(workspace, ["jembatan"], QUICK, now=NOW, jobs=1, cluster="tcp://127.0.0.1:1"))


@pytest.mark.parametrize(("memory", "made"), [(None, 4), (100, 1), (2_000_000_000, 2), (9_000_000_000, 4)])
def test_no_more_items_are_made_at_once_than_there_is_memory_for(
    monkeypatch: pytest.MonkeyPatch, memory: int | None, made: int
) -> None:
    monkeypatch.setattr(batch_module, "cores", lambda: 4)
    monkeypatch.setattr(batch_module, "memory_at_hand", lambda: memory)
    assert batch_module.side_by_side_here() == made


def test_a_bundle_made_in_little_memory_is_the_same_byte_for_byte(
    batch: tuple[Workspace, list[Outcome]], monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace, _ = batch
    made = []
    for memory in (None, 900_000_000):
        monkeypatch.setattr(outputs, "memory_at_hand", lambda left=memory: left)
        shutil.rmtree(workspace.root / "drafts" / "dua")
        found = make_one(workspace.root, "dua", EXACT, NOW).made
        assert found
        made.append([(output.path, output.sha256) for output in found.bundle.outputs])
    assert made[0] == made[1]
