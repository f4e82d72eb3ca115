"""No code looks into the texts that are made for people."""

from __future__ import annotations

import ast

import pytest
from tests.house.sources import modules, named, parsed

TEXTS_FOR_PEOPLE = {"message", "hint", "where"}
LOOKS_INTO = {
    "startswith", "endswith", "removeprefix", "removesuffix", "partition", "rpartition", "split", "rsplit", "splitlines",
    "find", "rfind", "index", "rindex", "count", "replace", "strip", "lstrip", "rstrip", "match", "search", "fullmatch",
    "findall", "finditer", "sub",
}  # fmt: skip


def for_people(node: ast.AST) -> bool:
    """Whether an expression is the `message`, `hint` or `where` of something, or that as text."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "str" and node.args:
        return for_people(node.args[0])
    if isinstance(node, ast.BoolOp):
        return any(map(for_people, node.values))
    if isinstance(node, ast.Name):
        return node.id in {"message", "hint"}
    return isinstance(node, ast.Attribute) and node.attr in TEXTS_FOR_PEOPLE


def parses(node: ast.AST) -> bool:
    """Whether a node looks into a text that is made for a person."""
    if isinstance(node, ast.Compare):
        sides = zip(node.ops, node.comparators, strict=True)
        return any(isinstance(op, ast.In | ast.NotIn) and for_people(side) for op, side in sides)
    if isinstance(node, ast.Subscript):
        return for_people(node.value)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in LOOKS_INTO:
        return for_people(node.func.value) or any(map(for_people, node.args))
    return False


def test_no_code_looks_into_a_message_a_hint_or_a_place() -> None:
    """They are made for people and may be reworded or translated; findings and errors carry what code needs as data."""
    looking = {named(path): [node.lineno for node in ast.walk(parsed(path)) if parses(node)] for path in modules()}  # type: ignore[attr-defined]  # all three kinds of nodes have a line
    assert {name: lines for name, lines in looking.items() if lines} == {}


@pytest.mark.parametrize(
    ("line", "caught"),
    [
        ('"expired" in finding.message', True),
        ("hint[14:-2]", True),
        ("error.hint[14:-2]", True),
        ('finding.where.startswith("scene ")', True),
        ('str(error.where or "").removeprefix(root)', True),
        ("str(error.where).removeprefix(root)", True),
        ("QUOTED.search(finding.message)", True),
        ("say(finding.message)", False),
        ("finding.place.line", False),
        ('query.where(posts.c.id == "x").order_by(posts.c.id)', False),
    ],
)
def test_looking_into_a_text_for_people_is_caught(line: str, caught: bool) -> None:
    assert any(parses(node) for node in ast.walk(ast.parse(line))) is caught
