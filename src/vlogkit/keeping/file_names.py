"""Name files that people give, so that every system can keep them, and none takes the place of another."""

from __future__ import annotations

import filecmp
import re
import unicodedata
from pathlib import Path

MOST = 48
"""Letters of a name."""
_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))}
"""Names that Windows keeps for devices, whatever their ending."""


def plain_stem(text: str, otherwise: str) -> str:
    """A file's name without its ending, made of what a person wrote: small letters, digits and hyphens. `otherwise` where
    nothing is left, and before a name that Windows keeps for a device."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:MOST].strip("-") or otherwise
    return f"{otherwise}-{stem}" if stem in _DEVICES else stem


def stem_of(called: str, otherwise: str) -> str:
    """The plain stem of a file that was sent under a name, whichever system's separators are in it."""
    return plain_stem(Path(called.replace("\\", "/")).stem, otherwise)


def free_path(path: Path, new: Path) -> Path:
    """The path where it has the content of `new` already, else the first one, with a number, that is not taken."""
    number, found = 1, path
    while found.exists() and not filecmp.cmp(found, new, shallow=False):
        number += 1
        found = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return found
