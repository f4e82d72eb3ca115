"""A map shows the province first, then the regencies that are meant, in the zone that it is given."""

from __future__ import annotations

from typing import get_args

import cv2
import numpy as np
import pytest
from pydantic import ValidationError
from tests.notices import brand_for, material
from tests.staging.layers.test_footage import scene, story

from vlogkit.catalogue import load_frame
from vlogkit.records.base import Format
from vlogkit.records.templates.element_ground import MapElement
from vlogkit.records.timeline import Fill, Gradient, Layer, MapLayer, Route, Text, Vector
from vlogkit.staging.scenes import Staged, stage_card, stage_video
from vlogkit.timelines.camera import CropWindow, follow
from vlogkit.timelines.keyframes import values

BRAND = brand_for("ordinary")


def staged(name: Format, *, card: bool = False, **more: object) -> Staged:
    made = story(scene(6.0, {"type": "map", "fit": "map", **more}, {"type": "progress"}))
    if card:
        return stage_card(made, made.scenes[0], BRAND, load_frame(name), material())
    return stage_video(made, BRAND, load_frame(name), material())


def layers(made: Staged) -> list[Layer]:
    return list(made.timeline.scenes[0].layers)


def windows(layer: MapLayer, frames: int) -> list[CropWindow]:
    path = follow(layer.camera, (layer.width, layer.height), (layer.box.w, layer.box.h), 0, frames)
    return [path.at(frame) for frame in range(frames)]


def seen(layer: MapLayer, window: CropWindow, shape: int) -> np.ndarray:
    """The left, top, right and bottom of a shape in the frame."""
    points = np.concatenate([np.array(ring).reshape(-1, 2) for ring in layer.shapes[shape].rings])
    scale = layer.box.w / window.width
    placed = (points - (window.left, window.top)) * scale
    return np.concatenate([placed.min(axis=0), placed.max(axis=0)])


@pytest.mark.parametrize("name", get_args(Format))
@pytest.mark.parametrize("place", ["Kabupaten Cilacap", "Kota Magelang", "Kabupaten Rembang", "Demak, Kudus, Pati"])
def test_what_is_meant_comes_to_stand_in_its_zone_after_two_and_a_half_seconds(name: Format, place: str) -> None:
    made = staged(name, regencies=place)
    (layer,) = [one for one in layers(made) if isinstance(one, MapLayer)]
    shown = windows(layer, made.timeline.scenes[0].frames)
    left, top, right, bottom = load_frame(name).zones["map"]
    lit = len(place.split(", ")) if "," in place else 1
    for shape in range(len(layer.shapes) - lit, len(layer.shapes)):
        x, y, far, low = seen(layer, shown[75], shape)
        assert left - 2 <= x < far <= right + 2
        assert top - 2 <= y < low <= bottom + 2
    assert shown[0].width == pytest.approx(min(2 * shown[75].width, layer.box.w), rel=0.01), "with its neighbours"
    assert shown[75].width < shown[0].width
    assert shown[-1].width < shown[75].width, "it never stands dead"


def test_a_map_comes_closer_without_a_jump() -> None:
    made = staged("portrait", regencies="Kota Magelang")
    (layer,) = [one for one in layers(made) if isinstance(one, MapLayer)]
    widths = np.array([window.width for window in windows(layer, 180)])
    steps = widths[:-1] / widths[1:]
    assert steps.min() >= 1 - 1e-9
    assert steps.max() < 1.08


@pytest.mark.parametrize("card", [False, True])
def test_the_pin_points_at_its_place_from_frame_0_on(card: bool) -> None:
    made = staged("square", card=card, regencies="Kabupaten Demak", pin="-6.894, 110.638", label="Demak")
    (layer,) = [one for one in layers(made) if isinstance(one, MapLayer)]
    (pin,) = [one for one in layers(made) if isinstance(one, Vector) and one.name == "pin"]
    assert pin.motion.opacity == ()
    # The same place of the map lies under the point of the pin for as long as it stands.
    under = [
        (
            one.left + (pin.box.x + pin.box.w / 2 - layer.box.x) * one.width / layer.box.w,
            one.top + (pin.box.y + pin.box.h - layer.box.y) * one.width / layer.box.w,
        )
        for one in windows(layer, made.timeline.scenes[0].frames)
    ]
    assert np.ptp(np.array(under), axis=0).max() < 1.5


def names(made: Staged, name: str) -> dict[str, tuple[float, float, float, float]]:
    """What texts of a name say, and the boxes of their lines."""
    return {
        line.text: (line.x, line.baseline - 0.7 * one.style.size, line.x + line.width, line.baseline)
        for one in layers(made)
        if isinstance(one, Text) and one.name == name
        for line in one.lines
    }


