"""What a platform is handed with a claimed post, and the operations a platform has."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from vlogkit.publishing.answers import HeldError, Sight
from vlogkit.publishing.transport.connection import Connection
from vlogkit.records.bundle import Bundle, Output
from vlogkit.records.post import Post
from vlogkit.records.settings import Account


@dataclass(kw_only=True)
class Job(Connection):
    """A post on its way out. `keep` stores in the ledger, under the fence, before it returns."""

    post: Post
    bundle: Bundle
    folder: Path
    outbox: Path
    store: Callable[[Mapping[str, str]], None]
    find_account: Callable[[str], Account]
    """Another account of the workspace by its name: one that hosts files."""
    read_secrets: Callable[[str], dict[str, str]]
    handle: dict[str, str] = field(default_factory=dict)
    remote_id: str = ""
    url: str = ""
    begun_at: dt.datetime | None = None

    def keep(self, **values: str) -> None:
        """Add to the handle and store it; call before every call that depends on it. Raises LostError."""
        self.handle.update(values)
        self.store(self.handle)

    def forget(self, *names: str) -> None:
        """Take values that no longer hold out of the stored handle. Raises LostError."""
        for name in names:
            self.handle.pop(name, None)
        self.store(self.handle)

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
            raise HeldError(f"its time {self.post.due:%Y-%m-%d %H:%M} UTC has passed or is too near to schedule it")
        return self.post.due


class Platform(Protocol):
    """One service. `submit` and `finalize` cannot be undone, `check` only reads."""

    def keys(self, job: Job) -> dict[str, str]:
        """What is chosen here before the first call: record key, idempotency key, folder."""

    def submit(self, job: Job) -> Sight:
        """Hand the post over, going on from the handle where something was begun."""

    def check(self, job: Job) -> Sight:
        """What the service shows of it, found by the handle."""

    def finalize(self, job: Job) -> Sight:
        """Make a post public that the service shows as ready."""

    def refresh(self, line: Connection) -> dict[str, str]:
        """New secrets for an account whose token is no longer taken."""

    def who(self, line: Connection) -> str:
        """Whose account it is, as the service says; proves that the secrets work."""
