"""What templates read of an update: days as a calendar shows them, facts as bars, pages of an album."""

from __future__ import annotations

import datetime as dt

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
    facts = update_facts(update(date="2026-12-05", time="06.00 WIB"), "id")
    assert facts["leaf"] == {"month": "Desember 2026", "day": "5", "weekday": "Sabtu"}
    assert facts["when"] == "Sabtu, 5 Desember 2026 · 06.00 WIB"


def test_several_days_count_from_the_first_to_the_last() -> None:
    facts = update_facts(update(**{"date": "2026-12-01", "from": "2026-12-05", "to": "2026-12-06"}), "id")
    assert facts["leaf"] == {"month": "Desember 2026", "day": "5–6", "weekday": "Sabtu–Minggu"}
    assert facts["when"] == facts["window"] == "5–6 Desember 2026"


def test_days_over_a_months_end_name_both_months() -> None:
    facts = update_facts(update(**{"from": "2026-11-30", "to": "2026-12-02"}), "en")
    assert facts["leaf"] == {"month": "Nov–Dec 2026", "day": "30–2", "weekday": "Monday–Wednesday"}


def test_without_a_day_there_is_no_leaf() -> None:
    facts = update_facts(update(), "id")
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
    made = update_facts(update(facts=facts), "id")
    assert [bar["role"] for bar in made["bars"]] == ["mute", "brand"]  # type: ignore[index,attr-defined]  # rows
    assert [bar["role"] for bar in made["ranked"]] == ["brand", "mute"]  # type: ignore[index,attr-defined]  # rows
    assert made["lead"] == made["facts"][1]  # type: ignore[index]  # a list


def test_without_a_leading_fact_all_bars_are_alike() -> None:
    made = update_facts(update(facts=(Fact(label="a", value=1), Fact(label="b", value=2))), "id")
    assert {bar["role"] for bar in made["bars"]} == {"brand"}  # type: ignore[index,attr-defined]  # rows


def test_pages_are_the_steps_or_else_the_paragraphs_and_never_too_many() -> None:
    assert update_facts(update(steps=("a",), body=("b",)), "id")["pages"] == ["a"]
    assert update_facts(update(body=("b", "c")), "id")["pages"] == ["b", "c"]
    assert len(update_facts(update(steps=tuple("abcdefghijkl")), "id")["pages"]) == MOST_PAGES  # type: ignore[arg-type]  # a list


def test_news_of_a_recap_are_numbered_and_bring_their_pictures() -> None:
    picture = Picture(file="pictures/a.jpg", alt="Jalan.", focus=(0.5, 0.25))
    one, two = update_facts(update(items=(RecapItem(title="a", picture=picture), RecapItem(title="b"))), "id")["recap"]  # type: ignore[misc]  # two of them
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
    made = update_facts(update(facts=facts), "id")
    assert [(row["label"], row["role"]) for row in made["peers"]] == [("Kini", "brand"), ("Dulu", "mute")]  # type: ignore[attr-defined]  # rows
    assert [one["lead"]["label"] for one in made["figures_beside"]] == ["Pasien"]  # type: ignore[attr-defined]  # groups
