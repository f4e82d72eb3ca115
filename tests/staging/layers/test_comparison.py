"""A comparison lies over itself where its pictures are registered, and stands side by side where they are not."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest
from tests.notices import brand_for, material
from tests.staging.layers.test_footage import scene, story

from vlogkit.catalogue import load_frame
from vlogkit.records.base import Format
from vlogkit.records.registration import Registration
from vlogkit.records.timeline import Compare, Fill, PictureLayer, Scene, Vector
from vlogkit.staging.scenes import stage_card, stage_video
from vlogkit.timelines.keyframes import values

BRAND = brand_for("ordinary")
PAIR = Registration(verdict="registered", homography=(1, 0, 0, 0, 1, 0, 0, 0, 1), window=(0.2, 0.0, 1.0, 1.0))


def staged(name: Format, pair: Registration, *, card: bool = False, **more: object) -> Scene:
    element = {"type": "compare", "before": "a.jpg", "after": "b.jpg", "before_label": "Sebelum · 19 Okt", "after_label": "Sesudah · 20 Okt", **more}  # fmt: skip
    shown = replace(material(), register=lambda before, after: pair)
    made, frame = story(scene(7.0, element)), load_frame(name)
    if card:
        return stage_card(made, made.scenes[0], BRAND, frame, shown).timeline.scenes[0]
    return stage_video(made, BRAND, frame, shown).timeline.scenes[0]


def labels(made: Scene) -> list[Fill]:
    return [layer for layer in made.layers if isinstance(layer, Fill) and layer.name == "chip-ground"]


@pytest.mark.parametrize("name", get_args(Format))
def test_labels_stand_in_outer_corners_away_from_handle_and_divider(name: Format) -> None:
    made = staged(name, PAIR, card=True)
    (handle,) = [layer for layer in made.layers if isinstance(layer, Vector)]
    before, after = labels(made)
    frame = load_frame(name)
    left, _, right, bottom = (frame.zones | frame.card_zones)["safe"]
    divider = load_frame(name).width / 2
    assert left <= before.box.x < before.box.x + before.box.w <= divider - 24
    assert divider + 24 <= after.box.x < after.box.x + after.box.w <= right
    assert all(
        handle.box.y + handle.box.h < label.box.y < label.box.y + label.box.h <= bottom for label in (before, after)
    )


def test_each_label_is_seen_only_while_its_picture_is() -> None:
    made = staged("portrait", PAIR, start=1.0, through=0.0, stop=0.5, sweep=1.2)
    (pictures,) = [layer for layer in made.layers if isinstance(layer, Compare)]
    before, after = (values(label.motion.opacity, 0, made.frames, 1.0) for label in labels(made))
    assert (before[0], after[0]) == (1, 0)
    frame = round(2.4 * 30)
    assert values(pictures.divider, 0, made.frames, 0.5)[frame] == 0
    assert (before[frame], after[frame]) == (0, 1)
    assert (before[-1], after[-1]) == (1, 1)


def test_the_divider_stands_until_its_second_and_then_sweeps() -> None:
    made = staged("square", PAIR, start=1.0, through=0.0, stop=0.0, sweep=1.2)
    (pictures,) = [layer for layer in made.layers if isinstance(layer, Compare)]
    places = values(pictures.divider, 0, made.frames, 0.5)
    assert set(places[: round(1.2 * 30) + 1]) == {1.0}
    assert set(places[round(2.2 * 30) :]) == {0.0}
    (handle,) = [layer for layer in made.layers if isinstance(layer, Vector)]
    assert values(handle.motion.opacity, 0, made.frames, 1.0)[[0, -1]].tolist() == [0, 0]


def test_the_focus_is_that_of_the_picture_after_within_what_both_show() -> None:
    (pictures,) = [layer for layer in staged("square", PAIR, focus=[0.6, 0.3]).layers if isinstance(layer, Compare)]
    assert pictures.after_camera.x[0].value == pytest.approx(0.5)
    assert pictures.before_camera == pictures.after_camera


@pytest.mark.parametrize("name", get_args(Format))
def test_a_pair_that_is_not_registered_stands_side_by_side(name: Format) -> None:
    made = staged(name, Registration(verdict="unsure"))
    before, after = (layer.box for layer in made.layers if isinstance(layer, PictureLayer))
    frame = load_frame(name)
    assert before.w * before.h + after.w * after.h == frame.width * frame.height
    if frame.height > frame.width:
        assert after.y == before.y + before.h
    else:
        assert after.x == before.x + before.w
    first, second = labels(made)
    assert before.x <= first.box.x
    assert first.box.y + first.box.h <= before.y + before.h
    assert after.x <= second.box.x
    assert after.y <= second.box.y
