"""`vlogkit demo`: a sample workspace with its bundles made and one pack in its outbox."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from vlogkit.errors import counted
from vlogkit.pipeline.complaints.highlights import approve_highlight, choose_highlights, propose_highlight
from vlogkit.pipeline.complaints.imports import import_complaints
from vlogkit.pipeline.making.bundles import make_bundle
from vlogkit.pipeline.posting.plan_posts import plan_posts
from vlogkit.pipeline.posting.publishing_desk import Clock, PublishingDesk, publish_posts
from vlogkit.pipeline.posting.reviewing import approve_post
from vlogkit.pipeline.telling.complaints import resolved_complaints
from vlogkit.pipeline.telling.items import tell
from vlogkit.records.bundle import Bundle
from vlogkit.samples.sample_workspace import make_workspace
from vlogkit.workspace import Workspace, open_workspace

UPDATES = ("jalan-purwodadi-blora", "aduan-2018")
SAMPLE = "complaints/laporgub-sample.csv"
YEAR = dt.timedelta(days=365)


@dataclass(frozen=True)
class Demo:
    """What the demonstration made."""

    workspace: Workspace
    bundles: tuple[Bundle, ...]
    published: tuple[str, ...]

    def files(self) -> list[str]:
        """Paths of everything that was made, in the workspace."""
        return [f"bundles/{bundle.id}/{output.path}" for bundle in self.bundles for output in bundle.outputs]


def make_demo(folder: Path, clock: Clock, *, told: Callable[[str], object]) -> Demo:
    """Run the main job on sample content; `told` hears what is done. Raises UsageError where the folder has something in it."""
    told(f"Creating a sample workspace in {folder}")
    make_workspace(folder)
    workspace = open_workspace(folder)
    result = import_complaints(workspace, workspace.root / SAMPLE, now=clock())
    told(f"Imported {counted(result.imported, 'complaint')}")
    bundles = []
    complaint = chosen_complaint(workspace, clock())
    for name in (*UPDATES, complaint):
        now = clock()
        draft = tell(workspace, name, today=workspace.today(now))
        told(f"Rendering {draft.story.title}")
        bundles.append(make_bundle(workspace, draft, now=now).bundle)
    return Demo(workspace, tuple(bundles), tuple(publish_first(workspace, clock)))


def chosen_complaint(workspace: Workspace, now: dt.datetime) -> str:
    """The complaint most worth showing, chosen by two invented people; where no gate is open yet (the sample's days lie
    ahead), the quickest that has a picture before and one after."""
    found = choose_highlights(workspace, now=now, since=now - YEAR, limit=1).chosen
    if found:
        name = found[0].complaint.id
        propose_highlight(workspace, name, by="Sari", now=now)
        approve_highlight(workspace, name, by="Budi", now=now)
        return name
    shown = [case for case in resolved_complaints(workspace) if case.before and case.after]
    return min(shown, key=lambda case: (case.hours_to_close() or 1e9, case.id)).id


def publish_first(workspace: Workspace, clock: Clock) -> list[str]:
    """Plan everything, let a second person approve the first post, and send it as it will be sent at its time: a pack in
    the outbox."""
    desk = PublishingDesk(workspace, {})
    try:
        plan = plan_posts(desk, clock(), author="Sari", items=(), dry=False)
        first = plan.posts[0]
        due = first.due
        approve_post(desk, first.id, by="Budi", now=clock())
        sent = publish_posts(desk, lambda: due)
        return [
            f"Planned {counted(len(plan.posts), 'post')}; the first is due {due.astimezone(ZoneInfo(first.zone)):%Y-%m-%d %H:%M %Z}",
            *(f"{done.state}: {done.post} → {done.url}" for done in sent),
        ]
    finally:
        desk.close()
