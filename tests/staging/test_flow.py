"""Stacks flow their elements into columns and rows that never cover each other and never leave their zone unsaid."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.notices import brand_for, material
from tests.sampled import examples
from tests.staging.inks import clashes, letters, outside, slack_of

from vlogkit.catalogue import load_frame
from vlogkit.errors import InputError
from vlogkit.records.base import Format
from vlogkit.records.frame import Rect
from vlogkit.records.templates.element import Element, StackElement
from vlogkit.records.timeline import Counter, Fill, Layer, Text
from vlogkit.staging.flow import measure, place_in
from vlogkit.staging.motion import EntranceClock
from vlogkit.staging.setting import Setting

WORDS = st.lists(
    st.sampled_from(
        [
            "Jalan",
            "rusak",
            "di",
            "depan",
            "pasar",
            "sudah",
            "diperbaiki",
            "petugas",
            "hari",
            "ini",
            "12,4",
            "km",
            "Blora",
        ]
    ),
    min_size=1,
    max_size=14,
).map(" ".join)


def setting_of(format_: Format = "square", *, still: bool = True) -> Setting:
    frame = load_frame(format_)
    clock = EntranceClock(Fraction(30), 1 if still else 90, still=still)
    return Setting(brand_for("ordinary"), frame, "id", clock, material(), "test", 3.0)


def element(kind: str, **more: object) -> Element:
    return StackElement.model_validate({"items": [{"type": kind, **more}]}).items[0]


def stack(*items: Element | dict[str, object], **more: object) -> StackElement:
    return StackElement.model_validate({"items": items, "origin": "t.yaml:1:1", **more})


LEAVES = st.one_of(
    st.builds(
        element, st.just("text"), words=WORDS, style=st.sampled_from(["title", "heading", "body", "label", "small"]),
        lines=st.integers(1, 5), align=st.sampled_from(["left", "center", "right"]),
    ),
    st.builds(element, st.just("counter"), value=st.integers(0, 10**7), after=st.sampled_from(["", "\u00a0km"])),
    st.builds(element, st.just("chip"), words=st.sampled_from(["Sebelum", "Sesudah · 24 Nov"])),
    st.builds(element, st.just("steps"), items=st.lists(WORDS, min_size=1, max_size=4)),
    st.builds(element, st.just("identity"), first=WORDS, second=st.sampled_from(["", "Provinsi Jawa Tengah"])),
    st.builds(element, st.just("spacer"), size=st.sampled_from([0, 24, 72]), grow=st.booleans()),
    st.just(element("rule")),
    st.just(element("icon", icon="check")),
    st.just(element("bar", value=0.4)),
)  # fmt: skip


def stacks(items: st.SearchStrategy[Element]) -> st.SearchStrategy[StackElement]:
    return st.builds(
        stack, items, items, items, gap=st.sampled_from([8, 24, 48]), at=st.sampled_from(["top", "middle", "bottom", "spread"]),
        direction=st.sampled_from(["column", "column", "row"]), align=st.sampled_from(["left", "center", "right", "baseline"]),
        ground=st.sampled_from([None, "paper"]), pad=st.sampled_from([0, 40]),
    )  # fmt: skip


@given(stacks(st.one_of(LEAVES, stacks(LEAVES))), st.sampled_from(["portrait", "square", "landscape"]))
@settings(
    deadline=None,
    max_examples=examples(80),
    suppress_health_check=list(HealthCheck),
    derandomize=True,
    phases=[Phase.generate],
)
def test_children_never_cover_each_other_nor_leave_their_zone_unsaid(made: StackElement, format_: Format) -> None:
    setting = setting_of(format_)
    zone = setting.zone("main")
    layers = place_in(made, zone, setting)
    grave = [finding for finding in setting.findings if finding.severity == "error"]
    assert grave or not list(clashes(layers))
    assert grave or not list(outside(layers, zone))


@given(stacks(LEAVES), st.integers(300, 900))
@settings(
    deadline=None,
    max_examples=examples(40),
    suppress_health_check=list(HealthCheck),
    derandomize=True,
    phases=[Phase.generate],
)
def test_a_stack_is_as_high_as_it_was_measured(made: StackElement, width: int) -> None:
    made = made.model_copy(update={"at": "top", "items": tuple(item for item in made.items if item.type != "spacer")})
    if made.items:
        setting = setting_of()
        height = measure(made, width, setting).height
        layers = place_in(made, (100, 100, 100 + width, 100 + round(height) + 1), setting)
        lowest = max((box.bottom - slack_of(layer) for layer in layers if (box := letters(layer))), default=0)
        assert lowest <= 100 + height


def texts(layers: list[Layer]) -> list[Text]:
    return [layer for layer in layers if isinstance(layer, Text)]


ZONE: Rect = (100, 100, 900, 900)


def test_a_column_stands_at_the_top_the_middle_or_the_bottom_of_its_zone() -> None:
    tops = []
    for at in ("top", "middle", "bottom"):
        layers = place_in(stack(element("text", words="Satu"), at=at), ZONE, setting_of())
        tops.append(texts(layers)[0].box.y)
    assert tops == sorted(tops)
    assert tops[0] == 100
    assert 400 < tops[1] < 600 < tops[2]


def test_a_spread_column_reaches_both_ends() -> None:
    items = [element("text", words=word) for word in ("Satu", "Dua", "Tiga")]
    boxes = [layer.box for layer in texts(place_in(stack(*items, at="spread"), ZONE, setting_of()))]
    assert boxes[0].y == 100
    assert abs(boxes[2].y + boxes[2].h - 900) <= 4
    assert abs((boxes[1].y - boxes[0].y) - (boxes[2].y - boxes[1].y)) <= 2


def test_a_growing_spacer_pushes_what_follows_to_the_other_end() -> None:
    row = stack(
        element("text", words="Kiri"), element("spacer", grow=True), element("text", words="Kanan"), direction="row"
    )
    left, right = (layer.box for layer in texts(place_in(row, ZONE, setting_of())))
    assert abs(left.x - 100) <= 2
    assert abs(right.x + right.w - 900) <= 2


def test_shares_of_a_row_keep_their_widths() -> None:
    columns = [stack(element("text", words=word), width=0.5) for word in ("a", "b")]
    one, two = (layer.box for layer in texts(place_in(stack(*columns, direction="row", gap=0), ZONE, setting_of())))
    assert abs(two.x - one.x - 400) <= 2


def test_numbers_of_a_row_share_a_baseline() -> None:
    items = [element("text", words="Hari", style=style) for style in ("title", "label")]
    lines = [
        layer.lines[0]
        for layer in texts(place_in(stack(*items, direction="row", align="baseline"), ZONE, setting_of()))
    ]
    assert lines[0].baseline == lines[1].baseline


def test_texts_of_a_stack_shrink_together_before_anything_is_too_high() -> None:
    long = " ".join(["Jalan mulus kembali"] * 3)
    items = [element("text", words=long, style="title", lines=4) for _ in range(2)]
    setting = setting_of()
    roomy = texts(place_in(stack(*items), (100, 100, 900, 900), setting))
    tight = texts(place_in(stack(*items), (100, 100, 900, 520), setting))
    assert not [finding for finding in setting.findings if finding.severity == "error"]
    assert {layer.style.size for layer in tight} < {layer.style.size for layer in roomy} or max(
        layer.style.size for layer in tight
    ) < max(layer.style.size for layer in roomy)
    again = texts(place_in(stack(*items), (100, 100, 900, 900), setting))
    assert [layer.style.size for layer in again] == [layer.style.size for layer in roomy], "a tight zone is forgotten"


def test_a_text_shrinks_to_its_smallest_size_however_far_that_is_from_its_largest() -> None:
    long = " ".join(["Jalan mulus kembali"] * 6)
    poster = stack(element("text", words=long, style="title", lines=8, size=[150, 44]))
    (layer,) = texts(place_in(poster, (84, 84, 996, 290), setting_of()))
    assert layer.style.size < 50


def test_a_stack_too_high_for_its_zone_is_a_finding_with_measure_limit_and_line() -> None:
    setting = setting_of()
    place_in(stack(element("steps", items=["Langkah"] * 12)), (100, 100, 900, 400), setting)
    found = next(finding for finding in setting.findings if finding.code == "stack-overflow")
    assert (found.severity, found.where, found.limit) == ("error", "t.yaml:1:1", "300 px")
    assert found.measured.endswith(" px")


def test_a_word_too_long_for_its_line_is_a_finding() -> None:
    setting = setting_of()
    place_in(
        stack(element("text", words="Pertanggungjawabanpertanggungjawaban" * 3, style="title", lines=1)), ZONE, setting
    )
    assert [finding.code for finding in setting.findings if finding.severity == "error"] == ["text-overflow"]


def test_a_panel_surrounds_its_words() -> None:
    layers = place_in(stack(element("text", words="Isi"), ground="paper", pad=40), ZONE, setting_of())
    panel = next(layer for layer in layers if isinstance(layer, Fill))
    ink = letters(texts(layers)[0])
    assert ink is not None
    assert panel.box.x + 36 <= ink.left
    assert panel.box.y + 36 <= ink.top
    assert panel.box.y + panel.box.h - 36 >= ink.bottom


@pytest.mark.parametrize("kind", ["fill", "motif"])
def test_grounds_cover_their_zone(kind: str) -> None:
    more: dict[str, object] = {"role": "deep"} if kind == "fill" else {}
    layers = place_in(element(kind, **more), ZONE, setting_of())
    assert (layers[0].box.x, layers[0].box.w) == (100, 800)


def test_grounds_in_a_stack_share_the_room_that_is_left_in_rows_and_columns() -> None:
    fill = {"type": "fill", "role": "brand"}
    row = {"type": "stack", "direction": "row", "gap": 20, "items": [fill, fill]}
    words = {"type": "text", "words": "Satu", "style": "title", "enter": "none"}
    layers = place_in(stack(row, fill, words, gap=10), (0, 0, 1000, 1000), setting_of())
    boxes = [layer.box for layer in layers if isinstance(layer, Fill)]
    assert [(box.x, box.w) for box in boxes] == [(0, 490), (510, 490), (0, 1000)]
    assert boxes[0].h == boxes[1].h
    assert abs(boxes[2].h - boxes[0].h) <= 2
    assert abs(boxes[2].y - boxes[0].h - 10) <= 2
    text = texts(layers)[0].box
    assert boxes[2].y + boxes[2].h + 10 <= text.y + 4
    assert text.y + text.h <= 1000


def test_a_scrim_inside_a_stack_is_one_error_about_its_line() -> None:
    with pytest.raises(InputError, match="does not stand in a stack") as caught:
        place_in(stack(element("scrim", origin="t.yaml:9:1")), ZONE, setting_of())
    assert str(caught.value.where) == "t.yaml:9:1"


def test_an_empty_stack_draws_nothing() -> None:
    for direction in ("column", "row"):
        assert place_in(stack(direction=direction), ZONE, setting_of()) == []


def facts(*, still: bool) -> list[Layer]:
    """A row of two columns made from one line of a template: a number with its unit."""
    columns = [
        stack(
            stack(
                {"type": "counter", "value": value, "decimals": 1, "size": [150, 60]},
                {"type": "text", "words": unit, "size": [40, 32], "lines": 1},
                direction="row", align="baseline", gap=16,
            ),
            width=0.5,
        )
        for value, unit in ((1234.5, "meter"), (37.5, "persen"))
    ]  # fmt: skip
    return place_in(stack(*columns, direction="row", gap=24), (84, 84, 784, 700), setting_of(still=still))


def test_numbers_of_a_list_are_as_large_as_the_one_with_the_least_room() -> None:
    for still in (True, False):
        sizes = {layer.style.size for layer in facts(still=still) if isinstance(layer, Counter)}
        assert len(sizes) == 1
        assert sizes.pop() < 150


def test_a_unit_stands_still_while_its_number_counts() -> None:
    layers = facts(still=False)
    for number, unit in zip(layers[::2], layers[1::2], strict=True):
        assert isinstance(number, Counter)
        assert not unit.motion.dx
        gap = unit.box.x - number.box.x - number.box.w
        assert 12 <= gap <= 18  # of 16, which closes by up to a quarter where texts are made much smaller


def test_a_number_keeps_the_width_of_its_slots_when_it_has_arrived() -> None:
    counted, still = ([one.box.w for one in facts(still=still) if isinstance(one, Counter)] for still in (False, True))
    assert counted > still


def test_a_scene_stands_still_only_when_its_numbers_have_arrived() -> None:
    setting = setting_of(still=False)
    layers = place_in(stack({"type": "counter", "value": 318}), (84, 84, 784, 700), setting)
    assert isinstance(layers[0], Counter)
    assert setting.clock.settled >= layers[0].steps[-1].frame


def test_gaps_close_up_with_texts_that_are_made_much_smaller() -> None:
    words = [element("text", words="Jembatan baru memotong waktu tempuh separuh", style="body") for _ in range(5)]
    low = (100, 100, 900, 440)
    setting = setting_of()
    boxes = [layer.box for layer in texts(place_in(stack(*words, gap=60), low, setting))]
    assert setting.findings == []
    assert 0 < boxes[1].y - (boxes[0].y + boxes[0].h) < 50
    roomy = [layer.box for layer in texts(place_in(stack(*words, gap=60), (100, 100, 900, 1000), setting_of()))]
    assert roomy[1].y - (roomy[0].y + roomy[0].h) > 50


def with_a_picture(words: str, bottom: int) -> list[Layer]:
    picture = element("picture", file="a.jpg")
    text = element("text", words=words, style="title", lines=9)
    setting = setting_of()
    layers = place_in(stack(picture, text), (0, 84, 800, bottom), setting)
    assert setting.findings == []
    return layers


def test_words_leave_a_picture_of_their_stack_a_height_at_which_it_shows_something() -> None:
    (picture,) = (layer for layer in with_a_picture(" ".join(["Jembatan"] * 14), 900) if layer.kind == "picture")
    assert picture.box.h >= 200


def test_words_leave_a_map_of_their_stack_a_height_on_which_its_pin_stands() -> None:
    long = element("text", words=" ".join(["Jembatan"] * 24), style="title", lines=12, size=[96, 44])
    block = stack(long, element("map", regencies="Kota Magelang", pin="centre"))
    layers = place_in(block, (84, 84, 852, 800), setting_of("portrait", still=False))
    (found,) = (layer for layer in layers if layer.kind == "map")
    assert found.box.h >= 250
    assert max(line.baseline for layer in texts(layers) for line in layer.lines) < found.box.y


def test_a_logo_keeps_its_clear_space_from_the_words_after_a_spacer_too() -> None:
    setting = setting_of()
    mark, rule = element("icon", icon="mark", size=152), element("rule", height=8)
    close = measure(stack(mark, element("spacer", size=2), rule, gap=0), 800, setting)
    assert close.height == measure(stack(mark, rule, gap=0), 800, setting).height


def test_a_picture_for_which_words_leave_too_little_is_left_out() -> None:
    layers = with_a_picture(" ".join(["Jembatan"] * 14), 420)
    assert [layer.kind for layer in layers if layer.kind == "picture"] == []
    assert texts(layers)


def test_a_logo_keeps_its_clear_space_also_where_gaps_close_up() -> None:
    setting = setting_of()
    mark = element("icon", icon="mark", size=152)
    made = measure(stack(mark, element("rule", height=8), gap=0), 800, setting)
    clear = setting.brand.logo.clear_space * measure(mark, 800, setting).height
    assert made.height == pytest.approx(measure(mark, 800, setting).height + 8 + clear)


def test_a_title_takes_back_what_a_picture_over_it_has_more_than_it_needs() -> None:
    title = {"type": "text", "words": "Satu dua tiga empat lima", "style": "heading", "size": [88, 38], "lines": 6}
    long = "Minta surat kehilangan di polsek terdekat lalu datang ke kecamatan"
    steps = {"type": "steps", "items": [long, long], "size": [70, 32], "origin": "t:2:1"}
    picture = {"type": "picture", "file": "a.jpg"}
    for height in range(640, 1100, 60):
        drawn = place_in(stack(picture, title, steps, gap=20), (84, 84, 996, 84 + height), setting_of("portrait"))
        sizes = {one.name: one.style.size for one in drawn if isinstance(one, Text)}
        assert sizes["heading"] <= 88
        assert sizes["heading"] > sizes["step"]


@pytest.mark.parametrize("still", [False, True])
def test_turns_stand_in_one_place_one_after_the_other_and_on_a_card_below_each_other(still: bool) -> None:
    items = [
        {"type": "text", "words": "Saluran tersumbat", "style": "heading"},
        {"type": "text", "words": "Lancar kembali", "style": "heading", "delay": 2.0},
    ]
    stack = StackElement.model_validate({"type": "stack", "direction": "turns", "items": items})
    clock = EntranceClock(Fraction(30), 150, still=still, poster=not still)
    setting = Setting(
        brand=brand_for("ordinary"), frame=load_frame("square"), lang="id", clock=clock, material=material(), scene="a", seconds=5.0
    )  # fmt: skip
    first, second = (layer for layer in place_in(stack, (84, 84, 996, 788), setting) if isinstance(layer, Text))
    if still:
        assert first.box.y + first.box.h <= second.box.y
        assert first.span is second.span is None
    else:
        assert first.box.y == second.box.y
        assert first.motion.opacity[0].frame <= first.span[1] <= second.motion.opacity[0].frame == 60  # type: ignore[index]
