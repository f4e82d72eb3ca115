"""Name a complaint by its source and ticket, so that the name can be part of a path."""

from __future__ import annotations

import hashlib
import re

_PLAIN = re.compile(r"[a-z0-9][a-z0-9-]*").fullmatch
LONGEST = 63


def slug(source: str, ticket: str) -> str:
    """The id of a complaint: source and ticket in lower case; where that would lose letters, eight of a hash follow."""
    plain = f"{source}-{ticket.lower()}"
    if len(plain) <= LONGEST and _PLAIN(plain):
        return plain
    mark = hashlib.sha256(f"{source}\n{ticket.lower()}".encode()).hexdigest()[:8]
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[: LONGEST - 9].strip("-")
    return f"{stem}-{mark}" if stem else mark
