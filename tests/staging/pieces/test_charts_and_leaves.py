"""Charts draw what they are given from zero, in the form that is named; a leaf of a calendar keeps its words on its sheet."""

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
from vlogkit.staging.pieces.charts.line_chart import ticks
from vlogkit.staging.pieces.charts.ranking import BOLD
from vlogkit.staging.pieces.charts.tones import TINT
from vlogkit.staging.setting import Setting, mix
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


def chart_of(form: str, *values: float, lead: int = -1, unit: str = "menit", **more: object) -> ChartElement:
    items = [
        {
            "label": f"{number} Okt",
            "value": value,
            "written": f"{value:g} {unit}",
            "number": f"{value:g}",
            "role": "mute",
        }
        for number, value in enumerate(values, 1)
    ]
    items[lead]["role"] = "brand"
    return ChartElement.model_validate({"items": items, "form": form, **more})


def columns(layers: list[Layer]) -> list[Bar]:
    return [layer for layer in layers if isinstance(layer, Bar) and layer.grows == "up"]


def test_bars_are_as_long_as_their_values() -> None:
    whole, half, quarter = bars(drawn(chart({"a": 80, "b": 40, "c": 20})))
    assert half.w == pytest.approx(whole.w / 2, abs=2)
    assert quarter.w == pytest.approx(whole.w / 4, abs=2)
    assert whole.x == half.x == quarter.x
    assert whole.y < half.y < quarter.y
    assert whole.x == ZONE[0]


def test_nothing_is_drawn_for_nothing() -> None:
    assert len(bars(drawn(chart({"a": 5, "b": 0, "c": -3})))) == 1
    assert drawn(chart({})) == []


@pytest.mark.parametrize("form", ["bars", "ranking"])
def test_long_names_break_in_one_size_instead_of_meeting_the_values(form: str) -> None:
    name = "Dinas Pemberdayaan Perempuan dan Perlindungan Anak, Pengendalian Penduduk dan Keluarga Berencana"
    layers = drawn(chart({"a": 12345.5, name: 1234, "b": 1}, form=form))
    labels = words(layers, "chart-label")
    assert max(len(label.lines) for label in labels) >= 2
    assert len({label.style.size for label in labels}) == 1
    assert not list(clashes(layers))


@pytest.mark.parametrize("form", ["columns", "line"])
def test_a_chart_over_time_reaches_up_to_where_its_words_begin(form: str) -> None:
    """Although the annotated value, whose number is large, is the lowest."""
    layers = drawn(chart_of(form, 55, 49, 41, 33, 25))
    assert min(one.box.y for one in layers if isinstance(one, Text)) <= ZONE[1] + 60


@pytest.mark.parametrize("values", [(18, 42), (42, 18), (1, 90), (1240, 860, 310), tuple(range(7, 0, -1))])
def test_nothing_written_crosses_the_end_of_a_bar(values: tuple[float, ...]) -> None:
    layers = drawn(chart_of("bars", *values, lead=0))
    written = [layer for layer in layers if isinstance(layer, Text)]
    assert list(clashes(layers)) == []
    for bar in bars(layers):
        for one in written:
            apart = one.box.x >= bar.x + bar.w or one.box.x + one.box.w <= bar.x
            assert apart or one.box.y + one.box.h <= bar.y or bar.y + bar.h <= one.box.y, one.lines[0].text


def test_of_few_bars_the_one_that_leads_is_lit_and_its_value_the_largest_beside_its_end() -> None:
    setting = setting_of()
    layers = place_in(chart_of("bars", 18, 42, lead=0), ZONE, setting)
    lit, quiet = (layer for layer in layers if isinstance(layer, Bar))
    assert (lit.colour, quiet.colour) == (setting.colour("brand"), mix(setting.colour("paper"), lit.colour, TINT))
    (value,), (other,) = words(layers, "chart-lead"), words(layers, "chart-value")
    assert value.style.size > 1.5 * other.style.size
    assert value.box.x >= lit.box.x + lit.box.w
    assert max(one.box.x + one.box.w for one in (value, other)) > ZONE[2] - 120


def test_a_name_stands_nearer_to_its_own_bar_than_to_the_one_above() -> None:
    for values in ((3, 2, 1), (7, 6, 5, 4, 3, 2, 1)):
        layers = drawn(chart_of("bars", *values, lead=0))
        for above, name, own in zip(bars(layers), words(layers, "chart-label")[1:], bars(layers)[1:], strict=False):
            foot = name.lines[-1].baseline
            assert own.y - foot < name.box.y - (above.y + above.h)


def test_what_does_not_lead_stands_in_a_tint_of_the_brand() -> None:
    setting = setting_of()
    brand, paper = setting.colour("brand"), setting.colour("paper")
    for form, share in (("columns", TINT), ("bars", TINT), ("ranking", BOLD)):
        tones = {
            layer.colour for layer in place_in(chart_of(form, 3, 2, 1, lead=0), ZONE, setting) if isinstance(layer, Bar)
        }
        quiet = tones - {brand, setting.colour("accent")}
        assert quiet == {mix(paper, brand, share)}


