"""Looking itself is tested here: every look is one."""

from __future__ import annotations

import pytest
from tests.seen_once import look_anew


@pytest.fixture(autouse=True)
def _look_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    look_anew(monkeypatch)
