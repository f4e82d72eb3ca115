"""Say whether somebody sends what is due, and whether posts are out that must not be, for `vlogkit doctor` and the studio."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from vlogkit.errors import VlogkitError
from vlogkit.pipeline.posting.live_posts import noticed
from vlogkit.pipeline.posting.publishing_desk import PublishingDesk
from vlogkit.pipeline.upkeep.doctor import DoctorLine
from vlogkit.workspace import Workspace

SILENT = dt.timedelta(minutes=15)
"""How long nobody may have looked while posts wait for their time: three of the five minutes of a cron line."""


def sender_trouble(desk: PublishingDesk, now: dt.datetime) -> str:
    """What is wrong with the senders of a workspace whose posts wait for their time, in words; empty where all is well.
    Raises OutsideError."""
    wake = desk.ledger.next_wake()
    if wake is None:
        return ""
    beats = desk.ledger.signs_of_life()
    stuck = [one for one in beats if one.is_stuck(now)]
    if stuck:
        return f"the worker {stuck[0].name} has been stuck since {stuck[0].seen_at:%Y-%m-%d %H:%M} UTC"
    newest = max((one.seen_at for one in beats), default=None)
    if newest is None or now - newest > max(SILENT, dt.timedelta(seconds=2 * max(one.every for one in beats))):
        since = f" since {newest:%Y-%m-%d %H:%M} UTC" if newest is not None else ""
        return f"nobody has sent anything{since}, and posts wait for their time"
    return ""


def health_lines(workspace: Workspace, now: dt.datetime) -> Iterator[DoctorLine]:
    """A line about who sends, and one about posts that are to be taken back; none for a workspace that planned nothing."""
    if not workspace.settings.database and not (workspace.private / "ledger.sqlite").is_file():
        return
    desk = PublishingDesk(workspace, {})
    try:
        trouble = sender_trouble(desk, now)
        hint = "Start one: vlogkit worker, or have the system start it: vlogkit worker --install"
        yield DoctorLine("sender", not trouble, trouble or "somebody sends what is due", hint)
        live = [one for one in noticed(workspace, now) if one.severity == "error"]
        steps = desk.ledger.retractions(open_only=True)
        detail = f"to take back: {len(live)}; steps of retractions that are open: {len(steps)}"
        hint = live[0].hint if live else "See them: vlogkit retract"
        yield DoctorLine("retractions", not live and not steps, detail, hint)
    except VlogkitError as error:
        yield DoctorLine("ledger", False, error.message, error.hint)
    finally:
        desk.close()
