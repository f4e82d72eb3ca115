"""What a platform does when a service needs nothing of the kind: no keys, nothing to finalize, nothing to refresh."""

from __future__ import annotations

from vlogkit.publishing.answers import ReconnectError, Sight
from vlogkit.publishing.job import Job, Run
from vlogkit.publishing.transport.connection import Connection
from vlogkit.records.platform import TakeBack


def no_keys(job: Job) -> dict[str, str]:
    """A mark that something was begun, and since when; the service itself needs no key."""
    return {"begun": job.clock().isoformat()}


def nothing_to_finalize(job: Job, _run: Run) -> Sight:
    """A service whose submit already makes the post public."""
    return Sight("published", remote_id=job.remote_id, url=job.url)


def by_hand(job: Job, _run: Run, _how: TakeBack, _words: str) -> Sight:
    """A service that lets no program take a post back; a person does it."""
    return Sight("unknown", job.remote_id, job.url, f"{job.facts.label} lets no program take it back")


def cannot_refresh(line: Connection) -> dict[str, str]:
    """Tokens of this kind live until someone withdraws them; a person stores a new one."""
    raise ReconnectError(f"the token of `{line.account.name}` is no longer taken")


def nobody(line: Connection) -> str:
    """A place without an account."""
    return line.account.name
