"""One claimed post with all that a platform may use, what a platform may ask for on the way, and what it must offer."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from vlogkit.publishing.answers import HeldError, Sight
from vlogkit.publishing.transport.connection import Connection
from vlogkit.publishing.transport.wire import Permit
from vlogkit.records.bundle import Bundle, Output
from vlogkit.records.platform import TakeBack
from vlogkit.records.post import Post


@dataclass(kw_only=True)
class Job(Connection):
    """A post on its way out, and the account it leaves by."""

    post: Post
    bundle: Bundle
    folder: Path
    outbox: Path
    handle: dict[str, str] = field(default_factory=dict)
    """What earlier calls left to go on from; changed through `Run.keep` and `Run.forget` only."""
    remote_id: str = ""
    url: str = ""
    begun_at: dt.datetime | None = None

    def outputs(self, *kinds: str) -> list[Output]:
        """The post's files in their order, of these kinds or all."""
        by_path = {output.path: output for output in self.bundle.outputs}
        found = [by_path[path] for path in self.post.files if path in by_path]
        return [output for output in found if not kinds or output.kind in kinds]

    def alt(self, output: Output) -> str:
        """What a file shows, in the post's words."""
        alts = dict(zip(self.post.files, self.post.alts, strict=False))
        return alts.get(output.path) or output.alt

    def path(self, output: Output) -> Path:
        """Where a file lies."""
        return self.folder / output.path

    def scheduled(self) -> dt.datetime | None:
        """The time to hand to a service that keeps the schedule; None to post at once.

        Asked right before the call: a time that has passed meanwhile, or comes too soon for the service to keep,
        raises HeldError, since the service would publish at once.
        """
        if not self.post.ahead_minutes or self.facts.schedule is None:
            return None
        ahead = self.post.due - self.clock()
        if ahead < dt.timedelta(seconds=self.facts.schedule.min_ahead_seconds):
            raise HeldError(f"its time ({self.post.when()}) has passed or is too near to schedule it")
        return self.post.due


class Run(Permit, Protocol):
    """One worker's turn at a claimed post: asked before anything leaves, told what must not be forgotten."""

    def clear(self, job: Job) -> None:
        """Raise the setback that keeps the post from leaving: a hold, approval, time, files, secrets, quota."""

    def begin(self, job: Job) -> None:
        """Store the keys of the first call, before it is made. Raises LostError."""

    def keep(self, job: Job, **values: str) -> None:
        """Add to the handle and store it, before every call that depends on it. Raises LostError."""

    def forget(self, job: Job, *names: str) -> None:
        """Take values that no longer hold out of the stored handle. Raises LostError."""

    def accept(self, job: Job, sight: Sight) -> None:
        """Store the remote id, before anything further is asked of the service. Raises LostError."""

    def renew(self, job: Job) -> None:
        """Give the job new secrets. Raises LaterError, ReconnectError."""

    def connect(self, name: str) -> Connection:
        """Another account of the workspace, in use: one that hosts files. Raises ContentError."""


class Platform(Protocol):
    """One service. `submit` and `finalize` cannot be undone, `check` only reads."""

    def keys(self, job: Job) -> dict[str, str]:
        """What is chosen here before the first call: record key, idempotency key, folder."""

    def submit(self, job: Job, run: Run) -> Sight:
        """Hand the post over, going on from the handle where something was begun."""

    def check(self, job: Job, run: Run) -> Sight:
        """What the service shows of it, found by the handle."""

    def finalize(self, job: Job, run: Run) -> Sight:
        """Make a post public that the service shows as ready."""

    def take_back(self, job: Job, run: Run, how: TakeBack, words: str) -> Sight:
        """Do what `how` says to the post under `job.remote_id`, after a look whether it is done already: doing it again
        changes nothing. `absent`: nobody sees it any more; `published`: an edit or a reply stands, with its address."""

    # A platform with threads or first comments has two more: `add(job, run, part)` adds one part after the post, and
    # `find_part(job, part)` gives the id of a part that an earlier call may have written, or "".

    def refresh(self, line: Connection) -> dict[str, str]:
        """New secrets for an account whose token is no longer taken."""

    def who(self, line: Connection) -> str:
        """Whose account it is, as the service says; proves that the secrets work."""
