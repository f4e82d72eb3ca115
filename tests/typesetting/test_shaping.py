"""Lines of mixed scripts are shaped as typographers expect."""

from __future__ import annotations

from dataclasses import replace

import pytest

from vlogkit.errors import MissingGlyphError
from vlogkit.typesetting.blocks import set_block
from vlogkit.typesetting.characters import cluster_starts
from vlogkit.typesetting.fonts import open_book
from vlogkit.typesetting.itemising import itemise
from vlogkit.typesetting.shaping import ShapedLine, measure, shape_line
from vlogkit.typesetting.style import Style

TITLE = Style(weight=800, size=100)


def families(line: ShapedLine) -> list[str]:
    return [run.picture.stem if run.picture else run.font.family for run in line.runs]


def test_pairs_are_kerned() -> None:
    apart = shape_line("A", TITLE, book=open_book()).advance + shape_line("V", TITLE, book=open_book()).advance
    assert shape_line("AV", TITLE, book=open_book()).advance < apart


def test_advances_grow_with_the_size() -> None:
    small, large = (
        shape_line("Blora", Style(size=10), book=open_book()),
        shape_line("Blora", Style(size=100), book=open_book()),
    )
    assert large.advance == pytest.approx(10 * small.advance)
    assert large.ink.width == pytest.approx(10 * small.ink.width)


def test_tracking_is_added_between_characters_and_not_after_the_last() -> None:
    plain, tracked = (
        shape_line("Blora", TITLE, book=open_book()),
        shape_line("Blora", Style(weight=800, size=100, tracking=0.1), book=open_book()),
    )
    assert tracked.advance == pytest.approx(plain.advance + 4 * 10)


def test_tracked_text_has_no_ligatures() -> None:
    features = (("liga", 1),)
    loose = shape_line("fi", Style(tracking=0.05), book=open_book())
    joined = shape_line("fi", Style(features=features), book=open_book())
    assert len(loose.runs[0].glyphs) == 2
    assert len(loose.runs[0].glyphs) >= len(joined.runs[0].glyphs)


def test_tabular_figures_are_of_one_width() -> None:
    line = shape_line("0123456789", Style(tabular=True, features=(("kern", 0),)), book=open_book())
    assert len({round(glyph.advance, 6) for glyph in line.runs[0].glyphs}) == 1
    plain = shape_line("0123456789", Style(features=(("kern", 0),)), book=open_book())
    assert len({round(glyph.advance, 6) for glyph in plain.runs[0].glyphs}) > 1


def test_each_script_is_set_in_its_own_font_within_one_line() -> None:
    assert families(shape_line("Ke ꦱꦼꦩꦫꦁ 👍 ✓", Style(), book=open_book())) == [
        "Plus Jakarta Sans",
        "Noto Sans Javanese",
        "Plus Jakarta Sans",
        "1f44d",
        "Plus Jakarta Sans",
        "Noto Sans Symbols 2",
    ]


def test_arabic_runs_from_the_right_and_its_letters_join() -> None:
    line = shape_line("بب", Style(), book=open_book())
    assert [glyph.cluster for glyph in line.runs[0].glyphs] == sorted(
        (glyph.cluster for glyph in line.runs[0].glyphs), reverse=True
    )
    assert line.advance < 1.8 * shape_line("ب", Style(), book=open_book()).advance


def test_a_number_in_an_arabic_sentence_stays_in_reading_order() -> None:
    line = shape_line("عام 2026", Style(), book=open_book())
    assert line.runs[0].level == 2
    assert [glyph.cluster for glyph in line.runs[0].glyphs] == [4, 5, 6, 7]


def test_a_javanese_subjoined_letter_hangs_below_the_baseline() -> None:
    assert (
        shape_line("ꦤ꧀ꦢ", Style(size=100), book=open_book()).ink.bottom
        > shape_line("ꦤꦢ", Style(size=100), book=open_book()).ink.bottom + 10
    )


def test_no_script_but_the_spaced_ones_is_tracked() -> None:
    assert (
        shape_line("ꦱꦼꦩꦫꦁ", Style(tracking=0.2), book=open_book()).advance
        == shape_line("ꦱꦼꦩꦫꦁ", Style(), book=open_book()).advance
    )


def test_the_ink_box_lies_around_the_outlines() -> None:
    line = shape_line("Hg", TITLE, book=open_book())
    font = open_book().find("Plus Jakarta Sans", 800)
    assert line.ink.top == pytest.approx(-font.cap_height * 100, abs=1)
    assert 10 < line.ink.bottom < 30
    assert 0 < line.ink.left < 12
    assert line.ink.right < line.advance


@pytest.mark.parametrize("text", ["", "   ", "\u200b", "\u2060\u200d", "\n", "\x07"])
def test_what_has_no_ink_has_an_empty_ink_box(text: str) -> None:
    assert shape_line(text, TITLE, book=open_book()).ink.empty


def test_invisible_characters_add_no_width() -> None:
    assert shape_line("ab\u00adc\u200bd\u2060e\ufeff", TITLE, book=open_book()).advance == pytest.approx(
        shape_line("abcde", TITLE, book=open_book()).advance
    )


