"""Brands and templates take from what they extend; scenes are matched by name; faults name the right file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.material import write
from vlogkit import resources
from vlogkit.catalogue import (
    load_brand,
    load_composition,
    load_frame,
    load_template,
    load_words,
    merge_templates,
    to_yaml,
)
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
COMPOSITIONS = list(resources.names("templates/compositions"))
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
    for zones in (frame.zones, frame.zones | frame.card_zones, frame.zones | frame.uncaptioned_zones):
        left, top, right, bottom = zones["safe"]
        for zone, (x, y, x2, y2) in zones.items():
            assert 0 <= x < x2 <= frame.width, zone
            assert 0 <= y < y2 <= frame.height, zone
            if zone in {"safe", "main", "side", "wide", "across", "body", "captions", "wall", "under", "plot"}:
                assert left <= x < x2 <= right, zone
                assert top <= y < y2 <= bottom, zone


def test_the_captions_have_their_zone_to_themselves() -> None:
    for name in FORMATS:
        zones = load_frame(name).zones  # type: ignore[arg-type]
        for other in ("main", "side", "wide", "across", "body", "wall", "under", "plot"):
            assert zones[other][3] <= zones["captions"][1], (name, other)
        above, below = zones["progress"][3] <= zones["main"][1], zones["captions"][3] <= zones["progress"][1]
        assert above or below, name


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
    scene = load_template("base").scenes[0]
    assert scene.layers
    for layer in scene.layers:
        assert layer.origin.startswith("templates/base/template.yaml:")


def test_yaml_of_a_record_reads_back_the_same() -> None:
    template = load_template("tally")
    text = to_yaml(template.model_dump(mode="json", exclude_defaults=True))
    assert validate(Template, parse(text, "t.yaml")) == template


@pytest.mark.parametrize("name", COMPOSITIONS)
def test_every_shipped_composition_is_whole(name: str) -> None:
    assert load_composition(name).name == name


COMPOSITION = """name: dua-kolom
summary: s
slots:
  title: {needed: true, look: {type: text, style: title}}
layers:
  - type: stack
    items:
      - {type: slot, name: title, look: {lines: 2}}
"""
SCENE = """name: kami
summary: s
scenes:
  - name: a
    composition: dua-kolom
    slots:
      title: "{{ notice.title }}"
