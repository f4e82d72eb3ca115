"""`vlogkit` itself: its version, and how shells complete its commands and options."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from tests.cli.runner import Run
from tests.material import ROOT

from vlogkit import __version__


def completed(line: str) -> list[str]:
    """What bash is offered after the words of a line."""
    words = line.split(" ")
    environment = {
        **os.environ,
        "_VLOGKIT_COMPLETE": "complete_bash",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(words) - 1),
    }
    call = [sys.executable, "-c", "from vlogkit.cli import main; main()"]
    done = subprocess.run(
        call, capture_output=True, text=True, encoding="utf-8", env=environment, check=False, cwd=ROOT
    )
    return done.stdout.split()


def test_the_version_is_printed(vlogkit: Run) -> None:
    said = vlogkit("--version")
    assert (said.code, said.out) == (0, f"vlogkit {__version__}\n")


def test_the_help_offers_shell_completion(vlogkit: Run) -> None:
    out = vlogkit("--help").out
    assert "--install-completion" in out
    assert "--show-completion" in out


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("vlogkit re", ["render", "redact", "review", "retract", "receipts"]),
        ("vlogkit queue re", ["retry", "resolve"]),
        ("vlogkit render --dr", ["--draft"]),
    ],
)
def test_a_shell_completes_commands_and_options(line: str, offered: list[str]) -> None:
    assert completed(line) == offered
