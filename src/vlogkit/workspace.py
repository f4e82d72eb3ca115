"""An agency's workspace: its settings, and the places of its files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from zoneinfo import ZoneInfo

from vlogkit import resources
from vlogkit.errors import InputError, UsageError, Where
from vlogkit.files import SETTINGS, check_inside, is_file
from vlogkit.near_names import near_name
from vlogkit.records.settings import Settings
from vlogkit.strict_yaml import load


@dataclass(frozen=True)
class Workspace:
    """An agency's folder and its settings; every path it hands out lies inside it, or InputError is raised."""

    root: Path
    settings: Settings

    @property
    def updates(self) -> Path:
        """Markdown files, one an item."""
        return self._folder("updates")

    @property
    def complaints(self) -> Path:
        """Exports of complaint systems, as they were supplied."""
        return self._folder("complaints")

    @property
    def bundles(self) -> Path:
        """What was made, a folder an item."""
        return self._folder("bundles")

    @property
    def drafts(self) -> Path:
        """What was made quickly, to look at: as `bundles`."""
        return self._folder("drafts")

    @property
    def stories(self) -> Path:
        """Stories that a person has corrected, a file an item."""
        return self._folder("stories")

    @property
    def outbox(self) -> Path:
        """Packs to be posted by hand."""
        return self._folder("outbox")

    @property
    def receipts(self) -> Path:
        """A file for each receipt, from which a lost ledger is made again."""
        return self.root / "receipts"

    @property
    def private(self) -> Path:
        """The ledger, the cache and unredacted records; never published, mode 0700."""
        return self._folder(".vlogkit")

    @property
    def cache(self) -> Path:
        """Encoded segments, safe to delete."""
        return self._folder(".vlogkit", "cache")

    @property
    def protected_pictures(self) -> Path:
        """Copies of pictures that may be shown."""
        return self._folder(".vlogkit", "pictures")

    @property
    def protected_clips(self) -> Path:
        """Copies of clips that may be shown."""
        return self._folder(".vlogkit", "clips")

    @property
    def voices(self) -> Path:
        """Draft voices, and when each word is read."""
        return self._folder(".vlogkit", "voice")

    @property
    def takes(self) -> Path:
        """What is kept of clips in which somebody talks, with its captions."""
        return self._folder(".vlogkit", "takes")

    @property
    def watched(self) -> Path:
        """What was seen in clips: subjects, shakes, flashes."""
        return self._folder(".vlogkit", "watched")

    @property
    def checked(self) -> Path:
        """What was found in drawn videos and cards."""
        return self._folder(".vlogkit", "checked")

    @property
    def seen(self) -> Path:
        """Posts as people saw them who decided about them, a folder an item."""
        return self._folder(".vlogkit", "seen")

    @property
    def sheets(self) -> Path:
        """Approval sheets to send, a folder an item."""
        return self._folder(".vlogkit", "sheets")

    @property
    def redacted(self) -> Path:
        """In which texts no personal data was found, or where; not the texts."""
        return self.private / "redacted"

    def shown(self) -> tuple[Path, ...]:
        """Private folders whose files were made to be shown."""
        return self.protected_pictures, self.protected_clips, self.voices

    def made_again(self) -> tuple[Path, ...]:
        """Private folders whose files are made again from the originals when an item asks for them."""
        return *self.shown(), self.takes, self.watched, self.checked, self.redacted

    def called_after_items(self) -> tuple[Path, ...]:
        """Folders in which files and folders are called after their item."""
        return (
            self.bundles,
            self.drafts,
            self.outbox,
            self.stories,
            self.protected_pictures,
            self.protected_clips,
            self.seen,
            self.sheets,
        )

    def of_anybody(self) -> tuple[Path, ...]:
        """Private folders whose files do not say whose they are, and are made again when needed."""
        return self.cache, self.voices, self.takes, self.watched, self.checked, self.redacted

    def to_keep_in(self, folder: Path) -> Path | None:
        """The folder, where notes may be kept in it; the samples that ship with the program have no place for them."""
        return None if self.root == resources.shipped_root() else folder

    @property
    def database(self) -> str:
        """URL of the ledger. Raises InputError for a file outside the workspace."""
        url = self.settings.database
        if url and not url.startswith("sqlite"):
            return url
        name = url.removeprefix("sqlite:///") if url else ".vlogkit/ledger.sqlite"
        if not name or "?" in name or ":" in name.removeprefix(self.root.drive):
            hint = "Leave it out: the ledger is kept in .vlogkit then. Several machines share a postgresql:// database."
            raise InputError(f"`database: {url}` is not a file of the workspace", where=self.root / SETTINGS, hint=hint)
        return f"sqlite:///{check_inside(self.root / name, self.root).as_posix()}"

    def _folder(self, *parts: str) -> Path:
        """A folder of the workspace. Raises InputError where a link leads it out."""
        return check_inside(self.root.joinpath(*parts), self.root)

    def today(self, now: dt.datetime) -> dt.date:
        """The day it is where the agency is."""
        return now.astimezone(ZoneInfo(self.settings.timezone)).date()

    def items(self) -> Iterator[Path]:
        """The update files, in the order of their names."""
        yield from sorted(path for path in self.updates.glob("*.md") if path.is_file())

    def bundle_folder(self, name: str = "") -> Path:
        """The folder of an item's bundle, or of all bundles. Raises UsageError where nothing was made."""
        made = sorted(path.name for path in self.bundles.glob("*") if path.is_dir()) if self.bundles.is_dir() else []
        if name and name not in made:
            near = get_close_matches(name, made, 1)
            hint = f"Did you mean `{near[0]}`?" if near else f"Make it: vlogkit render {name}"
            raise UsageError(f"there is no bundle `{name}`", where=self.bundles, hint=hint)
        if not made:
            raise UsageError("nothing was rendered here yet", where=self.root, hint="Make some: vlogkit render --all")
        return self.bundles / name

    def inside(self, relative: str, where: Where | Path | str | None = None) -> Path:
        """The absolute path of a file the workspace names. Raises InputError for one that leaves it or is not there."""
        try:
            path = (self.root / relative).resolve()
        except (OSError, ValueError):
            raise InputError(f"{relative!r} is not a file name", where=where, hint="Correct the name.") from None
        if not path.is_relative_to(self.root.resolve()):
            hint = self._meant(relative) or f"Copy the file into {self.root} and name it from there."
            raise InputError(f"`{relative}` leaves the workspace", where=where, hint=hint)
        if not is_file(path):
            hint = self._meant(relative) or f"Put the file at {path}, or correct the name."
            raise InputError(f"there is no file `{relative}` in the workspace", where=where, hint=hint)
        return path

    def _meant(self, relative: str) -> str:
        """The hint that names the file whose name is nearest; empty where none is near."""
        name = near_name(self.root, relative, skipped=(self.bundles.name, self.outbox.name))
        return f"Did you mean `{name}`?" if name else ""


def find_workspace(folder: Path | None = None) -> Workspace | None:
    """The workspace at `folder`, else the nearest one above the current folder, else None: for what also works without
    a workspace. Raises UsageError where `folder` is given and is not one, InputError."""
    return open_workspace(folder) if folder is not None or _around() is not None else None


def open_workspace(folder: Path | None = None) -> Workspace:
    """The workspace at `folder`, else the nearest one above the current folder. Raises UsageError, InputError."""
    if folder is not None:
        if not (folder / SETTINGS).is_file():
            hint = f"Make one with: vlogkit init {folder}"
            raise UsageError(f"`{folder}` is not a workspace: it has no {SETTINGS}", hint=hint)
        return Workspace(folder.resolve(), load(Settings, folder / SETTINGS))
    root = _around()
    if root is None:
        raise UsageError(
            f"there is no {SETTINGS} in this folder or above it",
            hint="Go to your workspace, name it with --workspace, or make one with: vlogkit init NAME",
        )
    return Workspace(root, load(Settings, root / SETTINGS))


def _around() -> Path | None:
    """The current folder or the nearest one above it that holds settings."""
    here = Path.cwd()
    return next((root for root in (here, *here.parents) if (root / SETTINGS).is_file()), None)
