"""Pictures cut to a shape are as large as the frame lets them: an arch is as wide as its room, a circle bleeds off the frame."""

from __future__ import annotations

import numpy as np
import pytest

from vlogkit.records.frame import Rect
from vlogkit.records.templates.element_base import PictureShape
from vlogkit.rendering.frames.layers.shapes import rounded
from vlogkit.staging.placing.picture_shapes import CutPicture, cut_to, is_large

PORTRAIT, LANDSCAPE = (0, 0, 1080, 1920), (0, 0, 1920, 1080)
BELOW, ABOVE, RIGHT, BETWEEN = (0, 900, 1080, 1920), (0, 0, 1080, 1200), (1000, 0, 1920, 1080), (0, 300, 1080, 1200)
WORDS = (96, 264, 984, 856)


def shown(made: CutPicture) -> float:
    """The pixels that are drawn of a cut picture."""
    left, top, right, bottom = made.beyond
    wide, high = made.rect[2] - made.rect[0], made.rect[3] - made.rect[1]
    return float(
        rounded(left + wide + right, top + high + bottom, made.radius)[top : top + high, left : left + wide].sum()
    )


@pytest.mark.parametrize(("room", "frame"), [(BELOW, PORTRAIT), (ABOVE, PORTRAIT), (RIGHT, LANDSCAPE)])
@pytest.mark.parametrize("shape", ["arch", "circle"])
def test_a_shape_takes_most_of_its_room_and_stays_in_it(shape: PictureShape, room: Rect, frame: Rect) -> None:
    made = cut_to(shape, room, frame, WORDS)
    assert (np.array(made.rect) - room)[:2].min() >= 0
    assert (np.array(made.rect) - room)[2:].max() <= 0
    whole = (room[2] - room[0]) * (room[3] - room[1])
    assert shown(made) >= 0.7 * whole
    assert made.area() == pytest.approx(shown(made), rel=0.06)
    assert is_large(shape, made.rect, frame)


def test_a_circle_bleeds_off_the_frame_where_its_room_ends_there_and_touches_the_words() -> None:
    below = cut_to("circle", BELOW, PORTRAIT, WORDS)
    assert below.rect == (WORDS[0], *BELOW[1:])
    assert (below.beyond[0], below.beyond[1]) == (0, 0)
    assert min(below.beyond[2:]) > 200
    above = cut_to("circle", ABOVE, PORTRAIT, WORDS, "right")
    assert above.rect == (0, 0, WORDS[2], 1200)
    assert (above.beyond[2], above.beyond[3]) == (0, 0)
    assert min(above.beyond[:2]) > 200
    beside = cut_to("circle", RIGHT, LANDSCAPE, WORDS)
    assert beside.beyond[0] == 0
    assert beside.beyond[1] == beside.beyond[3] > 0


def test_a_circle_between_words_is_whole_in_height() -> None:
    made = cut_to("circle", BETWEEN, PORTRAIT, WORDS)
    assert 2 * made.radius == made.rect[3] - made.rect[1] == 900
    assert made.beyond == (0, 0, 0, 0)


def test_an_arch_is_as_wide_as_its_room_and_round_at_the_top_only() -> None:
    made = cut_to("arch", BELOW, PORTRAIT, WORDS)
    assert made == ((0, 900, 1080, 1920), 540, (0, 0, 0, 540))
    drawn = rounded(1080, 1020 + 540, 540)[:1020]
    assert drawn[0, 0] == 0
    assert drawn[-1, 0] == drawn[-1, -1] == 1


@pytest.mark.parametrize("shape", ["arch", "circle"])
def test_what_a_curve_cuts_off_is_known_and_nothing_else(shape: PictureShape) -> None:
    made = cut_to(shape, BELOW, PORTRAIT, WORDS)
    left, top, right, bottom = made.beyond
    start, wide = made.rect[0], made.rect[2] - made.rect[0]
    drawn = rounded(left + wide + right, top + 1020 + bottom, made.radius)[top : top + 1020, left : left + wide]
    assert made.hidden()
    for x, y, end, low in made.hidden():
        assert drawn[y - 900 : low - 900, x - start : end - start].mean() < 0.02


def test_a_hard_edge_takes_the_whole_room() -> None:
    assert cut_to("split", BELOW, PORTRAIT, WORDS) == (BELOW, 0, (0, 0, 0, 0))
