"""The two pictures of a pair stand in rooms of their own: both show what changed, no words lie on it, and none run across
where the pictures meet."""

from __future__ import annotations

from dataclasses import replace
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
from vlogkit.records.timeline import Compare, Fill, PictureLayer, Scene
from vlogkit.seeing.seen import packed
from vlogkit.staging.layers.comparison import DIVIDER
from vlogkit.staging.scenes import stage_card, stage_video
from vlogkit.timelines.camera import windows
from vlogkit.timelines.word_boxes import meets, rect_of, words_of
from vlogkit.typesetting.fonts import open_book

SIZE = (1280, 960)
PLACES = {
    "middle": (0.4, 0.4, 0.6, 0.65),
    "left": (0.05, 0.4, 0.3, 0.7),
    "right": (0.7, 0.3, 0.95, 0.6),
    "low": (0.3, 0.75, 0.7, 1.0),
}
"""Where something changed."""
WORDS = {
    "type": "stack", "zone": "evidence", "place": ["top", "bottom"],
    "items": [{"type": "text", "words": "Saluran Candirejo kembali lancar", "style": "heading", "role": "paper"}],
}  # fmt: skip


def changed(place: tuple[float, float, float, float]) -> Registration:
    cells = np.zeros((24, 24), np.uint8)
    left, top, right, bottom = (round(24 * share) for share in place)
    cells[top:bottom, left:right] = 255
    return Registration(verdict="registered", homography=(1, 0, 0, 0, 1, 0, 0, 0, 1), changed=packed(cells))


def made(name: Format, pair: Registration, *, card: bool = True, size: tuple[int, int] = SIZE, **more: object) -> Scene:
    element = {"type": "compare", "before": "a.jpg", "after": "b.jpg", "before_label": "Sebelum · 19 Okt", "after_label": "Sesudah · 20 Okt", **more}  # fmt: skip
    given = replace(material(), register=lambda before, after: pair, look=lambda asset: seen(size=size))
    told = story(scene(7.0, element, {"type": "scrim", "edge": "words"}, WORDS))
    brand = brand_for("ordinary")
    if card:
        return stage_card(told, told.scenes[0], brand, load_frame(name), given).timeline.scenes[0]
    return stage_video(told, brand, load_frame(name), given).timeline.scenes[0]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("card", [True, False])
@pytest.mark.parametrize("name", get_args(Format))
def test_both_rooms_show_all_that_changed_at_one_spot(name: Format, card: bool, place: str) -> None:
    shown = made(name, changed(PLACES[place]), card=card)
    before, after = (layer for layer in shown.layers if isinstance(layer, Compare))
    assert (before.divider[0].value, after.divider[0].value) == (1, 0)
    assert before.after_camera == after.after_camera
    left, top, right, bottom = PLACES[place]
    for layer in (before, after):
        window = windows(layer.after_camera, SIZE, (layer.box.w, layer.box.h), [0])[0]
        across = min(right * SIZE[0], window.left + window.width) - max(left * SIZE[0], window.left)
        down = min(bottom * SIZE[1], window.top + window.height) - max(top * SIZE[1], window.top)
        assert across * down >= 0.8 * (right - left) * (bottom - top) * SIZE[0] * SIZE[1]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("name", get_args(Format))
def test_labels_lie_on_nothing_that_changed_and_the_title_on_no_picture(name: Format, place: str) -> None:
    shown = made(name, changed(PLACES[place]))
    pictures = [layer for layer in shown.layers if isinstance(layer, Compare)]
    left, top, right, bottom = PLACES[place]
    spots = []
    for layer in pictures:
        window = windows(layer.after_camera, SIZE, (layer.box.w, layer.box.h), [0])[0]
        scale = layer.box.w / window.width
        spots.append(
            (
                round(layer.box.x + (left * SIZE[0] - window.left) * scale),
                round(layer.box.y + (top * SIZE[1] - window.top) * scale),
                round(layer.box.x + (right * SIZE[0] - window.left) * scale),
                round(layer.box.y + (bottom * SIZE[1] - window.top) * scale),
            )
        )
    labels = [layer for layer in shown.layers if layer.name == "chip-ground"]
    assert len(labels) == 2
    for label, spot, picture in zip(labels, spots, pictures, strict=True):
        assert not meets(rect_of(label.box), spot)
        assert meets(rect_of(label.box), rect_of(picture.box))
    title = [words.box for words in words_of(shown.layers) if shown.layers[words.layer].name not in {"label", "chip"}]
    assert title
    assert not [box for box in title for picture in pictures if meets(box, rect_of(picture.box))]


