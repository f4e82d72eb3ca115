"""Set the phrase by which an approver answers from a phone; what is kept verifies answers and cannot give them."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
import unicodedata

from vlogkit.errors import UsageError
from vlogkit.pipeline.posting.proving import Ask, prove
from vlogkit.pipeline.posting.publishing_desk import PublishingDesk
from vlogkit.records.posting.approval_sheet import AnswerKey

ROUNDS = 600_000
"""Rounds of PBKDF2 with SHA-256, as OWASP's Password Storage Cheat Sheet advises: a phone takes a few seconds."""
SHORTEST = 16
"""Characters that a phrase has at least: whoever has a sheet and its answer can try phrases for as long as they like."""


def set_answer_phrase(desk: PublishingDesk, name: str, ask: Ask, *, now: dt.datetime) -> None:
    """Set a person's answer phrase once their passphrase has proven that they are it. Raises UsageError."""
    heard: list[str] = []

    def asked(label: str, *, new: bool = False) -> str:
        heard.append(ask(label, new=new))
        return heard[-1]

    prove(desk, name, asked)
    phrase = ask(f"New answer phrase of {name}", new=True)
    if len(smoothed(phrase)) < SHORTEST:
        hint = "Four words that do not belong together are easy to keep."
        raise UsageError(f"an answer phrase has at least {SHORTEST} characters", hint=hint)
    if smoothed(phrase) == smoothed(heard[0]):
        hint = "Choose other words: what is typed on a phone must not open the studio."
        raise UsageError("the answer phrase is the passphrase", hint=hint)
    salt = secrets.token_bytes(16)
    key = AnswerKey(public=public_key(phrase, salt, ROUNDS).hex(), salt=salt.hex(), rounds=ROUNDS)
    desk.ledger.set_answer_key(name, key, now=now)


def smoothed(phrase: str) -> str:
    """A phrase as it counts: a phone's capital at its beginning and a space too many make no difference."""
    return " ".join(unicodedata.normalize("NFKC", phrase).lower().split())


def public_key(phrase: str, salt: bytes, rounds: int) -> bytes:
    """The public key of Ed25519 (RFC 8032) whose private key is PBKDF2-HMAC-SHA-256 (RFC 8018) of a phrase."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    private = hashlib.pbkdf2_hmac("sha256", smoothed(phrase).encode(), salt, rounds)
    return Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()
