"""The sample notices that templates are checked with; a template's own replace them kind by kind."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Literal, get_args

from vlogkit import resources
from vlogkit.records.base import Language, Record
from vlogkit.records.brand import Agency
from vlogkit.records.notices.notice import Notice
from vlogkit.strict_yaml import load

DataName = Literal["ordinary", "shortest", "longest", "empty"]
DATA_NAMES: tuple[DataName, ...] = get_args(DataName)
OWN = "samples.yaml"


class DataSet(Record):
    """Notices, one a kind, and an agency's names where they are part of what is checked."""

    notices: tuple[Notice, ...]
    agency: Agency | None = None

    def notice(self, kind: str) -> Notice | None:
        """The notice of a kind."""
        return next((notice for notice in self.notices if notice.kind == kind), None)


class DataSets(Record):
    """`samples/checking/LANG.yaml`, or a template's `samples.yaml`, which may hold some of them."""

    ordinary: DataSet | None = None
    shortest: DataSet | None = None
    longest: DataSet | None = None
    empty: DataSet | None = None


@lru_cache(maxsize=8)
def shipped_sets(lang: Language) -> DataSets:
    """The data that every template is checked with. Raises InputError."""
    return load(DataSets, resources.shipped("assets", "samples", "checking", f"{lang}.yaml"))


def data_set(name: DataName, lang: Language, template: str, workspace: Path | None) -> DataSet:
    """One set of data for a template: its own `samples.yaml` (then `samples.LANG.yaml`) wins kind by kind.
    Raises InputError, SeveralErrors."""
    merged: DataSet = getattr(shipped_sets(lang), name) or DataSet(notices=())
    for file in (OWN, f"samples.{lang}.yaml"):
        path = resources.find(f"templates/{template}/{file}", workspace=workspace)
        own: DataSet | None = getattr(load(DataSets, path), name) if path is not None else None
        if own is not None:
            kinds = {notice.kind for notice in own.notices}
            rest = tuple(notice for notice in merged.notices if notice.kind not in kinds)
            merged = DataSet(notices=(*own.notices, *rest), agency=own.agency or merged.agency)
    return merged
