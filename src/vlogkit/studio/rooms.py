"""What the studio's pages share while they are served: the workspace, its preview, the work in progress, the guard."""

from __future__ import annotations

import asyncio
import datetime as dt
import getpass
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from vlogkit.errors import UsageError, VlogkitError
from vlogkit.freshness import stamp_of
from vlogkit.pipeline.posting.holding import standing_holds
from vlogkit.pipeline.posting.live_posts import grave_findings
from vlogkit.pipeline.posting.publishing_desk import PublishingDesk
from vlogkit.records.finding import Finding
from vlogkit.records.post import Hold
from vlogkit.studio.guarding import Guard
from vlogkit.studio.lately import Lately
from vlogkit.studio.renders import Renders
from vlogkit.workspace import Workspace, find_workspace, open_workspace

if TYPE_CHECKING:
    from vlogkit.pipeline.beginning.look_stills import LookRoom
    from vlogkit.pipeline.complaints.highlights import Highlights
    from vlogkit.pipeline.editing.item_preview import PreviewRoom
    from vlogkit.pipeline.editing.kind_stills import KindRoom
    from vlogkit.studio.doors.door import OpenDoor
    from vlogkit.studio.doors.phone_door import PhoneDoor
    from vlogkit.studio.doors.sheet_door import SheetDoor

SETTINGS_FILE = "vlogkit.yaml"
HOLD_SECONDS = 1.0
HIGHLIGHT_SECONDS, GRAVE_SECONDS = 900.0, 300.0
"""How long is shown what was found out, where no file changed: gates open with time too."""
MOST_HIGHLIGHTS = 20
LEDGER, COMPLAINTS = "ledger.sqlite", "complaints.sqlite"