@pytest.mark.parametrize("name", get_args(Format))
def test_pictures_of_which_nobody_knows_how_they_lie_have_rooms_too(name: Format) -> None:
    shown = made(name, Registration(verdict="unsure"))
    before, after = (layer for layer in shown.layers if isinstance(layer, PictureLayer))
    frame = load_frame(name)
    assert (before.box.w * before.box.h + after.box.w * after.box.h) / (frame.width * frame.height) >= 0.6
    assert not meets(rect_of(before.box), rect_of(after.box))
    lines = [layer for layer in shown.layers if isinstance(layer, Fill) and layer.name == DIVIDER]
    touch = before.box.x + before.box.w == after.box.x or before.box.y + before.box.h == after.box.y
    assert bool(lines) == touch


SWEPT = {"start": 1.0, "through": 0.0, "stop": 0.0}


def test_a_divider_that_leaves_one_whole_sweeps_over_both_in_the_whole_frame() -> None:
    shown = made("portrait", changed(PLACES["middle"]), card=False, **SWEPT)
    (pictures,) = [layer for layer in shown.layers if isinstance(layer, Compare)]
    assert (pictures.box.w, pictures.box.h) == (1080, 1920)


def swept(face: tuple[float, float, float, float], name: Format, size: tuple[int, int] = (1600, 2000)) -> Scene:
    """A pair with somebody in it over which a divider sweeps, under a title."""
    element = {"type": "compare", "before": "a.jpg", "after": "b.jpg", **SWEPT}
    pair = changed((0.0, 0.2, 1.0, 0.9))
    given = replace(material(), register=lambda before, after: pair, look=lambda asset: seen(face, size=size))
    told = story(scene(7.0, element, {"type": "scrim", "edge": "words"}, WORDS))
    return stage_video(told, brand_for("ordinary"), load_frame(name), given).timeline.scenes[0]


@pytest.mark.parametrize("name", get_args(Format))
def test_words_on_a_swept_pair_stand_on_nobody(name: Format) -> None:
    """A high sky leaves room for them; under a low one the pair has a room of its own, or each picture has one."""
    for face in ((0.42, 0.5, 0.1, 0.08), (0.42, 0.12, 0.1, 0.08), (0.1, 0.3, 0.1, 0.08)):
        shown = swept(face, name)
        title = [box.box for box in words_of(shown.layers)]
        assert title
        for layer in (one for one in shown.layers if isinstance(one, Compare)):
            window = windows(layer.after_camera, (1600, 2000), (layer.box.w, layer.box.h), [0])[0]
            scale = layer.box.w / window.width
            left = layer.box.x + (face[0] * 1600 - window.left) * scale
            top = layer.box.y + (face[1] * 2000 - window.top) * scale
            person = (
                round(left),
                round(top),
                round(left + face[2] * 1600 * scale),
                round(top + 5 * face[3] * 2000 * scale),
            )
            on_picture = [box for box in title if meets(box, rect_of(layer.box))]
            assert not [box for box in on_picture if meets(box, person)]


def test_pictures_of_which_nobody_knows_how_they_lie_are_swept_too() -> None:
    shown = made("portrait", Registration(verdict="unsure"), card=False, **SWEPT)
    (pictures,) = [layer for layer in shown.layers if isinstance(layer, Compare)]
    assert pictures.registration is not None
    assert (pictures.box.w, pictures.box.h) == (1080, 1920)


@pytest.mark.parametrize("name", get_args(Format))
def test_pictures_apart_without_words_fill_the_frame(name: Format) -> None:
    element = {"type": "compare", "before": "a.jpg", "after": "b.jpg", "apart": True}
    pair, frame = changed((0.1, 0.1, 0.9, 0.9)), load_frame(name)
    given = replace(material(), register=lambda before, after: pair, look=lambda asset: seen(size=SIZE))
    told = story(scene(7.0, element))
    layers = stage_card(told, told.scenes[0], brand_for("ordinary"), frame, given).timeline.scenes[0].layers
    boxes = [layer.box for layer in layers if isinstance(layer, Compare)]
    assert len(boxes) == 2
    assert sum(box.w * box.h for box in boxes) == frame.width * frame.height


