"""Titles, alt texts and campaign words, by lists that are data."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.checking.planting import Bench

from vlogkit.checking.wording import WordLists, campaign_findings, has_result, title_findings, word_lists
from vlogkit.errors import Where
from vlogkit.records.notices.complaint import Complaint
from vlogkit.records.notices.notice_base import Fact
from vlogkit.records.notices.update import Quote, Update

LISTS = word_lists()


def update(title: str, **more: object) -> Update:
    values = {"id": "uji", "title": title, "place": "Kebumen", "date": "2026-11-24", "lang": "id", **more}
    return Update.model_validate(values)


def codes(notice: Update | Complaint) -> list[str]:
    return [finding.code for finding in title_findings(notice, LISTS, lambda key: Where("updates/uji.md", 1))]


@pytest.mark.parametrize(
    "title",
    [
        "Gubernur meresmikan jembatan",
        "Wakil Bupati Kebumen membuka pasar",
        "Kepala Dinas PU: jalan selesai",
        "Pak Camat hadir",
        "“Bupati” buka jalan",
    ],
)
def test_a_title_that_leads_with_an_official_is_found(title: str) -> None:
    assert "title-official" in codes(update(title))


@pytest.mark.parametrize("title", ["Jalan selesai, kata gubernur", "Bupatian dibuka", "Pakta dibuka", "Ibukota dibuka"])
def test_an_official_later_or_a_word_that_only_begins_so_is_not_found(title: str) -> None:
    assert "title-official" not in codes(update(title))


def test_officials_are_known_in_each_language() -> None:
    assert "title-official" in codes(update("Governor opens bridge", lang="en"))
    assert "title-official" in codes(update("Gubernur mbikak kreteg", lang="jv"))


@pytest.mark.parametrize(
    "more",
    [
        {"facts": (Fact(label="Lubang", value=3),)},
        {"steps": ("Datang",)},
        {"quote": Quote(text="Siap", by="Petugas")},
        {"summary": "Sebanyak 12 lampu"},
        {"summary": "Jalan sudah mulus"},
    ],
)
def test_facts_steps_quotes_numbers_and_words_of_a_result_each_count_as_one(more: dict[str, object]) -> None:
    assert not has_result(update("Kegiatan desa"), LISTS)
    assert has_result(update("Kegiatan desa", **more), LISTS)


def test_a_complaint_needs_no_date_of_its_own_once_it_is_closed() -> None:
    closed = Complaint(
        id="a",
        source="x",
        ticket="1",
        title="Lampu menyala lagi",
        district="Kebumen",
        closed_at="2026-11-05T15:40:00+07:00",
    )  # type: ignore[arg-type]
    assert codes(closed) == []


def test_campaign_words_are_found_once_a_place_and_their_harmless_uses_are_not() -> None:
    texts = ["Ayo coblos nomor satu, coblos!", "Kampanye imunisasi dimulai", "Partai besar beras tiba"]
    found = list(campaign_findings(texts, "id", LISTS, lambda text: Where("updates/uji.md", 3, 1)))
    assert [(finding.params["word"], finding.about) for finding in found] == [("coblos", texts[0])]


def test_javanese_and_english_texts_are_searched_for_indonesian_campaign_words_too() -> None:
    for lang in ("jv", "en"):
        assert list(campaign_findings(["paslon nomor urut 2"], lang, LISTS, lambda text: None))  # type: ignore[arg-type]


def test_a_workspace_has_lists_of_its_own(tmp_path: Path) -> None:
    bench = Bench(tmp_path / "uji")
    (bench.root / "words").mkdir()
    (bench.root / "words" / "checking.yaml").write_text("campaign: {id: [truk]}\n", encoding="utf-8")
    assert "campaign-words" in [finding.code for finding in bench.check()]


def test_no_word_is_both_a_result_and_a_campaign_word() -> None:
    lists: WordLists = LISTS
    for lang in ("id", "jv", "en"):
        assert not set(lists.results[lang]) & set(lists.campaign[lang])  # type: ignore[index]
