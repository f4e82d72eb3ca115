"""A scene after the first begins as it stays: its words stand at frame 0, and the later items of a list come within its first
third."""

from __future__ import annotations

import pytest
from tests.notices import brand_for, material
from tests.staging.test_light_look import scene, story

from vlogkit.catalogue import load_frame
from vlogkit.records.story import StoryScene
from vlogkit.records.timeline import Bar, Layer, Scene, Text
from vlogkit.staging.scenes import stage_video

STEPS = ["Matikan listrik", "Bawa obat", "Berjalan ke balai desa", "Jangan menyeberangi arus"]
TITLE = {"type": "text", "words": "Jalan mulus", "style": "title", "role": "paper"}


def later(*elements: dict[str, object], **more: object) -> Scene:
    """The second scene of a video."""
    first, second = scene(TITLE), scene({"type": "stack", "items": list(elements)}, **more)
    made = story(first, second.model_copy(update={"name": "b", "ground": "ink"}))
    return stage_video(made, brand_for("ordinary"), load_frame("portrait"), material()).timeline.scenes[1]


def comes(layer: Layer) -> int:
    """The frame from which a layer is wholly there."""
    return layer.motion.opacity[-1].frame if layer.motion.opacity else 0


def test_words_and_panels_stand_at_the_first_frame() -> None:
    made = later({"type": "identity", "first": "Dinas", "second": ""}, TITLE, {"type": "chip", "words": "Kini"})
    assert {comes(layer) for layer in made.layers} == {0}


@pytest.mark.parametrize("seconds", [4.0, 16.0])
def test_the_first_item_of_a_list_stands_and_the_others_follow_within_a_third(seconds: float) -> None:
    made = later({"type": "steps", "items": STEPS, "role": "paper"}, seconds=seconds)
    frames = [comes(layer) for layer in made.layers if isinstance(layer, Text) and layer.name == "step"]
    assert len(frames) == len(STEPS)
    assert frames[0] == 0
    assert frames == sorted(set(frames))
    assert frames[-1] <= min(made.frames / 3, 30 * 3)


def test_bars_and_their_names_follow_one_another_too() -> None:
    items = [{"label": name, "value": 3 - at, "written": "3"} for at, name in enumerate("abc")]
    made = later({"type": "chart", "items": items})
    names = [comes(layer) for layer in made.layers if layer.name == "chart-label"]
    assert names[0] == 0
    assert names == sorted(set(names))
    assert all(layer.length[-1].frame > layer.length[0].frame for layer in made.layers if isinstance(layer, Bar))


def test_what_is_carried_into_a_scene_moves_before_the_rest_comes() -> None:
    one = {"type": "counter", "value": 9, "carry": "n"}
    made = story(scene(one), StoryScene.model_validate(scene({"type": "stack", "items": [one, TITLE]}).model_dump()))
    second = stage_video(made, brand_for("ordinary"), load_frame("portrait"), material()).timeline.scenes[1]
    titles = [layer for layer in second.layers if isinstance(layer, Text)]
    assert titles
    assert all(comes(title) > 0 for title in titles)


@pytest.mark.parametrize("format_", ["portrait", "feed", "square", "landscape"])
def test_few_items_of_a_list_are_as_large_as_the_height_allows(format_: str) -> None:
    sizes = []
    for items in (STEPS[:2], STEPS, STEPS + [f"{one} bersama keluarga dan tetangga" for one in STEPS]):
        steps = {"type": "steps", "items": items, "role": "paper", "style": "heading", "size": [116, 40], "lines": 5}
        one = scene({"type": "stack", "zone": "open", "items": [steps]})
        made = stage_video(story(one), brand_for("ordinary"), load_frame(format_), material()).timeline.scenes[0]  # type: ignore[arg-type]
        sizes.append({layer.style.size for layer in made.layers if layer.name == "step" and isinstance(layer, Text)})
        numbers = {layer.style.size for layer in made.layers if layer.name == "step-number" and isinstance(layer, Text)}
        assert len(numbers) == 1
        assert numbers.pop() >= max(sizes[-1])
    assert [len(size) for size in sizes] == [1, 1, 1]
    few, some, many = (size.pop() for size in sizes)
    assert few >= some >= many
    assert few > many


def test_a_name_comes_with_the_plate_under_it_and_never_before() -> None:
    made = later({"type": "lower-third", "first": "Ibu Wartini", "second": "Petani", "delay": 0.6})
    words = {comes(layer) for layer in made.layers if isinstance(layer, Text)}
    assert min(words) > 0.6 * 30
