"""The name of a picture, clip or logo in a story comes in; the checked file behind it goes out."""

from __future__ import annotations

from pathlib import Path

from vlogkit import resources
from vlogkit.errors import InputError
from vlogkit.files import sha256_of
from vlogkit.records.bundle import Input
from vlogkit.staging.setting import Asset
from vlogkit.strict_yaml import read_text
from vlogkit.workspace import Workspace

SHIPPED = "assets/"


class Assets:
    """Finds files for one workspace, and keeps which were used."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.used: dict[str, Input] = {}

    def locate(self, name: str, origin: str) -> Asset:
        """The file `name` of the workspace, or a shipped one for names below assets/. Raises InputError."""
        path = self._path(name, origin)
        sha256 = sha256_of(path)
        self.used[name] = Input(path=name, sha256=sha256)
        return Asset(str(path), sha256, read_text(path) if path.suffix == ".svg" else "")

    def _path(self, name: str, origin: str) -> Path:
        own = self.workspace.root / name
        if name.startswith(SHIPPED) and not own.exists():
            path = resources.shipped(*name.split("/")).resolve()
            if not path.is_relative_to(resources.shipped("assets").resolve()) or not path.is_file():
                raise InputError(f"there is no shipped file `{name}`", where=origin or None)
            return path
        return self.workspace.inside(name, origin or None)