def test_the_first_place_has_a_panel_and_the_largest_value_and_the_others_count_from_two() -> None:
    layers = drawn(chart({"a": 3, "b": 2, "c": 1}, form="ranking"))
    (first,) = words(layers, "chart-lead")
    assert first.style.size > 2 * words(layers, "chart-value")[0].style.size
    (panel,) = [layer.box for layer in layers if isinstance(layer, Fill) and layer.name == "panel"]
    assert (panel.x, panel.x + panel.w) == (84, 996)
    assert [rank.lines[0].text for rank in words(layers, "chart-rank")] == ["2", "3"]


def test_bars_of_places_are_bold_and_as_long_as_their_values_beside_their_names() -> None:
    layers = drawn(chart({"a": 16, "b": 8, "c": 4}, form="ranking"))
    first, second, third = bars(layers)
    assert (third.w / first.w, second.w / first.w) == pytest.approx((0.25, 0.5), abs=0.02)
    assert second.h >= 0.6 * words(layers, "chart-label")[0].style.size
    for name, bar, value in zip(
        words(layers, "chart-label"), (second, third), words(layers, "chart-value"), strict=True
    ):
        assert name.box.x + name.box.w < bar.x
        assert bar.x + bar.w < value.box.x
        assert bar.y < name.lines[0].baseline < bar.y + bar.h


def test_where_less_is_better_no_bar_says_that_the_last_has_most() -> None:
    layers = drawn(chart({"a": 4, "b": 8, "c": 16}, form="ranking"))
    assert not bars(layers)
    assert len([layer for layer in layers if layer.name == "chart-line"]) == 2
    assert words(layers, "chart-label")[0].style.size > setting_of().frame.type["body"].size


def test_columns_stand_on_one_line_as_high_as_their_values_and_reach_both_edges() -> None:
    first, second, last = (layer.box for layer in columns(drawn(chart_of("columns", 80, 40, 20))))
    assert first.y + first.h == second.y + second.h == last.y + last.h
    assert (second.h / first.h, last.h / first.h) == pytest.approx((0.5, 0.25), abs=0.01)


@pytest.mark.parametrize("form", ["columns", "line"])
@pytest.mark.parametrize("lead", [0, 3, 7])
def test_words_over_time_meet_neither_each_other_nor_higher_columns(form: str, lead: int) -> None:
    layers = drawn(chart_of(form, 900, 850, 700, 400, 800, 300, 200, 100, lead=lead))
    assert list(clashes(layers)) == []
    (note,) = words(layers, "chart-lead")
    for column in columns(layers):
        apart = column.box.x + column.box.w <= note.box.x or note.box.x + note.box.w <= column.box.x
        assert apart or note.box.y + note.box.h <= column.box.y + 8


def test_a_line_tells_its_ends_and_its_annotated_point_only() -> None:
    layers = drawn(chart_of("line", *range(20, 8, -1)))
    assert [text.lines[0].text for text in words(layers, "chart-lead")] == ["9"]
    assert "20" in [line.text for text in words(layers, "chart-label") for line in text.lines]
    assert "15" not in [line.text for text in words(layers, "chart-label") for line in text.lines]


def test_a_slope_falls_by_its_values_over_zero() -> None:
    layers = drawn(chart_of("slope", 42, 21))
    (way,) = [layer for layer in layers if isinstance(layer, Vector)]
    low, first, last = (
        float(re.search(pattern, way.svg)[1])  # type: ignore[index]  # they are in every slope
        for pattern in (r'points="[\d.]+,([\d.]+)', r'y1="([\d.]+)"', r'y2="([\d.]+)"')
    )
    assert (low - last) / (low - first) == pytest.approx(0.5, abs=0.01)
    assert words(layers, "chart-lead")[0].lines[0].text == "21"


def test_there_are_as_many_dots_as_are_counted_and_they_stay_in_the_room() -> None:
    layers = drawn(chart_of("dots", 312, 88, lead=0, unit="rumah", per=2))
    fields = [layer for layer in layers if isinstance(layer, Vector)]
    assert [layer.svg.count("<circle") for layer in fields] == [156, 44]
    assert all(layer.box.x + layer.box.w <= 996 and layer.box.y + layer.box.h <= 996 for layer in fields)


@pytest.mark.parametrize("form", ["bars", "ranking", "columns"])
def test_bars_and_columns_grow_after_their_words_have_begun_to_enter(form: str) -> None:
    layers = drawn(chart_of(form, 4, 1, 3), still=False)
    grown = [layer for layer in layers if isinstance(layer, Bar)]
    assert all((bar.length[0].value, bar.length[-1].value) == (0, 1) for bar in grown)
    assert grown[0].length[0].frame <= grown[-1].length[0].frame


@pytest.mark.parametrize("form", ["line", "slope", "dots"])
def test_lines_and_dots_are_uncovered_from_the_left(form: str) -> None:
    layers = drawn(chart_of(form, 30, 20), still=False)
    assert all(layer.motion.reveal for layer in layers if isinstance(layer, Vector))


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
        {"label": "b", "value": 4, "written": "4"},
        {"label": "3 lainnya", "value": 9, "written": "9", "numbered": False},
    ]
    layers = drawn(ChartElement.model_validate({"items": items, "form": "ranking"}))
    assert [rank.lines[0].text for rank in words(layers, "chart-rank")] == ["2"]
    assert len(words(layers, "chart-label")) == 2
