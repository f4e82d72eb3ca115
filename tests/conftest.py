"""What every test may ask for: a small workspace, and the option that rewrites the golden stills."""

from __future__ import annotations

import gc
import os
import shutil
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.material import ROOT, make_workspace
from tests.parsed_once import parse_once
from vlogkit.samples.sample_workspace import make_workspace as make_samples
from vlogkit.workspace import Workspace, open_workspace

os.environ["VLOGKIT_LANG"] = "en"  # whatever the language of who runs the tests

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A shell that runs the tests in the background has them ignore Ctrl-C, and what they start would inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)


gc.disable()  # what is collected stays to the end: looking through it again and again took a tenth of the time


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)
    gc.enable()


def pytest_configure(config: pytest.Config) -> None:
    patch = pytest.MonkeyPatch()
    parse_once(patch)  # collecting reads the shipped templates too
    config.add_cleanup(patch.undo)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--golden", action="store_true", help="Write the golden stills anew instead of comparing.")


@pytest.fixture(scope="session", autouse=True)
def _done_once() -> Iterator[None]:
    """Ledgers are migrated, private stores made and pictures looked at once, where tests were collected that do so: loading
    all that it needs takes longer than the tests of many a file."""
    with pytest.MonkeyPatch.context() as patch:
        if "vlogkit.ledger.ledger" in sys.modules:
            from tests.ledgers import quicken

            quicken(patch)
        if "vlogkit.intake.complaints.storing.store_file" in sys.modules:
            from tests import stores

            stores.quicken(patch)
        if "vlogkit.seeing.faces" in sys.modules:
            from tests.seen_once import remember

            remember(patch)
        yield


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The sample workspace, to be looked at and not to be changed: one for all processes, so that each of its pictures and
    clips is looked at once."""
    own = tmp_path_factory.mktemp("contoh") / "dinas"
    make_samples(own)
    if "PYTEST_XDIST_WORKER" not in os.environ:
        return open_workspace(own)
    shared = tmp_path_factory.getbasetemp().parent / "contoh"
    try:
        own.rename(shared)
    except OSError:  # another process was first
        shutil.rmtree(own)
    return open_workspace(shared)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A workspace with one update that renders in a second or two."""
    return make_workspace(tmp_path / "dinas")
