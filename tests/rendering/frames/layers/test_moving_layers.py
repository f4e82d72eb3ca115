"""Tiles travel under their fade, words are lit from the left, and layers change their size about their middle."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from tests.rendering.scenes import fill, scene, timeline

from vlogkit.media.colour import Bytes
from vlogkit.records.timeline import Box, Key, Motion, Pattern, Text, TextLine, TextStyle
from vlogkit.rendering.frames.compositor import Compositor, FrameCanvas
from vlogkit.timelines.freezing import frozen
from vlogkit.typesetting.fonts import open_book

TILE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><circle cx="5" cy="7" r="4"/></svg>'


def desk(*layers: Any, **rest: Any) -> FrameCanvas:
    return Compositor(timeline(scene(*layers, frames=40), size=(96, 96), **rest), book=open_book()).desk()


def luma(drawn: FrameCanvas, frame: int) -> Bytes:
    return drawn.frame(frame).arrays[0].copy()


def pattern(**rest: Any) -> Pattern:
    more = {"box": Box(x=0, y=0, w=96, h=96), "colour": "#F2B134", "strength": 0.5, **rest}
    return Pattern(tile=TILE, tile_width=16, tile_height=16, **more)


def differs(one: Bytes, other: Bytes) -> int:
    return int(np.abs(one.astype(int) - other.astype(int)).max())


@pytest.mark.parametrize("fade", ["", "top", "right"])
def test_a_pattern_that_travels_begins_where_one_that_stands_is(fade: str) -> None:
    moving, standing = (desk(pattern(fade=fade, travel=travel)) for travel in ((20, -20), (0, 0)))
    assert differs(luma(moving, 0), luma(standing, 0)) <= 2


def test_tiles_move_two_pixels_at_once_and_frames_between_are_equal() -> None:
    drawn = desk(pattern(travel=(20, 0)))
    first, same, later = (luma(drawn, frame) for frame in (0, 2, 3))
    assert differs(first, same) == 0
    assert differs(first[:, :80], later[:, 2:82]) <= 1
    assert differs(first, later) > 40


def test_a_part_of_a_travelling_pattern_has_the_pixels_of_the_whole() -> None:
    over = fill("#FFFFFF", 20, 20, 30, 30, span=(10, 40))
    kept, fresh = (desk(pattern(travel=(20, -20), fade="top"), over) for _ in range(2))
    for frame in range(12):
        shown = luma(kept, frame)
    assert differs(shown, luma(fresh, 11)) == 0


def test_a_pattern_stands_where_it_was_when_a_frame_is_frozen() -> None:
    made = timeline(scene(pattern(travel=(20, -20)), frames=40), size=(96, 96))
    whole = Compositor(made, book=open_book()).desk()
    still = Compositor(frozen(made, 0, 25), book=open_book()).desk()
    assert differs(luma(whole, 25), luma(still, 0)) == 0


def text(lit: tuple[Key, ...] = ()) -> Text:
    lines = tuple(TextLine(text="mmm", x=6.0, baseline=y, width=84.0, spans=((0, 3, "#FFFFFF"),)) for y in (30.0, 70.0))
    style = TextStyle(family="Plus Jakarta Sans", weight=800, size=30)
    return Text(box=Box(x=6, y=8, w=84, h=64), lines=lines, style=style, colour="#808080", lit=lit)


def test_words_are_lit_from_the_left_one_line_after_the_other() -> None:
    drawn = desk(text((Key(frame=0, value=0.0), Key(frame=20, value=1.0, ease="linear"))))
    whole, none = desk(text()), desk(text((Key(frame=0, value=0.0, ease="hold"),)))
    lit, dark = luma(whole, 0), luma(none, 0)
    assert differs(luma(drawn, 0), dark) == 0
    assert differs(luma(drawn, 20), lit) == 0
    half = luma(drawn, 10)
    assert differs(half[:45], lit[:45]) == 0
    assert differs(half[45:], dark[45:]) == 0
    quarter = luma(drawn, 5)
    assert differs(quarter[:45, :30], lit[:45, :30]) == 0
    assert differs(quarter[:45, 70:], dark[:45, 70:]) == 0


@pytest.mark.parametrize("size", [0.5, 1.0, 1.5])
def test_a_layer_grows_about_the_middle_of_its_box(size: float) -> None:
    grown = fill("#FFFFFF", 32, 40, 24, 16, motion=Motion(scale=(Key(frame=0, value=size, ease="hold"),)))
    white = luma(desk(grown), 0) > 128
    rows, columns = np.nonzero(white)
    assert columns.mean() == pytest.approx(43.5, abs=0.6)
    assert rows.mean() == pytest.approx(47.5, abs=0.6)
    assert white.sum() == pytest.approx(24 * 16 * size**2, rel=0.12)


def test_a_word_that_pops_grows_about_its_middle_and_leaves_the_others_alone() -> None:
    line = TextLine(text="o o o", x=6.0, baseline=60.0, width=84.0, spans=((2, 3, "#FFFFFF"),))
    style = TextStyle(family="Plus Jakarta Sans", weight=800, size=40)
    words = Text(box=Box(x=6, y=30, w=84, h=32), lines=(line,), style=style, colour="#808080")
    popped = words.model_copy(update={"pop": (Key(frame=0, value=1.4, ease="hold"),)})
    rest, large = luma(desk(words), 0), luma(desk(popped), 0)
    white, grown = (np.nonzero(one > 150) for one in (rest, large))
    assert len(grown[0]) > 1.3 * len(white[0])
    assert [axis.mean() for axis in grown] == pytest.approx([axis.mean() for axis in white], abs=0.8)
    first = int(white[1].min()) - 8
    assert differs(rest[:, :first], large[:, :first]) == 0


@pytest.mark.parametrize("side", [15, 16, 17])
def test_tiles_of_any_size_travel_on_the_grid_of_half_planes(side: int) -> None:
    made = desk(pattern(travel=(20, -20)).model_copy(update={"tile_width": side, "tile_height": side}))
    first, later = (luma(made, frame) for frame in (0, 30))
    assert differs(first[30:80, 10:60], later[10:60, 30:80]) <= 1
