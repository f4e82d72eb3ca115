"""List a workspace's updates as a page shows them: title, what was made, what is planned."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from vlogkit.errors import VlogkitError
from vlogkit.pipeline.editing.update_files import fields_in
from vlogkit.records.bundle import MANIFEST
from vlogkit.strict_yaml import read_text
from vlogkit.workspace import Workspace


@dataclass(frozen=True)
class ListedItem:
    """An update in a list; `title` is empty where its file cannot be read."""

    name: str
    title: str
    template: str
    changed: dt.datetime
    made: bool
    """A bundle stands."""
    stale: bool
    """The file was changed after its bundle was made."""


@dataclass(frozen=True)
class ItemPage:
    """A part of the list, and how many there are in all."""

    items: tuple[ListedItem, ...]
    total: int
    page: int
    pages: int


def list_items(workspace: Workspace, *, page: int = 1, search: str = "", a_page: int = 48) -> ItemPage:
    """The updates whose name or title has the words searched for, those that changed last first."""
    ordered = sorted(_files(workspace.updates), key=lambda file: (-file[1].st_mtime_ns, file[0]))
    words, folder = search.casefold().split(), workspace.updates
    if words:
        ordered = [(name, state) for name, state in ordered if _matches(folder / name, state, words)]
    pages = max(1, -(-len(ordered) // a_page))
    page = min(max(1, page), pages)
    shown = ordered[(page - 1) * a_page : page * a_page]
    return ItemPage(tuple(_listed(workspace, folder / name, state) for name, state in shown), len(ordered), page, pages)


def _files(folder: Path) -> Iterator[tuple[str, os.stat_result]]:
    """The names of the updates with their states, which are known from listing their folder on some systems."""
    with suppress(FileNotFoundError), os.scandir(folder) as there:
        for entry in there:
            if entry.name.endswith(".md") and entry.is_file():
                yield entry.name, entry.stat()


def _listed(workspace: Workspace, path: Path, state: os.stat_result) -> ListedItem:
    title, template = _head(path, state.st_mtime_ns, state.st_size)
    bundle = workspace.bundles / path.stem / MANIFEST
    made = bundle.stat().st_mtime if bundle.is_file() else 0.0
    changed = dt.datetime.fromtimestamp(state.st_mtime, dt.UTC)
    return ListedItem(path.stem, title, template, changed, bool(made), bool(made) and state.st_mtime > made)


def _matches(path: Path, state: os.stat_result, words: Sequence[str]) -> bool:
    text = f"{path.stem} {_head(path, state.st_mtime_ns, state.st_size)[0]}".casefold()
    return all(word in text for word in words)


_TITLE = re.compile(r"^title: *([^\s\"'>|&*#\[{].*?) *$", re.MULTILINE)
_TEMPLATE = re.compile(r"^template: *([a-z0-9-]+) *$", re.MULTILINE)


@lru_cache(maxsize=20_000)
def _head(path: Path, _changed: int, _size: int) -> tuple[str, str]:
    """Title and template of a file: at a glance where they are plain words, else as YAML."""
    try:
        text = read_text(path)
        title, template = _TITLE.search(text), _TEMPLATE.search(text)
        if title and " #" not in title[1]:
            return title[1].replace("*", ""), template[1] if template else "program-update"
        fields = fields_in(text, path)
    except VlogkitError:
        return "", ""
    return str(fields["title"]).replace("*", ""), str(fields["template"] or "program-update")
