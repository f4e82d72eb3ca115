"""Add to a post what follows its main part: a thumbnail, captions, a first comment, the next posts of a thread."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from vlogkit.publishing.answers import ContentError, DoubtError, LaterError, ReconnectError, SetbackError
from vlogkit.publishing.job import Job, Run
from vlogkit.publishing.unprotected_call import once

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
    """Add what is still to follow, in order; what the service refuses is kept as `missing`, what has to wait stays, and
    why and until when as `rest_waits` and `rest_at`. The setback of the first that has to wait; None where nothing waits.
    Raises TokenError, HeldError, LostError."""
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
    if waits is not None:
        asked = waits.at or (None if waits.after is None else job.clock() + waits.after)
        run.keep(job, rest_at=asked.isoformat() if asked else "", rest_waits=job.hide(waits.reason))
    return waits


def _in_order(part: str) -> bool:
    return part.startswith(THREAD)


def answer_once(job: Job, run: Run, part: str, make: Callable[[], str], find: Callable[[Job, str], str]) -> None:
    """Write a comment or the next post of a thread, once: its id is kept. Where an earlier try may have arrived, `find`
    looks for that part, and gives its id or ""; `make` writes it and gives its id."""
    number, mark = f"{part}:id", f"{part}:begun"
    if job.handle.get(number):
        return
    found = find(job, part) if mark in job.handle else ""
    if not found:
        run.confirm()
        with once(job, run, mark):
            found = make()
    run.keep(job, **{number: found})


def begun_at(job: Job, part: str) -> dt.datetime:
    """Since when a part that was begun may have been written, by any clock."""
    return dt.datetime.fromisoformat(job.handle[f"{part}:begun"]) - dt.timedelta(minutes=2)


def begun_of_thread(job: Job) -> list[str]:
    """The further posts of a thread that were written or may have been, the last first."""
    names = {key.partition(":")[0] for key in job.handle if key.startswith(THREAD)}
    return sorted(names, key=lambda part: int(part.removeprefix(THREAD)), reverse=True)


def answered(job: Job, part: str) -> str:
    """The id of what a part of a thread answers: the one before it, or the post itself."""
    before = int(part.removeprefix(THREAD)) - 1
    return job.remote_id if before == 1 else job.handle[f"{THREAD}{before}:id"]
