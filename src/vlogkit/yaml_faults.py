"""Say in a person's words why a text is not valid YAML, and where the mistake was made.

A parser reports where it could not go on, which may be lines after a quote that was left open."""

from __future__ import annotations

import re
from typing import Any, NamedTuple


class Diagnosis(NamedTuple):
    """A mistake: its line and column (from 1), what it is, and what to do."""

    line: int
    column: int
    says: str
    hint: str


_CHECK = "Check the indentation, and put quotes around text that contains `: ` or starts with a sign."
_BEFORE_A_VALUE = " \t{[,:"
"""Characters after which a quote opens a text; elsewhere it is an apostrophe, or an inch."""
_KEY = re.compile(r"\s*(?:- |(?:- +)*[\w-]+:(?:\s|$)|---\s*$)")
_ONLY_A_KEY = re.compile(r"\s*(?:- +)*[\w-]*")
_TYPOGRAPHIC = re.compile(r":\s+[“”„‟«»‘’]")


def diagnose(text: str, error: Any) -> Diagnosis:
    """The mistake behind a parser's error in a text: a MarkedYAMLError of PyYAML or of ruamel."""
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    lines = text.splitlines()
    problem = error.problem or error.context or ""
    open_quote = _open_quote(lines[: line + 1])
    if open_quote is not None:
        return open_quote
    if error.context_mark and ("quoted scalar" in (error.context or "") or "could not find expected ':'" in problem):
        line, column = error.context_mark.line + 1, error.context_mark.column + 1
    shown = lines[line - 1] if line <= len(lines) else ""
    said = _said(problem, shown, column)
    return Diagnosis(line, column, *said) if said else Diagnosis(line, column, problem, _CHECK)


def _open_quote(lines: list[str]) -> Diagnosis | None:
    """The first quote that is not closed on its line although the next line is a key of its own, or there is none."""
    for index, line in enumerate(lines):
        at = _left_open(line)
        following = next((other for other in lines[index + 1 :] if other.strip()), "---")
        if at is not None and _KEY.match(following):
            mark = line[at]
            hint = f"Put a {mark} at the end of the text."
            if mark == "'" and "'" in line[at + 1 :]:
                hint = 'Put "…" around a text that holds an apostrophe.'
            return Diagnosis(index + 1, at + 1, f"the quote {mark} that begins here is not closed", hint)
    return None


def _left_open(line: str) -> int | None:
    """Where a quote opens on a line that does not close it."""
    at = 0
    while at < len(line):
        before = line[at - 1] if at else " "
        if line[at] == "#" and before in " \t":
            return None
        if line[at] in "\"'" and before in _BEFORE_A_VALUE and (at == 0 or _opens_a_value(line[:at])):
            end = _closing(line, at)
            if end is None:
                return at
            at = end
        at += 1
    return None


def _opens_a_value(before: str) -> bool:
    """Whether a text can begin here: after a dash, a colon, a bracket or a comma, and not in the middle of words."""
    left = before.rstrip()
    return not left or left[-1] in "{[:" or left.endswith("-") or (left[-1] == "," and ("{" in left or "[" in left))


def _closing(line: str, start: int) -> int | None:
    """Where the quote that opens at `start` is closed."""
    mark, at = line[start], start + 1
    while at < len(line):
        if mark == '"' and line[at] == "\\":
            at += 1
        elif line[at] == mark:
            if mark == "'" and line[at + 1 : at + 2] == "'":
                at += 1
            else:
                return at
        at += 1
    return None


def _said(problem: str, line: str, column: int) -> tuple[str, str] | None:
    """What a parser's problem means, and what to do; None where its own words have to do."""
    if "'\\t'" in problem:
        return "there is a tab here, and YAML is indented with spaces", "Replace the tab by spaces."
    if "mapping values are not allowed" in problem:
        if _TYPOGRAPHIC.search(line):
            return "“ and ” are not quotes in YAML", 'Write "…" with straight quotes around the text.'
        if _ONLY_A_KEY.fullmatch(line[: column - 1]):
            hint = "Indent it like the keys it belongs to, and write each line above it as `key: value`."
            return "this key does not belong here", hint
        return "there is another `: ` in this text", "Put quotes around the whole text."
    if "expected <block end>" in problem and "<scalar>" in problem:
        return "the text goes on after its closing quote", "Put quotes around the whole text, or write “…” inside it."
    if "expected <block end>" in problem:
        return "this line is indented otherwise than those it belongs to", "Indent it like the lines beside it."
    if "could not find expected ':'" in problem:
        return "this line is not `key: value`", "Write it so, or indent it if it goes on from the line above."
    if match := re.search(r"found character '(.)' that cannot start any token", problem):
        return f"a text cannot begin with `{match[1]}`", "Put quotes around the text."
    if match := re.search(r"expected ',' or '([\]}])'", problem):
        return f"a `,` or `{match[1]}` is missing before this", f"Close what is open with `{match[1]}`."
    return None
