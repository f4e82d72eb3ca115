"""The source keeps the house rules: sizes, opening sentences, nothing unfinished, nothing of one machine."""

from __future__ import annotations

import ast
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

from tests.house.sources import SRC, functions, modules, named, parsed, programs, public_names, texts
from tests.material import ROOT

MOST_LINES, MOST_IN_FUNCTION = 400, 60
UNFINISHED = re.compile(
    "|".join(rf"\b{a}{b}\b" for a, b in (("TO", "DO"), ("FIX", "ME"), ("XX", "X"), ("raise NotImplemented", "Error"), ("HA", "CK"), ("for ", "now"))),
)  # fmt: skip
PASSAGE = re.compile(r"\b(?:comes?|goes?) (?:in|out)\b")
"""How an opener begins to tell of a passage through the module, where a reader wants to know what the module is for."""
NO_NOUN = re.compile(r"(?i)(?<!there )\b(?:is|are|was|were|be) no (?!longer\b|more\b|\w+er than\b)\w+")
"""“`x` is no number”, where a native writes “is not a number”; “there is no file” is as it should be."""
MACHINE = re.compile("|".join((r"/wo" r"rk/", r"/ro" r"ot/", r"/ho" r"me/", r"C:\\\\Users", r"/va" r"r/folders")))


HEAVY = {
    "numpy",
    "cv2",
    "av",
    "PIL",
    "moviepy",
    "sqlalchemy",
    "jinja2",
    "yaml",
    "googleapiclient",
    "freetype",
    "uharfbuzz",
}
MOST_IN_FOLDER = 15
SHARED_NAMES = {
    "forgetting": "one verb on three floors: the store's, the ledger's and the workspace's part of it",
    "footage": "one kind of layer, recorded, laid out and drawn",
}
"""File names that stand in several folders, with the reason; those of `cli` are the names of its commands."""


def broken(rule: Callable[[Path], object], paths: Iterable[Path] = modules()) -> dict[str, object]:
    """What each file breaks of a rule, by its name; one test a rule keeps a thousand files quick to check."""
    return {named(path): found for path in paths if (found := rule(path))}


def test_a_module_is_short_and_opens_with_a_sentence() -> None:
    def rule(path: Path) -> str:
        opening = (ast.get_docstring(parsed(path)) or "").split("\n\n")[0].rstrip()
        if not opening and path.name != "__main__.py":
            return "no opening sentence"
        long = len(path.read_text(encoding="utf-8").splitlines()) > MOST_LINES
        return "too long" if long else "" if not opening or opening.endswith((".", ":")) else opening

    assert broken(rule) == {}


def test_an_opener_says_what_the_module_is_for_not_what_passes_through_it() -> None:
    """Say plainly what the module is for: “Read the picture streams of a clip.”"""

    def rule(path: Path) -> bool:
        return bool(PASSAGE.search((ast.get_docstring(parsed(path)) or "").split("\n\n")[0]))

    assert broken(rule, programs()) == {}


def test_messages_and_docstrings_say_is_not_a_rather_than_is_no() -> None:
    def rule(path: Path) -> list[str]:
        joined = re.sub(r'"\n\s*[fr]?"', "", path.read_text(encoding="utf-8"))
        return NO_NOUN.findall(" ".join(joined.split()))

    assert broken(rule) == {}


def test_no_function_is_long() -> None:
    def rule(path: Path) -> dict[str, int]:
        lengths = {node.name: (node.end_lineno or node.lineno) - node.lineno + 1 for node in functions(path)}
        return {name: length for name, length in lengths.items() if length > MOST_IN_FUNCTION}

    assert broken(rule) == {}


def test_every_module_with_functions_postpones_annotations() -> None:
    def rule(path: Path) -> bool:
        body = parsed(path).body[1:]
        return any(functions(path)) and not any(
            isinstance(node, ast.ImportFrom) and node.module == "__future__" for node in body
        )

    assert broken(rule) == {}


def test_nothing_catches_everything_and_goes_on() -> None:
    def rule(path: Path) -> list[int]:
        return [
            node.lineno for node in ast.walk(parsed(path)) if isinstance(node, ast.ExceptHandler) and careless(node)
        ]

    assert broken(rule) == {}


def careless(handler: ast.ExceptHandler) -> bool:
    """Whether a handler takes every exception and does nothing with it."""
    wide = handler.type is None or (
        isinstance(handler.type, ast.Name) and handler.type.id in {"Exception", "BaseException"}
    )
    idle = (ast.Pass, ast.Continue, ast.Break)
    empty = all(
        isinstance(step, idle) or (isinstance(step, ast.Return) and (step.value is None or isinstance(step.value, ast.Constant)))
        for step in handler.body
    )  # fmt: skip
    return wide and empty


def imported(path: Path, *, anywhere: bool) -> set[str]:
    """The packages a module imports, at its top or `anywhere` in it."""
    nodes = list(ast.walk(parsed(path)) if anywhere else parsed(path).body)
    found = {alias.name.split(".")[0] for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return found | {(node.module or "").split(".")[0] for node in nodes if isinstance(node, ast.ImportFrom)}


def test_records_have_no_any_and_import_nothing_heavy() -> None:
    def rule(path: Path) -> set[str]:
        names = {node.id for node in ast.walk(parsed(path)) if isinstance(node, ast.Name)}
        return (names & {"Any"}) | (imported(path, anywhere=True) & HEAVY)

    assert broken(rule, (SRC / "records").rglob("*.py")) == {}


def test_package_files_are_light() -> None:
    assert broken(lambda path: imported(path, anywhere=False) & HEAVY, SRC.rglob("__init__.py")) == {}


def test_a_folder_is_one_room() -> None:
    folders = Counter(named(path.parent) for path in modules() if path.name != "__init__.py")
    assert {folder: count for folder, count in folders.items() if count > MOST_IN_FOLDER} == {}


def test_a_file_name_means_one_thing() -> None:
    named_so = defaultdict(list)
    for path in modules():
        if not path.name.startswith("__") and "cli" not in path.parts and path.stem not in SHARED_NAMES:
            named_so[path.stem].append(named(path))
    assert {name: files for name, files in named_so.items() if len(files) > 1} == {}


def test_a_class_name_means_one_thing() -> None:
    named_so = defaultdict(list)
    for path in modules():
        for node in parsed(path).body:
            if isinstance(node, ast.ClassDef):
                named_so[node.name].append(named(path))
    assert {name: files for name, files in named_so.items() if len(files) > 1} == {}


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
    own = {"browser", "contract", "fuzz", "house", "golden", "servers", "samples", "__pycache__", "benchmarks"}
    packages = {path.name for path in SRC.iterdir() if path.is_dir()}
    found = {path.name for path in (ROOT / "tests").iterdir() if path.is_dir()}
    assert found - own - packages == set()


def test_public_names_say_what_they_are_for() -> None:
    def rule(path: Path) -> list[str]:
        kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
        shown = [node for node in parsed(path).body if isinstance(node, kinds) and not node.name.startswith("_")]
        return [node.name for node in shown if not ast.get_docstring(node)]

    assert broken(rule, (path for path in modules() if path.parent.name not in {"migrations", "versions"})) == {}


def test_nearly_every_public_name_methods_included_has_a_docstring() -> None:
    all_names = [found for path in modules() for found in public_names(path)]
    silent = [name for name, said in all_names if not said]
    assert len(silent) <= 0.06 * len(all_names), silent
