"""A brand's look decides whether a scene stands on its colour or on paper; templates say neither."""

from __future__ import annotations

from typing import get_args

import pytest
from tests.notices import TEMPLATES, brand_for, material, story_for

from vlogkit.catalogue import load_frame
from vlogkit.records.base import Format
from vlogkit.records.brand import Brand
from vlogkit.records.story import Story, StoryScene
from vlogkit.records.templates.element import Element, StackElement
from vlogkit.records.templates.template import SceneTransition
from vlogkit.records.timeline import Bar, Compare, Fill, FootageLayer, PictureLayer, Scene, Text, Timeline
from vlogkit.staging.light_look import on_paper
from vlogkit.staging.scenes import stage_card, stage_video

FORMATS: tuple[Format, ...] = get_args(Format)
BOLD = brand_for("ordinary")
LIGHT = BOLD.model_copy(update={"look": "light"})
TITLE = {"type": "text", "words": "Jalan mulus", "style": "title", "role": "paper", "size": [92, 50]}


def scene(*layers: dict[str, object], **more: object) -> StoryScene:
    values = {"name": "a", "seconds": 4.0, "ground": "brand", "transition": SceneTransition(), "layers": layers}
    return StoryScene.model_validate(values | more)


def story(*scenes: StoryScene) -> Story:
    values = {"id": "a", "notice": "update:a", "template": "t", "lang": "id", "brand": "jateng", "title": "t"}
    return Story.model_validate({**values, "scenes": scenes})


def staged(one: StoryScene, brand: Brand = LIGHT, format_: Format = "square") -> Scene:
    return stage_video(story(one), brand, load_frame(format_), material()).timeline.scenes[0]


def colours(made: Scene) -> dict[str, str]:
    return {line.text: layer.colour for layer in made.layers if isinstance(layer, Text) for line in layer.lines}


def element(**values: object) -> Element:
    return StackElement.model_validate({"items": [values]}).items[0]


def everything(brand: Brand, template: str, format_: Format) -> list[Timeline]:
    made, frame = story_for(template, "ordinary"), load_frame(format_)
    cards = [stage_card(made, one, brand, frame, material()).timeline for one in made.scenes if one.card]
    return [stage_video(made, brand, frame, material()).timeline, *cards]


def test_a_full_ground_becomes_paper_with_ink() -> None:
    one = scene(TITLE)
    for brand, ground, ink in ((BOLD, "brand", "paper"), (LIGHT, "paper", "ink")):
        made = staged(one, brand)
        assert made.ground == getattr(brand.colours, ground)
        assert colours(made) == {"Jalan mulus": getattr(brand.colours, ink)}


def test_a_scene_may_keep_its_look_in_every_brand() -> None:
    kept = scene(TITLE, look="bold")
    assert staged(kept, LIGHT) == staged(kept, BOLD)
    assert staged(scene(TITLE, look="light"), BOLD).ground == BOLD.colours.paper


def test_a_ground_that_means_something_stays() -> None:
    made = staged(scene({**TITLE, "role": "ink"}, ground="accent"))
    assert (made.ground, colours(made)["Jalan mulus"]) == (LIGHT.colours.accent, LIGHT.colours.ink)


@pytest.mark.parametrize(
    ("values", "role"),
    [
        ({"type": "text", "words": "a", "role": "paper"}, "ink"),
        ({"type": "text", "words": "a", "role": "accent"}, "brand"),
        ({"type": "text", "words": "7", "role": "paper", "style": "number"}, "brand"),
        ({"type": "counter", "value": 7, "role": "paper"}, "brand"),
        ({"type": "rule", "role": "accent"}, "brand"),
        ({"type": "text", "words": "a", "role": "mute"}, "mute"),
    ],
)
def test_words_take_the_role_that_reads_on_paper(values: dict[str, object], role: str) -> None:
    assert getattr(on_paper(element(**values)), "role", None) == role


def test_a_panel_of_paper_becomes_one_of_the_brands_colour_with_its_words_turned() -> None:
    steps = {"type": "steps", "items": ["a", "b"], "role": "ink", "number_role": "brand"}
    made = on_paper(element(type="stack", ground="paper", items=[steps]))
    assert isinstance(made, StackElement)
    inner = made.items[0]
    assert (made.ground, getattr(inner, "role", ""), getattr(inner, "number_role", "")) == ("brand", "paper", "accent")


def test_words_on_a_picture_without_a_scrim_stay_as_they_are() -> None:
    made = staged(scene({"type": "picture", "file": "a.jpg"}, {"type": "stack", "items": [TITLE]}))
    assert colours(made)["Jalan mulus"] == LIGHT.colours.paper


def test_captions_are_dark_on_paper_and_on_a_bare_picture_alike() -> None:
    cue = {"start": 0.4, "end": 3.0, "text": "Selesai"}
    picture, scrim = {"type": "picture", "file": "a.jpg"}, {"type": "scrim", "edge": "words"}
    for layers in ((TITLE,), (picture, scrim), (picture,)):
        made = staged(scene(*layers, cues=(cue,)))
        assert colours(made)["Selesai"] == LIGHT.colours.ink


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_role_pair_of_the_light_look_is_one_the_brand_allows(template: str) -> None:
    allowed = {(getattr(LIGHT.colours, a), getattr(LIGHT.colours, b)) for a, b in LIGHT.pairs}
    for timeline in everything(LIGHT, template, "square"):
        for made in timeline.scenes:
            pictures = [one for one in made.layers if isinstance(one, PictureLayer | FootageLayer | Compare)]
            grounds = [one for one in made.layers if isinstance(one, Fill | Bar)]
            for layer in made.layers:
                bare = not any(_holds(one, layer) for one in (*grounds, *pictures))
                if isinstance(layer, Text) and bare:
                    assert (layer.colour, made.ground) in allowed, (made.name, layer.name)


@pytest.mark.parametrize("template", TEMPLATES)
def test_looks_differ_in_every_template_that_does_not_keep_its_own(template: str) -> None:
    kept = all(one.look == "bold" for one in story_for(template, "ordinary").scenes)
    for format_ in FORMATS:
        assert (everything(LIGHT, template, format_) == everything(BOLD, template, format_)) is kept


def _holds(ground: Bar | Fill | PictureLayer | FootageLayer | Compare, layer: Text) -> bool:
    one, other = ground.box, layer.box
    return (
        one.x < other.x + other.w and other.x < one.x + one.w and one.y < other.y + other.h and other.y < one.y + one.h
    )


def test_a_picture_with_nothing_bare_on_it_stands_on_paper_where_it_leaves_ground() -> None:
    picture = {"type": "picture", "file": "a.jpg"}
    plate = {"type": "stack", "items": [{"type": "icon", "icon": "mark", "size": 72, "plate": True}]}
    assert staged(scene(picture, plate)).ground == LIGHT.colours.paper
    assert staged(scene(picture, TITLE)).ground != LIGHT.colours.paper
