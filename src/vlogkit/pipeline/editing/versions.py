"""Keep every state of an item's file for a while, so that a person can compare it and bring it back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from vlogkit.errors import UsageError
from vlogkit.files import sha256_of, write_text
from vlogkit.records.base import fingerprint
from vlogkit.workspace import Workspace

KEPT_DAYS = 30
MOST = 400
"""Versions of one item."""
APART = dt.timedelta(minutes=2)
"""What one person types within this time becomes one version."""
_STAMP = "%Y%m%dT%H%M%S%f"


@dataclass(frozen=True)
class Version:
    """A state of an item's file."""

    name: str
    at: dt.datetime
    why: str
    path: Path


def version_of(text: str) -> str:
    """What a text is known by."""
    return fingerprint([text])[:16]


def keep_version(workspace: Workspace, item: str, text: str, *, why: str, now: dt.datetime) -> None:
    """Keep a text as it is now. What the same person typed a moment ago is replaced, unless something else was written in
    between: that text might stand nowhere else. Raises DiskError."""
    folder = _folder(workspace, item)
    known = versions(workspace, item)
    if known and known[0].path.read_text(encoding="utf-8") == text:
        return
    write_text(folder / f"{now.astimezone(dt.UTC).strftime(_STAMP)}-{why}.md", text, private=True)
    recent = takewhile(lambda one: one.why == "typed" and now - one.at < APART, known if why == "typed" else [])
    old = list(recent)
    earlier = known[len(old) :]
    # the first of a burst stays: it is what stood before somebody began to type
    gone = [*old[:-1], *earlier[MOST:], *(one for one in earlier if now - one.at > dt.timedelta(days=KEPT_DAYS))]
    for one in gone:
        one.path.unlink(missing_ok=True)


def versions(workspace: Workspace, item: str) -> list[Version]:
    """The versions that are kept, the newest first."""
    folder = _folder(workspace, item)
    found: list[Version] = []
    for path in sorted(folder.glob("*.md"), reverse=True):
        stamp, _, why = path.stem.partition("-")
        try:
            at = dt.datetime.strptime(stamp, _STAMP).replace(tzinfo=dt.UTC)
        except ValueError:
            continue
        found.append(Version(path.stem, at, why, path))
    return found


def version_text(workspace: Workspace, item: str, name: str) -> str:
    """The text of a version. Raises UsageError where it is not kept any more."""
    for one in versions(workspace, item):
        if one.name == name:
            return one.path.read_text(encoding="utf-8")
    raise UsageError("that version is not kept any more", hint="Choose another one.")


def rendered_version(workspace: Workspace, item: str, sha256: str) -> str:
    """The name of the newest version whose file has this sha256 (hex); empty where it is not kept."""
    kept = versions(workspace, item)
    return next((one.name for one in kept if sha256_of(one.path) == sha256), "")


def _folder(workspace: Workspace, item: str) -> Path:
    return workspace.private / "versions" / item