"""


def in_folder(root: Path, template: str = SCENE, composition: str = COMPOSITION) -> Template:
    """The template `kami` of a workspace with a composition of its own."""
    write(root / "templates" / "compositions" / "dua-kolom.yaml", composition)
    write(root / "templates" / "kami" / "template.yaml", template)
    return load_template("kami", root)


def test_a_workspace_adds_compositions_and_replaces_shipped_ones(tmp_path: Path) -> None:
    write(tmp_path / "templates" / "compositions" / "photo-led.yaml", COMPOSITION.replace("dua-kolom", "photo-led"))
    assert [one.name for one in in_folder(tmp_path).compositions] == ["dua-kolom"]
    assert load_composition("photo-led", tmp_path).summary == "s" != load_composition("photo-led").summary


def test_a_composition_extends_another_one_key_by_key(tmp_path: Path) -> None:
    own = "name: lain\nextends: dua-kolom\nsummary: t\nslots:\n  title: {look: {style: heading}}\n"
    write(tmp_path / "templates" / "compositions" / "lain.yaml", own)
    in_folder(tmp_path)
    made = load_composition("lain", tmp_path)
    assert made.slots["title"].needed
    assert made.slots["title"].look.style == "heading"  # type: ignore[union-attr]  # a text
    assert made.layers == load_composition("dua-kolom", tmp_path).layers


@pytest.mark.parametrize(
    ("old", "new", "line", "says", "hint"),
    [
        ("composition: dua-kolom", "composition: dua-kolum", 5, "no composition `dua-kolum`", "`dua-kolom`"),
        ("composition: dua-kolom", "composition: [dua-kolom, x]", 5, "no composition `x`", "photo-led"),
        ("title: ", "titel: ", 7, "`dua-kolom` has no slot `titel`", "`title`"),
        ('"{{ notice.title }}"', "{type: text, words: a, lins: 3}", 7, "unknown key `lins`", "`lines`"),
        ('"{{ notice.title }}"', "{words: a, lines: 3}", 7, "has no `type`", "Add `type:`"),
        ('"{{ notice.title }}"', "[{type: text, words: a}, {type: texd}]", 7, "unknown `type: texd`", "`text`"),
        ('"{{ notice.title }}"', "3", 7, "slots.title", ""),
        ("    composition: dua-kolom\n", "", 4, "needs a `composition`", ""),
        ("    composition: dua-kolom", "    layers: []", 4, "no `composition`", ""),
        ("    slots:", "    layers: []\n    slots:", 4, "`layers` and a `composition`", ""),
        ("scenes:", "compositions: [{name: a, summary: b, slots: {t: {look: {type: rule}}}, layers: []}]\nscenes:", 3, "unknown key `compositions`", ""),
    ],
)  # fmt: skip
def test_what_does_not_fit_a_composition_is_one_error_at_its_line(
    tmp_path: Path, old: str, new: str, line: int, says: str, hint: str
) -> None:
    with pytest.raises(InputError) as caught:
        in_folder(tmp_path, SCENE.replace(old, new))
    assert says in caught.value.message
    assert hint in caught.value.hint
    assert f"kami/template.yaml:{line}:" in str(caught.value.where)


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("name: title,", "name: titel,", 8, "did you mean `title`"),
        ("{lines: 2}", "{lins: 2}", 8, "lins"),
        ("look: {lines: 2}", "formats: {square: {lines: many}}", 8, "formats.square.lines"),
        ("style: title", "styel: title", 4, "unknown key `styel`"),
        ("needed: true", "required: true", 4, "unknown key `required`"),
        ("type: text, style: title", "type: leaf", 4, "month"),
    ],
)
def test_what_is_wrong_in_a_composition_is_placed_in_its_file(
    tmp_path: Path, old: str, new: str, line: int, says: str
) -> None:
    with pytest.raises(VlogkitError) as caught:
        in_folder(tmp_path, composition=COMPOSITION.replace(old, new))
    first = next(iter(caught.value.each()))
    assert says in first.message
    assert f"compositions/dua-kolom.yaml:{line}" in str(first.where)


def test_a_slot_that_holds_a_drawing_takes_no_words(tmp_path: Path) -> None:
    leaf = "type: leaf, month: Mei, day: '3'"
    drawn = COMPOSITION.replace("type: text, style: title", leaf).replace(", look: {lines: 2}", "")
    with pytest.raises(InputError, match="takes elements, such as a leaf, and no words"):
        in_folder(tmp_path, composition=drawn)


def test_a_child_replaces_single_slots_as_a_whole_and_a_look_by_another() -> None:
    chip = {"type": "chip", "words": "a", "icon": "clock"}
    parent = scenes("a", composition="dua-kolom", slots={"title": chip, "lead": {"words": "b"}})
    child = scenes("a", slots={"title": {"words": "c"}})
    assert merge_templates(parent, child)["scenes"] == [
        {"name": "a", "composition": "dua-kolom", "slots": {"title": {"words": "c"}, "lead": {"words": "b"}}}
    ]
    assert merge_templates(parent, scenes("a", layers=[]))["scenes"] == [{"name": "a", "layers": []}]
    assert merge_templates(scenes("a", layers=[]), parent)["scenes"] == parent["scenes"]
    other = merge_templates(parent, scenes("a", composition="photo-led"))["scenes"]
    assert other == [{**parent["scenes"][0], "composition": "photo-led"}]  # type: ignore[index]  # a list of scenes


LAYERS = "  - name: {name}\n    layers:\n"
TEXT = "      - {{type: text, words: a}}\n".replace("{{", "{").replace("}}", "}")
STACK = "      - {type: stack, items: [{type: text, words: a}, {type: text, words: b}]}\n"


@pytest.mark.parametrize(
    ("body", "line", "message"),
    [
        (LAYERS.format(name="a") + TEXT * 301, 305 + 1, "a scene has more than 300 elements"),
        (LAYERS.format(name="a") + STACK * 101, 5 + 101, "a scene has more than 300 elements"),
        (LAYERS.format(name="a") + TEXT * 8000, 305 + 1, "a scene has more than 300 elements"),
        ("".join(LAYERS.format(name=f"s{n}") + TEXT * 290 for n in range(11)), 0, "more than 3000 elements in all"),
        ("".join(LAYERS.format(name=f"s{n}") for n in range(201)), 3 + 400 + 1, "more than 200 scenes"),
    ],
    ids=["elements", "stacks", "many", "together", "scenes"],
)
def test_a_template_of_more_than_anybody_can_look_at_is_one_error_at_its_line(
    body: str, line: int, message: str, tmp_path: Path
) -> None:
    write(tmp_path / "templates" / "t" / "template.yaml", f"name: t\nsummary: s\nscenes:\n{body}")
    with pytest.raises(InputError, match=message) as caught:
        load_template("t", tmp_path)
    assert caught.value.where is not None
    assert not line or caught.value.where.line == line


def test_as_many_elements_as_a_scene_may_have_are_read(tmp_path: Path) -> None:
    body = LAYERS.format(name="a") + TEXT * 300
    write(tmp_path / "templates" / "t" / "template.yaml", f"name: t\nsummary: s\nscenes:\n{body}")
    assert len(load_template("t", tmp_path).scenes[0].layers or ()) == 300


def test_a_composition_of_too_many_elements_is_one_error_at_its_line(tmp_path: Path) -> None:
    layers = "".join("  - {type: text, words: a}\n" for _ in range(5000))
    write(tmp_path / "templates" / "compositions" / "c.yaml", f"name: c\nsummary: s\nlayers:\n{layers}")
    with pytest.raises(InputError, match="300 elements") as caught:
        load_composition("c", tmp_path)
    assert caught.value.where is not None
    assert caught.value.where.line == 304