@dataclass
class Rooms:
    """The folder that is worked in, and what stays warm between two requests."""

    folder: Path
    guard: Guard
    language: str = ""
    """The language that a person chose when the studio was started."""
    certificate: tuple[Path, Path] | None = None
    """The certificate and key (PEM) of a studio that speaks TLS: its doors for phones speak it too."""
    renders: Renders = field(init=False)
    highlights: Lately[Highlights] = field(init=False)
    """The complaints that may be shown."""
    grave: Lately[list[Finding]] = field(init=False)
    """What is said of posts that are out and must not be."""
    door: OpenDoor[PhoneDoor] | None = None
    """The door for a phone that sends pictures, while one is open."""
    sheet_door: OpenDoor[SheetDoor] | None = None
    """The door for a phone that answers a sheet, while one is open."""
    looked: dict[str, dict[str, str]] = field(default_factory=dict)
    """The posts that each person looked at since the studio was started, by id with the hash of what they saw; "" is
    whoever works at this machine."""
    thumbs: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held while a small picture of a list is drawn: one after the other, so that what is looked at waits for one."""
    _known: tuple[object, Workspace] | None = None
    _holds: tuple[float, list[Hold]] | None = None

    def __post_init__(self) -> None:
        self.renders = Renders(self.folder)
        self.highlights = Lately(self._choose, lambda: self._stamp(COMPLAINTS), seconds=HIGHLIGHT_SECONDS)
        self.grave = Lately(self._look_out, lambda: self._stamp(LEDGER, COMPLAINTS), seconds=GRAVE_SECONDS)

    @cached_property
    def preview(self) -> PreviewRoom:
        """The stills of what is written; what draws them is loaded with the first one."""
        from vlogkit.pipeline.editing.item_preview import PreviewRoom

        return PreviewRoom(self.workspace)

    @cached_property
    def looks(self) -> LookRoom:
        """The looks that a new workspace can have."""
        from vlogkit.pipeline.beginning.look_stills import LookRoom

        return LookRoom()

    @cached_property
    def kinds(self) -> KindRoom:
        """What each kind of news looks like; what draws them is loaded with the first one."""
        from vlogkit.pipeline.editing.kind_stills import KindRoom

        return KindRoom(self.workspace)

    def close_looks(self) -> None:
        """Put the looks away: the workspace was made."""
        if "looks" in self.__dict__:
            self.looks.close()
            del self.looks

    def _stamp(self, *files: str) -> object:
        """What changes with the settings and with databases of the workspace, whose last changes lie beside them; the
        file for those comes and goes, empty, with everybody who only reads."""
        private = self.folder / ".vlogkit"
        beside = stamp_of(private / f"{file}{end}" for file in files for end in ("", "-wal"))
        return stamp_of([self.folder / SETTINGS_FILE]), tuple(one for one in beside if one[1])

    def _choose(self) -> Highlights:
        from vlogkit.pipeline.complaints.highlights import choose_highlights

        return choose_highlights(self.workspace(), now=dt.datetime.now(dt.UTC), limit=MOST_HIGHLIGHTS)

    def _look_out(self) -> list[Finding]:
        with self.desk() as desk:
            return grave_findings(desk, dt.datetime.now(dt.UTC))

    def ready(self) -> bool:
        """Whether the folder is a workspace."""
        return (self.folder / SETTINGS_FILE).is_file()

    def workspace(self) -> Workspace:
        """The workspace, its settings as they are now. Raises UsageError, InputError."""
        stamp = stamp_of([self.folder / SETTINGS_FILE])
        if self._known is None or self._known[0] != stamp:
            self._known = (stamp, open_workspace(self.folder))
        return self._known[1]

    def settings_language(self) -> str:
        """The language of the workspace; empty where there is none yet or it cannot be read."""
        try:
            return self.workspace().settings.lang if self.ready() else ""
        except VlogkitError:  # the page that needs the settings says what is wrong with them
            return ""

    def zone(self) -> str:
        """The zone in which times are shown."""
        try:
            return self.workspace().settings.timezone if self.ready() else "Asia/Jakarta"
        except VlogkitError:  # the page that needs the settings says what is wrong with them
            return "Asia/Jakarta"

    @contextmanager
    def desk(self) -> Iterator[PublishingDesk]:
        """The posts of the workspace, closed afterwards. Raises UsageError, InputError, OutsideError."""
        desk = PublishingDesk(self.workspace(), os.environ)
        try:
            yield desk
        finally:
            desk.close()

    def holds(self) -> list[Hold]:
        """The holds in force, asked for again after a second; none where the ledger does not answer."""
        at = time.monotonic()
        if self._holds is None or at - self._holds[0] > HOLD_SECONDS:
            try:
                with self.desk() as desk:
                    standing = standing_holds(desk, dt.datetime.now(dt.UTC))
            except VlogkitError:
                standing = []
            self._holds = (at, standing)
        return self._holds[1]

    def forget_holds(self) -> None:
        """Ask for the holds anew: one was just made or lifted."""
        self._holds = None

    def close_door(self) -> None:
        """Close the door for a phone that sends pictures, if one is open."""
        if self.door is not None:
            self.door.close()
            self.door = None

    def close_sheet_door(self) -> None:
        """Close the door for a phone that answers a sheet, if one is open."""
        if self.sheet_door is not None:
            self.sheet_door.close()
            self.sheet_door = None

    def close(self) -> None:
        """End the work in progress."""
        self.close_door()
        self.close_sheet_door()
        self.close_looks()
        self.renders.close()


def folder_for(folder: Path | None) -> Path:
    """The folder that the studio opens: the one named, else the workspace around here, else `vlogkit` in the person's
    documents."""
    if folder is not None:
        return folder.expanduser().resolve()
    found = find_workspace(None)
    if found is not None:
        return found.root
    documents = Path.home() / "Documents"
    return (documents if documents.is_dir() else Path.home()) / "vlogkit"


def person(name: str = "") -> str:
    """Who acts: the name given, else the login's. Raises UsageError where neither is known."""
    if name.strip():
        return name.strip()
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        raise UsageError("nobody is logged in here", hint="Write your name.") from None
