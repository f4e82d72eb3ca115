"""The source keeps the house rules: sizes, opening sentences, nothing unfinished, nothing of one machine."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from tests.house.sources import SRC, functions, modules, named, parsed, programs, public_names, texts
from tests.material import ROOT

MOST_LINES, MOST_IN_FUNCTION = 400, 60
UNFINISHED = re.compile(
    "|".join(rf"\b{a}{b}\b" for a, b in (("TO", "DO"), ("FIX", "ME"), ("XX", "X"), ("raise NotImplemented", "Error"), ("HA", "CK"), ("for ", "now"))),
)  # fmt: skip
PASSAGE = re.compile(r"\b(?:comes?|goes?) (?:in|out)\b")
"""How an opener begins to tell of a passage through the module, where a reader wants to know what the module is for."""
MACHINE = re.compile("|".join((r"/wo" r"rk/", r"/ro" r"ot/", r"/ho" r"me/", r"C:\\\\Users", r"/va" r"r/folders")))


@pytest.mark.parametrize("path", modules(), ids=named)
def test_a_module_is_short_and_opens_with_a_sentence(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES
    opening = ast.get_docstring(parsed(path))
    assert opening or path.name == "__main__.py"
    assert not opening or opening.split("\n\n")[0].rstrip().endswith((".", ":"))


@pytest.mark.parametrize("path", programs(), ids=named)
def test_an_opener_says_what_the_module_is_for_not_what_passes_through_it(path: Path) -> None:
    opening = (ast.get_docstring(parsed(path)) or "").split("\n\n")[0]
    assert not PASSAGE.search(opening), "say plainly what the module is for: “Read the picture streams of a clip.”"


@pytest.mark.parametrize("path", modules(), ids=named)
def test_no_function_is_long(path: Path) -> None:
    lengths = {node.name: (node.end_lineno or node.lineno) - node.lineno + 1 for node in functions(path)}
    assert {name: length for name, length in lengths.items() if length > MOST_IN_FUNCTION} == {}


@pytest.mark.parametrize("path", modules(), ids=named)
def test_every_module_with_functions_postpones_annotations(path: Path) -> None:
    body = parsed(path).body[1:]
    assert not any(functions(path)) or any(
        isinstance(node, ast.ImportFrom) and node.module == "__future__" for node in body
    )


@pytest.mark.parametrize("path", modules(), ids=named)
def test_nothing_catches_everything_and_goes_on(path: Path) -> None:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.ExceptHandler):
            wide = node.type is None or (
                isinstance(node.type, ast.Name) and node.type.id in {"Exception", "BaseException"}
            )
            assert not (wide and all(isinstance(step, ast.Pass | ast.Continue) for step in node.body)), node.lineno


@pytest.mark.parametrize("path", sorted((SRC / "records").rglob("*.py")), ids=named)
def test_records_have_no_any_and_import_nothing_heavy(path: Path) -> None:
    names = {node.id for node in ast.walk(parsed(path)) if isinstance(node, ast.Name)}
    assert "Any" not in names
    imported = {
        alias.name.split(".")[0]
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    imported |= {
        (node.module or "").split(".")[0] for node in ast.walk(parsed(path)) if isinstance(node, ast.ImportFrom)
    }
    assert not imported & {"numpy", "cv2", "av", "PIL", "moviepy", "sqlalchemy", "jinja2", "yaml"}


@pytest.mark.parametrize("path", sorted(SRC.rglob("__init__.py")), ids=named)
def test_package_files_are_light(path: Path) -> None:
    imported = {(node.module or "").split(".")[0] for node in parsed(path).body if isinstance(node, ast.ImportFrom)}
    imported |= {
        alias.name.split(".")[0] for node in parsed(path).body if isinstance(node, ast.Import) for alias in node.names
    }
    assert not imported & {
        "numpy",
        "cv2",
        "av",
        "PIL",
        "moviepy",
        "sqlalchemy",
        "googleapiclient",
        "freetype",
        "uharfbuzz",
    }


def test_stages_read_no_clock_no_environment_and_no_chance() -> None:
    pure = [
        path
        for name in ("staging", "writing", "planning", "records", "checking")
        for path in (SRC / name).rglob("*.py")
    ]
    calls = re.compile(
        r"datetime\.now\(|date\.today\(|time\.time\(|os\.environ|getenv\(|\brandom\.(?!Random\b)|default_rng\(\)"
    )
    assert {
        named(path): calls.findall(path.read_text(encoding="utf-8"))
        for path in pure
        if calls.search(path.read_text(encoding="utf-8"))
    } == {}


def test_nothing_is_left_unfinished_and_nothing_is_of_one_machine() -> None:
    said = {}
    for path in texts():
        words = path.read_text(encoding="utf-8", errors="replace")
        found = UNFINISHED.findall(words) + MACHINE.findall(words)
        if found:
            said[named(path)] = found
    assert said == {}


def test_every_text_is_utf_8_with_line_feeds() -> None:
    for path in texts():
        data = path.read_bytes()
        data.decode("utf-8")
        assert b"\r\n" not in data, named(path)


def test_test_folders_mirror_the_source() -> None:
    own = {"contract", "house", "golden", "servers", "samples", "__pycache__", "benchmarks"}
    packages = {path.name for path in SRC.iterdir() if path.is_dir()}
    found = {path.name for path in (ROOT / "tests").iterdir() if path.is_dir()}
    assert found - own - packages == set()


@pytest.mark.parametrize(
    "path", [path for path in modules() if path.parent.name not in {"migrations", "versions"}], ids=named
)
def test_public_names_say_what_they_are_for(path: Path) -> None:
    silent = []
    body = parsed(path).body
    for node in body:
        if (
            isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
            and not node.name.startswith("_")
            and not ast.get_docstring(node)
        ):
            silent.append(node.name)
    assert silent == []


def test_nearly_every_public_name_methods_included_has_a_docstring() -> None:
    all_names = [found for path in modules() for found in public_names(path)]
    silent = [name for name, said in all_names if not said]
    assert len(silent) <= 0.06 * len(all_names), silent
