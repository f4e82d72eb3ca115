"""Lines are balanced, kept together where they belong, and never more than needed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.sampled import examples

from vlogkit.typesetting.characters import cluster_starts, is_blank
from vlogkit.typesetting.fitting import fit
from vlogkit.typesetting.fonts import open_book
from vlogkit.typesetting.shaping import shape_line
from vlogkit.typesetting.style import Style
from vlogkit.typesetting.wrapping import Room, Wrapped, paragraphs_of, wrap, wrap_parts

TITLE = Style(weight=800, size=84, tracking=-0.02)
BODY = Style(size=36)
AGENCY = "Dinas Pemberdayaan Perempuan, Perlindungan Anak, Pengendalian Penduduk dan Keluarga Berencana"


def lines(text: str, wrapped: Wrapped) -> list[str]:
    return [text[line.start : line.end] for line in wrapped.lines]


def broken(text: str, style: Style, width: float, **options: object) -> list[str]:
    return lines(text, wrap(text, style, width, book=open_book(), **options))  # type: ignore[arg-type]


def test_a_title_breaks_after_its_comma() -> None:
    assert broken("Lubang di tepi saluran, ditutup dalam 2 hari", TITLE, 980) == [
        "Lubang di tepi saluran,",
        "ditutup dalam 2 hari",
    ]


def test_lines_are_balanced_instead_of_filled() -> None:
    assert broken("Minta surat kehilangan di polsek terdekat", BODY, 560) == [
        "Minta surat kehilangan",
        "di polsek terdekat",
    ]


def test_running_text_fills_its_lines() -> None:
    text = "Warga dapat mengambil kartu baru di kantor mana saja tanpa biaya sama sekali"
    assert len(broken(text, BODY, 700, shape="filled")[0]) >= len(broken(text, BODY, 700)[0])


def test_a_list_leaves_no_short_word_alone_on_its_last_line() -> None:
    assert broken("Datang ke kecamatan dengan Kartu Keluarga", BODY, 700, shape="filled")[-1] != "Keluarga"


def test_captions_have_the_longer_line_below() -> None:
    first, second = broken("Jalan ini kini mulus sekali bagi semua orang", BODY, 560, shape="below")
    assert len(first) <= len(second)


def test_no_balanced_text_takes_more_lines_than_it_needs() -> None:
    text = "Pengaspalan penuh dimulai Senin depan dan selesai sebelum akhir bulan"
    assert len(broken(text, BODY, 620)) == len(broken(text, BODY, 620, shape="filled")) == 3


def test_line_ends_in_the_text_are_kept() -> None:
    assert broken("satu\r\ndua\n\ntiga", BODY, 500) == ["satu", "dua", "", "tiga"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\n\n", " \n"])
def test_a_line_end_after_the_last_line_adds_none(end: str) -> None:
    assert broken("satu\ndua" + end, BODY, 500) == ["satu", "dua"]


def test_without_a_width_only_line_ends_break() -> None:
    assert broken("kata " * 40 + "\nlagi", BODY, None) == [("kata " * 40).strip(), "lagi"]  # type: ignore[arg-type]


def test_a_line_holds_no_more_characters_than_allowed() -> None:
    text = "Pengaspalan penuh dimulai Senin depan, kami kabari di sini"
    wrapped = wrap(text, BODY, 5000, max_chars=25, book=open_book())
    assert [len(line) for line in lines(text, wrapped)] == [17, 20, 19]


def test_more_lines_than_allowed_are_all_there_and_reported() -> None:
    text = "Pengaspalan penuh dimulai Senin depan"
    wrapped = wrap(text, BODY, 240, max_lines=2, book=open_book())
    assert wrapped.overflow
    assert " ".join(lines(text, wrapped)) == text


def test_a_phrase_is_broken_only_where_no_line_holds_it_and_that_is_reported() -> None:
    text = "senilai Rp 1,2 miliar"
    assert broken(text, BODY, 260) == ["senilai", "Rp 1,2 miliar"]
    narrow = wrap(text, BODY, 150, book=open_book())
    assert [strain.kind for strain in narrow.strains] == ["phrase"]


def test_a_word_wider_than_a_line_breaks_between_characters_and_is_reported() -> None:
    wrapped = wrap("Dispermadesdukcapil", BODY, 150, book=open_book())
    assert len(wrapped.lines) > 1
    assert {(strain.kind, strain.text) for strain in wrapped.strains} == {("word", "Dispermadesdukcapil")}
    assert not wrapped.overflow


def test_a_reduplicated_word_breaks_at_its_hyphen_before_it_breaks_elsewhere() -> None:
    wrapped = wrap("perempuan-perempuan", BODY, 240, book=open_book())
    assert lines("perempuan-perempuan", wrapped) == ["perempuan-", "perempuan"]
    assert wrapped.strains[0].kind == "hyphen"


def test_a_soft_hyphen_shows_only_at_a_lines_end() -> None:
    text = "perta\u00adnyaan"
    (whole,) = wrap(text, BODY, 500, book=open_book()).lines
    assert not whole.hyphen
    first, second = wrap(text, BODY, 120, book=open_book()).lines
    assert first.hyphen
    assert text[second.start : second.end] == "nyaan"


def test_a_character_wider_than_the_line_is_reported() -> None:
    assert wrap("M", BODY, 10, book=open_book()).overflow


@pytest.mark.parametrize("text", ["", "   ", "\t \u200b"])
def test_an_empty_text_is_one_empty_line(text: str) -> None:
    (line,) = wrap(text, BODY, 300, book=open_book()).lines
    assert line.start == line.end


def test_a_long_agency_name_is_broken_without_strain() -> None:
    block = fit(AGENCY, TITLE, 768, size_max=96, size_min=52, max_lines=5, book=open_book())
    assert len(AGENCY) == 93
    assert not block.overflow
    assert not block.strains


def test_five_thousand_characters_are_all_kept() -> None:
    text = ("Pembangunan jembatan di Semarang senilai Rp 1,2 miliar. " * 100)[:5000]
    assert " ".join(broken(text, BODY, 900)).split() == text.split()


def test_five_thousand_characters_without_a_space_are_all_kept() -> None:
    assert "".join(broken("x" * 5000, BODY, 900)) == "x" * 5000


WORDS = st.sampled_from(
    [
        "jalan",
        "dan",
        "di",
        "Semarang",
        "Rp",
        "1,2",
        "miliar",
        "No.",
        "12",
        "jalan-jalan",
        "E-KTP",
        "\n",
        "“ya,”",
        "Purwodadi–Blora",
        "ꦱꦼꦩꦫꦁ",
        "مرحبا",
        "👍🏽",
        "(81,2",
        "%)",
        "Dispermadesdukcapil",
        "cáfe",
        "per\xadta",
        "a\u200bb",
        "https://a.go.id/b",
    ]
)


@settings(deadline=None, max_examples=examples(120))
@given(st.lists(WORDS, max_size=14), st.integers(60, 900), st.sampled_from(["balanced", "below", "filled"]))
def test_nothing_but_blanks_is_lost_and_no_character_is_parted(words: list[str], width: int, shape: str) -> None:
    text = " ".join(words)
    wrapped = wrap(text, BODY, width, shape=shape, book=open_book())  # type: ignore[arg-type]
    kept = {index for line in wrapped.lines for index in range(line.start, line.end)}
    assert all(is_blank(text[index]) for index in set(range(len(text))) - kept)
    edges = {line.start for line in wrapped.lines if line.start < line.end}
    assert edges <= set(cluster_starts(text))


@settings(deadline=None, max_examples=examples(120))
@given(st.lists(WORDS, max_size=14), st.integers(200, 900))
def test_every_line_is_as_narrow_as_asked_or_overflow_is_reported(words: list[str], width: int) -> None:
    text = " ".join(words)
    wrapped = wrap(text, BODY, width, book=open_book())
    if not wrapped.overflow:
        for line in lines(text, wrapped):
            assert shape_line(line, BODY, book=open_book()).ink.width <= width + 5


def test_a_sign_between_two_notes_is_left_out_where_a_line_ends_at_it() -> None:
    text = "Kabupaten Grobogan · 24 November 2026"
    lines = [text[line.start : line.end] for line in wrap(text, Style(size=40), 420, book=open_book()).lines]
    assert lines == ["Kabupaten Grobogan", "24 November 2026"]
    assert len(wrap(text, Style(size=40), 2000, book=open_book()).lines) == 1


def test_a_phrase_that_is_to_stay_together_is_not_parted_while_there_is_another_way() -> None:
    text = "IGD kini buka 24 jam untuk semua warga"
    start = text.index("buka")
    parts = paragraphs_of(text, Style(size=1.0, leading=1.0), open_book(), [(start, start + len("buka 24 jam"))])
    for width in (9.5, 11.0, 12.5, 14.0):
        lines = [text[line.start : line.end] for line in wrap_parts(parts, Room(width)).lines]
        assert any("buka 24 jam" in line for line in lines), lines


def test_a_first_line_is_not_a_stub_where_another_break_is_possible() -> None:
    text = "Pipa sepanjang kilometer menyambung desa"
    for width in (560, 640, 720):
        wrapped = wrap(text, Style(size=60), width, book=open_book())
        first = text[wrapped.lines[0].start : wrapped.lines[0].end]
        assert len(wrapped.lines) == 1 or first != "Pipa"
