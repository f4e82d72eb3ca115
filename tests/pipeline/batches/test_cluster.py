"""A Dask cluster makes every item once, also when one of its workers is killed in the middle."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from tests.material import write
from tests.pipeline.batches.test_batch import NOW, QUICK, add, all_whole, makers, wait_for_maker
from tests.rendering.frames.test_compositor import story
from tests.rendering.scenes import sha

from vlogkit.errors import OutsideError
from vlogkit.pipeline.batches.batch import make_items
from vlogkit.pipeline.batches.cluster import executor
from vlogkit.rendering.frames.compositor import frames_hash
from vlogkit.typesetting.fonts import open_book
from vlogkit.workspace import Workspace

distributed = pytest.importorskip("distributed", reason="the cluster extra is not installed")
NAMES = ["satu", "dua", "tiga", "empat"]


@contextmanager
def cluster(folder: Path, workers: int) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler on loopback and workers that are processes of their own, without anyone to start them again."""
    folder.mkdir()
    options = {"processes": False, "protocol": "tcp://", "host": "127.0.0.1", "dashboard_address": None}
    with distributed.LocalCluster(n_workers=0, **options) as made:
        words = [sys.executable, "-m", "distributed.cli.dask_worker", made.scheduler_address, "--no-nanny"]
        words += ["--nthreads", "1", "--no-dashboard", "--host", "127.0.0.1", "--local-directory", str(folder)]
        with (folder / "log").open("wb") as log:
            started = [subprocess.Popen(words, cwd=folder, stdout=log, stderr=log) for _ in range(workers)]
        try:
            with distributed.Client(made) as client:
                client.wait_for_workers(workers, timeout=60)
            yield made.scheduler_address, started
        finally:
            for worker in started:
                worker.kill()
                worker.wait()


def test_a_worker_that_is_killed_in_the_middle_loses_no_item(workspace: Workspace, tmp_path: Path) -> None:
    add(workspace, *NAMES)
    with cluster(tmp_path / "workers", 2) as (address, workers), ThreadPoolExecutor(1) as aside:
        job = aside.submit(lambda: list(make_items(workspace, NAMES, QUICK, now=NOW, jobs=1, cluster=address)))
        number = wait_for_maker(workspace)
        victim = next(worker for worker in workers if worker.pid == number)
        victim.kill()
        victim.wait()
        outcomes = job.result(timeout=120)
    assert sorted(outcome.name for outcome in outcomes) == sorted(NAMES)
    assert [outcome.error for outcome in outcomes] == [None] * len(NAMES)
    assert all_whole(workspace, NAMES)
    if os.name != "nt":
        assert makers(workspace) == {}


def test_workers_elsewhere_get_files_and_give_them_back_by_a_url(workspace: Workspace, tmp_path: Path) -> None:
    add(workspace, "satu")
    write(workspace.updates / "rusak.md", "---\ntemplate: none\n---\n")
    url, names = (tmp_path / "store").as_uri(), ["satu", "rusak", "jembatan"]
    (here,) = make_items(workspace, ["jembatan"], QUICK, now=NOW, jobs=1)
    with cluster(tmp_path / "workers", 1) as (address, _):
        call = {"now": NOW, "jobs": 1, "cluster": address, "artefacts": url}
        outcomes = {outcome.name: outcome for outcome in make_items(workspace, names, QUICK, **call)}
        moved = workspace.root.rename(tmp_path / "elsewhere")
        there_now = replace(workspace, root=moved)
        shutil.rmtree(moved / "drafts" / "jembatan")
        (there,) = make_items(there_now, ["jembatan"], QUICK, **call)
        (again,) = make_items(there_now, ["satu"], QUICK, **call)
    assert here.made
    assert outcomes["jembatan"].made
    assert outcomes["jembatan"].made.unchanged
    assert outcomes["rusak"].error
    assert outcomes["satu"].made
    assert not outcomes["satu"].made.unchanged
    assert again.made
    assert again.made.unchanged
    assert there.made
    assert any(output.kind == "video" for output in there.made.bundle.outputs)
    assert [output.sha256 for output in there.made.bundle.outputs] == [
        output.sha256 for output in here.made.bundle.outputs
    ]
    for output in there.made.bundle.outputs:
        assert sha(moved / "drafts" / "jembatan" / output.path) == output.sha256


def test_a_worker_of_the_cluster_draws_the_same_frames(tmp_path: Path) -> None:
    made, numbers = story(tmp_path, "wipe"), [40, 3, 20, 30]
    with cluster(tmp_path / "workers", 1) as (address, _), executor(address) as pool:
        there = pool.submit(lambda: frames_hash(made, numbers, book=open_book())).result(60)
        assert there == frames_hash(made, numbers, book=open_book())


def test_a_scheduler_that_does_not_answer_is_one_error(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vlogkit.pipeline.batches.cluster.PATIENCE", "0.2s")
    with pytest.raises(OutsideError, match="does not answer"):
        list(make_items(workspace, ["jembatan"], QUICK, now=NOW, jobs=1, cluster="tcp://127.0.0.1:9"))
