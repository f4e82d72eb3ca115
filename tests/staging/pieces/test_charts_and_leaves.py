"""Charts draw what they are given from zero, in order; a leaf of a calendar keeps its words on its sheet."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from tests.notices import brand_for, material
from tests.staging.inks import clashes

from vlogkit.catalogue import load_frame
from vlogkit.records.templates.element import (
    ChartElement,
    ChipElement,
    Element,
    LeafElement,
    LinesElement,
    StackElement,
    TextElement,
)
from vlogkit.records.timeline import Bar, Box, Fill, Layer, Text, Vector
from vlogkit.staging.flow import place_in
from vlogkit.staging.motion import EntranceClock
from vlogkit.staging.pieces.line_chart import ticks
from vlogkit.staging.setting import Setting
from vlogkit.staging.visibility import in_format, shows

ZONE = (84, 84, 996, 996)


def setting_of(*, still: bool = True) -> Setting:
    clock = EntranceClock(Fraction(30), 1 if still else 120, still=still)
    return Setting(brand_for("ordinary"), load_frame("square"), "id", clock, material(), "t", 4.0)


def chart(values: dict[str, float], **more: object) -> ChartElement:
    items = [{"label": name, "value": value, "written": f"{value:g} jam"} for name, value in values.items()]
    return ChartElement.model_validate({"items": items, **more})


def drawn(element: Element, *, still: bool = True) -> list[Layer]:
    return place_in(element, ZONE, setting_of(still=still))


def bars(layers: list[Layer]) -> list[Box]:
    return [layer.box for layer in layers if isinstance(layer, Bar)]


def words(layers: list[Layer], name: str) -> list[Text]:
    return [layer for layer in layers if isinstance(layer, Text) and layer.name == name]


@pytest.mark.parametrize("labels", ["above", "left"])
def test_bars_are_as_long_as_their_values(labels: str) -> None:
    whole, half, quarter = bars(drawn(chart({"a": 80, "b": 40, "c": 20}, labels=labels)))
    assert half.w == pytest.approx(whole.w / 2, abs=2)
    assert quarter.w == pytest.approx(whole.w / 4, abs=2)
    assert whole.x == half.x == quarter.x
    assert whole.y < half.y < quarter.y


def test_nothing_is_drawn_for_nothing() -> None:
    assert len(bars(drawn(chart({"a": 5, "b": 0, "c": -3})))) == 1
    assert bars(drawn(chart({}))) == []


def test_the_longest_bar_takes_the_whole_room_below_its_label() -> None:
    (bar,) = bars(drawn(chart({"a": 5})))
    assert (bar.x, bar.x + bar.w) == (84, 996)


def test_values_beside_bars_stand_right_after_them() -> None:
    layers = drawn(chart({"Januari": 80, "Mei": 8}, labels="left"))
    for bar, value in zip(bars(layers), words(layers, "chart-value"), strict=True):
        assert 16 <= value.box.x - (bar.x + bar.w) <= 30


def test_ranks_count_from_one_in_a_column_of_their_own() -> None:
    layers = drawn(chart({"a": 3, "b": 2, "c": 1}, ranked=True))
    ranks = words(layers, "chart-rank")
    assert [rank.lines[0].text for rank in ranks] == ["1", "2", "3"]
    assert all(rank.box.x + rank.box.w < bars(layers)[0].x for rank in ranks)


@pytest.mark.parametrize("labels", ["above", "left"])
def test_long_labels_break_instead_of_meeting_the_values(labels: str) -> None:
    name = "Dinas Pemberdayaan Perempuan dan Perlindungan Anak"
    layers = drawn(chart({name: 12345.5, "b": 1}, labels=labels, ranked=True))
    assert len(words(layers, "chart-label")[0].lines) >= 2
    assert not list(clashes(layers))


def test_a_bar_grows_after_its_label_has_begun_to_enter() -> None:
    layers = drawn(chart({"a": 2, "b": 1}), still=False)
    label = words(layers, "chart-label")[0].motion.opacity[0].frame
    bar = next(layer for layer in layers if isinstance(layer, Bar))
    assert label < bar.length[0].frame
    assert (bar.length[0].value, bar.length[-1].value) == (0, 1)
    assert words(layers, "chart-value")[0].motion.opacity[0].frame > bar.length[0].frame


def leaf(**more: object) -> LeafElement:
    return LeafElement.model_validate({"month": "Desember 2026", "day": "5–6", "weekday": "Sabtu–Minggu", **more})


def test_a_leaf_keeps_its_words_inside() -> None:
    layers = drawn(StackElement(items=(leaf(size=300),)))
    whole, sheet = (layer.box for layer in layers if isinstance(layer, Fill))
    for text in (layer for layer in layers if isinstance(layer, Text)):
        assert whole.x < text.box.x
        assert text.box.x + text.box.w < whole.x + whole.w
    (day,) = words(layers, "leaf-day")
    assert sheet.y < day.box.y
    assert day.box.y + day.box.h < sheet.y + sheet.h
    assert abs((day.box.x + day.box.w / 2) - (sheet.x + sheet.w / 2)) < 8


def test_a_leaf_is_wider_than_asked_where_its_month_would_be_too_small() -> None:
    layers = drawn(StackElement(items=(leaf(size=180),)))
    (month,) = words(layers, "leaf-month")
    assert month.style.size >= 28
    assert len(month.lines) == 1
    assert month.box.w < layers[0].box.w > 180


def test_a_leaf_without_a_weekday_is_lower() -> None:
    with_day, without = (drawn(StackElement(items=(one,)))[0].box.h for one in (leaf(), leaf(weekday="")))
    assert without < with_day


def test_a_chip_with_an_icon_is_wider_by_it() -> None:
    plain, signed = (drawn(StackElement(items=(ChipElement(words="Agenda", icon=icon),))) for icon in ("", "calendar"))
    assert signed[0].box.w > plain[0].box.w
    assert [layer.name for layer in signed if isinstance(layer, Vector)] == ["calendar"]


def test_what_is_only_for_cards_is_left_out_of_the_video() -> None:
    stack = StackElement(items=(TextElement(words="a"), TextElement(words="b", only="card")))
    assert len(in_format(stack, "square", "card").items) == 2  # type: ignore[union-attr]  # a stack comes back as one
    assert len(in_format(stack, "square", "video").items) == 1  # type: ignore[union-attr]  # a stack comes back as one
    assert shows(stack, "video")
    assert not shows(TextElement(words="b", only="video"), "card")


def lines(*values: tuple[float, ...]) -> LinesElement:
    items = [
        {
            "label": f"Lajur {index}",
            "written": f"{row[-1]:g}",
            "points": [
                {"label": f"{place} September", "value": value, "written": f"{value:g}"}
                for place, value in enumerate(row)
            ],
        }
        for index, row in enumerate(values)
    ]
    return LinesElement.model_validate({"items": items, "height": 500})


def points_of(layer: Vector) -> list[tuple[float, float]]:
    found = re.search(r'points="([^"]+)"', layer.svg)
    assert found is not None
    pairs = (pair.split(",") for pair in found[1].split())
    return [(layer.box.x + float(x), layer.box.y + float(y)) for x, y in pairs]


def test_lines_stand_at_their_values_over_zero() -> None:
    layers = drawn(lines((0, 50, 100), (100, 100, 100)))
    rising, level = (points_of(layer) for layer in layers if isinstance(layer, Vector))
    grid = [layer.box.y + 1 for layer in layers if isinstance(layer, Fill) and layer.name == "chart-grid"]
    assert rising[0][1] == pytest.approx(max(grid), abs=2)
    assert rising[1][1] == pytest.approx((rising[0][1] + rising[2][1]) / 2, abs=1)
    assert {round(y) for _, y in level} == {round(rising[2][1])}
    assert [x for x, _ in rising] == [x for x, _ in level]


def test_names_of_many_weeks_and_of_lines_that_end_together_do_not_meet() -> None:
    layers = drawn(lines(tuple(range(9_000, 9_012)), tuple(range(9_100, 9_112)), (9_150,) * 12))
    assert list(clashes(layers)) == []
    shown = [line.text for text in words(layers, "chart-label") for line in text.lines]
    assert "11 September" in shown
    assert 2 <= len([text for text in shown if "September" in text]) < 12


@pytest.mark.parametrize(
    ("highest", "whole", "scale"),
    [
        (0, True, [0, 1]),
        (1, True, [0, 1]),
        (3, True, [0, 1, 2, 3]),
        (7, True, [0, 2, 4, 6, 8]),
        (301, True, [0, 100, 200, 300, 400]),
        (12_140, True, [0, 5_000, 10_000, 15_000]),
        (0.9, False, [0, 0.25, 0.5, 0.75, 1.0]),
    ],
)
def test_a_scale_has_round_numbers_from_zero(highest: float, whole: bool, scale: list[float]) -> None:
    assert ticks(highest, whole=whole) == pytest.approx(scale)


def test_a_row_that_stands_for_several_has_no_place_in_a_ranking() -> None:
    items = [
        {"label": "a", "value": 5, "written": "5"},
        {"label": "3 lainnya", "value": 9, "written": "9", "numbered": False},
    ]
    layers = drawn(ChartElement.model_validate({"items": items, "ranked": True}))
    assert [line.text for text in words(layers, "chart-rank") for line in text.lines] == ["1"]
