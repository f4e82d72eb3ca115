"""The one door to templates/, assets/ and config/: a workspace's own file first, then the shipped one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from vlogkit.errors import InputError
from vlogkit.files import check_inside

_PACKAGE = Path(__file__).resolve().parent
FONTS = {".ttf", ".otf"}
"""Endings of font files."""


@cache
def shipped_root() -> Path:
    """The folder that holds templates/, assets/ and config/: `_data` in a wheel, the repository in a checkout."""
    for root in (_PACKAGE / "_data", _PACKAGE.parent.parent):
        if (root / "templates").is_dir() and (root / "config").is_dir():
            return root
    raise InputError(
        "the shipped templates and fonts are missing from this installation",
        where=_PACKAGE,
        hint="Install vlogkit again: pip install --force-reinstall vlogkit",
    )


def shipped(*parts: str) -> Path:
    """A path below the shipped root, e.g. `shipped("assets", "fonts")`; it need not exist."""
    return shipped_root().joinpath(*parts)


def find(relative: str, *, workspace: Path | None = None) -> Path | None:
    """The workspace's own file at `relative` (e.g. `brands/jateng.yaml`), else the shipped one, else None. Raises
    InputError where a link leads the own one out of the workspace."""
    there = (path for path in places(relative, workspace) if os.path.exists(path))  # noqa: PTH110  # no disk holds some names
    found = next(there, None)
    return check_inside(found) if found else None


def places(relative: str, workspace: Path | None = None) -> tuple[Path, ...]:
    """Where `find` looks for a file, in its order."""
    roots = [workspace] if workspace else []
    return tuple(root / relative for root in [*roots, shipped_root(), shipped_root() / "config"])


def own_fonts(workspace: Path | None = None) -> list[Path]:
    """A workspace's own font files in `fonts/`, with its subfolders, and emoji pictures in `emoji/`. Raises InputError
    where a link leads one out of the workspace."""
    if workspace is None:
        return []
    fonts = [path for path in (workspace / "fonts").rglob("*") if path.suffix.lower() in FONTS and path.is_file()]
    return [check_inside(path, workspace) for path in sorted([*fonts, *(workspace / "emoji").glob("*.svg")])]


def names(folder: str, *, workspace: Path | None = None) -> Iterator[str]:
    """Names of what `folder` holds, the workspace's and the shipped, sorted: stems of YAML files, and folders with such
    a file named for one of them (`templates/faq/template.yaml`)."""
    roots = ([workspace] if workspace else []) + [shipped_root(), shipped_root() / "config"]
    inside = f"{folder.removesuffix('s')}.yaml"
    found = {
        entry.stem if entry.is_file() else entry.name
        for root in roots
        if (root / folder).is_dir()
        for entry in (root / folder).iterdir()
        if (entry.suffix == ".yaml" and entry.is_file()) or (entry / inside).is_file()
    }
    yield from sorted(found)
