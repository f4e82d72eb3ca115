"""What templates read of an update: days as a calendar shows them, facts as bars, pages of an album."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from pydantic import ValidationError

from vlogkit.formatting import days
from vlogkit.records.notices.media import Picture
from vlogkit.records.notices.notice_base import Fact
from vlogkit.records.notices.update import RecapItem, Update
from vlogkit.writing.update_facts import MOST_PAGES, figures, update_facts


def update(**more: object) -> Update:
    return Update.model_validate({"id": "a", "title": "Pasar tani", **more})


def test_one_day_is_one_leaf() -> None:
    facts = update_facts(update(date="2026-12-05", time="06.00 WIB"), {}, "id")
    assert facts["leaf"] == {"month": "Desember 2026", "day": "5", "weekday": "Sabtu"}
    assert facts["when"] == "Sabtu, 5 Desember 2026 · 06.00 WIB"


def test_several_days_count_from_the_first_to_the_last() -> None:
    facts = update_facts(update(**{"date": "2026-12-01", "from": "2026-12-05", "to": "2026-12-06"}), {}, "id")
    assert facts["leaf"] == {"month": "Desember 2026", "day": "5–6", "weekday": "Sabtu–Minggu"}
    assert facts["when"] == facts["window"] == "5–6 Desember 2026"


def test_days_over_a_months_end_name_both_months() -> None:
    facts = update_facts(update(**{"from": "2026-11-30", "to": "2026-12-02"}), {}, "en")
    assert facts["leaf"] == {"month": "Nov–Dec 2026", "day": "30–2", "weekday": "Monday–Wednesday"}


def test_without_a_day_there_is_no_leaf() -> None:
    facts = update_facts(update(), {}, "id")
    assert (facts["leaf"], facts["when"], facts["window"]) == ({}, "", "")


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2026-12-05", "2026-12-05", "5 Desember 2026"),
        ("2026-12-01", "2026-12-04", "1–4 Desember 2026"),
        ("2026-11-28", "2026-12-02", "28 November – 2 Desember 2026"),
        ("2026-12-31", "2027-01-02", "31 Desember 2026 – 2 Januari 2027"),
    ],
)
def test_a_span_of_days_says_each_part_once(first: str, last: str, words: str) -> None:
    assert days(dt.date.fromisoformat(first), dt.date.fromisoformat(last)) == words


def test_an_end_before_the_beginning_is_refused() -> None:
    with pytest.raises(ValidationError, match="`to` is before `from`"):
        update(**{"from": "2026-12-06", "to": "2026-12-05"})


def test_the_leading_fact_has_the_brands_colour_and_the_others_are_quiet() -> None:
    facts = (Fact(label="Juni", value=55, unit="menit"), Fact(label="Juli", value=25, unit="menit", lead=True))
    chart: Any = update_facts(update(facts=facts), {}, "id")["chart"]
    assert [item["role"] for item in chart["items"]] == ["mute", "brand"]
    assert [(item["number"], item["written"]) for item in chart["items"]] == [
        ("55", "55\N{NO-BREAK SPACE}menit"),
        ("25", "25\N{NO-BREAK SPACE}menit"),
    ]


def test_over_time_the_last_fact_leads_and_elsewhere_the_first() -> None:
    for labels, roles in ((("Mei", "Juni", "Juli"), ["mute", "mute", "brand"]), (("a", "b"), ["brand", "mute"])):
        facts = tuple(Fact(label=label, value=1) for label in labels)
        chart: Any = update_facts(update(facts=facts), {}, "id")["chart"]
        assert [item["role"] for item in chart["items"]] == roles


def test_a_slope_ends_at_the_fact_that_leads() -> None:
    facts = (Fact(label="November 2026", value=18, lead=True), Fact(label="November 2025", value=42))
    chart: Any = update_facts(update(facts=facts), {}, "id")["chart"]
    assert (chart["form"], [item["short"] for item in chart["items"]]) == ("slope", ["Nov 2025", "Nov 2026"])


def test_an_item_may_name_the_form_and_facts_of_several_units_are_never_drawn_beside_each_other() -> None:
    facts = (Fact(label="Mei", value=3, unit="km"), Fact(label="Juni", value=4, unit="km"))
    named: Any = update_facts(update(facts=facts, chart="bars"), {}, "id")["chart"]
    assert named["form"] == "bars"
    apart = (Fact(label="Jalan", value=3, unit="km"), Fact(label="Lubang", value=4, unit="titik"))
    assert update_facts(update(facts=apart), {}, "id")["chart"] == {}


def test_pages_are_the_steps_or_else_the_paragraphs_and_never_too_many() -> None:
    assert update_facts(update(steps=("a",), body=("b",)), {}, "id")["pages"] == ["a"]
    assert update_facts(update(body=("b", "c")), {}, "id")["pages"] == ["b", "c"]
    assert len(update_facts(update(steps=tuple("abcdefghijkl")), {}, "id")["pages"]) == MOST_PAGES  # type: ignore[arg-type]  # a list


def test_news_of_a_recap_are_numbered_and_bring_their_pictures() -> None:
    picture = Picture(file="pictures/a.jpg", alt="Jalan.", focus=(0.5, 0.25))
    one, two = update_facts(update(items=(RecapItem(title="a", picture=picture), RecapItem(title="b"))), {}, "id")[
        "recap"
    ]  # type: ignore[misc]  # two of them
    assert (one["number"], one["file"], one["focus"], one["alt"]) == (1, "pictures/a.jpg", "0.5, 0.25", "Jalan.")
    assert (two["number"], two["file"]) == (2, "")


@pytest.mark.parametrize(("count", "sizes"), [(0, []), (1, [1]), (4, [4]), (5, [3, 2]), (9, [3, 3, 3])])
def test_facts_come_at_most_four_a_scene_and_none_is_lost(count: int, sizes: list[int]) -> None:
    facts = [{"label": str(index)} for index in range(count)]
    made = figures(facts, lead=min(2, max(0, count - 1)))
    assert [1 + len(one["others"]) for one in made] == sizes  # type: ignore[arg-type]  # a list
    shown = [fact["label"] for one in made for fact in [one["lead"], *one["others"]]]  # type: ignore[index, misc]  # facts
    assert sorted(shown) == sorted(fact["label"] for fact in facts)
    assert not made or made[0]["lead"] == facts[min(2, count - 1)]


def test_a_number_is_compared_with_those_of_its_unit_and_the_others_stand_beside() -> None:
    facts = [
        {"label": "Kini", "value": 18, "unit": "menit", "lead": True},
        {"label": "Pasien", "value": 900, "unit": "orang"},
        {"label": "Dulu", "value": 42, "unit": "menit"},
    ]
    made = update_facts(update(facts=facts), {}, "id")
    assert [(row["label"], row["role"]) for row in made["peers"]] == [("Kini", "brand"), ("Dulu", "mute")]  # type: ignore[attr-defined]  # rows
    assert [one["lead"]["label"] for one in made["figures_beside"]] == ["Pasien"]  # type: ignore[attr-defined]  # groups


@pytest.mark.parametrize(
    ("unit", "sign"), [("%", "%"), ("°", "°"), ("km", ""), ("m²", ""), ("24/7", ""), ("²", ""), ("", "")]
)
def test_only_a_unit_that_can_be_read_as_nothing_else_stands_at_the_digits(unit: str, sign: str) -> None:
    assert update_facts(update(facts=[{"label": "Air", "value": 19, "unit": unit}]), {}, "id")["lead"]["sign"] == sign  # type: ignore[index]  # a mapping
