"""A picture that does not fill an upright video has all the room below the words and what is said."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import pytest
from tests.notices import brand_for, material
from tests.staging.layers.test_footage import scene, story
from tests.staging.looks import seen
from tests.staging.test_flow import setting_of

from vlogkit.catalogue import load_frame
from vlogkit.records.base import Format
from vlogkit.records.caption import Cue
from vlogkit.records.templates.element import Element
from vlogkit.records.templates.element_base import Place
from vlogkit.records.templates.element_ground import PictureElement
from vlogkit.records.timeline import Box, Fill, Layer, PictureLayer
from vlogkit.seeing.seen import Seen
from vlogkit.staging.placing.picture_rooms import raised, shows_more
from vlogkit.staging.scenes import stage_video
from vlogkit.staging.setting import box_of
from vlogkit.timelines.word_boxes import hull, standing_boxes

PORTRAIT = load_frame("portrait")
CUES = (Cue(start=0.4, end=3.0, text="Resep kini dikirim dari ruang dokter ke apotek."),)
Shape = Literal["bleed", "arch", "circle", "split"]


def layers(
    shape: Shape,
    look: Seen,
    anchor: Literal["top", "bottom"] = "top",
    format_: Format = "portrait",
    places: tuple[Place, ...] = ("bottom", "top"),
) -> tuple[Layer, ...]:
    title = {"type": "text", "words": "Kader kesehatan dilatih merujuk ibu hamil", "style": "title", "role": "paper"}
    one = scene(
        4.0,
        {"type": "picture", "file": "a.jpg"},
        {"type": "scrim", "edge": "words"},
        {"type": "stack", "place": list(places), "items": [title]},
        {"type": "progress"},
    ).model_copy(update={"cues": CUES})
    brand = brand_for("ordinary").model_copy(update={"picture": shape, "anchor": anchor})
    given = replace(material(), look=lambda asset: look)
    return stage_video(story(one), brand, load_frame(format_), given).timeline.scenes[0].layers


CASES = [
    *((shape, seen(), anchor) for shape in ("arch", "circle") for anchor in ("top", "bottom")),
    ("bleed", seen((0.25, 0.2, 0.5, 0.6), size=(768, 512)), "top"),
]


@pytest.mark.parametrize(("shape", "look", "anchor"), CASES)
def test_a_cut_picture_has_the_room_below_words_and_captions(
    shape: Shape, look: Seen, anchor: Literal["top", "bottom"]
) -> None:
    made = layers(shape, look, anchor)
    (picture,) = [layer for layer in made if isinstance(layer, PictureLayer)]
    whole = (0, 0, PORTRAIT.width, PORTRAIT.height)
    titles = hull(standing_boxes([layer for layer in made if layer.name == "title"], whole))
    said = hull(standing_boxes([layer for layer in made if layer.name == "caption"], whole))
    assert 30 <= said[1] - titles[3] <= 160
    assert picture.box.y > titles[3]
    assert picture.box.y + picture.box.h == PORTRAIT.height
    assert picture.box.w >= 0.65 * PORTRAIT.width
    assert titles[1] <= PORTRAIT.zones["main"][1] + 24


def test_captions_on_a_picture_that_fills_the_frame_stay_in_their_zone() -> None:
    made = layers("bleed", seen())
    (picture,) = [layer for layer in made if isinstance(layer, PictureLayer)]
    assert picture.box.h == PORTRAIT.height
    said = hull(standing_boxes([layer for layer in made if layer.name == "caption"], (0, 0, 1080, 1920)))
    assert PORTRAIT.zones["captions"][1] <= said[1]


@pytest.mark.parametrize(
    ("box", "more"), [((0, 0, 1080, 720), True), ((0, 760, 1080, 320), False), ((300, 0, 780, 1080), False)]
)
def test_a_picture_that_shows_less_or_lies_under_captions_gives_way(box: tuple[int, int, int, int], more: bool) -> None:
    def placed(x: int, y: int, w: int, h: int) -> list[tuple[Element, list[Layer]]]:
        layer = PictureLayer(name="picture", file="a.jpg", sha256="0" * 64, box=Box(x=x, y=y, w=w, h=h))
        return [(PictureElement(file="a.jpg"), [layer])]

    captions = [Fill(name="caption", box=Box(x=84, y=840, w=700, h=140), colour="#000000")]
    assert shows_more(placed(*box), captions, placed(540, 400, 540, 680), setting_of("square")) == more


@pytest.mark.parametrize(("size", "parted"), [((768, 1152), True), ((1152, 768), False)])
def test_a_wide_frame_gives_an_upright_picture_of_people_a_room_of_its_own(size: tuple[int, int], parted: bool) -> None:
    look = seen((0.55, 0.3, 0.12, 0.12), size=size)
    made = layers("bleed", look, format_="landscape", places=("left", "right"))
    (picture,) = [layer for layer in made if isinstance(layer, PictureLayer)]
    assert (picture.box.w < 1920) == parted


@pytest.mark.parametrize("name", ["portrait", "feed", "square"])
def test_every_zone_of_words_that_begins_at_the_top_ends_above_raised_captions(name: Format) -> None:
    frame = load_frame(name)
    setting = setting_of(name)
    words = {key for key, rect in frame.zones.items() if rect[1] == frame.zones["main"][1] and rect[3] <= frame.zones["main"][3]}  # fmt: skip
    caption = Fill(name="caption", box=box_of((84, 500, 600, 560)), colour="#000000")
    high = raised(setting, [caption], 100)
    assert {"main", "evidence"} <= words
    assert not [key for key in words if high.frame.zones[key][3] > 400]


@pytest.mark.parametrize(("look", "whole"), [("bold", True), ("light", False)])
def test_a_large_block_on_a_panel_leaves_the_picture_a_room_of_its_own(
    look: Literal["bold", "light"], whole: bool
) -> None:
    words = {"type": "text", "words": "Kader kesehatan dilatih merujuk ibu hamil", "style": "title", "role": "paper"}
    block = {"type": "stack", "place": ["bottom", "top"], "items": [words, {"type": "spacer", "size": 130}, words]}
    one = scene(4.0, {"type": "picture", "file": "a.jpg"}, {"type": "scrim", "edge": "words"}, block)
    brand = brand_for("ordinary").model_copy(update={"picture": "bleed", "look": look})
    given = replace(material(), look=lambda asset: seen(size=(1200, 1200)))
    made = stage_video(story(one), brand, load_frame("square"), given).timeline.scenes[0].layers
    (picture,) = [layer for layer in made if isinstance(layer, PictureLayer)]
    assert (picture.box.h == 1080) == whole
