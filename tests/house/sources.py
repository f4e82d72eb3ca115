"""Lists of the repository's own files, for the tests of the house rules."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.material import ROOT

SRC = ROOT / "src" / "vlogkit"
_DEFINITIONS = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
TEXTS = {".py", ".yaml", ".yml", ".md", ".toml", ".txt", ".html", ".svg", ".json", ".csv", ""}


@cache
def modules() -> tuple[Path, ...]:
    """Every module of the source."""
    return tuple(sorted(SRC.rglob("*.py")))


def named(path: Path) -> str:
    """A path as it is said in a message."""
    return path.relative_to(ROOT).as_posix()


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function of a module, those in classes and functions included."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


@cache
def programs() -> tuple[Path, ...]:
    """Every module of the source, the tests, the tools and the benchmarks."""
    return tuple(
        sorted(path for name in ("src", "tests", "tools", "benchmarks") for path in (ROOT / name).rglob("*.py"))
    )


def public_names(path: Path) -> Iterator[tuple[str, bool]]:
    """Public classes and functions of a module and methods of its public classes, each with whether it has a docstring."""
    for node in parsed(path).body:
        if isinstance(node, _DEFINITIONS) and not node.name.startswith("_"):
            yield f"{named(path)}: {node.name}", bool(ast.get_docstring(node))
            for part in node.body if isinstance(node, ast.ClassDef) else ():
                if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef) and not part.name.startswith("_"):
                    yield f"{named(path)}: {node.name}.{part.name}", bool(ast.get_docstring(part))


@cache
def texts() -> tuple[Path, ...]:
    """Every text file of the project that git knows or would add."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode == 0:
        names = listed.stdout.decode("utf-8").split("\0")
        found = [ROOT / name for name in names if name]
    else:
        kept = ("src", "tests", "templates", "config", "assets", "docs", "benchmarks", "tools")
        found = [path for name in kept for path in (ROOT / name).rglob("*")] + list(ROOT.glob("*"))
    return tuple(
        sorted(path for path in found if path.suffix in TEXTS and path.is_file() and "__pycache__" not in path.parts)
    )
