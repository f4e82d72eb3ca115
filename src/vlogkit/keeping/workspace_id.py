"""Keep the random id that tells one workspace from every other, whatever its agency is called."""

from __future__ import annotations

import re
import secrets
from pathlib import Path

from vlogkit.errors import InputError
from vlogkit.files import check_inside, outside, unreadable

FILE = "workspace-id"


def workspace_id(private: Path) -> tuple[str, bool]:
    """The id in a workspace's private folder, and whether it was made just now. Raises InputError, DiskError."""
    path = check_inside(private / FILE)
    made = secrets.token_hex(16)
    try:
        private.mkdir(mode=0o700, parents=True, exist_ok=True)
        with path.open("x", encoding="ascii") as file:
            file.write(made)
    except FileExistsError:
        return _read(path), False
    except OSError as error:
        raise outside(error, path) from None
    path.chmod(0o600)
    return made, True


def _read(path: Path) -> str:
    try:
        text = path.read_text(encoding="ascii", errors="replace").strip()
    except OSError as error:
        raise unreadable(error, path) from None
    if not re.fullmatch(r"[0-9a-f]{32}", text):
        hint = f"Delete {path}, then store the secrets again: vlogkit accounts add NAME"
        raise InputError("this file should hold the workspace's id and is damaged", where=path, hint=hint)
    return text
