"""Lines break where a reader would break them."""

from __future__ import annotations

import pytest

from vlogkit.typesetting.breaking import FREE, HELD, JOINED, Break, breaks_in, breaks_inside


def at(text: str, after: str, language: str = "id") -> Break | None:
    """The break right after the first occurrence of some words."""
    end = text.index(after) + len(after)
    return next((point for point in breaks_in(text, language) if point.end == end), None)


def free(text: str, language: str = "id") -> list[str]:
    """The pieces between free breaks."""
    pieces, start = [], 0
    for point in breaks_in(text, language):
        if point.kind == FREE:
            pieces.append(text[start : point.end])
            start = point.next
    return [*pieces, text[start:]]


@pytest.mark.parametrize(
    "phrase",
    [
        "Rp 1,2 miliar",
        "Rp 1,2 miliar rupiah",
        "Rp1,2 miliar",
        "( 12",
        "No. 12",
        "12,4 km",
        "81,2 %",
        "(81,2 %)",
        "2 × 24 jam",
        "24 November 2026",
        "di Semarang",
        "Ir. Sri Wahyuni",
        "Ir. Sri Wahyuni, M.T.",
        "Dr. H. Ahmad Fauzi",
        "Pak Camat",
        "Kab. Blora",
        "Jl. Pemuda",
        "Jl. Jenderal Sudirman",
        "pukul 09.00 WIB",
        "RT 03",
        "Pasal 5",
        "Kota Semarang",
        "30 °C",
        "R. A. Kartini",
        "3,5 juta rupiah",
    ],
)
def test_what_belongs_together_is_held_together(phrase: str) -> None:
    text = f"warga melihat {phrase} kemarin"
    assert phrase in free(text)


def test_a_numbered_item_holds_its_number() -> None:
    assert free("1. Minta surat")[0] == "1. Minta"


def test_a_break_before_a_conjunction_costs_less_than_one_elsewhere() -> None:
    text = "warga senang karena jalan mulus"
    before, elsewhere = at(text, "senang"), at(text, "warga")
    assert before
    assert elsewhere
    assert before.cost < elsewhere.cost


def test_a_break_after_a_conjunction_costs_more_than_one_elsewhere() -> None:
    text = "jalan dan jembatan baru"
    after, elsewhere = at(text, "dan"), at(text, "jembatan")
    assert after
    assert elsewhere
    assert after.cost > elsewhere.cost


def test_a_break_after_punctuation_costs_least() -> None:
    text = "Lubang ditutup, jalan mulus lagi"
    after = at(text, "ditutup,")
    assert after
    assert after.cost == min(point.cost for point in breaks_in(text, "id"))


@pytest.mark.parametrize("word", ["E-KTP", "e-KTP", "COVID-19", "ke-21", "KTP-el"])
def test_a_hyphen_that_is_part_of_a_name_is_no_break(word: str) -> None:
    assert breaks_in(word, "id") == ()


def test_a_reduplicated_word_breaks_after_its_hyphen_only_as_a_last_resort() -> None:
    assert at("jalan-jalan", "jalan-") == Break(6, 6, 30.0, JOINED)


def test_an_en_dash_between_places_is_a_break_and_between_years_it_is_not() -> None:
    places, years = at("Purwodadi–Blora", "Purwodadi–"), at("2018–2020", "2018–")
    assert places
    assert years
    assert (places.kind, years.kind) == (FREE, HELD)


@pytest.mark.parametrize("address", ["https://laporgub.jatengprov.go.id/aduan/12", "humas@jatengprov.go.id"])
def test_an_address_breaks_only_as_a_last_resort_and_before_its_dots(address: str) -> None:
    points = breaks_in(address, "id")
    assert points
    assert all(point.kind == JOINED for point in points)
    assert not any(address[: point.end].endswith(".") for point in points)


def test_a_soft_hyphen_is_a_break_that_shows() -> None:
    assert breaks_in("perta\u00adnyaan", "id") == (Break(5, 6, 25.0, FREE, hyphen=True),)


def test_a_zero_width_space_is_a_break_that_does_not_show() -> None:
    (point,) = breaks_in("satu\u200bdua", "id")
    assert (point.end, point.next, point.kind, point.hyphen) == (4, 5, FREE, False)


@pytest.mark.parametrize("glue", ["\u00a0", "\u202f", "\u2060", "\ufeff"])
def test_a_no_break_character_holds(glue: str) -> None:
    assert breaks_in(f"satu{glue}dua", "id") == ()


def test_a_line_never_begins_with_a_dash_a_dot_or_a_sign_of_percent() -> None:
    for sign in ("–", "·", "%"):
        point = at(f"jalan {sign} mulus", "jalan")
        assert point
        assert point.kind == HELD


def test_javanese_breaks_between_syllables_and_not_inside_a_stack_or_before_a_stop() -> None:
    text = "ꦱꦼꦩꦫꦁ꧈ꦏꦤ꧀ꦢ"
    assert free(text) == ["ꦱꦼ", "ꦩ", "ꦫꦁ꧈", "ꦏ", "ꦤ꧀ꦢ"]


def test_javanese_written_with_spaces_breaks_at_them() -> None:
    assert free("ꦱꦸꦒꦼꦁ ꦫꦮꦸꦃ ꦲꦶꦁ") == ["ꦱꦸꦒꦼꦁ", "ꦫꦮꦸꦃ", "ꦲꦶꦁ"]


def test_a_javanese_number_stays_whole() -> None:
    assert free("꧇꧒꧐꧒꧖꧇") == ["꧇꧒꧐꧒꧖꧇"]


def test_each_language_has_its_own_words() -> None:
    assert free("he lives in the city", "en") == ["he", "lives", "in", "the city"]
    assert free("dheweke manggon ing Semarang", "jv") == ["dheweke", "manggon", "ing Semarang"]


def test_breaks_inside_a_word_never_part_a_character() -> None:
    text = "aé👍🏽ꦤ꧀ꦢb"
    assert [point.end for point in breaks_inside(text, 0, len(text))] == [1, 2, 4, 7]


def test_a_stop_that_stands_alone_begins_no_line() -> None:
    point = at("mau ke mana ?", "mana")
    assert point
    assert point.kind == HELD


def test_an_emoji_would_rather_end_a_line_than_begin_one() -> None:
    text = "terima kasih 🙏 warga"
    before, after = at(text, "kasih"), at(text, "🙏")
    assert before
    assert after
    assert after.cost < before.cost


def test_a_bullet_stays_with_its_item() -> None:
    assert free("- Minta surat")[0] == "- Minta"


def test_a_weekday_would_rather_stay_with_its_date() -> None:
    text = "hari Senin, 24 November 2026, pukul 09.00"
    day, date = at(text, "Senin,"), at(text, "2026,")
    assert day
    assert date
    assert day.cost > date.cost


def test_a_name_too_long_for_a_line_stays_with_its_title_up_to_the_first_name() -> None:
    text = "Raden Roro Wahyu Setyaningrum Kusumawardhani"
    held = [text[: found.end].split()[-1] for found in breaks_in(text, "id") if found.kind == HELD]
    assert held == ["Raden"]
    short = "Bapak Joko Susilo Wibowo"
    assert [found.kind for found in breaks_in(short, "id")] == [HELD, HELD, HELD]
