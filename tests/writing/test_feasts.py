"""A greeting is for the feast that it says, that its title names, or that falls on its day."""

from __future__ import annotations

import datetime as dt
from typing import get_args

import pytest

from vlogkit.records.notices.update import Feast, Update
from vlogkit.staging.shapes.emblems import emblem_sources
from vlogkit.writing.feasts import EMBLEMS, feast_of


def greeting(title: str, **more: object) -> Update:
    return Update.model_validate({"id": "salam", "template": "greeting", "title": title, **more})


@pytest.mark.parametrize(
    ("title", "feast"),
    [
        ("Selamat Natal 2026 dan Tahun Baru 2027", "natal"),
        ("Sugeng riyadi 1448 H", "idulfitri"),
        ("Selamat Hari Raya Idul Adha", "iduladha"),
        ("Selamat Tahun Baru Imlek 2578", "imlek"),
        ("Selamat Hari Raya Nyepi, Tahun Baru Saka 1949", "nyepi"),
        ("Happy New Year 2027", "tahun-baru"),
        ("Selamat Hari Guru Nasional", "guru"),
        ("Selamat berakhir pekan", "umum"),
    ],
)
def test_a_title_names_its_feast(title: str, feast: str) -> None:
    assert feast_of(greeting(title)) == feast


@pytest.mark.parametrize(
    ("day", "feast"),
    [
        ("2027-03-10", "idulfitri"),
        ("2027-02-06", "imlek"),
        ("2027-05-20", "waisak"),
        ("2027-08-17", "kemerdekaan"),
        ("2026-10-28", "sumpah-pemuda"),
        ("2026-11-10", "pahlawan"),
        ("2026-11-26", "umum"),
    ],
)
def test_a_title_that_names_none_is_for_what_falls_on_the_day(day: str, feast: str) -> None:
    assert feast_of(greeting("Selamat merayakan", date=dt.date.fromisoformat(day))) == feast


def test_what_the_item_says_counts_first() -> None:
    assert feast_of(greeting("Selamat Natal", feast="waisak")) == "waisak"


def test_news_of_a_holiday_is_no_greeting() -> None:
    assert feast_of(greeting("Jalan Kledung dibuka", date=dt.date(2026, 12, 25))) == "umum"


def test_every_feast_has_an_emblem_and_every_emblem_of_a_feast_is_drawn() -> None:
    assert set(EMBLEMS) == set(get_args(Feast))
    assert set(EMBLEMS.values()) <= set(emblem_sources())
