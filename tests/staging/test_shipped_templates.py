"""Every shipped template tells its sample without a grave fault, in every format, brand and language."""

from __future__ import annotations

from functools import cache
from typing import get_args

import pytest
from tests.notices import material, notice_for
from tests.sampled import EVERY, one_in

from vlogkit import resources
from vlogkit.catalogue import load_brand, load_frame, load_template, load_words
from vlogkit.intake.updates import read_update
from vlogkit.records.base import Format, Language
from vlogkit.records.finding import Finding
from vlogkit.records.notices.notice import Notice
from vlogkit.records.story import Story
from vlogkit.records.timeline import Text
from vlogkit.staging.scenes import Staged, stage_card, stage_video
from vlogkit.writing.stories import write_story

FORMATS: tuple[Format, ...] = get_args(Format)
LANGUAGES: tuple[Language, ...] = get_args(Language)
BRANDS = tuple(name for name in resources.names("brands"))
TEMPLATES = tuple(name for name in resources.names("templates") if load_template(name).kinds)
"""All but those that only others extend."""


@cache
def samples() -> dict[str, Notice]:
    """A notice for each template: the first sample update of its own, or a complaint."""
    updates = [read_update(path) for path in sorted(resources.shipped("assets/samples/workspace/updates").glob("*.md"))]
    return {update.template: update for update in reversed(updates)} | {
        "complaint-resolved": notice_for("complaint-resolved", "ordinary")
    }


def told(template: str, brand: str, lang: Language) -> Story:
    notice = samples()[template].model_copy(update={"lang": lang})
    return write_story(notice, load_template(template), load_brand(brand), load_words(lang))


def staged(story: Story, brand: str, name: Format) -> list[Staged]:
    frame, look = load_frame(name), load_brand(brand)
    cards = [stage_card(story, scene, look, frame, material()) for scene in story.scenes if scene.card]
    return [stage_video(story, look, frame, material()), *cards]


def grave(made: list[Staged]) -> list[Finding]:
    return [finding for one in made for finding in one.findings if finding.severity == "error"]


def test_every_shipped_template_has_a_sample() -> None:
    assert set(samples()) == set(TEMPLATES)


def squares() -> list[tuple[str, str, Language]]:
    """Every template with every brand and with every language, once each: brands and languages change a layout apart
    from each other, by logos and by words. While developing every other one of them."""
    return one_in(
        2,
        [
            (template, BRANDS[(row + column) % len(BRANDS)], LANGUAGES[column % len(LANGUAGES)])
            for row, template in enumerate(TEMPLATES)
            for column in range(max(len(BRANDS), len(LANGUAGES)))
        ],
    )


@pytest.mark.parametrize(("template", "brand", "lang"), squares())
def test_a_shipped_template_fits_its_sample_in_every_format(template: str, brand: str, lang: Language) -> None:
    """In every format in CI; while developing in one of the four for each brand, in turn."""
    story = told(template, brand, lang)
    turn = (TEMPLATES.index(template) + BRANDS.index(brand)) % len(FORMATS)
    for name in FORMATS if EVERY else (FORMATS[turn],):
        assert not grave(staged(story, brand, name)), name


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_shipped_template_makes_a_video_and_at_least_one_card(template: str) -> None:
    story = told(template, "jateng", "id")
    assert any(scene.video for scene in story.scenes)
    assert any(scene.card for scene in story.scenes)
    assert sum(scene.thumbnail for scene in story.scenes) <= 1


def said(made: Staged) -> str:
    """All words of a card, in their order."""
    lines = [line.text for layer in made.timeline.scenes[0].layers if isinstance(layer, Text) for line in layer.lines]
    return " ".join(lines)


@pytest.mark.parametrize("name", FORMATS)
def test_every_card_of_an_emergency_says_what_happens_where_and_whom_to_call(name: Format) -> None:
    story, frame, look = told("emergency", "jateng", "id"), load_frame(name), load_brand("jateng")
    cards = {
        scene.name: said(stage_card(story, scene, look, frame, material())) for scene in story.scenes if scene.card
    }
    for words in cards.values():
        assert "Kali Wulung meluap, warga bantaran pindah ke tempat tinggi" in words
        assert "Kecamatan Sayung dan Karangtengah, Kabupaten Demak" in words
        assert "112" in words
    assert "Tinggi air 3,1 meter, diperkirakan sampai permukiman dalam dua jam." in cards["warning"]
    assert "Matikan listrik dan cabut tabung gas" in cards["steps"]


@pytest.mark.parametrize("name", FORMATS)
def test_the_card_of_a_place_says_what_is_new_there(name: Format) -> None:
    story, frame, look = told("where", "jateng", "id"), load_frame(name), load_brand("jateng")
    (card,) = [scene for scene in story.scenes if scene.card]
    assert "Truk sayur lewat tanpa antre, dan bahu jalan" in said(stage_card(story, card, look, frame, material()))
