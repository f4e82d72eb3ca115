"""No code looks into the texts that are made for people, and counts in them are in the singular where there is one."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import pairwise

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


def counted_nouns() -> set[str]:
    """The plural of everything that is counted in a text somewhere."""
    calls = [node for path in modules() for node in ast.walk(parsed(path)) if isinstance(node, ast.Call)]
    words = [call.args[1:] for call in calls if isinstance(call.func, ast.Name) and call.func.id == "counted"]
    texts = [[word.value for word in each if isinstance(word, ast.Constant)] for each in words]
    return {each[1] if len(each) > 1 else f"{each[0]}s" for each in texts if each}


def fixed_plurals(tree: ast.AST, nouns: set[str]) -> Iterator[tuple[int, str]]:
    """Line and noun where a number that may be one is followed by a plural. A constant is never one."""
    for node in ast.walk(tree):
        parts = node.values if isinstance(node, ast.JoinedStr) else []
        for number, text in pairwise(parts):
            if not isinstance(number, ast.FormattedValue) or not isinstance(text, ast.Constant):
                continue
            noun = str(text.value).removeprefix(" ").split(" ")[0].rstrip(".,;:")
            constant = isinstance(number.value, ast.Name) and number.value.id.strip("_").isupper()
            if noun in nouns and not constant and str(text.value).startswith(" "):
                yield node.lineno, noun


def test_a_count_is_said_in_the_singular_where_there_is_one() -> None:
    nouns = counted_nouns()
    assert nouns >= {"videos", "posts", "copies"}
    found = {named(path): list(fixed_plurals(parsed(path), nouns)) for path in modules()}
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_a_plural_after_any_number_is_caught() -> None:
    assert list(fixed_plurals(ast.parse('f"{len(x)} posts"'), {"posts"})) == [(1, "posts")]
    assert list(fixed_plurals(ast.parse('f"{MOST} posts, {name} is"'), {"posts"})) == []
