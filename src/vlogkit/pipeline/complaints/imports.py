"""Import complaints into a workspace's private store, from an export or from an Open311 server."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from vlogkit.errors import UsageError
from vlogkit.files import write_text
from vlogkit.intake.complaints.exports import open_file
from vlogkit.intake.complaints.importing import ImportReport, import_into
from vlogkit.intake.complaints.store import ComplaintStore
from vlogkit.workspace import Workspace

__all__ = ["ImportReport", "ProfileDraft", "draft_profile", "import_complaints", "import_requests", "write_profile"]


def import_complaints(
    workspace: Workspace, file: Path, *, now: dt.datetime, profile: str = "auto", source: str = ""
) -> ImportReport:
    """Import one export; a file that is not there is looked for in the workspace's complaints folder.

    profile: "auto", a profile's name or a mapping file. source: the prefix of the ids, else the profile's own.
    Raises InputError, UsageError, OutsideError.
    """
    inside = workspace.complaints / file
    path = inside if not file.exists() and inside.exists() else file
    with ComplaintStore(workspace.private) as store:
        opened = open_file(path, profile, now=now, workspace=workspace.root, source=source or None)
        return import_into(store, opened, now=now)


def import_requests(
    workspace: Workspace, url: str, *, now: dt.datetime, since: dt.datetime | None = None, source: str = ""
) -> ImportReport:
    """Import the requests of an Open311 server. Raises UsageError, OutsideError, InputError."""
    from vlogkit.intake.complaints.open311 import import_endpoint

    with ComplaintStore(workspace.private) as store:
        return import_endpoint(store, url, now=now, since=since, source=source or None)


@dataclass(frozen=True)
class ProfileDraft:
    """A mapping to be corrected by a person, and the profile that fits the file already, if one does."""

    text: str
    fits: str = ""


def draft_profile(file: Path, workspace: Workspace | None) -> ProfileDraft:
    """Draft a mapping for a file from its headers; profiles of the workspace count too. Raises InputError."""
    from vlogkit.intake.reading.open import reader_of
    from vlogkit.intake.reading.profiles import draft, recognised

    root = workspace.root if workspace else None
    layout = reader_of(file, None, workspace=root).layout
    text = draft(layout.headers, layout.shape, file.stem)
    found = recognised(layout.headers, layout.shape, workspace=root)
    if not found or found == "generic":
        return ProfileDraft(text)
    return ProfileDraft(
        f"# This file looks like the profile `{found}`; import it without a mapping first.\n{text}", found
    )


def write_profile(drafted: ProfileDraft, path: Path) -> None:
    """Write a draft to a new file. Raises UsageError where there is one already, OutsideError."""
    if path.exists():
        raise UsageError(f"`{path}` already exists", hint="Choose another name, or remove it first.")
    write_text(path, drafted.text)
