"""Keep what was found out about an item until a file changes that it could have come from."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Generic, TypeVar

import vlogkit
from vlogkit import resources
from vlogkit.keeping.folder_states import state_of
from vlogkit.keeping.kept_notes import Kept
from vlogkit.records.base import fingerprint
from vlogkit.workspace import Workspace

if TYPE_CHECKING:
    from vlogkit.pipeline.telling.items import StoryDraft

T = TypeVar("T")
OURS = Path(vlogkit.__file__).parent
"""The folder of our modules."""
SHIPPED = ("templates", "config", "assets")
"""Folders of what is shipped, all of whose files count."""


class ItemNote(Generic[T]):
    """One thing that is known of an item on a day, such as its findings; `about` says which, as JSON values.

    It is found again only as long as no file has changed, come or gone: none that people keep in the workspace, none that
    is shipped, no module of ours, no package. Complaints come from the private store, so nothing is kept of them."""

    def __init__(
        self, workspace: Workspace, name: str, today: dt.date, kind: type[T], *about: object, version: int
    ) -> None:
        self._workspace = workspace
        self._kept = Kept(workspace.to_keep_in(workspace.checked), kind, version=version)
        state = _state(workspace, name)
        self._name = self._kept.key(kind.__name__, state, name, today.isoformat(), *about) if state else ""

    def read(self) -> T | None:
        """What is known; None where it has to be found out."""
        return self._kept.read(self._name) if self._name else None

    def keep(self, known: T, told: StoryDraft) -> T:
        """Keep what was found out about a told story, unless that has a part which no file of the workspace decides."""
        if self._name and _is_of_files(self._workspace, told):
            self._kept.write(self._name, known)
        return known


def _state(workspace: Workspace, name: str) -> str:
    """The state of all that an update is told, laid out and checked from; empty where it cannot be known."""
    update = workspace.updates / f"{name.removesuffix('.md')}.md"
    if workspace.to_keep_in(workspace.checked) is None or "/" in name or not update.is_file():
        return ""
    own = state_of([workspace.root], but=_made(workspace))
    program = state_of([OURS, *(resources.shipped(folder) for folder in SHIPPED)])
    return fingerprint([own, program, _packages()]) if own and program else ""


def _packages() -> list[str]:
    """All installed packages with their versions, as the folders with what is known of them are called."""
    return sorted(path.name for folder in sys.path for path in Path(folder).glob("*.dist-info"))


def _made(workspace: Workspace) -> tuple[Path, ...]:
    """The folders of a workspace that are filled by commands, beside the hidden ones."""
    return workspace.bundles, workspace.drafts, workspace.outbox, workspace.receipts


def _is_of_files(workspace: Workspace, told: StoryDraft) -> bool:
    """Whether nothing but files whose state is known decides about a story: no code that it names, no model that hears
    what is said, nothing that was made or is hidden."""
    from vlogkit.records.templates.element import MoviePyElement
    from vlogkit.records.templates.filled import walk

    layers = walk(tuple(layer for scene in told.story.scenes for layer in scene.layers))
    heard = workspace.settings.speech.model and any(clip.talks() for clip in told.item.notice.clips)
    unseen = {folder.name for folder in _made(workspace)}
    files = (PurePosixPath(source.path).parts for source in told.inputs)
    return (
        not heard
        and not any(isinstance(layer, MoviePyElement) for layer in layers)
        and not any(parts[0] in unseen or parts[0].startswith(".") for parts in files)
    )
