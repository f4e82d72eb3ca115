"""What a page says of findings: labels of the form and what scenes say, nothing of the files behind."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from vlogkit.errors import Where
from vlogkit.findings.codes import found
from vlogkit.findings.messages import MESSAGES
from vlogkit.pipeline.editing.plain_findings import field_words, plain_finding
from vlogkit.records.finding import Value

TEMPLATE = Where("templates/berita/template.yaml", 13, 9)
IN_SCENE: dict[str, Value] = {"scene_kind": "video", "scene_number": 2, "scene_words": "Jalan dibuka lagi"}
GIVEN: dict[str, Value] = {
    "at": 1.25,
    "count": 5,
    "format": "portrait, feed",
    "field": "pictures.2.alt",
    "there": str(TEMPLATE),
    "notes": "pictures/jalan.jpg.care.yaml",
    "template": "berita-slot",
    "element": "agency",
    "drawing": "stack-slot",
    "reason": "`pictures[0].alt` should be text",
    "advice": "See: vlogkit highlights --json",
    "known": "contrast-low",
}
OURS = re.compile(
    r"`|\.yaml|slot|vlogkit (?:highlights|retract)|\b(?:alt|focus|trim|rights|minor|place|date|facts|licence):|[{}]"
)
OF_TEMPLATES = ("golden-", "captions-file", "template-broken")
"""Codes that an item's page never shows: of templates, and of a caption file that is checked by itself."""


@pytest.mark.parametrize("lang", ["en", "id"])
def test_no_finding_names_a_file_or_key_of_ours(lang: str) -> None:
    said = {}
    for key, message in MESSAGES.items():
        code, _, variant = key.partition(":")
        named = {name for text in message for _, name, _, _ in Formatter().parse(text) if name}
        own = named - {"words", "file", "scene", "measured", "limit"}
        params = {name: GIVEN.get(name, "satu") for name in own} | IN_SCENE
        finding = found(
            code,
            variant,
            place=TEMPLATE,
            scene="slot-2",
            about="pictures/jalan.jpg",
            measured="2.5×",
            limit="1.8×",
            **params,
        ).model_copy(update={"shown_by": TEMPLATE})
        if not code.startswith(OF_TEMPLATES):
            said[key] = " | ".join(plain_finding(finding, lang))
    assert {key: text for key, text in said.items() if OURS.search(text)} == {}


def test_a_scene_is_named_by_what_it_says() -> None:
    finding = found("logo-small", place=TEMPLATE, scene="slot-2", format="feed", **IN_SCENE)
    assert (
        plain_finding(finding, "id").message
        == "logo pada adegan 2 (“Jalan dibuka lagi”) terlalu kecil dalam format Feed"
    )


def test_a_scene_that_is_only_the_cover_is_called_so() -> None:
    cover = IN_SCENE | {"scene_kind": "cover", "scene_number": 0}
    finding = found("logo-small", place=TEMPLATE, scene="slot-2", format="feed", **cover)
    assert "gambar sampul (“Jalan dibuka lagi”)" in plain_finding(finding, "id").message


def test_numbers_and_days_are_written_as_in_the_language() -> None:
    small = found("picture-small", about="a.jpg", format="feed", width=600, height=1067, measured="2.3×", limit="1.8×")
    old = found("brand-expired", brand="jateng", measured="2026-11-24", limit="2026-01-31")
    assert plain_finding(small, "id")[2:] == ("2,3×", "1,8×")
    assert plain_finding(small, "en")[2:] == ("2.3×", "1.8×")
    assert plain_finding(old, "id").message.endswith("31 Januari 2026")


def test_a_field_is_called_as_the_form_calls_it() -> None:
    assert field_words("steps", "en") == "Steps"
    assert field_words("pictures[1].consent", "en") == "Pictures 1: Who agreed to be seen"
    assert field_words("body.2", "id") == "Isi cerita 2"


def test_a_fault_of_a_template_is_not_laid_at_the_writers_door() -> None:
    fault = found("item-broken", place=TEMPLATE, reason="unknown key `scnes`", advice="Did you mean `scenes`?")
    assert "scnes" not in " ".join(plain_finding(fault, "en"))
    own = found("item-broken", place=Where("updates/a.md", 3), reason="`date` is no day", advice="")
    assert plain_finding(own, "en").message == "“When” is no day"
