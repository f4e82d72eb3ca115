"""A real browser and a real studio; without Chromium the tests are skipped and say so. CI installs it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

QUIETLY = ("--no-sandbox", "--disable-gpu")
"""Nobody looks: pages are drawn without what stands in for a graphics card."""
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """Headless Chromium."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=QUIETLY)
        yield browser
        browser.close()


@contextmanager
def served(folder: Path, own: Path) -> Iterator[str]:
    """The address of a studio on a folder; `own` is where its secrets are kept."""
    environment = {**os.environ, "VLOGKIT_LANG": "id", "VLOGKIT_SECRETS": str(own / "secrets"), "VLOGKIT_KEYRING": "no"}
    process = subprocess.Popen(
        [sys.executable, "-m", "vlogkit", "studio", str(folder), "--no-open"],
        stdout=subprocess.PIPE, text=True, env=environment,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """A studio on a folder that is not there yet: its address and the folder."""
    folder = tmp_path / "dinas-kami"
    with served(folder, tmp_path) as address:
        yield address, folder


@pytest.fixture
def opened(folder: Path, tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """A studio on the test's own `folder`: its address and the folder."""
    with served(folder, tmp_path) as address:
        yield address, folder
