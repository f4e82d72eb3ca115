"""Passphrases of tests, whose hashes cost nothing: what one costs is looked at where passphrases are set."""

from __future__ import annotations

from functools import partial

import pytest
from argon2 import PasswordHasher


def hash_cheaply(patch: pytest.MonkeyPatch) -> None:
    """Have passphrases hashed by the same function in a thousandth of the time."""
    patch.setattr("argon2.PasswordHasher", partial(PasswordHasher, time_cost=1, memory_cost=64))


def hash_as_the_product_does(patch: pytest.MonkeyPatch) -> None:
    """Have passphrases hashed at their full cost again."""
    patch.setattr("argon2.PasswordHasher", PasswordHasher)
