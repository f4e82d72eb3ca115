"""Every finding is told in the words of one table, by named parameters."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from string import Formatter

import pytest
from tests.house.sources import modules, parsed

from vlogkit.errors import Where
from vlogkit.findings.codes import CODES, found
from vlogkit.findings.messages import MESSAGES, worded

CARRIED = {"words", "file", "scene", "measured", "limit"}
"""Names that a message takes from the finding itself."""
ARGUMENTS = {"place", "subject", "scene", "about", "measured", "limit", "severity", "origin"}


def names(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_every_code_has_a_message_and_every_message_a_code() -> None:
    assert {key.partition(":")[0] for key in MESSAGES} == set(CODES)


@pytest.mark.parametrize("key", MESSAGES)
def test_a_message_begins_as_a_sentence_goes_on_and_a_hint_is_a_sentence(key: str) -> None:
    text, hint = MESSAGES[key]
    assert all(name.isidentifier() for name in names(text) | names(hint))
    assert not text.endswith(".")
    assert not hint or hint[-1] in ".?}" or ": vlogkit " in hint


def calls() -> Iterator[tuple[str, set[str]]]:
    """The key of every message that the source tells by its name, and the parameters it gives."""
    for path in modules():
        for node in ast.walk(parsed(path)):
            if not isinstance(node, ast.Call) or any(word.arg is None for word in node.keywords):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            texts = [each.value for each in node.args if isinstance(each, ast.Constant)]
            if name in {"found", "find"} and len(texts) == len(node.args) and texts and texts[0] in CODES:
                given = {word.arg for word in node.keywords if word.arg} - ARGUMENTS
                yield ":".join(map(str, texts)), given | ({"format"} if name == "find" else set())


def test_every_parameter_that_a_message_names_is_given() -> None:
    told = list(calls())
    assert len(told) > 50
    for key, given in told:
        assert key in MESSAGES, key
        text, hint = MESSAGES[key]
        assert names(text + hint) - CARRIED <= given, key


def test_a_message_takes_the_words_it_is_about_shortened() -> None:
    finding = found("text-small", place=Where("t.yaml", 1), about="kata  " * 30, format="feed")
    assert finding.message == "“kata kata kata kata kata kata kata kata kata kata kata kata…” is too small in feed"
    assert finding.params == {"format": "feed"}


def test_the_template_that_shows_the_words_is_named_in_the_hint() -> None:
    finding = found("text-overflow", place=Where("updates/a.md", 3, 1), about="Judul", format="feed")
    shown = worded(finding.model_copy(update={"shown_by": Where("templates/t.yaml", 9, 5)}))
    assert shown.hint == "Shorten the text. It is shown by templates/t.yaml:9:5."
    assert shown.message == finding.message