@pytest.mark.parametrize("space", ["\u00a0", "\u2009", "\u202f", "\u2007", "\t"])
def test_every_kind_of_space_has_a_width(space: str) -> None:
    assert shape_line(f"a{space}b", TITLE, book=open_book()).advance > shape_line("ab", TITLE, book=open_book()).advance


def test_a_decomposed_letter_looks_like_the_composed_one() -> None:
    composed, decomposed = shape_line("é", TITLE, book=open_book()), shape_line("e\u0301", TITLE, book=open_book())
    assert composed.advance == decomposed.advance
    assert composed.ink == decomposed.ink


def test_a_missing_character_is_named_with_its_code_its_name_and_its_text() -> None:
    with pytest.raises(MissingGlyphError) as caught:
        shape_line("Rumah 漢 baru", Style(), book=open_book())
    for part in ("漢", "U+6F22", "CJK UNIFIED IDEOGRAPH-6F22", "Rumah 漢 baru", "fonts/"):
        assert part in str(caught.value)


def test_all_missing_characters_of_a_text_are_named_at_once() -> None:
    with pytest.raises(MissingGlyphError) as caught:
        shape_line("漢字 dan 🦄", Style(), book=open_book())
    assert all(code in caught.value.message for code in ("U+6F22", "U+5B57", "U+1F984"))
    assert "emoji/" in caught.value.hint


def test_the_place_of_a_missing_character_in_a_long_text_is_shown() -> None:
    with pytest.raises(MissingGlyphError, match="jauh 漢 di sini"):
        shape_line("kata " * 500 + "jauh 漢 di sini" + " kata" * 500, Style(), book=open_book())


def test_a_sign_is_a_glyph_and_with_a_selector_a_picture() -> None:
    assert families(shape_line("☎", Style(), book=open_book())) == ["Noto Sans Symbols 2"]
    assert families(shape_line("☎️", Style(), book=open_book())) == ["260e"]


def test_an_emoji_stands_centred_on_the_capitals() -> None:
    emoji, capital = shape_line("🚧", TITLE, book=open_book()).ink, shape_line("H", TITLE, book=open_book()).ink
    assert (emoji.top + emoji.bottom) / 2 == pytest.approx((capital.top + capital.bottom) / 2, abs=0.6)


@pytest.mark.parametrize("optical", [True, False])
@pytest.mark.parametrize("text", ["Ruas Purwodadi–Blora", "ꦱꦼꦩꦫꦁ", "Wajah “tua”", "👍 ok"])
def test_a_measured_part_is_as_wide_as_the_shaped_line(text: str, optical: bool) -> None:
    style = Style(size=1, tracking=-0.02)
    paragraph = itemise(text, style, open_book())
    width = measure(paragraph, style).width(0, len(text), cluster_starts(text)[-1], optical=optical)
    line = shape_line(text, style, book=open_book())
    assert width == pytest.approx(line.ink.width if optical else line.advance, abs=1e-6)


def test_a_joined_emoji_without_a_picture_is_shown_by_its_parts() -> None:
    assert families(shape_line("👩\u200d🚒", Style(), book=open_book())) == ["1f469-200d-1f692"]
    assert [name for name in families(shape_line("🌊\u200d🔥", Style(), book=open_book())) if name[0] == "1"] == [
        "1f30a",
        "1f525",
    ]


def test_a_mark_from_another_script_is_drawn_beside_its_letter() -> None:
    assert {run.font.family for run in shape_line("م\ua9b6", Style(), book=open_book()).runs} == {
        "Noto Sans Arabic",
        "Noto Sans Javanese",
    }


@pytest.mark.parametrize("space", [" ", "\u00a0"])
def test_letters_that_are_drawn_together_leave_the_spaces_between_words(space: str) -> None:
    style, tight = Style(weight=800, size=100), Style(weight=800, size=100, tracking=-0.05)
    words, letters = f"26{space}jam", "26jam"
    plain = shape_line(words, style, open_book()).advance - shape_line(letters, style, open_book()).advance
    drawn = shape_line(words, tight, open_book()).advance - shape_line(letters, tight, open_book()).advance
    assert drawn == pytest.approx(plain)
    wide = replace(tight, word_space=1.09)
    assert shape_line(words, wide, open_book()).advance - shape_line(
        words, tight, open_book()
    ).advance == pytest.approx(0.09 * plain)


@pytest.mark.parametrize("family", ["Plus Jakarta Sans", "Fraunces", "Nunito", "Barlow Condensed"])
def test_a_j_stands_by_its_stem_and_not_by_its_hook(family: str) -> None:
    style = Style(family=family, weight=800, size=100)
    line = set_block("jalan", style, book=open_book()).lines[0]
    upright = set_block("ialan", style, book=open_book()).lines[0]
    assert line.ink.left < -3
    assert line.x + line.shaped.ink.left + line.shaped.stem == pytest.approx(0, abs=0.01)
    assert upright.shaped.stem == 0
