"""Brands and templates take from what they extend; scenes are matched by name; faults name the right file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.material import write
from vlogkit import resources
from vlogkit.catalogue import load_brand, load_frame, load_template, load_words, merge_templates, to_yaml
from vlogkit.errors import InputError, VlogkitError
from vlogkit.records.templates.template import Template
from vlogkit.strict_yaml import parse, read_text, validate

BRANDS = list(resources.names("brands"))
TEMPLATES = list(resources.names("templates"))
PACKS = [
    path
    for path in sorted(resources.shipped("config", "words").glob("*.yaml"))
    if len(path.stem.partition("-")[0]) == 2
]
"""The words of templates by language; the other lists there are for checks and for line breaking."""
FORMATS = ("portrait", "feed", "square", "landscape")


@pytest.mark.parametrize("name", BRANDS)
def test_every_shipped_brand_is_whole(name: str) -> None:
    brand = load_brand(name)
    assert brand.name == name
    assert resources.shipped(brand.logo.mark).is_file()


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_shipped_template_is_whole(name: str) -> None:
    assert load_template(name).name == name


@pytest.mark.parametrize("name", FORMATS)
def test_every_zone_of_a_format_lies_in_its_frame_and_text_zones_in_the_safe_one(name: str) -> None:
    frame = load_frame(name)  # type: ignore[arg-type]  # one of four
    left, top, right, bottom = frame.zones["safe"]
    for zones in (frame.zones, frame.zones | frame.card_zones):
        for zone, (x, y, x2, y2) in zones.items():
            assert 0 <= x < x2 <= frame.width, zone
            assert 0 <= y < y2 <= frame.height, zone
            if zone in {"safe", "main", "side", "wide", "across", "body", "captions"}:
                assert left <= x < x2 <= right, zone
                assert top <= y < y2 <= bottom, zone


def test_the_captions_have_their_zone_to_themselves() -> None:
    for name in FORMATS:
        zones = load_frame(name).zones  # type: ignore[arg-type]
        for other in ("main", "side", "wide", "across", "body"):
            assert zones[other][3] <= zones["captions"][1], (name, other)
        assert zones["captions"][3] <= zones["progress"][1], name


@pytest.mark.parametrize("pack", PACKS, ids=lambda path: path.stem)
def test_every_language_pack_has_every_fixed_word(pack: Path) -> None:
    words = parse(read_text(pack), pack).data
    assert isinstance(words, dict)
    assert words.keys() == load_words("id").keys()
    assert all(str(words[key]).strip() for key in words)
    braces = {key: sorted(re.findall(r"\{\w+\}", text)) for key, text in load_words("id").items()}
    assert {key: sorted(re.findall(r"\{\w+\}", str(words[key]))) for key in words} == braces


def test_there_is_a_pack_for_every_language_and_register() -> None:
    assert {path.stem for path in PACKS} == {"en", "id", "jv", "jv-ngoko"}


def test_javanese_has_a_polite_and_an_everyday_register(tmp_path: Path) -> None:
    assert load_words("jv")["after"] == load_words("jv", None, "krama")["after"] == "Sapunika"
    assert load_words("jv", None, "ngoko")["after"] == "Saiki"
    assert load_words("id", None, "ngoko") == load_words("id")
    write(tmp_path / "words" / "jv-ngoko.yaml", "after: Saiki iki\n")
    assert load_words("jv", tmp_path, "ngoko")["after"] == "Saiki iki"
    assert load_words("jv", tmp_path)["after"] == "Sapunika"


def test_a_workspace_replaces_fixed_words_one_by_one(tmp_path: Path) -> None:
    write(tmp_path / "words" / "id.yaml", "before: Dulu\n")
    words = load_words("id", tmp_path)
    assert words["before"] == "Dulu"
    assert words["after"] == load_words("id")["after"]


def test_fixed_words_that_are_no_words_are_refused(tmp_path: Path) -> None:
    write(tmp_path / "words" / "id.yaml", "before: [Dulu]\n")
    with pytest.raises(InputError, match="word: text"):
        load_words("id", tmp_path)


def test_a_brand_takes_what_it_does_not_say_from_its_parent(tmp_path: Path) -> None:
    write(tmp_path / "brands" / "kami.yaml", "name: kami\nlabel: Kami\nextends: jateng\ncolours: {brand: '#112233'}\n")
    brand, parent = load_brand("kami", tmp_path), load_brand("jateng")
    assert brand.colours.brand == "#112233"
    assert brand.colours.paper == parent.colours.paper
    assert brand.agency == parent.agency


def test_a_name_nobody_has_lists_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no brand `nobody`") as caught:
        load_brand("nobody")
    assert "jateng" in caught.value.hint
    write(tmp_path / "brands" / "kami.yaml", "name: kami\nextends: nobody\n")
    with pytest.raises(InputError, match="there is no brand `nobody`") as caught:
        load_brand("kami", tmp_path)
    assert str(caught.value.where).endswith("kami.yaml:2:1")


@pytest.mark.parametrize("name", ["../jateng", "..", "a/b", "../../etc/passwd"])
def test_a_name_cannot_lead_out_of_its_folder(name: str) -> None:
    for load in (load_brand, load_template):
        with pytest.raises(InputError, match="there is no"):
            load(name)


def test_a_brand_that_extends_itself_is_one_error(tmp_path: Path) -> None:
    write(tmp_path / "brands" / "kami.yaml", "name: kami\nextends: kami\n")
    with pytest.raises(InputError, match="extends itself"):
        load_brand("kami", tmp_path)


def scenes(*names: str, **more: object) -> dict[str, object]:
    return {"scenes": [{"name": name, **more} for name in names]}


def test_scenes_of_the_same_name_are_changed_in_place_and_new_ones_stand_after_the_one_before() -> None:
    parent, child = scenes("a", "b", "outro", ground="deep"), scenes("start", "b", "more", seconds=2)
    made = merge_templates(parent, child)["scenes"]
    assert isinstance(made, list)
    assert [scene["name"] for scene in made] == ["start", "a", "b", "more", "outro"]
    assert made[2] == {"name": "b", "ground": "deep", "seconds": 2}


def test_a_template_without_scenes_is_its_parents(tmp_path: Path) -> None:
    write(tmp_path / "templates" / "kami" / "template.yaml", "name: kami\nsummary: s\nextends: faq\n")
    assert load_template("kami", tmp_path).scenes == load_template("faq").scenes


def test_a_fault_in_a_parent_is_placed_in_the_parents_file(tmp_path: Path) -> None:
    base = "name: dasar\nsummary: s\nscenes:\n  - name: a\n    layers:\n      - {type: text, words: a, styl: b}\n"
    write(tmp_path / "templates" / "dasar" / "template.yaml", base)
    write(tmp_path / "templates" / "kami" / "template.yaml", "name: kami\nsummary: s\nextends: dasar\n")
    with pytest.raises(VlogkitError) as caught:
        load_template("kami", tmp_path)
    assert "dasar/template.yaml:6" in str(caught.value.where)


def test_every_element_of_a_template_knows_its_line() -> None:
    scene = load_template("quote").scenes[0]
    assert scene.layers
    for layer in scene.layers:
        assert layer.origin.startswith("templates/quote/template.yaml:")


def test_yaml_of_a_record_reads_back_the_same() -> None:
    template = load_template("tally")
    text = to_yaml(template.model_dump(mode="json", exclude_defaults=True))
    assert validate(Template, parse(text, "t.yaml")) == template
