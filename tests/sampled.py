"""What CI runs in full and a developer's machine in part: of many like cases some, the same ones each time."""

from __future__ import annotations

import os
from collections.abc import Sequence
from itertools import product
from typing import TypeVar

Case = TypeVar("Case")
Other = TypeVar("Other")

EVERY = bool(os.environ.get("CI"))


def one_in(turns: int, cases: Sequence[Case]) -> list[Case]:
    """Every case in CI, else the first and each that follows it after so many."""
    return list(cases if EVERY else cases[::turns])


def in_turn(rows: Sequence[str], columns: Sequence[str]) -> list[tuple[str, str]]:
    """Every row with every column in CI, else each row with one column and each column with some row."""
    return [
        (row, column)
        for (n, row), (m, column) in product(enumerate(rows), enumerate(columns))
        if EVERY or n % len(columns) == m
    ]


def turns(rows: Sequence[Case], row: Case, columns: Sequence[Other], many: int = 1) -> list[Other]:
    """Every column in CI, else so many for a row, for the next row the ones after them."""
    first = rows.index(row) * many
    return list(columns) if EVERY else [columns[(first + n) % len(columns)] for n in range(many)]


def examples(number: int) -> int:
    """How many random examples a test tries: so many in CI, a fifth of them else."""
    return number if EVERY else -(-number // 5)