@pytest.mark.parametrize("name", get_args(Format))
def test_no_label_lies_on_the_body_of_somebody(name: Format) -> None:
    """Somebody stands at the left from top to bottom of both pictures."""
    face = (0.1, 0.1, 0.1, 0.1)
    element = {"type": "compare", "before": "a.jpg", "after": "b.jpg", "before_label": "Sebelum", "after_label": "Sesudah"}  # fmt: skip
    pair = changed(PLACES["middle"])
    given = replace(material(), register=lambda before, after: pair, look=lambda asset: seen(face, size=SIZE))
    told = story(scene(7.0, element, {"type": "scrim", "edge": "words"}, WORDS))
    layers = stage_card(told, told.scenes[0], brand_for("ordinary"), load_frame(name), given).timeline.scenes[0].layers
    pictures = [layer for layer in layers if isinstance(layer, Compare)]
    labels = [layer for layer in layers if layer.name == "chip-ground"]
    for picture, label in zip(pictures, labels, strict=True):
        window = windows(picture.after_camera, SIZE, (picture.box.w, picture.box.h), [0])[0]
        scale = picture.box.w / window.width
        left = picture.box.x + (face[0] * SIZE[0] - window.left) * scale
        body = (round(left), picture.box.y, round(left + face[2] * SIZE[0] * scale), picture.box.y + picture.box.h)
        assert not meets(rect_of(label.box), body)


@pytest.mark.parametrize("name", get_args(Format))
@pytest.mark.parametrize("card", [True, False])
def test_people_beside_what_changed_are_not_cut_off_at_the_neck(name: Format, card: bool) -> None:
    """A ditch at the feet of somebody: each room shows both, or no body at all."""
    face = (0.45, 0.24, 0.08, 0.08)
    pair = changed((0.0, 0.72, 1.0, 0.86))
    element = {"type": "compare", "before": "a.jpg", "after": "b.jpg", "before_label": "Sebelum", "after_label": "Sesudah"}  # fmt: skip
    size = (1600, 2000)
    given = replace(material(), register=lambda before, after: pair, look=lambda asset: seen(face, size=size))
    told = story(scene(7.0, element, {"type": "scrim", "edge": "words"}, WORDS))
    stage = stage_card(told, told.scenes[0], brand_for("ordinary"), load_frame(name), given) if card else stage_video(
        told, brand_for("ordinary"), load_frame(name), given
    )  # fmt: skip
    for layer in (one for one in stage.timeline.scenes[0].layers if isinstance(one, Compare)):
        window = windows(layer.after_camera, size, (layer.box.w, layer.box.h), [0])[0]
        middle = (face[1] + face[3] / 2) * size[1]
        assert window.top < middle < window.top + window.height


@pytest.mark.parametrize(
    ("size", "place"), [(SIZE, (0.0, 0.1, 1.0, 0.95)), ((1600, 2000), (0.25, 0.2, 1.0, 1.0))], ids=["lying", "upright"]
)
def test_words_and_captions_stand_over_a_pair_with_nothing_bare_below(
    size: tuple[int, int], place: tuple[float, float, float, float]
) -> None:
    shown = made("portrait", changed(place), card=False, size=size)
    ends = max(layer.box.y + layer.box.h for layer in shown.layers if isinstance(layer, Compare))
    assert ends == 1920


def test_what_changed_over_the_whole_width_is_seen_from_side_to_side() -> None:
    before, after = (layer for layer in made("square", changed((0, 0.5, 1, 0.9))).layers if isinstance(layer, Compare))
    assert before.box.w == after.box.w == load_frame("square").width


@pytest.mark.parametrize("name", get_args(Format))
@pytest.mark.parametrize("place", [(0.1, 0.6, 0.1, 0.15), (0.8, 0.6, 0.1, 0.15), (0.1, 0.1, 0.12, 0.16)])
def test_no_label_lies_on_a_face_of_either_picture(name: Format, place: tuple[float, float, float, float]) -> None:
    element = {"type": "compare", "before": "a.jpg", "after": "b.jpg", "before_label": "Sebelum", "after_label": "Sesudah"}  # fmt: skip
    looks = {"a.jpg": seen(place, size=SIZE), "b.jpg": seen(size=SIZE)}
    pair = changed(PLACES["middle"])
    given = replace(material(), register=lambda before, after: pair, look=lambda asset: looks[Path(asset.path).name])
    told = story(scene(7.0, element, {"type": "scrim", "edge": "words"}, WORDS))
    staged = stage_card(told, told.scenes[0], brand_for("ordinary"), load_frame(name), given).timeline
    files = Looks(lambda path, sha256: looks[Path(path).name], lambda path, sha256, seconds: (), {})
    assert not list(subject_findings(picture_of(staged, "card", open_book()), files, {}))
