"""Tests of the program's languages: every string that a person can meet is there in Indonesian, with its names."""

from __future__ import annotations

import re
from string import Formatter
from typing import get_args

import pytest
from tests.material import ROOT
from tests.translating.program_strings import program_strings

from vlogkit.findings.form_messages import FORM_MESSAGES
from vlogkit.findings.messages import MESSAGES, SHOWN_BY
from vlogkit.pipeline.editing.form_fields import LABELS
from vlogkit.pipeline.editing.plain_findings import ELEMENTS, FORMAT_NAMES, SCENES
from vlogkit.pipeline.templates.template_list import list_templates
from vlogkit.publishing.registry import facts, names
from vlogkit.records.finding import Severity
from vlogkit.records.post import PostState
from vlogkit.studio.showing import STATES
from vlogkit.translating.gettext_catalogue import catalogue, counted, language_of, translated

PAGES = [
    page
    for page in sorted((ROOT / "src" / "vlogkit" / "studio" / "pages").glob("*.html"))
    if page.name not in {"gallery.html", "preview.html", "templates.html"}
]
SAID = re.compile(r"""\b_\(\s*'((?:[^'\\]|\\.)*)'\s*[,)]""")
COUNTED = re.compile(r"""counted\([^'"]*?'((?:[^'\\]|\\.)*)'""")


TYPER = (
    *(
        "Usage: {prog}",
        "[OPTIONS]",
        "COMMAND [ARGS]...",
        "Options",
        "Commands",
        "Arguments",
        "Show this message and exit.",
    ),
    *("Install completion for the current shell.", "[default: {value}]", "[required]", "Error: {message}"),
    *(
        "Try '{command}' for help.",
        "No such option: {option}",
        "No such command '{name}'.",
        "Missing argument {name}.",
    ),
    *("Missing option {name}.", "Option '{name}' requires an argument.", "Invalid value for {name}: {message}"),
)
"""What Typer says by itself."""


def strings() -> list[str]:
    pages = [page.read_text(encoding="utf-8") for page in PAGES]
    said = [match for text in pages for match in (*SAID.findall(text), *COUNTED.findall(text))]
    found = [text for table in (MESSAGES, FORM_MESSAGES) for message in table.values() for text in message if text]
    found += [*LABELS.values(), *ELEMENTS.values(), *(text for pair in SCENES.values() for text in pair)]
    words = [word.replace("-", " ") for word in (*get_args(PostState), *get_args(Severity))]
    return list(
        dict.fromkeys(
            [*said, *found, SHOWN_BY, *STATES.values(), *FORMAT_NAMES.values(), *TYPER, *words, *program_strings()]
        )
    )


def test_nothing_that_the_program_says_lacks_indonesian() -> None:
    assert [text for text in strings() if text not in catalogue("id")] == []


def test_a_translation_names_what_its_source_names() -> None:
    def names(text: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None} | set(re.findall("%s", text))

    assert {text: said for text, said in catalogue("id").items() if names(text) != names(said)} == {}


@pytest.mark.parametrize(
    ("wishes", "lang"),
    [
        (("en",), "en"),
        (("", "id_ID.UTF-8"), "id"),
        (("fr", "en_GB"), "en"),
        (("jv",), "id"),
        (("", "C"), "id"),
        ((), "id"),
    ],
)
def test_the_first_wish_that_the_program_speaks_is_taken(wishes: tuple[str, ...], lang: str) -> None:
    assert language_of(*wishes) == lang


def test_numbers_of_things_are_told_in_both_languages() -> None:
    assert counted(1, "{n} item", "{n} items", "en") == "1 item"
    assert counted(1200, "{n} item", "{n} items", "en") == "1,200 items"
    assert counted(1200, "{n} item", "{n} items", "id") == "1.200 kabar"


def test_what_has_no_translation_is_said_in_english() -> None:
    assert translated("nobody translated this: {x}", "id", x=1) == "nobody translated this: 1"


def test_shipped_templates_and_services_are_called_and_described_in_indonesian() -> None:
    named = [text for one in list_templates(None) for text in (f"template: {one.name}", one.summary)]
    labels = [facts(name).label for name in names() if " " in facts(name).label]
    assert [text for text in (*named, *labels) if text not in catalogue("id")] == []
