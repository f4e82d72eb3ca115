"""A forgotten complaint leaves nothing behind in any folder of the workspace."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from tests.material import write

from vlogkit.intake.complaints.store import ComplaintStore
from vlogkit.pipeline.upkeep.forgetting import forget
from vlogkit.workspace import Workspace

OURS = {"root", "updates", "complaints", "private", "receipts"}
"""What a person writes and supplies, what the others lie in, and the record without words of what was published, which
stays as the ledger's does."""
FOLDERS = sorted(
    name
    for name, value in vars(Workspace).items()
    if isinstance(value, property) and value.fget.__annotations__["return"] == "Path" and name not in OURS
)
NOW = dt.datetime(2026, 11, 24, 5, 0, tzinfo=dt.UTC)
ID = "laporgub-lgwp10000001"


def test_the_list_has_every_kind_of_folder() -> None:
    assert {"bundles", "cache", "drafts", "protected_pictures", "takes", "watched"} <= set(FOLDERS)


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_folder_keeps_anything_of_it(workspace: Workspace, folder: str) -> None:
    place: Path = getattr(workspace, folder)
    named = place not in workspace.of_anybody()
    left = write(place / "inner" / (f"{ID}-before-0123456789ab.jpg" if named else "0123456789ab.json"), "of it")
    other = write(place / "inner" / "other-before-0123456789ab.jpg", "of another")
    with ComplaintStore(workspace.private) as store:
        forget(workspace, store, [ID], now=NOW)
    assert not left.exists()
    assert other.exists() == named
