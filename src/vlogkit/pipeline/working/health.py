"""Say whether somebody sends what is due, and whether posts are out that must not be, for `vlogkit doctor` and the studio."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from vlogkit.errors import VlogkitError
from vlogkit.pipeline.posting.live_posts import grave_findings
from vlogkit.pipeline.posting.publishing_desk import PublishingDesk
from vlogkit.pipeline.upkeep.doctor import DoctorLine
from vlogkit.workspace import Workspace

SILENT = dt.timedelta(minutes=15)
"""How long nobody may have looked while posts wait for their time: three of the five minutes of a cron line."""


@dataclass(frozen=True)
class SenderState:
    """Whether somebody sends what waits: nobody does (`silent`), or a worker no longer moves (`stuck`), and since when."""

    trouble: Literal["", "silent", "stuck"] = ""
    name: str = ""
    since: dt.datetime | None = None

    def told(self) -> str:
        """The trouble in words; empty where there is none."""
        since = f" since {self.since:%Y-%m-%d %H:%M} UTC" if self.since is not None else ""
        if self.trouble == "stuck":
            return f"the worker {self.name} has been stuck{since}"
        return f"nobody has sent anything{since}, and posts wait for their time" if self.trouble else ""


def sender_state(desk: PublishingDesk, now: dt.datetime) -> SenderState:
    """Who sends for a workspace whose posts wait for their time. Raises OutsideError."""
    if desk.ledger.next_wake() is None:
        return SenderState()
    beats = desk.ledger.signs_of_life(str(desk.workspace.root))
    stuck = [one for one in beats if one.is_stuck(now)]
    alive = [one for one in beats if now - one.seen_at <= max(SILENT, 2 * dt.timedelta(seconds=one.every))]
    if [one for one in alive if one not in stuck]:
        return SenderState()
    if stuck:
        return SenderState("stuck", stuck[0].name, stuck[0].seen_at)
    return SenderState("silent", since=beats[0].seen_at if beats else None)


def health_lines(workspace: Workspace, now: dt.datetime) -> Iterator[DoctorLine]:
    """A line about who sends, and one about posts that are to be taken back; none for a workspace that planned nothing."""
    if not workspace.settings.database and not (workspace.private / "ledger.sqlite").is_file():
        return
    desk = PublishingDesk(workspace, {})
    try:
        trouble = sender_state(desk, now).told()
        hint = "Start one: vlogkit worker, or have the system start it: vlogkit worker --install"
        yield DoctorLine("sender", not trouble, trouble or "somebody sends what is due", hint)
        live = grave_findings(desk, now)
        steps = desk.ledger.retractions(open_only=True)
        detail = f"to take back: {len(live)}; steps of retractions that are open: {len(steps)}"
        hint = live[0].hint if live else "See them: vlogkit retract"
        yield DoctorLine("retractions", not live and not steps, detail, hint)
    except VlogkitError as error:
        yield DoctorLine("ledger", False, error.message, error.hint)
    finally:
        desk.close()
