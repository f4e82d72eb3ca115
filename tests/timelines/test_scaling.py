"""A scaled timeline shows the same in the same places, smaller and at a lower rate; so does a draft."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
import pytest
from tests.checking.scenes import words
from tests.rendering.frames.test_compositor import story
from tests.rendering.scenes import scene, timeline

from vlogkit.records import timeline as records
from vlogkit.records.timeline import (
    Bar,
    Box,
    Counter,
    Fill,
    FootageLayer,
    Gradient,
    Layer,
    MapLayer,
    PictureLayer,
    Route,
    Scene,
    Shade,
    Text,
    Timeline,
)
from vlogkit.rendering.stills import still_pixels
from vlogkit.timelines.scaling import THIRD, draft_of, scaled, without_words
from vlogkit.typesetting.fonts import open_book

KINDS = [
    kind
    for kind in vars(records).values()
    if isinstance(kind, type) and issubclass(kind, records.LayerBase) and kind is not records.LayerBase
]


def test_a_draft_lasts_as_long_at_half_the_rate_and_a_third_of_the_size(tmp_path: Path) -> None:
    made = story(tmp_path)
    draft = draft_of(made)
    assert (draft.width, draft.height, draft.fps()) == (32, 54, 15)
    assert draft.seconds() == pytest.approx(made.seconds(), abs=1 / 15)


@pytest.mark.parametrize("number", [0, 16, 26, 40])
def test_a_draft_shows_what_the_video_shows(tmp_path: Path, number: int) -> None:
    made = story(tmp_path)
    draft = scaled(made, Fraction(1, 2), every=2)
    large = cv2.resize(still_pixels(made, frame=number, book=open_book()), (48, 80), interpolation=cv2.INTER_AREA)
    assert np.abs(still_pixels(draft, frame=number // 2, book=open_book()).astype(int) - large).mean() < 6


def every_kind() -> Timeline:
    """One layer of each kind; files are named only."""
    box = {"x": 9, "y": 13, "w": 51, "h": 70}
    style = {"family": "Plus Jakarta Sans", "weight": 700, "size": 30.0}
    track = [{"frame": 1, "value": 0.2}, {"frame": 2, "value": 0.5}, {"frame": 9, "value": 0.8}]
    line = {"text": "a", "x": 9.0, "baseline": 30.0, "width": 12.0}
    tile = {"tile": "<svg/>", "tile_width": 3, "tile_height": 9, "strength": 0.1}
    before = {"before": "a", "before_sha256": "b", "after": "c", "after_sha256": "d"}
    kinds: list[dict[str, object]] = [
        {"kind": "fill", "colour": "#102030", "radius": 7, "motion": {"dx": track, "opacity": track}},
        {"kind": "gradient", "colour": "#102030", "edge": "top", "stops": [[0, 1], [1, 0]]},
        {"kind": "shade", "colour": "#102030", "areas": [box], "strengths": [0.4], "fall": 30},
        {
            "kind": "picture",
            "file": "a",
            "sha256": "b",
            "radius": 30,
            "beyond": [0, 0, 9, 30],
            "camera": {"zoom": track, "x": track, "y": track},
        },
        {"kind": "footage", "file": "a", "sha256": "b", "effects": [{"name": "x", "arguments": {"x": 3}}]},
        {"kind": "compare", **before, "divider": track, "line": "#102030"},
        {"kind": "text", "lines": [line], "style": style, "colour": "#102030", "stroke": 3.0},
        {
            "kind": "counter",
            "steps": [{"frame": 5, "text": "1"}],
            "style": style,
            "colour": "#102030",
            "x": 9.0,
            "baseline": 30.0,
        },
        {"kind": "vector", "svg": "<svg/>"},
        {"kind": "logo", "file": "a", "sha256": "b"},
        {"kind": "pattern", **tile, "colour": "#102030"},
        {"kind": "map", "width": 90, "height": 90, "sea": "#102030", "shapes": [], "camera": {"zoom": track}},
        {"kind": "route", "points": [[9, 13], [60, 83]], "colour": "#102030", "line_width": 6.0, "length": track},
        {"kind": "bar", "colour": "#102030", "length": track},
        {"kind": "moviepy", "call": "a:b", "arguments": {"width": 9}},
    ]
    layers = [{"box": box, "span": (2, 9), **kind} for kind in kinds]
    scenes = [{"name": "s", "frames": 10, "ground": "#000000", "layers": layers}]
    fields = {"id": "t", "format": "square", "width": 96, "height": 96, "scenes": scenes}
    return Timeline.model_validate(fields)


def test_every_kind_of_layer_can_be_drafted() -> None:
    made = every_kind()
    assert {layer.kind for layer in made.scenes[0].layers} == {kind.model_fields["kind"].default for kind in KINDS}
    layers = draft_of(made).scenes[0].layers
    assert {(layer.box.x, layer.box.w, layer.span) for layer in layers} == {(4, 16, (1, 4))}
    for layer in layers:
        match layer:
            case FootageLayer():
                assert layer.effects[0].arguments == {"x": 3}
            case Text():
                assert (layer.style.size, layer.stroke, layer.lines[0].baseline) == (10.0, 1.0, 10.0)
            case Bar():
                assert [(key.frame, key.value) for key in layer.length] == [(0, 0.2), (1, 0.5), (4, 0.8)]
            case MapLayer():
                assert (layer.pixel, layer.width) == (pytest.approx(1 / 3), 90)
            case Route():
                assert (layer.points[0], layer.line_width) == ((3, pytest.approx(13 / 3)), 2)
            case Counter():
                assert (layer.x, layer.steps[0].frame) == (3.0, 2)
            case Shade():
                assert (layer.areas[0].x, layer.areas[0].w, layer.fall, layer.strengths) == (4, 16, 10, (0.4,))
            case PictureLayer():
                assert [key.value for key in layer.camera.x] == [0.2, 0.5, 0.8]
                assert (layer.radius, layer.beyond) == (10, (0, 0, 3, 10))
            case Fill():
                assert [key.value for key in layer.motion.dx] == pytest.approx([0.2 / 3, 0.5 / 3, 0.8 / 3])
                assert layer.radius == 2


def test_a_rate_that_cannot_be_halved_stays() -> None:
    made = timeline(scene(frames=9), rate=(25, 1))
    assert draft_of(made).fps() == 25
    assert draft_of(made).frames() == 9


def standing(*layers: Layer) -> Timeline:
    ground = Scene(name="a", frames=30, ground="#203040", layers=layers)
    return Timeline(id="a", format="square", width=1080, height=1080, scenes=(ground,))


def test_the_scaled_picture_is_the_whole_one_made_smaller() -> None:
    panel = Fill(box=Box(x=90, y=90, w=600, h=300), colour="#F0E0D0", radius=36)
    scrim = Gradient(
        box=Box(x=0, y=540, w=1080, h=540), colour="#000000", edge="bottom", stops=((0.0, 0.9), (1.0, 0.0))
    )
    whole = standing(panel, scrim, words(size=90))
    large = cv2.resize(still_pixels(whole, book=open_book()), (360, 360), interpolation=cv2.INTER_AREA).astype(int)
    small = still_pixels(scaled(whole, THIRD, grid=1), book=open_book()).astype(int)
    assert np.abs(large - small).mean() < 2.5


def test_without_words_only_the_ground_is_left() -> None:
    bare = still_pixels(without_words(standing(words())), book=open_book())
    assert np.ptp(bare.reshape(-1, 3), axis=0).tolist() == [0, 0, 0]
