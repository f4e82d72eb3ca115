"""A comparison lies over itself where its pictures are registered, and stands side by side where they are not."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import get_args

import numpy as np
import pytest
from tests.notices import brand_for, material
from tests.staging.layers.test_footage import scene, story
from tests.staging.looks import seen

from vlogkit.catalogue import load_frame
from vlogkit.checking.overlaps.subjects import Looks, subject_findings
from vlogkit.checking.text_lines import picture_of
from vlogkit.records.base import Format
from vlogkit.records.registration import Registration
from vlogkit.records.templates.element_base import Role
from vlogkit.records.templates.element_ground import CompareElement
from vlogkit.records.timeline import Compare, Fill, PictureLayer, Scene, Shade, Text, Vector
from vlogkit.staging.layers.comparison import label_chip
from vlogkit.staging.motion import EntranceClock
from vlogkit.staging.scenes import stage_card, stage_video
from vlogkit.staging.setting import Setting, Spot
from vlogkit.timelines.keyframes import values
from vlogkit.typesetting.fonts import open_book

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


@pytest.mark.parametrize("verdict", ["registered", "unsure"])
def test_labels_and_the_handle_lie_over_the_scrim_and_the_scrim_over_the_pictures(verdict: str) -> None:
    cells = np.full((48, 64), 20, np.uint8)
    cells[::2, ::2] = cells[1::2, 1::2] = 230
    pair = PAIR if verdict == "registered" else Registration(verdict="unsure")
    element = {"type": "compare", "before": "a.jpg", "after": "b.jpg", "before_label": "Sebelum", "after_label": "Sesudah"}  # fmt: skip
    words = {"type": "text", "words": "Lampu jalan menyala lagi", "style": "title", "role": "paper", "zone": "open"}
    shown = replace(material(), register=lambda before, after: pair, look=lambda asset: seen(tones=cells))
    made = story(scene(7.0, element, {"type": "scrim", "edge": "words"}, words))
    layers = stage_card(made, made.scenes[0], BRAND, load_frame("square"), shown).timeline.scenes[0].layers
    scrim = [index for index, layer in enumerate(layers) if isinstance(layer, Shade) or layer.name == "panel"]
    pictures = [index for index, layer in enumerate(layers) if isinstance(layer, Compare | PictureLayer)]
    marks = [
        index
        for index, layer in enumerate(layers)
        if layer.name in {"chip-ground", "handle"} or (isinstance(layer, Text) and layer.name == "label")
    ]
    assert scrim
    assert len(marks) >= 4
    assert max(pictures) < min(scrim) <= max(scrim) < min(marks)


@pytest.mark.parametrize("name", get_args(Format))
@pytest.mark.parametrize("card", [False, True])
def test_the_handle_passes_below_the_words_and_above_the_labels(name: Format, card: bool) -> None:
    made = staged(name, PAIR, card=card)
    (handle,) = [layer for layer in made.layers if isinstance(layer, Vector)]
    frame = load_frame(name)
    words = (frame.zones | (frame.card_zones if card else {}))["evidence"]
    assert words[3] <= handle.box.y or (card and words[2] < handle.box.x)
    assert handle.box.y + handle.box.h + 24 <= min(label.box.y for label in labels(made))


def test_both_pictures_come_closer_together() -> None:
    (pictures,) = [layer for layer in staged("square", PAIR).layers if isinstance(layer, Compare)]
    zoom = values(pictures.after_camera.zoom, 0, 210, 1.0)
    assert zoom[-1] > zoom[60]
    assert pictures.before_camera == pictures.after_camera
    (still,) = [layer for layer in staged("square", PAIR, card=True).layers if isinstance(layer, Compare)]
    assert still.after_camera.zoom == ()


def test_a_pair_whose_faces_are_free_stays_as_a_person_aimed_it() -> None:
    busy = np.full((48, 64), 20, np.uint8)
    busy[:20, :] = 230
    shown = replace(material(), register=lambda before, after: PAIR, look=lambda asset: seen(tones=busy, salience=busy))
    words = {"type": "text", "words": "Lampu jalan menyala lagi", "style": "title", "role": "paper", "zone": "evidence"}
    made = story(scene(7.0, {"type": "compare", "before": "a.jpg", "after": "b.jpg", "focus": [0.6, 0.5]}, words))
    layers = stage_card(made, made.scenes[0], BRAND, load_frame("portrait"), shown).timeline.scenes[0].layers
    (pictures,) = [layer for layer in layers if isinstance(layer, Compare)]
    assert pictures.after_camera.x[0].value == pytest.approx(0.5, abs=0.001)
    assert pictures.after_camera.zoom == ()


def test_both_pictures_are_aimed_so_that_no_face_of_either_lies_under_words_or_the_handle() -> None:
    name: Format = "portrait"
    wide = (1920, 1080)
    face = (0.56, 0.2, 0.06, 0.12)
    looks = {"a.jpg": seen(face, size=wide), "b.jpg": seen(size=wide)}
    title = {"type": "text", "words": "Lampu jalan menyala lagi", "style": "title", "role": "paper"}
    words = {"type": "stack", "items": [title], "zone": "evidence", "place": ["top", "bottom"]}
    element = {"type": "compare", "before": "a.jpg", "after": "b.jpg", "stop": 1.0, "start": 1.0, "through": 1.0}
    shown = replace(material(), register=lambda before, after: PAIR, look=lambda asset: looks[Path(asset.path).name])
    made = story(scene(7.0, element, {"type": "scrim", "edge": "words"}, words))
    staged = stage_video(made, BRAND, load_frame(name), shown).timeline
    frame = picture_of(staged, "video", open_book())
    files = {Path(path).name: look for path, look in looks.items()}
    looks = Looks(lambda path, sha256: files[Path(path).name], lambda path, sha256, seconds: (), {})
    found = subject_findings(frame, looks, {})
    assert [one.code for one in found] == []


@pytest.mark.parametrize(
    ("ground", "chip"), [("deep", "paper"), ("brand", "paper"), ("ink", "paper"), ("paper", "ink")]
)
def test_a_label_beside_its_picture_is_seen_on_the_ground(ground: Role, chip: Role) -> None:
    clock = EntranceClock(Fraction(30), 1, still=True)
    setting = Setting(BRAND, load_frame("portrait"), "id", clock, material(), "test", 3.0, ground=ground)
    element = CompareElement(before="a.jpg", after="b.jpg", before_label="Sebelum")
    piece = label_chip(element, "Sebelum", 400, setting, after=False, beside=True)
    (drawn,) = (one for one in piece.draw(Spot(0, 0, piece.width, piece.height)) if isinstance(one, Fill))
    assert drawn.colour == setting.colour(chip)
