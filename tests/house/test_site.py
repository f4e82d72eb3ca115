"""The docs make a site that needs no network: every page is in the navigation, every link leads somewhere, Python names exist."""

from __future__ import annotations

import ast
import importlib
import re
from pathlib import Path

import pytest
import yaml
from tests.material import ROOT
from tools.site_hooks import loaded_from_elsewhere, plain_fences

DOCS = ROOT / "docs"
PAGES = sorted(path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md"))
SITE = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")


def targets(entries: object) -> list[str]:
    """The pages that a part of the navigation names."""
    if isinstance(entries, str):
        return [entries]
    inside = entries.values() if isinstance(entries, dict) else entries
    return [page for entry in inside for page in targets(entry)]  # type: ignore[attr-defined]  # a list or a mapping


def test_every_page_is_in_the_navigation_once() -> None:
    assert sorted(targets(SITE["nav"])) == PAGES


def test_every_decision_is_in_the_list_of_decisions() -> None:
    listed = LINK.findall((DOCS / "decisions" / "index.md").read_text(encoding="utf-8"))
    assert {f"decisions/{name}" for name in listed} == {
        page for page in PAGES if page.startswith("decisions/") and page != "decisions/index.md"
    }


@pytest.mark.parametrize("page", PAGES)
def test_every_link_of_a_page_leads_to_a_file_of_the_docs(page: str) -> None:
    path = DOCS / page
    for target in LINK.findall(path.read_text(encoding="utf-8")):
        found = (path.parent / target).resolve()
        assert found.is_file(), target
        assert found.is_relative_to(DOCS), f"{target} is not a part of the site"


def test_the_site_brings_its_fonts_and_scripts_or_does_without() -> None:
    assert SITE["strict"] is True
    assert SITE["theme"]["font"] is False
    assert not {"extra_javascript", "extra_css", "repo_url"} & SITE.keys()


@pytest.mark.parametrize(
    "html",
    [
        '<script src="https://unpkg.com/shim"></script>',
        "<script async src=//cdn.example/x.js></script>",
        '<link rel="stylesheet" href="https://fonts.example/css">',
        '<link href="http://fonts.example/" rel=preconnect crossorigin>',
        '<img alt="" src="https://counter.example/1.gif">',
    ],
)
def test_what_a_page_would_load_from_elsewhere_is_found(html: str) -> None:
    assert len(loaded_from_elsewhere(html)) == 1


@pytest.mark.parametrize(
    "html",
    [
        '<script src="assets/bundle.js"></script>',
        '<a href="https://docs.joinmastodon.org/">its documents</a>',
        '<link rel="canonical" href="https://dinas.example.go.id/">',
    ],
)
def test_own_files_and_links_to_follow_are_left_alone(html: str) -> None:
    assert loaded_from_elsewhere(html) == []


def test_a_code_block_keeps_its_language_alone() -> None:
    assert plain_fences("```yaml settings\na: 1\n```\n```sh\nls\n```\n") == "```yaml\na: 1\n```\n```sh\nls\n```\n"


def stable_names() -> list[tuple[str, str]]:
    """The names of docs/python.md that promise to stay, each with the module it is imported from."""
    found = []
    for line in (DOCS / "python.md").read_text(encoding="utf-8").splitlines():
        cells = [re.findall(r"`([\w.]+)`", cell) for cell in line.strip("|").split("|")]
        if line.startswith("|") and len(cells) == 3 and cells[0]:
            names, modules = cells[0], cells[1]
            found += list(zip(modules * len(names) if len(modules) == 1 else modules, names, strict=False))
    return found


def test_the_page_of_stable_names_has_some() -> None:
    assert len(stable_names()) > 15


@pytest.mark.parametrize(("module", "name"), stable_names(), ids=lambda value: value)
def test_a_name_that_promises_to_stay_is_there(module: str, name: str) -> None:
    assert hasattr(importlib.import_module(module), name)


def test_the_python_examples_import_what_exists() -> None:
    for block in re.findall(r"^```python\n(.*?)^```", (DOCS / "python.md").read_text(encoding="utf-8"), re.M | re.S):
        for node in ast.walk(ast.parse(block)):
            if isinstance(node, ast.ImportFrom):
                module = importlib.import_module(str(node.module))
                assert all(hasattr(module, alias.name) for alias in node.names), node.module


def test_the_folder_of_the_site_is_not_kept() -> None:
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert f"{Path(SITE['site_dir']).parts[0]}/" in ignored
