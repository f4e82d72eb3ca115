"""Words stand where a picture is quiet, and never on a face or on the point that a person named."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import get_args

import numpy as np
import pytest
from tests.notices import brand_for, material
from tests.staging.looks import seen
from tests.staging.test_light_look import scene, story

from vlogkit.catalogue import load_frame
from vlogkit.records.base import Format
from vlogkit.records.registration import Registration
from vlogkit.records.templates.element import StackElement
from vlogkit.records.timeline import Layer, PictureLayer, Scene, Text
from vlogkit.seeing.seen import Seen
from vlogkit.staging.motion import EntranceClock
from vlogkit.staging.placing.aiming import View, aim
from vlogkit.staging.placing.block_places import candidates
from vlogkit.staging.placing.free_room import largest_free
from vlogkit.staging.placing.picture_views import faces_whole
from vlogkit.staging.scenes import stage_card, stage_video
from vlogkit.staging.setting import Setting
from vlogkit.timelines.camera import windows
from vlogkit.timelines.word_boxes import hull, meets, standing_boxes, way_of

FORMATS: tuple[Format, ...] = get_args(Format)
SAME = Registration(verdict="registered", homography=(1, 0, 0, 0, 1, 0, 0, 0, 1), window=(0.0, 0.0, 1.0, 1.0))
PLACES = ["top", "bottom", "left", "right"]


def staged(
    look: Seen,
    *,
    format_: Format = "portrait",
    video: bool = False,
    focus: object = (0.5, 0.5),
    anchor: str = "top",
    **stack: object,
) -> Scene:
    words = {"type": "text", "words": "Jembatan baru memotong waktu tempuh separuh", "style": "title", "role": "paper"}
    block = {"type": "stack", "items": [{"type": "identity", "first": "Dinas", "second": ""}, words], "place": PLACES}
    one = scene({"type": "picture", "file": "a.jpg", "focus": focus}, {"type": "scrim", "edge": "words"}, block | stack)
    given = replace(material(), look=lambda asset: look)
    frame, brand = load_frame(format_), brand_for("ordinary").model_copy(update={"anchor": anchor})
    if video:
        return stage_video(story(one), brand, frame, given).timeline.scenes[0]
    return stage_card(story(one), one, brand, frame, given).timeline.scenes[0]


def faces_in(made: Scene, look: Seen) -> list[tuple[int, int, int, int]]:
    """Where the faces stand in the frame, at the scene's first and last frame."""
    (shown,) = (layer for layer in made.layers if isinstance(layer, PictureLayer))
    assert look.size is not None
    found = []
    for window in windows(shown.camera, look.size, (shown.box.w, shown.box.h), [0, made.frames - 1]):
        scale = shown.box.w / window.width
        for face in look.faces:
            left, top = (face.x * look.size[0] - window.left) * scale, (face.y * look.size[1] - window.top) * scale
            x, y = shown.box.x + left, shown.box.y + top
            found.append(
                (round(x), round(y), round(x + face.w * look.size[0] * scale), round(y + face.h * look.size[1] * scale))
            )
    return found


def words_of(layers: tuple[Layer, ...]) -> list[tuple[int, int, int, int]]:
    others = [layer for layer in layers if not isinstance(layer, PictureLayer)]
    return standing_boxes(others, (0, 0, 1080, 1920))


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("video", [True, False])
@pytest.mark.parametrize(
    "face", [(0.4, 0.05, 0.2, 0.25), (0.42, 0.6, 0.18, 0.25), (0.05, 0.3, 0.2, 0.3), (0.75, 0.3, 0.2, 0.3)]
)
def test_no_word_stands_on_a_face(format_: Format, video: bool, face: tuple[float, float, float, float]) -> None:
    look = seen(face)
    made = staged(look, format_=format_, video=video)
    for box in faces_in(made, look):
        assert not [words for words in words_of(made.layers) if meets(words, box)]


def test_words_leave_the_side_that_draws_the_eye() -> None:
    eye = np.zeros((48, 64), np.uint8)
    eye[:20] = 255
    assert _top(staged(seen(salience=eye), place=["top", "bottom"])) > 700
    assert _top(staged(seen(salience=eye[::-1]), place=["top", "bottom"])) < 500


