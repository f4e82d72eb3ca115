"""The words of later scenes stand at the side at which the first one has them, where their pictures allow it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.notices import brand_for, material
from tests.staging.looks import seen
from tests.staging.test_light_look import scene, story

from vlogkit.catalogue import load_frame
from vlogkit.records.story import StoryScene
from vlogkit.records.timeline import Scene
from vlogkit.seeing.seen import Seen
from vlogkit.staging.first_anchor import anchor_of
from vlogkit.staging.material import Asset
from vlogkit.staging.scenes import stage_video

QUIET = seen(size=(1080, 1920))
FACES = {"high": seen((0.35, 0.2, 0.3, 0.2), size=(1080, 1920)), "low": seen((0.35, 0.6, 0.3, 0.2), size=(1080, 1920))}


def looked(asset: Asset) -> Seen:
    return FACES.get(asset.path.removeprefix("/").removesuffix(".jpg"), QUIET)


def pictured(file: str) -> StoryScene:
    words = {"type": "text", "words": "Jembatan baru", "style": "heading", "role": "paper"}
    block = {"type": "stack", "items": [words], "place": ["top", "bottom"], "zone": "safe"}
    return scene({"type": "picture", "file": f"{file}.jpg", "drift": 0.0}, {"type": "scrim", "edge": "words"}, block)


def sides(*files: str) -> list[str]:
    given = replace(material(), look=looked)
    one = story(*(pictured(file).model_copy(update={"name": file}) for file in files))
    brand = brand_for("ordinary").model_copy(update={"anchor": "middle"})
    frame = load_frame("portrait")
    made: tuple[Scene, ...] = stage_video(one, brand, frame, given).timeline.scenes
    return [anchor_of(each.layers, frame.zones["frame"], "middle") for each in made]


@pytest.mark.parametrize(("first", "side"), [("high", "bottom"), ("low", "top")])
def test_a_quiet_picture_has_its_words_where_the_first_scene_has_them(first: str, side: str) -> None:
    assert sides(first, "quiet") == [side, side]


def test_a_face_there_sends_them_to_the_other_side() -> None:
    assert sides("high", "low") == ["bottom", "top"]