@pytest.mark.parametrize("name", get_args(Format))
@pytest.mark.parametrize("card", [False, True])
def test_names_stand_beside_their_regencies_with_a_line_to_them(name: Format, card: bool) -> None:
    made = staged(name, card=card, regencies="Demak, Kudus, Pati", label="Demak; Kudus; Pati")
    (layer,) = [one for one in layers(made) if isinstance(one, MapLayer)]
    shown = windows(layer, made.timeline.scenes[0].frames)[0 if card else 75]
    said = names(made, "map-label")
    assert set(said) == {"Demak", "Kudus", "Pati"}
    scale = layer.box.w / shown.width
    for shape in layer.shapes[-3:]:
        for ring in shape.rings:
            points = (np.array(ring).reshape(-1, 2) - (shown.left, shown.top)) * scale + (layer.box.x, layer.box.y)
            outline = points.astype(np.float32)
            for left, top, right, bottom in said.values():
                corners = ((left, top), (right, top), (left, bottom), (right, bottom), ((left + right) / 2, top))
                assert all(cv2.pointPolygonTest(outline, corner, False) < 0 for corner in corners)
    leaders = [one for one in layers(made) if isinstance(one, Route)]
    assert len(leaders) == 2 * len(said), "each over a casing"


def test_neighbours_are_named_where_they_have_room_and_never_over_other_names() -> None:
    made = staged("landscape", card=True, regencies="Temanggung", pin="centre", label="Temanggung")
    said = names(made, "neighbour")
    assert {"Kendal", "Magelang"} <= set(said)
    boxes = [*said.values(), *names(made, "map-label").values()]
    for index, one in enumerate(boxes):
        for other in boxes[index + 1 :]:
            assert one[2] < other[0] or other[2] < one[0] or one[3] < other[1] or other[3] < one[1]


def test_a_map_in_a_stack_bleeds_off_the_frame_and_fades_under_the_words_above_it() -> None:
    words = {"type": "text", "words": "Kali meluap", "style": "title"}
    made = story(
        scene(6.0, {"type": "stack", "zone": "stage", "items": [words, {"type": "map", "regencies": "Demak"}]})
    )
    drawn = layers(stage_card(made, made.scenes[0], BRAND, load_frame("square"), material()))
    (layer,) = [one for one in drawn if isinstance(one, MapLayer)]
    assert (layer.box.x, layer.box.w, layer.box.y + layer.box.h) == (0, 1080, 1080)
    (fade,) = [one for one in drawn if isinstance(one, Gradient)]
    assert (fade.edge, fade.box.y, fade.stops[0], fade.stops[-1]) == ("top", layer.box.y, (0.0, 1.0), (1.0, 0.0))


def test_land_lies_around_the_province() -> None:
    (layer,) = [
        one for one in layers(staged("feed", card=True, regencies="Kabupaten Cilacap")) if isinstance(one, MapLayer)
    ]
    assert len(layer.shapes) == 36
    assert layer.shapes[0].fill not in {layer.sea, layer.shapes[1].fill}


def test_a_route_draws_itself_once_the_map_has_come_close() -> None:
    made = staged("landscape", regencies="Semarang City, Demak", route="-6.972, 110.42; -6.93, 110.54; -6.894, 110.638")
    line = [one for one in layers(made) if isinstance(one, Route)][-1]
    length = values(line.length, 0, 180, 1.0)
    assert (length[74], length[-1]) == (0, 1)
    assert sum(isinstance(one, Fill) and one.name == "stop" for one in layers(made)) == 2
    assert line.points[0][0] < line.points[1][0] < line.points[2][0]


def test_a_card_shows_the_place_and_nothing_moves() -> None:
    (layer,) = [
        one for one in layers(staged("feed", card=True, regencies="Kabupaten Demak")) if isinstance(one, MapLayer)
    ]
    assert len(layer.camera.zoom) == 1


def test_a_place_that_is_not_clear_is_found_with_what_may_be_meant() -> None:
    (finding,) = staged("square", regencies="Pekalongan").findings
    assert finding.code == "place-unknown"
    assert "Kota Pekalongan" in finding.hint


@pytest.mark.parametrize("text", ["di sana", "110.4, -6.9", "-6.9", "-6.9, 110.4; x"])
def test_what_is_not_a_point_is_refused(text: str) -> None:
    with pytest.raises(ValidationError, match="latitude"):
        MapElement(route=text)


def test_below_words_of_an_upright_film_a_regency_fills_the_map() -> None:
    title = {"type": "text", "words": "Tanjakan Kledung selesai diperlebar", "style": "title", "role": "paper"}
    block = {"type": "stack", "zone": "stage", "items": [title, {"type": "map", "regencies": "Kabupaten Temanggung"}]}
    made = stage_video(story(scene(6.0, block)), BRAND, load_frame("portrait"), material())
    (layer,) = [one for one in layers(made) if isinstance(one, MapLayer)]
    _, top, _, bottom = seen(layer, windows(layer, made.timeline.scenes[0].frames)[-1], len(layer.shapes) - 1)
    assert bottom - top >= 380
