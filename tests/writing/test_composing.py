"""A scene's words stand in the first composition that the item can fill, and empty slots leave no trace."""

from __future__ import annotations

import pytest
from tests.notices import brand_for

from vlogkit.catalogue import load_words
from vlogkit.errors import InputError
from vlogkit.records.notices.media import Picture
from vlogkit.records.notices.update import Update
from vlogkit.records.story import StoryScene
from vlogkit.records.templates.element import SpacerElement, StackElement, TextElement
from vlogkit.records.templates.template import Template
from vlogkit.writing.composing import spaced
from vlogkit.writing.stories import write_story

PLACE = "templates/kami/template.yaml:7:7"
COLUMN = {
    "type": "stack",
    "items": [
        {"type": "identity"},
        {"type": "spacer", "size": 40},
        {"type": "slot", "name": "kicker"},
        {"type": "spacer", "size": 24},
        {"type": "slot", "name": "title", "origin": "compositions:1:1", "formats": {"square": {"size": [70, 40], "lines": 2}}},
        {
            "type": "stack",
            "ground": "paper",
            "items": [{"type": "rule", "when": "slots.kicker"}, {"type": "slot", "name": "proof", "enter": "fade"}],
        },
    ],
}  # fmt: skip
SLOTS = {
    "kicker": {"look": {"type": "text", "style": "label"}},
    "title": {"needed": True, "look": {"type": "text", "style": "title", "role": "paper", "lines": 5}},
    "proof": {"look": {"type": "steps"}},
    "picture": {"look": {"type": "picture"}},
}
WORDS = {"name": "words", "summary": "s", "ground": "brand", "slots": SLOTS, "layers": [COLUMN]}
PHOTO = {
    "name": "photo", "summary": "s", "captions": "none", "slots": SLOTS | {"picture": {"needed": True, "look": {"type": "picture"}}},
    "layers": [{"type": "slot", "name": "picture", "zone": "half"}, COLUMN],
}  # fmt: skip
NEWS = Update(id="a", title="Jalan {{ 7 * 7 }} kembali", steps=("Satu", "Dua"))


def told(slots: dict[str, object], notice: Update = NEWS, **scene: object) -> StoryScene:
    """The one scene of a template with these slots."""
    made = {"name": "s", "composition": ["photo", "words"], "slots": slots, "origin": PLACE, **scene}
    template = Template.model_validate({"name": "t", "summary": "s", "scenes": [made], "compositions": [WORDS, PHOTO]})
    return write_story(notice, template, brand_for("ordinary"), load_words("id")).scenes[0]


def column(scene: StoryScene) -> tuple[object, ...]:
    """What stands in the column of a scene."""
    stack = scene.layers[-1]
    assert isinstance(stack, StackElement)
    return stack.items


TITLE = {"title": {"words": "{{ notice.title }}", "origin": PLACE}, "picture": "{{ photo.file }}"}


def test_words_take_the_look_of_their_slot_and_keep_the_line_of_the_template() -> None:
    title = column(told(TITLE))[-1]
    assert isinstance(title, TextElement)
    assert (title.words, title.style, title.role, title.lines) == (NEWS.title, "title", "paper", 5)
    assert title.origin == PLACE
    assert title.formats == {"square": {"size": [70, 40], "lines": 2}}


def test_the_first_composition_is_taken_whose_needed_slots_the_item_fills() -> None:
    without = told(TITLE)
    with_picture = told(TITLE, NEWS.model_copy(update={"pictures": (Picture(file="a.jpg"),)}))
    assert [layer.type for layer in without.layers] == ["stack"]
    assert (without.ground, without.caption_tone) == ("brand", "light")
    assert [layer.type for layer in with_picture.layers] == ["picture", "stack"]
    assert with_picture.layers[0].zone == "half"
    assert (with_picture.ground, with_picture.caption_tone) == ("deep", "none")
    assert told(TITLE, ground="paper", captions="dark").ground == "paper"


def test_a_scene_that_no_composition_can_take_is_one_error_that_names_what_is_missing() -> None:
    with pytest.raises(InputError, match="`photo` needs title, picture; `words` needs title") as caught:
        told({"title": ""})
    assert str(caught.value.where) == PLACE


def test_an_empty_slot_goes_with_its_gap_and_a_stack_with_all_of_its_slots() -> None:
    assert [getattr(item, "type", "") for item in column(told(TITLE))] == ["identity", "spacer", "text"]
    full = column(told({**TITLE, "kicker": "Pengumuman", "proof": "notice.steps"}))
    assert [getattr(item, "type", "") for item in full] == ["identity", "spacer", "text", "spacer", "text", "stack"]


def test_a_composition_knows_which_of_its_slots_are_filled() -> None:
    panel = column(told({**TITLE, "proof": "notice.steps"}))[-1]
    assert isinstance(panel, StackElement)
    assert [item.type for item in panel.items] == ["steps"]
    assert panel.items[0].items == NEWS.steps  # type: ignore[union-attr]  # steps
    assert panel.items[0].enter == "fade"


def test_what_the_template_says_of_an_element_wins_over_slot_and_place() -> None:
    title = {"type": "text", "words": "a", "lines": 3, "formats": {"feed": {"lines": 4}}}
    made = column(told({"title": title}))[-1]
    assert isinstance(made, TextElement)
    assert (made.style, made.lines) == ("title", 3)
    assert made.formats == {"square": {"size": [70, 40]}, "feed": {"lines": 4}}


def test_elements_of_another_type_stand_as_the_template_says_them() -> None:
    chip = {"type": "chip", "words": "a", "each": "notice.steps", "when": "index > 1"}
    made = column(told({**TITLE, "title": [chip, {"type": "text", "words": "b"}]}))[2:]
    assert [(item.type, item.formats) for item in made] == [  # type: ignore[attr-defined]  # elements
        ("chip", {}),
        ("text", {"square": {"size": [70, 40], "lines": 2}}),
    ]


def test_a_title_is_never_read_as_jinja() -> None:
    title = column(told(TITLE))[-1]
    assert isinstance(title, TextElement)
    assert "{{ 7 * 7 }}" in title.words


def test_a_slots_own_words_stand_where_the_template_does_not_mention_it() -> None:
    own = {**WORDS, "name": "photo", "slots": {**SLOTS, "kicker": {**SLOTS["kicker"], "words": "{{ agency.short }}"}}}
    template = {"name": "t", "summary": "s", "compositions": [own]}
    for slots, words in ((TITLE, "Pemprov Jawa Tengah"), ({**TITLE, "kicker": ""}, NEWS.title)):
        scene = {"name": "s", "composition": "photo", "slots": slots}
        made = Template.model_validate({**template, "scenes": [scene]})
        first = column(write_story(NEWS, made, brand_for("ordinary"), load_words("id")).scenes[0])[2]
        assert isinstance(first, TextElement)
        assert first.words == words


def test_spacers_stand_between_things_only() -> None:
    gap, grow, rule = {"type": "spacer", "size": 8}, {"type": "spacer", "grow": True}, {"type": "rule"}
    assert spaced([gap, rule, gap, gap, rule, gap]) == [rule, gap, rule]
    assert spaced([grow, rule, grow]) == [grow, rule, grow]
    assert SpacerElement.model_validate(gap).size == 8


def test_a_slot_in_a_story_is_refused() -> None:
    with pytest.raises(ValueError, match="stands in compositions only"):
        StoryScene.model_validate(
            {
                "name": "a",
                "seconds": 1,
                "ground": "deep",
                "layers": [{"type": "slot", "name": "title"}],
                "transition": {},
            }
        )
