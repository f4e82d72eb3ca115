"""The hairline of how far a video is lies on no face and across no edge between a picture and a panel, at one height in all
of its scenes."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import get_args

import pytest
from tests.notices import brand_for, material, story_for
from tests.staging.looks import seen
from tests.staging.test_light_look import scene, story

from vlogkit import resources
from vlogkit.catalogue import load_frame, load_template
from vlogkit.records.base import Format
from vlogkit.records.frame import Rect
from vlogkit.records.story import StoryScene
from vlogkit.records.timeline import Compare, Fill, FootageLayer, PictureLayer, Scene
from vlogkit.seeing.seen import Seen
from vlogkit.staging.progress_lines import faces_in
from vlogkit.staging.scenes import stage_video
from vlogkit.timelines.word_boxes import hull, inside, meets, rect_of

FORMATS: tuple[Format, ...] = get_args(Format)
LOW, HIGH = (0.4, 0.84, 0.2, 0.15), (0.4, 0.08, 0.2, 0.1)
TEMPLATES = sorted(name for name in resources.names("templates") if load_template(name).kinds)


def line_of(made: Scene) -> Rect | None:
    boxes = [rect_of(layer.box) for layer in made.layers if layer.name.startswith("progress")]
    return hull(boxes) if boxes else None


def staged(look: Seen, *scenes: StoryScene, format_: Format = "square", brand: str = "jateng") -> tuple[Scene, ...]:
    given = replace(material(), look=lambda asset: look)
    return stage_video(story(*scenes), brand_for("ordinary", brand), load_frame(format_), given).timeline.scenes


def pictured(name: str = "a") -> StoryScene:
    one = scene({"type": "picture", "file": "a.jpg", "focus": (0.5, 0.5), "drift": 0.0}, {"type": "progress"})
    return one.model_copy(update={"name": name})


def plain(name: str = "b") -> StoryScene:
    return scene({"type": "progress"}).model_copy(update={"name": name})


@pytest.mark.parametrize(("face", "below"), [(LOW, False), (HIGH, True)])
def test_the_line_leaves_the_end_of_the_frame_at_which_a_face_is_in_all_scenes(
    face: tuple[float, float, float, float], below: bool
) -> None:
    found = [line_of(one) for one in staged(seen(face, size=(1000, 1000)), plain(), pictured())]
    assert all(line is not None and (line[1] > 540) == below for line in found)
    assert len({line and line[1] for line in found}) == 1


def test_a_scene_with_faces_everywhere_has_no_line() -> None:
    look = seen((0.1, 0.0, 0.8, 0.5), (0.1, 0.5, 0.8, 0.5), size=(1000, 1000))
    first, second = staged(look, plain(), pictured())
    assert line_of(first) is not None
    assert line_of(second) is None


def test_a_picture_beside_a_panel_shortens_the_line_to_the_panel() -> None:
    beside = scene({"type": "picture", "file": "a.jpg", "zone": "strip", "drift": 0.0}, {"type": "progress"})
    (made, _) = staged(Seen(), beside, plain(), format_="landscape")
    line = line_of(made)
    assert line is not None
    assert line[2] < load_frame("landscape").zones["strip"][0]
    parts = [layer.box for layer in made.layers if layer.name == "progress-track"]
    assert all(one.x + one.w <= other.x for one, other in pairwise(parts))


@pytest.mark.parametrize("number", range(len(TEMPLATES)))
@pytest.mark.parametrize("face", [LOW, HIGH])
def test_no_line_of_any_template_lies_on_a_planted_face_or_across_a_seam(
    number: int, face: tuple[float, float, float, float]
) -> None:
    name = FORMATS[(number + (face == LOW)) % len(FORMATS)]
    look = seen(face, size=(1200, 1200))
    given = replace(material(), look=lambda asset: look)
    brand = brand_for("ordinary", ("jateng", "dinkes")[number % 2])
    made = stage_video(story_for(TEMPLATES[number], "ordinary"), brand, load_frame(name), given).timeline
    for one in made.scenes:
        if (line := line_of(one)) is None:
            continue
        for layer in one.layers:
            assert not [face for face in faces_in(layer, one.frames, given, 30.0) if meets(line, face)]
            if isinstance(layer, PictureLayer | FootageLayer | Compare) or (
                isinstance(layer, Fill) and layer.name == "panel"
            ):
                assert not meets(line, rect_of(layer.box)) or inside(line, rect_of(layer.box))
