"""A portrait video's lower end, where platforms have their buttons, is filled with picture or batik and never with words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.notices import brand_for, material, story_for
from tests.staging.looks import seen
from tests.staging.test_light_look import scene, story

from vlogkit.catalogue import load_frame
from vlogkit.records.brand import Brand
from vlogkit.records.timeline import Fill, Layer, Pattern, PictureLayer, Scene
from vlogkit.staging.scenes import stage_card, stage_video

PORTRAIT = load_frame("portrait")
FOOT = PORTRAIT.zones["foot"]
BRANDS = [brand_for("ordinary").model_copy(update={"look": look}) for look in ("bold", "light")]


def scenes_of(template: str, case: str, brand: Brand) -> dict[str, Scene]:
    timeline = stage_video(story_for(template, case), brand, PORTRAIT, material()).timeline
    return {one.name: one for one in timeline.scenes}


def at_foot(layers: tuple[Layer, ...], kind: type) -> list[Layer]:
    return [
        one
        for one in layers
        if isinstance(one, kind) and one.box.y + one.box.h == FOOT[3] and one.box.y >= FOOT[1] - 40
    ]


@pytest.mark.parametrize("brand", BRANDS, ids=["bold", "light"])
def test_without_a_picture_it_is_a_dark_ground_with_the_motif(brand: Brand) -> None:
    made = scenes_of("announcement", "barest", brand)["headline"]
    (ground,) = at_foot(made.layers, Fill)
    assert isinstance(ground, Fill)
    assert ground.colour == brand.colours.deep != made.ground
    assert at_foot(made.layers, Pattern)


def test_a_cards_lower_end_belongs_to_its_words() -> None:
    made = story_for("announcement", "barest")
    card = next(one for one in made.scenes if one.card)
    still = stage_card(made, card, BRANDS[0], PORTRAIT, material()).timeline.scenes[0]
    assert not [one for one in still.layers if one.name == "foot"]


def test_a_number_has_its_picture_there() -> None:
    made = scenes_of("number", "ordinary", BRANDS[0])["number"].layers
    (picture,) = [one for one in made if isinstance(one, PictureLayer)]
    assert picture.box.w == PORTRAIT.width
    assert picture.box.y + picture.box.h == FOOT[3]


def test_a_recap_has_its_pictures_above_and_below_its_words() -> None:
    cover = scenes_of("weekly-recap", "ordinary", BRANDS[0])["cover"]
    pictures = [one for one in cover.layers if isinstance(one, PictureLayer)]
    assert min(one.box.y for one in pictures) == 0
    assert len(pictures) < 2 or max(one.box.y + one.box.h for one in pictures) == PORTRAIT.height


@pytest.mark.parametrize("radius", [0, 40])
def test_nothing_is_drawn_behind_a_picture_that_covers_the_frame(radius: int) -> None:
    foot = {"type": "fill", "name": "foot", "role": "deep", "zone": "foot"}
    one = scene(foot, {"type": "motif", "zone": "foot"}, {"type": "picture", "file": "a.jpg", "radius": radius})
    made = stage_video(story(one), BRANDS[0], PORTRAIT, material()).timeline.scenes[0]
    assert bool([layer for layer in made.layers if isinstance(layer, Fill | Pattern)]) == bool(radius)


def test_neither_a_foot_nor_the_hairline_of_progress_keeps_a_face_away() -> None:
    def shown(*more: dict[str, object]) -> PictureLayer:
        face = seen((0.3, 0.05, 0.4, 0.3), size=(1080, 1920))
        one = scene(*more, {"type": "picture", "file": "a.jpg"})
        made = stage_video(story(one), BRANDS[0], PORTRAIT, replace(material(), look=lambda asset: face)).timeline
        return next(layer for layer in made.scenes[0].layers if isinstance(layer, PictureLayer))

    foot = {"type": "fill", "name": "foot", "role": "deep", "zone": "foot"}
    assert shown({"type": "progress"}, foot) == shown()
