"""Read whole numbers of queries, headers and cells."""

from __future__ import annotations

MOST_DIGITS = 15
"""Digits of a number which a float surely keeps."""


def whole_number(text: str) -> int | None:
    """The number that digits from 0 to 9 write; None for a sign, a space, a point, other digits (`²`, `٣`), nothing at all,
    or more than `MOST_DIGITS` of them: `int` refuses some, and thousands of any."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else None
