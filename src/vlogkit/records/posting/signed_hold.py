"""A hold for a whole network as a file: signed, so that nobody lifts it who may not."""

from __future__ import annotations

from pydantic import AwareDatetime, Field

from vlogkit.records.base import Record

ID = r"^[0-9a-z-]{4,60}$"
"""What a hold may be called, and so the files that keep it and lift it."""


class SignedHold(Record):
    """`holds/ID.json` beside the network's file, and `holds/ID.lifted.json` when it is lifted."""

    id: str = Field(pattern=ID)
    scope: str = "all"
    reason: str = Field(min_length=1)
    by: str = Field(min_length=1)
    at: AwareDatetime
    until: AwareDatetime | None = None
    allow_tags: tuple[str, ...] = ()
    lifted: bool = False
    """Whether this ends the hold of the same id."""
    signature: str = ""
    """Ed25519 over everything else, in base64."""

    def signed_part(self) -> bytes:
        """What the signature is over."""
        return self.model_copy(update={"signature": ""}).fingerprint().encode()
