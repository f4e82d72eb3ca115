"""Take personal data out of a text or a text file, with the workspace's own list of words."""

from __future__ import annotations

from pathlib import Path

from vlogkit.errors import InputError, UsageError
from vlogkit.intake.reading.encoding import encoding_of
from vlogkit.intake.redaction.personal_data import Redaction
from vlogkit.intake.redaction.redact import redact
from vlogkit.workspace import Workspace

__all__ = ["Redaction", "redact_text", "text_of"]


def redact_text(text: str, workspace: Workspace | None) -> Redaction:
    """The text without personal data, every find, and the questions a person has to answer."""
    return redact(text, workspace=workspace.root if workspace else None)


def text_of(path: Path) -> str:
    """The text of a file in whatever encoding it has. Raises UsageError for one that is not text, InputError."""
    encoding, _ = encoding_of(path)
    try:
        text = path.read_text(encoding=encoding, errors="replace")
    except OSError as error:
        raise InputError(f"this file cannot be read: {error.strerror}", where=path) from None
    if "\x00" in text:
        raise UsageError(f"`{path}` is not a text file", hint="Give a text, or a file of plain text.")
    return text
