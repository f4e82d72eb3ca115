"""Add to a post what follows its main part: a thumbnail, captions, a first comment, the next posts of a thread."""

from __future__ import annotations

from collections.abc import Callable

from vlogkit.publishing.answers import ContentError, DoubtError, LaterError, ReconnectError, SetbackError
from vlogkit.publishing.job import Job, Run

THREAD = "thread-"
"""How the parts of a thread begin: they go out in their order, and none before the one above it."""

Add = Callable[[Job, Run, str], None]
"""Adds one part, by its name. It looks before it adds where it may have been added before."""


def rest_of(job: Job) -> tuple[str, ...]:
    """The parts that are still to be added; all of them where nothing was begun."""
    if "rest" not in job.handle:
        kinds = {output.kind for output in job.outputs()}
        return job.facts.parts_of(kinds, job.account, job.post.followed_by())
    return tuple(part for part in job.handle["rest"].split(",") if part)


def add_rest(job: Job, run: Run, add: Add) -> SetbackError | None:
    """Add what is still to follow, in order; what the service refuses is kept as `missing`, what has to wait stays. The
    setback of the first that has to wait; None where nothing waits. Raises TokenError, HeldError, LostError."""
    waits: SetbackError | None = None
    rest = list(rest_of(job))
    for part in tuple(rest):
        try:
            job.charge_part(part.partition("-")[0])
            add(job, run, part)
        except (ContentError, ReconnectError) as error:
            lost = [one for one in rest if one == part or (_in_order(part) and _in_order(one))]
            rest = [one for one in rest if one not in lost]
            said = [job.handle.get("missing", ""), *(f"{one}: {job.hide(error.reason)}" for one in lost)]
            run.keep(job, rest=",".join(rest), missing="; ".join(filter(None, said)))
        except (LaterError, DoubtError) as error:
            waits = waits or error
            if _in_order(part):
                break
        else:
            rest.remove(part)
            run.keep(job, rest=",".join(rest))
    return waits


def _in_order(part: str) -> bool:
    return part.startswith(THREAD)
