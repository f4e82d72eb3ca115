"""Render items beside the pages, one after the other, in a process of its own, and say how far each is."""

from __future__ import annotations

import datetime as dt
import threading
import uuid
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from vlogkit.errors import VlogkitError
from vlogkit.machine import be_considerate, pool_of

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

MOST_KEPT = 40


@dataclass
class RenderJob:
    """An item that is rendered: what became of it so far."""

    id: str
    item: str
    draft: bool
    begun: dt.datetime
    state: str = "waits"
    """waits, works, done or failed."""
    errors: list[VlogkitError] = field(default_factory=list)
    seconds: float = 0.0


class Renders:
    """The items that are rendered for one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._jobs: dict[str, RenderJob] = {}
        self._pool: ProcessPoolExecutor | None = None
        self._lock = threading.Lock()

    def start(self, item: str, *, draft: bool, now: dt.datetime) -> RenderJob:
        """Render an item when those before it are ready; one that waits already is not begun twice."""
        with self._lock:
            for job in self._jobs.values():
                if job.item == item and job.draft == draft and job.state in {"waits", "works"}:
                    return job
            job = RenderJob(uuid.uuid4().hex[:12], item, draft, now)
            self._jobs[job.id] = job
            for old in list(self._jobs)[:-MOST_KEPT]:
                if self._jobs[old].state in {"done", "failed"}:
                    del self._jobs[old]
            if self._pool is None:
                self._pool = pool_of(1, be_considerate)
            future = self._pool.submit(render_item, self.folder, item, draft)
        job.state = "works"
        future.add_done_callback(lambda done: self._ended(job, done))
        return job

    def job(self, name: str) -> RenderJob | None:
        """The job of an id, as far as it is still known."""
        return self._jobs.get(name)

    def latest(self, item: str) -> RenderJob | None:
        """The last job of an item."""
        return next((job for job in reversed(self._jobs.values()) if job.item == item), None)

    def _ended(self, job: RenderJob, done: Future[list[VlogkitError]]) -> None:
        job.seconds = (dt.datetime.now(dt.UTC) - job.begun).total_seconds()
        if done.cancelled():
            job.state, job.errors = "failed", [VlogkitError("the studio was closed")]
            return
        fault = done.exception()
        if fault is not None:
            hint = "Try again; if it happens again, render it with `vlogkit render` to see more."
            job.errors = [VlogkitError(f"the render was ended: {fault}", hint=hint)]
            with self._lock:
                self._pool = None  # a process that was killed takes its pool with it
        else:
            job.errors = done.result()
        job.state = "failed" if job.errors else "done"

    def close(self) -> None:
        """Let what is being rendered end, and nothing after it begin."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)


def render_item(folder: Path, item: str, draft: bool) -> list[VlogkitError]:
    """Render one item; what went wrong, or nothing. Runs in a process of its own."""
    from vlogkit.pipeline.batches.batch import make_items
    from vlogkit.pipeline.making.options import Options
    from vlogkit.workspace import open_workspace

    try:
        (outcome,) = make_items(
            open_workspace(folder), [item], Options(draft=draft), now=dt.datetime.now(dt.UTC), jobs=1
        )
    except VlogkitError as error:
        return list(error.each())
    return list(outcome.error.each()) if outcome.error else []
