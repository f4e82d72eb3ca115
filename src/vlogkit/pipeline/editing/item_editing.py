"""Open, save and make updates from a page: what was changed elsewhere in the meantime is never overwritten."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from vlogkit.errors import InputError, UsageError
from vlogkit.files import write_text
from vlogkit.intake.updates import identify
from vlogkit.keeping.file_names import plain_stem
from vlogkit.pipeline.editing.update_files import Fields, fields_in, new_text, with_fields
from vlogkit.pipeline.editing.versions import keep_version, version_of, version_text, versions
from vlogkit.strict_yaml import read_text
from vlogkit.workspace import Workspace


@dataclass(frozen=True)
class OpenItem:
    """An item's file as a form shows it; `version` names this state of it. `trouble` says why there is no form."""

    name: str
    text: str
    version: str
    fields: Fields
    trouble: InputError | None = None


@dataclass(frozen=True)
class Saved:
    """What became of a change: the new state, or, in `conflict`, the one that somebody else wrote meanwhile. Then the
    file is as they left it, and what was typed is kept as a version."""

    version: str
    conflict: bool = False


def open_item(workspace: Workspace, name: str) -> OpenItem:
    """The file of an update, for a form. Raises UsageError where there is none, InputError where it cannot be read."""
    path = path_of(workspace, name)
    text = read_text(path)
    try:
        return OpenItem(name, text, version_of(text), fields_in(text, path))
    except InputError as error:
        return OpenItem(name, text, version_of(text), {}, error)


def save_item(workspace: Workspace, name: str, fields: Fields, *, known: str, now: dt.datetime) -> Saved:
    """Write what a form holds. `known` is the version that the form was made from. Raises UsageError, InputError,
    DiskError; the file is as it was then."""
    path = path_of(workspace, name)
    text = read_text(path)
    if version_of(text) != known:
        keep_version(workspace, name, _meant(text, fields, path), why="conflict", now=now)
        return Saved(version_of(text), conflict=True)
    made = with_fields(text, fields, path)
    if made == text:
        return Saved(known)
    return replace_text(workspace, name, text, made, now=now)


def save_text(workspace: Workspace, name: str, text: str, *, known: str, now: dt.datetime) -> Saved:
    """Write the whole file, as a person corrected it or brought it back. Raises UsageError, DiskError."""
    path = path_of(workspace, name)
    before = read_text(path)
    if version_of(before) != known:
        keep_version(workspace, name, text, why="conflict", now=now)
        return Saved(version_of(before), conflict=True)
    return replace_text(workspace, name, before, text, now=now)


def replace_text(workspace: Workspace, name: str, before: str, text: str, *, now: dt.datetime) -> Saved:
    """Write an item's file, what stood there before kept as a version. Raises DiskError."""
    known = versions(workspace, name)
    elsewhere = bool(known) and known[0].why != "conflict" and version_text(workspace, name, known[0].name) != before
    why = "elsewhere" if elsewhere else "typed"
    keep_version(workspace, name, before, why=why, now=now - dt.timedelta(microseconds=1))
    write_text(path_of(workspace, name), text)
    keep_version(workspace, name, text, why="typed", now=now)
    return Saved(version_of(text))


def _meant(text: str, fields: Fields, path: Path) -> str:
    """What the form would have made of the file as it is now."""
    try:
        return with_fields(text, fields, path)
    except InputError:
        return new_text(fields)


def new_item(workspace: Workspace, fields: Fields) -> str:
    """Make the file of a new update, named after its title; its name. Raises InputError without a title, DiskError."""
    title = str(fields.get("title", "")).strip()
    if not title:
        raise InputError("the item has no title", hint="Say in one line what changed for people.")
    name = free_name(workspace, title)
    write_text(workspace.updates / f"{name}.md", new_text(fields))
    return name


def free_name(workspace: Workspace, title: str) -> str:
    """A file name made of a title, that no item has yet."""
    stem = plain_stem(title, "berita")
    taken = {path.stem for path in workspace.updates.glob("*.md")}
    return next(name for number in range(1, len(taken) + 2) if (name := _numbered(stem, number)) not in taken)


def _numbered(stem: str, number: int) -> str:
    return stem if number == 1 else f"{stem}-{number}"


def path_of(workspace: Workspace, name: str) -> Path:
    """The file of an update. Raises UsageError where the workspace has none of that name."""
    path = workspace.updates / f"{name}.md"
    try:
        identify(path)
    except InputError:
        raise UsageError(f"`{name}` is not the name of an item") from None
    if not path.is_file():
        raise UsageError(f"there is no item `{name}` in {workspace.root}", hint="Choose one of the list.")
    return path
