"""Find the checked file behind each picture, clip or logo that a story names."""

from __future__ import annotations

from pathlib import Path

from vlogkit import resources
from vlogkit.errors import InputError, Where
from vlogkit.files import sha256_of
from vlogkit.media.kinds import is_drawing
from vlogkit.pipeline.telling.watching import Watcher
from vlogkit.records.bundle import Input
from vlogkit.staging.setting import Asset, Material
from vlogkit.strict_yaml import read_text
from vlogkit.typesetting.fonts import open_book
from vlogkit.workspace import Workspace

SHIPPED = "assets/"


class Assets:
    """Finds files for one workspace, and keeps which were used."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.used: dict[str, Input] = {}
        self.material = Material(open_book(workspace.root), self.locate, Watcher(workspace).watch)
        """What scenes are laid out with."""

    def locate(self, name: str, origin: str) -> Asset:
        """The file `name` of the workspace, or a shipped one for names below assets/. Raises InputError."""
        path = find_file(self.workspace, name, origin)
        sha256 = sha256_of(path)
        self.used[name] = Input(path=name, sha256=sha256)
        return Asset(str(path), sha256, read_text(path) if is_drawing(path) else "")


def is_shipped(name: str, root: Path) -> bool:
    """Whether a name below assets/ means the file that comes with vlogkit: the workspace at `root` has none there."""
    return name.startswith(SHIPPED) and not (root / name).exists()


def find_file(workspace: Workspace, name: str, where: Where | Path | str | None = None) -> Path:
    """The file `name` of the workspace, or a shipped one for names below assets/. Raises InputError."""
    if not is_shipped(name, workspace.root):
        return workspace.inside(name, where or None)
    path = resources.shipped(*name.split("/")).resolve()
    if not path.is_relative_to(resources.shipped("assets").resolve()) or not path.is_file():
        raise InputError(f"there is no shipped file `{name}`", where=where or None)
    return path
