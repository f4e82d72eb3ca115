"""The tools agree: layers, types and style are as pyproject.toml says."""

from __future__ import annotations

import subprocess
import sys

import pytest
from tests.material import ROOT

pytestmark = pytest.mark.slow


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *words], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False
    )


def test_imports_go_one_way() -> None:
    done = run(
        "-c", "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_cache=True, no_logo=True))"
    )
    assert done.returncode == 0, done.stdout[-3000:]
    assert "0 broken" in done.stdout


def test_types_are_strict() -> None:
    done = run("-m", "mypy")
    assert done.returncode == 0, done.stdout[-3000:]


def test_the_style_is_kept() -> None:
    done = run("-m", "ruff", "check", ".", "--output-format", "concise")
    assert done.returncode == 0, done.stdout[-3000:]


def test_the_format_is_kept() -> None:
    done = run("-m", "ruff", "format", "--check", "src", "tests", "benchmarks")
    assert done.returncode == 0, done.stdout[-3000:]
