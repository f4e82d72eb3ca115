"""Bars, parts and charts are as long as their numbers, fill their width exactly and lose no part."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.staging.test_flow import ZONE, element, setting_of, stack

from vlogkit.records.templates.element import Element
from vlogkit.records.timeline import Bar, Fill, Layer, Vector
from vlogkit.staging.flow import place_in
from vlogkit.staging.pieces.charts.parts_of_whole import PART_GAP, columns_for, part_widths
from vlogkit.staging.shapes.motifs import PATTERNS, motif
from vlogkit.staging.shapes.svg_shapes import icon_sources, icon_svg


def drawn(made: Element, *, still: bool = True) -> list[Layer]:
    return place_in(stack(made), ZONE, setting_of(still=still))


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=40).filter(any), st.integers(400, 1728))
def test_parts_and_their_gaps_fill_the_width_exactly_and_none_vanishes(counts: list[int], width: int) -> None:
    width -= width % 2
    widths = part_widths([count / sum(counts) for count in counts], width, PART_GAP)
    assert sum(widths) + PART_GAP * (len(counts) - 1) == width
    assert min(widths) >= 2
    assert all(not wide % 2 for wide in widths)


@given(st.lists(st.integers(1, 1000), min_size=2, max_size=6))
def test_a_larger_part_is_never_drawn_shorter(counts: list[int]) -> None:
    widths = part_widths([count / sum(counts) for count in counts], 1000, PART_GAP)
    for (one, wide), (other, narrow) in pairwise(sorted(zip(counts, widths, strict=True), reverse=True)):
        assert one == other or wide >= narrow - 2


def parts(*counts: int) -> Element:
    shares = [
        {"label": f"p{i}", "count": c, "written": str(c), "share": c / sum(counts), "role": "brand"}
        for i, c in enumerate(counts)
    ]
    return element("parts", parts=shares)


def test_the_parts_of_a_bar_stand_side_by_side_with_their_gaps() -> None:
    bars = [layer.box for layer in drawn(parts(9805, 932, 1335)) if isinstance(layer, Bar)]
    assert bars[0].x == ZONE[0]
    assert bars[-1].x + bars[-1].w == ZONE[2]
    assert all(after.x - before.x - before.w == PART_GAP for before, after in pairwise(bars))


def test_parts_grow_one_after_the_other_to_their_full_length() -> None:
    bars = [layer for layer in drawn(parts(5, 3, 2), still=False) if isinstance(layer, Bar)]
    assert [bar.length[-1].value for bar in bars] == [1, 1, 1]
    starts = [bar.length[0].frame for bar in bars]
    assert starts == sorted(starts)


def test_no_parts_draw_nothing() -> None:
    assert drawn(element("parts", parts=[])) == []


@pytest.mark.parametrize(("value", "length"), [(0.4, 0.4), (7, 1.0), ("0.25", 0.25)])
def test_a_bar_is_filled_to_its_share_of_its_track(value: float | str, length: float) -> None:
    bar = next(layer for layer in drawn(element("bar", value=value)) if isinstance(layer, Bar))
    assert bar.length[-1].value == pytest.approx(length)


def test_a_bar_of_nothing_is_its_track_alone() -> None:
    assert [type(layer) for layer in drawn(element("bar", value=-2))] == [Fill]


def test_the_longest_bar_of_a_chart_is_full_and_the_others_keep_their_ratio() -> None:
    items = [{"label": name, "value": value, "written": str(value)} for name, value in (("a", 20), ("b", 5), ("c", 10))]
    bars = [layer for layer in drawn(element("chart", items=items)) if isinstance(layer, Bar)]
    lengths = [bar.box.w * bar.length[-1].value for bar in bars]
    assert [length / lengths[0] for length in lengths] == pytest.approx([1, 0.25, 0.5], abs=0.01)


@pytest.mark.parametrize("pattern", sorted(PATTERNS))
@pytest.mark.parametrize("scale", [0.5, 1.0, 2.4])
def test_a_motifs_tile_has_whole_even_pixels_and_follows_its_scale(pattern: str, scale: float) -> None:
    tile, plain = motif(pattern, scale), motif(pattern, 1.0)
    assert not tile.width % 2
    assert tile.width / plain.width == pytest.approx(scale, rel=0.05)
    assert tile.svg.startswith("<svg")


@pytest.mark.parametrize("name", sorted(icon_sources()))
def test_every_icon_takes_a_role_colour(name: str) -> None:
    assert "#9E1B32" in icon_svg(name, "#9E1B32")


def test_the_mark_is_the_brands_own_drawing() -> None:
    mark = next(layer for layer in drawn(element("icon", icon="mark")) if isinstance(layer, Vector))
    assert "<svg" in mark.svg


@pytest.mark.parametrize("width", [660, 768, 912, 1108, 1728])
@pytest.mark.parametrize("count", range(1, 9))
def test_no_part_stands_alone_in_a_row(count: int, width: int) -> None:
    columns = columns_for(count, width, 6)
    assert columns in {1, count} or count % columns != 1


def test_four_parts_stand_two_by_two_on_a_phone_and_in_one_row_where_it_is_wide() -> None:
    assert (columns_for(4, 768, 6), columns_for(4, 1728, 6)) == (2, 4)


def test_a_mark_over_a_clip_stands_on_a_plate_of_its_own() -> None:
    plain, plated = (drawn(element("icon", icon="mark", role="paper", plate=plate)) for plate in (False, True))
    assert [layer.name for layer in plain] == ["crest"]
    plate, mark = plated
    assert (plate.name, mark.name) == ("plate", "crest")
    assert plate.box.x < mark.box.x < mark.box.x + mark.box.w < plate.box.x + plate.box.w
