"""Send an item's files to a worker through a shared store, and bring home what it made."""

from __future__ import annotations

import datetime as dt
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from vlogkit.errors import OutsideError, UsageError, VlogkitError
from vlogkit.files import SETTINGS, new_folder, sha256_of
from vlogkit.keeping.manifests import manifest_if_any, write_manifest
from vlogkit.pipeline.batches.item import Outcome
from vlogkit.pipeline.making.bundles import (
    Made,
    folder_of,
    formats_to_make,
    made_of,
    make_bundle,
    named_files,
    unencoded,
    up_to_date,
)
from vlogkit.pipeline.making.options import Formats, Options
from vlogkit.pipeline.telling.items import StoryDraft, tell
from vlogkit.records.bundle import MANIFEST, Bundle
from vlogkit.workspace import Workspace, open_workspace

LOOK_FOLDERS = ("templates", "brands", "words", "platforms", "calendar", "profiles", "fonts", "emoji")
"""Folders of a workspace that say how things look and read; no one's data stands in them."""


@dataclass(frozen=True)
class ArtefactStore:
    """A place that this machine and the workers reach, as fsspec names it; files in it are named by their sha256."""

    url: str

    def put(self, path: Path, sha256: str) -> None:
        """Leave a file there, whole or not at all. Raises UsageError, OutsideError."""
        with self._reached() as (system, root):
            place = f"{root}/{sha256[:2]}/{sha256}"
            if system.exists(place):
                return
            system.makedirs(f"{root}/{sha256[:2]}", exist_ok=True)
            part = f"{place}.{uuid.uuid4().hex}.part"
            system.put_file(str(path), part)
            system.mv(part, place)

    def get(self, path: Path, sha256: str) -> None:
        """Take a file from there. Raises UsageError, OutsideError."""
        path.parent.mkdir(parents=True, exist_ok=True)
        with self._reached() as (system, root):
            system.get_file(f"{root}/{sha256[:2]}/{sha256}", str(path))
        if sha256_of(path) != sha256:
            raise OutsideError(f"a file in {self.shown} is damaged", hint="Empty that place and render again.")

    @property
    def shown(self) -> str:
        """The URL without a password."""
        parts = urlsplit(self.url)
        return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()

    @contextmanager
    def _reached(self) -> Iterator[tuple[Any, str]]:
        try:
            from fsspec.core import url_to_fs
        except ImportError:
            raise UsageError("--artefacts needs Dask", hint='Install it: pip install "vlogkit[cluster]"') from None
        try:
            system, root = url_to_fs(self.url)
            yield system, root.rstrip("/")
        except (OSError, ValueError, ImportError) as error:
            hint = "Is the URL one that fsspec knows, and may this machine read and write there?"
            raise OutsideError(f"{self.shown} cannot be used: {error}", hint=hint) from None


@dataclass(frozen=True)
class Parcel:
    """All that a worker needs to make one item: the story, its formats, where its files are, and the path and sha256 of each."""

    told: StoryDraft
    formats: Formats
    store: ArtefactStore
    files: tuple[tuple[str, str], ...]


def pack(workspace: Workspace, name: str, options: Options, store: ArtefactStore, *, now: dt.datetime) -> Parcel | Made:
    """Tell an item here and leave the files of its story in the store; or its bundle, where that is up to date.

    Exports of complaints, the ledger and originals of protected pictures stay. Raises InputError, OutsideError.
    """
    told = tell(workspace, name, today=workspace.today(now))
    folder = folder_of(workspace, told.story.id, options)
    before = manifest_if_any(folder)
    formats = formats_to_make(workspace, options, before)
    if before is not None and up_to_date(before, folder, options, made_of(workspace, told, formats, options)):
        return Made(unencoded(before), unchanged=True)
    files = {path.relative_to(workspace.root).as_posix(): sha256_of(path) for path in needed(workspace, told)}
    for relative, sha256 in files.items():
        store.put(workspace.root / relative, sha256)
    return Parcel(told, formats, store, tuple(sorted(files.items())))


def needed(workspace: Workspace, told: StoryDraft) -> Iterator[Path]:
    """The files of a workspace that a told story is made of: what it names, where its words stand, how it looks."""
    root = workspace.root
    yield root / SETTINGS
    for written in (workspace.stories / f"{told.story.id}.yaml", told.item.source):
        if written.is_file() and may_leave(workspace, written):
            yield written
    yield from (root / name for name, _ in named_files(told, workspace) if may_leave(workspace, root / name))
    for folder in LOOK_FOLDERS:
        yield from (path for path in sorted((root / folder).rglob("*")) if may_leave(workspace, path))


def may_leave(workspace: Workspace, path: Path) -> bool:
    """Whether it is a file of the workspace that is shown to everybody; a text that looks like a name may name
    anything."""
    real = path.resolve()

    def inside(folder: Path) -> bool:
        return real.is_relative_to(folder.resolve())

    shut = inside(workspace.private) or inside(workspace.complaints)
    return real.is_file() and inside(workspace.root) and (not shut or any(map(inside, workspace.shown())))


def make_from(parcel: Parcel, options: Options, now: dt.datetime) -> Outcome:
    """On a worker: make a told story in a folder that vanishes, and leave its files in the store."""
    name = parcel.told.story.id
    try:
        with tempfile.TemporaryDirectory(prefix="vlogkit-") as folder:
            root = Path(folder) / "workspace"
            for relative, sha256 in parcel.files:
                parcel.store.get(root / relative, sha256)
            workspace = open_workspace(root)
            told = moved(parcel.told, root)
            made = make_bundle(workspace, told, now=now, options=options, formats=parcel.formats)
            for output in made.bundle.outputs:
                parcel.store.put(folder_of(workspace, name, options) / output.path, output.sha256)
            return Outcome(name, made)
    except VlogkitError as error:
        return Outcome(name, error=error)


def moved(told: StoryDraft, root: Path) -> StoryDraft:
    """A told story whose file stands in another workspace."""
    return replace(told, item=replace(told.item, source=root / told.item.source.parent.name / told.item.source.name))


def bring_home(workspace: Workspace, bundle: Bundle, options: Options, store: ArtefactStore) -> None:
    """Put what a worker left in the store into the workspace; the bundle appears whole or not at all.

    Raises OutsideError.
    """
    with new_folder(folder_of(workspace, bundle.id, options), mark_file=MANIFEST) as folder:
        for output in bundle.outputs:
            store.get(folder / output.path, output.sha256)
        write_manifest(folder, bundle)
