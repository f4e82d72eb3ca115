"""Read the code in which an approver's phone writes an answer, and see whose it is.

A code is `VK1-` and Crockford's Base32, in groups of five, of: one byte (1 yes, 0 no), four of the sheet's id, 64 of a
signature by Ed25519, the reason in UTF-8, and two of the SHA-256 of all before them, which tell a mistyped code from a
foreign one. The signature is over `signed_part`."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from vlogkit.errors import UsageError
from vlogkit.records.posting.approval_sheet import AnswerKey

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LONGEST = 20_000
"""Characters of a message that are looked at."""
_CODE = re.compile(r"VK1-([0-9A-Z-]+)")
_READ_AS = str.maketrans("OIL", "011")
"""Letters that people write for digits."""
_SIGNED = slice(5, 69)


@dataclass(frozen=True)
class SheetAnswer:
    """What a code says."""

    sheet: str
    yes: bool
    reason: str
    signature: bytes


def read_code(written: str) -> SheetAnswer:
    """The answer in a message, whatever stands around its code. Raises UsageError."""
    text = written[:LONGEST].upper()
    candidates = _CODE.findall(text) + _CODE.findall("".join(text.split()))
    if not candidates:
        raise UsageError(
            "there is no answer code in this", hint="It begins with VK1- and is at the end of the message."
        )
    for one in candidates:
        data = _bytes_of(one)
        if data is not None:
            return data
    raise UsageError(
        "this answer code is not whole, or a character of it is wrong",
        hint="Copy the whole message and paste it again.",
    )


def _bytes_of(code: str) -> SheetAnswer | None:
    """What groups of characters say; None where they are not what was written."""
    letters = code.replace("-", "").translate(_READ_AS)
    if not set(letters) <= set(ALPHABET):
        return None
    bits = "".join(f"{ALPHABET.index(letter):05b}" for letter in letters)
    data = bytes(int(bits[at : at + 8], 2) for at in range(0, len(bits) - 7, 8))
    body, check = data[:-2], data[-2:]
    if len(body) < _SIGNED.stop or hashlib.sha256(body).digest()[:2] != check or body[0] > 1:
        return None
    reason = body[_SIGNED.stop :].decode("utf-8", errors="replace")
    return SheetAnswer(body[1:5].hex(), body[0] == 1, reason, body[_SIGNED])


def signed_part(digest: str, *, yes: bool, reason: str) -> bytes:
    """What an answer signs: everything that the sheet shows, by its hash, the decision and the reason."""
    return "\n".join(("vlogkit answer 1", digest, "yes" if yes else "no", reason)).encode()


def is_by(answer: SheetAnswer, key: AnswerKey, digest: str) -> bool:
    """Whether an answer was signed with the phrase behind a key, over a sheet with this digest."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(key.public))
        public.verify(answer.signature, signed_part(digest, yes=answer.yes, reason=answer.reason))
    except InvalidSignature:
        return False
    return True
