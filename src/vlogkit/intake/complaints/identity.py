"""Name a complaint by its source and ticket, so that the name can be part of a path."""

from __future__ import annotations

import hashlib
import re

LONGEST = 63


def slug(source: str, ticket: str) -> str:
    """The id of a complaint: source and ticket in lower case; where that would lose letters, eight of a hash follow."""
    plain = f"{source}-{ticket.lower()}"
    lower = plain == plain.lower() and plain[0] != "-"
    if lower and len(plain) <= LONGEST and plain.isascii() and plain.replace("-", "").isalnum():
        return plain
    mark = hashlib.sha256(f"{source}\n{ticket.lower()}".encode()).hexdigest()[:8]
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[: LONGEST - 9].strip("-")
    return f"{stem}-{mark}" if stem else mark
