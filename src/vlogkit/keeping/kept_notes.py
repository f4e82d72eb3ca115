"""Keep small results on the disk between commands, found by a hash of all that decides about them."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Generic, TypeVar, cast

from pydantic import TypeAdapter

from vlogkit.errors import DiskError
from vlogkit.files import touch_daily, write_bytes
from vlogkit.records.base import fingerprint

T = TypeVar("T")
_UNFILED: dict[tuple[object, int], dict[str, object]] = {}
"""Notes without a folder, by kind and version: their names say what they are about by its hash, whoever asks."""


@cache
def _adapter(kind: Hashable) -> TypeAdapter[object]:
    """How notes of a kind are read and written, made once: it takes as long as many a note."""
    return TypeAdapter(cast("type[object]", kind))


class Kept(Generic[T]):
    """Notes of one `kind` in a folder, a JSON file each; without a folder they are kept for this command only, for all
    that ask for notes of this kind.

    `version` goes up with every change that would make another note of the same: older ones are then found no more. A
    note says by its time of change when it was used last, so that one which nobody asks for can be removed.
    """

    def __init__(self, folder: Path | None, kind: type[T], *, version: int) -> None:
        self._folder, self._version = folder, version
        self._notes = cast("TypeAdapter[T]", _adapter(cast("Hashable", kind)))
        known = {} if folder is not None else _UNFILED.setdefault((kind, version), {})
        self._known = cast("dict[str, T]", known)

    def key(self, *parts: object) -> str:
        """sha256 (hex) over all that decides about a note, as JSON values."""
        return fingerprint([self._version, *parts])

    def get(self, name: str, make: Callable[[], T]) -> T:
        """The note of a name; where there is none it is made and kept."""
        found = self.read(name)
        return self.write(name, make()) if found is None else found

    def read(self, name: str) -> T | None:
        """The note of a name; None where there is none, or it cannot be read, or says something else."""
        if name not in self._known and self._folder is not None:
            path = self._folder / f"{name}.json"
            try:
                self._known[name] = self._notes.validate_json(path.read_bytes())
            except (OSError, ValueError):
                return None
            touch_daily(path)
        return self._known.get(name)

    def write(self, name: str, note: T) -> T:
        """Keep a note; one that the disk refuses is made again next time."""
        self._known[name] = note
        if self._folder is not None:
            with suppress(DiskError):
                data = self._notes.dump_json(note, by_alias=True)
                write_bytes(self._folder / f"{name}.json", data, private=True)
        return note