def test_words_leave_the_point_that_a_person_named() -> None:
    assert _top(staged(seen(), focus=(0.5, 0.3), place=["top", "bottom"])) > 700
    assert _top(staged(seen(), focus=(0.5, 0.7), place=["top", "bottom"])) < 500


def point_in(made: Scene, look: Seen, x: float, y: float) -> list[tuple[float, float]]:
    """Where a point of the picture stands in the frame, as shares of its sides, at the scene's first and last frame."""
    (shown,) = (layer for layer in made.layers if isinstance(layer, PictureLayer))
    assert look.size is not None
    ends = windows(shown.camera, look.size, (shown.box.w, shown.box.h), [0, made.frames - 1])
    return [((x * look.size[0] - w.left) / w.width, (y * look.size[1] - w.top) / w.height) for w in ends]


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("video", [True, False])
@pytest.mark.parametrize("focus", [(0.5, 0.58), (0.4, 0.45), (0.62, 0.5)])
def test_the_point_that_a_person_named_stays_well_inside_the_frame(
    format_: Format, video: bool, focus: tuple[float, float]
) -> None:
    look = seen(size=(1536, 1024))
    for x, y in point_in(staged(look, format_=format_, video=video, focus=focus), look, *focus):
        assert 0.149 < x < 0.851
        assert 0.149 < y < 0.851


def test_in_a_wide_frame_the_point_that_a_person_named_is_beside_the_words() -> None:
    look = seen(size=(1536, 1024))
    made = staged(look, format_="landscape", focus=(0.5, 0.58), place=["left", "right", "bottom"], zone="wide")
    ((x, y), *_) = point_in(made, look, 0.5, 0.58)
    right = max(line.x + line.width for layer in made.layers if isinstance(layer, Text) for line in layer.lines)
    assert x * 1920 > right
    assert 0.25 < y < 0.75


@pytest.mark.parametrize(("anchor", "lowest"), [("top", False), ("bottom", True), ("left", True)])
def test_where_nothing_speaks_for_a_place_the_brands_anchor_decides_then_the_order(anchor: str, lowest: bool) -> None:
    for look in (seen(), Seen()):
        assert (_top(staged(look, anchor=anchor, place=["bottom", "top"])) > 700) == lowest


@pytest.mark.parametrize("anchor", ["top", "middle", "bottom"])
def test_a_block_at_a_side_stands_as_high_as_the_brands_anchor(anchor: str) -> None:
    made = staged(seen(), format_="landscape", anchor=anchor, place=["left", "right"])
    top, low = _top(made), 1080 - max(layer.box.y + layer.box.h for layer in made.layers if isinstance(layer, Text))
    assert {"top": top < low, "middle": abs(top - low) < 120, "bottom": top > low}[anchor]


def test_a_face_as_large_as_the_frame_gets_a_room_beside_the_words() -> None:
    look = seen((0.05, 0.02, 0.9, 0.95), size=(900, 1200))
    made = staged(look)
    (shown,) = (layer for layer in made.layers if isinstance(layer, PictureLayer))
    assert shown.box.h < 1920
    assert not [box for box in words_of(made.layers) if box[1] < shown.box.y + shown.box.h and box[3] > shown.box.y]


def test_a_zone_that_is_a_column_already_is_taken_whole_at_either_side_of_a_wide_frame() -> None:
    frame = load_frame("landscape")
    setting = Setting(
        brand_for("ordinary"), frame, "id", EntranceClock(Fraction(30), 1, still=True), material(), "a", 3.0
    )
    items = [{"type": "text", "words": "Jembatan baru", "style": "title"}]
    block = StackElement.model_validate({"items": items, "place": ["left", "right"]})
    spans = {(one.place, one.rect[0], one.rect[2]) for one in candidates(block, frame.zones["column"], setting)}
    assert spans == {("left", 96, 884), ("right", 1036, 1824)}


def test_words_that_fit_no_column_take_the_whole_width() -> None:
    long = " ".join(["Penyeberangan"] * 10)
    items = [{"type": "text", "words": long, "style": "title", "role": "paper", "lines": 5, "size": [84, 40]}]
    made = staged(seen((0.1, 0.02, 0.1, 0.1)), format_="square", items=items, place=["left", "right", "bottom"])
    (lines,) = (layer.lines for layer in made.layers if isinstance(layer, Text) and layer.name == "title")
    assert max(line.width for line in lines) > 520


