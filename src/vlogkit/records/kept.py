"""Records that people keep as files: each says which version of its shape it has, and older ones are still read."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import ClassVar, Self, TypeAlias

from pydantic import Field

from vlogkit.errors import InputError, Where
from vlogkit.records.base import Record

Upgrade: TypeAlias = Callable[[Mapping[str, object]], Mapping[str, object]]
"""Turns the data of one version into that of the next; `schema_version` itself is set for it."""


class KeptRecord(Record):
    """A record on disk. Data from a file goes through `current` or `read`; code makes instances as of any record."""

    upgrades: ClassVar[tuple[Upgrade, ...]] = ()
    """From version 1 to 2, from 2 to 3 and so on: one fewer than there are versions."""

    schema_version: int = Field(default=1, ge=1)
    """The version of this file's shape; a file without it has the first. vlogkit writes it."""

    @classmethod
    def newest(cls) -> int:
        """The version this vlogkit writes, and the highest it can read."""
        return len(cls.upgrades) + 1

    @classmethod
    def current(cls, data: object, where: Where | Path | None = None) -> object:
        """The data of a file as the newest version has it. Raises InputError for one that a newer vlogkit made."""
        version = data.get("schema_version", 1) if isinstance(data, Mapping) else None
        if not isinstance(data, Mapping) or type(version) is not int or version < 1:
            return data
        if version > cls.newest():
            raise InputError(
                f"this {cls.__name__.lower()} was made by a newer vlogkit: its schema_version is {version}, "
                f"and this vlogkit reads up to {cls.newest()}",
                where=where,
                hint="Update vlogkit: pip install --upgrade vlogkit",
            )
        for step in range(version, cls.newest()):
            data = {**cls.upgrades[step - 1](data), "schema_version": step + 1}
        return data

    @classmethod
    def from_json(cls, text: bytes | str, where: Where | Path | None = None) -> Self:
        """As `read`, of a JSON file's content."""
        return cls.read(json.loads(text), where)

    @classmethod
    def read(cls, data: object, where: Where | Path | None = None) -> Self:
        """The record in a file's data, whatever its version. Raises InputError, and ValueError for damaged data."""
        return cls.model_validate(cls.current(data, where))
