"""Remove complaints from the store, the exports, the bundles and the packs of a workspace."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from vlogkit.errors import OutsideError
from vlogkit.files import write_bytes
from vlogkit.intake.complaints.attachments import pictures_of
from vlogkit.intake.complaints.identity import slug
from vlogkit.intake.complaints.store import ComplaintStore
from vlogkit.intake.complaints.storing.case import ImportedFile
from vlogkit.intake.complaints.vocabulary import meanings
from vlogkit.intake.protecting.pairs import found
from vlogkit.intake.protecting.protected_pictures import copy_stem
from vlogkit.intake.reading.headers import key
from vlogkit.intake.reading.open import reader_of
from vlogkit.intake.reading.profiles import profile


class NamedFolders(NamedTuple):
    """The folders of a workspace in which something of a complaint may stand."""

    called_after_items: Sequence[Path]
    """Files and folders in them are called after their item."""
    of_anybody: Sequence[Path]
    """What is in them does not say whose it is: all goes, and is made again when needed."""
    protected_pictures: Path
    """Copies of pictures that a person's own story shows are called after the picture."""


@dataclass
class Removed:
    """What was removed, and the exports and pictures that a person has to see to."""

    complaints: int
    rows_in_exports: int
    files: list[str]
    still_in: list[str]


def forget_complaints(store: ComplaintStore, ids: Iterable[str], *, root: Path, folders: NamedFolders) -> Removed:
    """Remove complaints from the store, from the CSV exports inside the workspace, and what was made of them.

    Exports that are not CSV, or lie outside the workspace, and the pictures that the exports named, are listed in
    `still_in` for a person to delete. Raises OutsideError where a file cannot be written; nothing of the store is lost by then.
    """
    wanted = set(ids)
    exports = _exports(store, wanted)
    rows, still_in = 0, []
    for path, imported in exports.items():
        count = _without_rows(path, imported, wanted, root) if path.is_file() else 0
        if count is None:
            still_in.append(str(path))
        else:
            rows += count
    for cache in folders.of_anybody if wanted else ():
        if cache.is_dir():
            _remove(cache)
    pictures = [path for item in wanted for path in _pictures(store, item, root)]
    still_in += [path.relative_to(root.resolve()).as_posix() for path in pictures]
    for copy in _copies(pictures, folders.protected_pictures):
        _remove(copy)
    files = [str(path.relative_to(root)) for item in wanted for path in _made(folders.called_after_items, item)]
    for file in files:
        _remove(root / file)
    gone = store.forget(wanted)
    if gone:
        store.compact()
    return Removed(gone, rows, sorted(files), sorted(still_in))


def _pictures(store: ComplaintStore, item: str, root: Path) -> Iterable[Path]:
    """The files of the workspace that a complaint's export named, which other items may use as well."""
    stored = store.one(item)
    for name in pictures_of(stored.case, meanings(root)) if stored is not None else ():
        path = found(name, root) if name and "://" not in name else None
        if path is not None:
            yield path


def _copies(pictures: Iterable[Path], folder: Path) -> Iterable[Path]:
    """Protected copies that a person's own story made of these pictures; those are called after the picture."""
    for picture in pictures:
        yield from folder.glob(f"{copy_stem(picture)}-????????????.*") if folder.is_dir() else ()


def _exports(store: ComplaintStore, wanted: set[str]) -> dict[Path, ImportedFile]:
    sources = {item.source for complaint in wanted if (item := store.one(complaint))}
    files = [file for file in store.imports() if file.source in sources and "://" not in file.path]
    return {Path(file.path): file for file in files}


def _without_rows(path: Path, imported: ImportedFile, wanted: set[str], root: Path) -> int | None:
    """Write a CSV again without the wanted rows; how many there were, or None where that cannot be done."""
    if not path.resolve().is_relative_to(root.resolve()):
        return None
    chosen = profile(imported.profile, root)
    layout = reader_of(path, chosen, workspace=root).layout
    if layout.shape != "csv":
        return None
    places = [
        place
        for place, header in enumerate(layout.headers)
        if key(header) in {key(n) for n in chosen.columns["ticket"]}
    ]
    count = 0
    with path.open("r", encoding=layout.encoding, errors="surrogateescape", newline="") as file:
        kept = []
        for line, cells in _with_lines(file, layout.delimiter):
            ticket = next((cells[place].strip() for place in places if place < len(cells) and cells[place].strip()), "")
            gone = bool(ticket) and slug(imported.source, ticket) in wanted
            count += gone
            kept += [] if gone else [line]
    if count:
        write_bytes(path, "".join(kept).encode(layout.encoding, "surrogateescape"))
    return count


def _with_lines(file: Iterable[str], delimiter: str) -> Iterable[tuple[str, list[str]]]:
    """Each record's own text, line breaks and quotes as they stood, and its cells."""
    taken: list[str] = []

    def lines() -> Iterable[str]:
        for line in file:
            taken.append(line)
            yield line

    for cells in csv.reader(lines(), delimiter=delimiter):
        yield "".join(taken), cells
        taken.clear()
    if taken:
        yield "".join(taken), []


def _made(folders: Sequence[Path], item: str) -> list[Path]:
    return [
        path
        for folder in folders
        if folder.is_dir()
        for path in folder.rglob("*")
        if path.name == item or path.stem == item or path.name.startswith((f"{item}-", f"{item}.", f"{item}_"))
    ]


def _remove(path: Path) -> None:
    try:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    except OSError as error:
        raise OutsideError(f"this could not be removed: {error.strerror}", where=path) from None
