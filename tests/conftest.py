"""What every test may ask for: a small workspace, and the option that rewrites the golden stills."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests.material import ROOT, make_workspace
from vlogkit.workspace import Workspace

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A shell that runs the tests in the background has them ignore Ctrl-C, and what they start would inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--golden", action="store_true", help="Write the golden stills anew instead of comparing.")


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A workspace with one update that renders in a second or two."""
    return make_workspace(tmp_path / "dinas")