def test_a_face_too_large_for_a_strip_is_whole_in_a_part_of_it() -> None:
    frame = (0, 0, 1080, 1080)
    strip = View(seen((0.3, 0.1, 0.4, 0.8)), (0, 700, 1080, 1080))
    part = faces_whole(strip, frame)
    assert aim(strip, (), frame).covered
    assert not aim(part, (), frame).covered
    assert part.rect[1:] == strip.rect[1:]
    assert faces_whole(View(seen(), strip.rect), frame).rect == strip.rect
    cell = View(strip.seen, (540, 700, 1080, 800))
    assert faces_whole(cell, frame) == cell, "a cell of a grid is filled"


def test_what_is_placed_is_placed_the_same_each_time() -> None:
    look = seen((0.3, 0.2, 0.1, 0.1), (0.7, 0.6, 0.1, 0.1))
    assert staged(look) == staged(look)


def test_the_largest_free_rectangle_is_beside_between_or_beyond_words() -> None:
    frame = (0, 0, 100, 100)
    assert largest_free([(10, 0, 90, 30)], frame) == (0, 30, 100, 100)
    assert largest_free([(0, 0, 30, 100)], frame) == (30, 0, 100, 100)
    assert largest_free([(0, 0, 100, 10), (0, 80, 100, 90)], frame) == (0, 10, 100, 80)


def _top(made: Scene) -> int:
    return min(layer.box.y for layer in made.layers if isinstance(layer, Text))


@pytest.mark.parametrize("look", ["bold", "light"])
@pytest.mark.parametrize("format_", ["square", "landscape"])
@pytest.mark.parametrize("anchor", ["top", "middle", "bottom"])
def test_words_beside_a_pair_leave_its_labels_and_the_whole_way_of_its_handle(
    look: str, format_: Format, anchor: str
) -> None:
    pair = {
        "type": "compare", "before": "a.jpg", "after": "b.jpg", "before_label": "Sebelum · 1 Jun", "handle": 0.36,
        "after_label": "Sesudah · 12 Sep", "start": 0.86, "through": 0.14, "stop": 0.0, "sweep": 0.8,
    }  # fmt: skip
    block = {"type": "stack", "zone": "evidence", "place": ["left", "right"], "items": [{"type": "identity", "first": "Dinas", "second": ""}]}  # fmt: skip
    one = scene(pair, {"type": "scrim", "edge": "words"}, block).model_copy(update={"seconds": 7.0})
    brand = brand_for("ordinary").model_copy(update={"anchor": anchor, "look": look})
    given = replace(material(), look=lambda asset: seen(), register=lambda before, after: SAME)
    made = stage_video(story(one), brand, load_frame(format_), given).timeline.scenes[0]
    marks = [way_of(layer) for layer in made.layers if layer.name in {"chip-ground", "handle"}]
    names = [layer for layer in made.layers if layer.name in {"logo", "agency", "office"}]
    assert len(marks) == 3
    assert names
    assert not [box for box in standing_boxes(names, (0, 0, 1920, 1080)) for mark in marks if meets(box, mark)]


@pytest.mark.parametrize("lines", [5, 6, 7])
@pytest.mark.parametrize("format_", ["square", "feed"])
def test_words_leave_more_than_half_of_a_picture_free(format_: Format, lines: int) -> None:
    sentence = "Petani menjual sayur, beras, kopi dan tempe langsung kepada pembeli tanpa perantara"
    items = [{"type": "text", "words": sentence, "style": "lead", "role": "paper"}] * lines
    made = staged(seen(), format_=format_, items=items, place=["bottom", "top"])
    (shown,) = (layer for layer in made.layers if isinstance(layer, PictureLayer))
    left, top, right, bottom = hull(words_of(made.layers))
    assert (right - left) * (bottom - top) < 0.46 * shown.box.w * shown.box.h


def test_words_do_not_stand_beside_each_other_and_an_upright_picture() -> None:
    made = staged(seen(), format_="feed")
    assert max(box[2] - box[0] for box in words_of(made.layers)) > 454, "no column at a side"
