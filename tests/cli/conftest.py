"""The command line as a fixture."""

from __future__ import annotations

import pytest
from tests.cli.runner import Run, runner


@pytest.fixture
def vlogkit(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `vlogkit WORDS…` and hands out what it said."""
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("VLOGKIT_DEBUG", "1")
    return runner(capsys, monkeypatch)
