"""In the light look words stand on paper beside pictures, never on them."""

from __future__ import annotations

from typing import get_args

import pytest
from tests.notices import TEMPLATES, brand_for, material, story_for

from vlogkit.catalogue import load_frame
from vlogkit.records.base import Format
from vlogkit.records.story import Story
from vlogkit.records.templates.template import SceneTransition
from vlogkit.records.timeline import Box, Compare, Counter, Fill, FootageLayer, Layer, PictureLayer, Scene, Text, Vector
from vlogkit.staging.panels import Panels, panels_for, room
from vlogkit.staging.scenes import stage_card, stage_video

FORMATS: tuple[Format, ...] = get_args(Format)
FRAME, PROGRESS = (0, 0, 1080, 1080), (84, 986, 996, 994)
WHOLE = [FRAME]


def words(y: int, h: int = 60, x: int = 84, w: int = 600, name: str = "title") -> Text:
    style = {"family": "Plus Jakarta Sans", "weight": 800, "size": 60}
    line = {"text": "a", "x": x, "baseline": y + h, "width": w}
    box = {"x": x, "y": y, "w": w, "h": h}
    span = (12, 80) if name == "caption" else None
    return Text.model_validate(
        {"name": name, "box": box, "style": style, "colour": "#000000", "lines": [line], "span": span}
    )


def fill(y: int, h: int = 60) -> Fill:
    return Fill(name="chip-ground", box=Box(x=84, y=y, w=200, h=h), colour="#000000")


def made(edges: set[str], *layers: Layer) -> Panels:
    return panels_for(edges, WHOLE, layers, FRAME, PROGRESS)


def test_a_panel_reaches_from_the_top_over_the_words_and_the_picture_begins_below() -> None:
    panels = made({"top"}, words(84), words(160))
    assert panels.edges["top"][:3] == (0, 0, 1080)
    assert panels.edges["top"][3] > 220
    rest = room(FRAME, panels.edges.values(), FRAME)
    assert rest == (0, panels.edges["top"][3], 1080, 1080)


def test_a_panel_cuts_no_chip_in_two() -> None:
    assert made({"top"}, words(84), fill(300)).edges["top"][3] < 300
    assert made({"top"}, words(84), words(160), fill(250)).edges["top"][3] > 310


def test_a_name_on_a_lower_third_needs_no_panel() -> None:
    lower = Vector(name="lower-third", box=Box(x=84, y=600, w=500, h=110), svg="<svg/>")
    panels = made({"top", "bottom"}, words(84), lower, words(630, 40, x=110, w=300, name="name"))
    assert panels.still is None
    assert panels.edges["top"][3] < 600


def test_captions_float_with_the_progress_for_as_long_as_they_run() -> None:
    panels = made({"bottom"}, words(840, name="caption"))
    assert panels.moving is not None
    assert panels.moving[0] > 0
    assert panels.moving[1] < 840
    assert panels.moving[3] > PROGRESS[3]
    assert panels.span == (12, 80)
    assert panels.still is None


def test_the_captions_panel_is_whole_while_a_caption_is() -> None:
    cues = [{"start": 0.5, "end": 2.0, "text": "Satu"}, {"start": 2.2, "end": 3.0, "text": "Dua"}]
    layers = [{"type": "picture", "file": "a.jpg"}, {"type": "scrim", "edge": "bottom"}]
    values = {
        "name": "a",
        "seconds": 4.0,
        "ground": "deep",
        "transition": SceneTransition(),
        "cues": cues,
        "layers": layers,
    }
    told = {
        "id": "a",
        "notice": "update:a",
        "template": "t",
        "lang": "id",
        "brand": "jateng",
        "title": "t",
        "scenes": [values],
    }
    light = brand_for("ordinary").model_copy(update={"look": "light"})
    scene = stage_video(Story.model_validate(told), light, load_frame("square"), material()).timeline.scenes[0]
    panel = next(layer for layer in scene.layers if layer.name == "paper")
    opacity = {key.frame: key.value for key in panel.motion.opacity}
    assert panel.span == (10, 95)
    assert opacity == {10: 0.0, 15: 1.0, 90: 1.0, 94: 0.0}


def test_a_title_that_comes_near_to_the_captions_pushes_the_picture_below_them() -> None:
    panels = made({"top", "bottom"}, *(words(y) for y in range(84, 800, 70)), words(850, name="caption"))
    assert panels.moving is None
    assert room(FRAME, panels.edges.values(), FRAME) is None


def test_without_words_on_the_picture_there_are_no_panels() -> None:
    assert panels_for({"top", "bottom", "left"}, [(860, 0, 1080, 1080)], [words(84)], FRAME, PROGRESS).edges == {}


def test_a_comparisons_handle_stands_where_nothing_lies_over_it() -> None:
    rect = (0, 400, 1080, 1080)
    for held in (None, (44, 900, 1036, 1040), (44, 500, 1036, 640)):
        y = rect[1] + Panels({}, still=held).handle(rect) * (rect[3] - rect[1])
        assert held is None or not held[1] - 44 < y < held[3] + 44


@pytest.mark.parametrize(("case", "formats"), [("ordinary", FORMATS[:1]), ("longest", FORMATS)])
@pytest.mark.parametrize("template", TEMPLATES)
def test_no_words_of_a_shipped_template_stand_on_a_picture(
    template: str, case: str, formats: tuple[Format, ...]
) -> None:
    """The longest words reach farthest; ordinary ones are tried in one format."""
    brand, story = brand_for(case).model_copy(update={"look": "light"}), story_for(template, case)
    for name in formats:
        frame = load_frame(name)
        timelines = [stage_card(story, one, brand, frame, material()).timeline for one in story.scenes if one.card]
        for timeline in (stage_video(story, brand, frame, material()).timeline, *timelines):
            for scene in timeline.scenes:
                if any(one.name == "paper" for one in scene.layers):
                    assert not list(bare(scene)), (name, scene.name)


def bare(scene: Scene) -> list[str]:
    """The names of words that lie on a picture with no ground of their own between."""
    found = []
    for index, layer in enumerate(scene.layers):
        if isinstance(layer, Text | Counter):
            below = [one for one in scene.layers[:index] if meets(one, layer)]
            on = [one for one in below if isinstance(one, Fill | PictureLayer | FootageLayer | Compare)]
            found += [layer.name] if on and not isinstance(on[-1], Fill) else []
    return found


def meets(one: Layer, other: Layer) -> bool:
    a, b = one.box, other.box
    return a.x < b.x + b.w and b.x < a.x + a.w and a.y < b.y + b.h and b.y < a.y + a.h
