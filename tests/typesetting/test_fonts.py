"""Families, weights and fallbacks are found, and metrics are sane."""

from __future__ import annotations

import shutil
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from vlogkit import resources
from vlogkit.errors import InputError
from vlogkit.typesetting.fonts import FontBook, open_book, read_fonts
from vlogkit.typesetting.shaping import shape_line
from vlogkit.typesetting.style import Style

LATIN = "Plus Jakarta Sans"


def test_the_shipped_folder_has_the_families_that_the_templates_name() -> None:
    assert {LATIN, "Noto Sans Javanese", "Noto Sans Arabic"} <= set(open_book().families)


DISPLAY = ("Barlow Condensed", "Fraunces", "Nunito", "Bricolage Grotesque")
EUROPEAN = "āăąćčďđēėęěğģīįķļłńņňōőœŕřśşšťūůűųźżžĀĂĄĆČĎĐĒĖĘĚĞĢĪĮĶĻŁŃŅŇŌŐŒŔŘŚŞŠŪŮŰŲŹŻŽ"
SIGNS = "0123456789.,:;!?%‰°²³½×–—…·•“”‘’()/&+€"


@pytest.mark.parametrize("family", [LATIN, *DISPLAY])
def test_a_family_for_titles_has_the_letters_of_latin_extended_and_the_signs_of_figures(family: str) -> None:
    western = "".join(chr(code) for code in range(0xC0, 0x100))
    font = open_book().find(family, 800)
    assert [char for char in western + EUROPEAN + SIGNS if not font.covers(char)] == []


@pytest.mark.parametrize("family", DISPLAY)
def test_the_licence_of_a_family_lies_beside_it(family: str) -> None:
    licence = open_book().find(family, 700).path.parent / "OFL.txt"
    assert "SIL Open Font License, Version 1.1" in " ".join(licence.read_text(encoding="utf-8").split())


def test_families_for_titles_differ_in_width() -> None:
    """The lengths of one line, in em: a narrow, an ordinary and a wide family look different at any size."""
    style = Style(weight=800, size=1.0)
    lengths = [
        shape_line("Jalan baru dibuka", replace(style, family=family), open_book()).advance for family in DISPLAY
    ]
    assert max(lengths) > 1.3 * min(lengths)


@pytest.mark.parametrize(("asked", "given"), [(800, 800), (900, 800), (100, 400), (550, 600), (620, 600)])
def test_the_nearest_weight_answers_and_of_two_the_heavier(asked: int, given: int) -> None:
    assert open_book().find(LATIN, asked).weight == given


def test_a_family_is_found_in_any_letter_case() -> None:
    assert open_book().find("plus jakarta SANS", 700).family == LATIN


def test_an_unknown_family_names_the_nearest_one() -> None:
    with pytest.raises(InputError, match="Plus Jakarta Sanz") as caught:
        open_book().find("Plus Jakarta Sanz", 700)
    assert LATIN in caught.value.hint


def test_metrics_are_in_em_and_in_a_plausible_order() -> None:
    font = open_book().find(LATIN, 800)
    assert 0 < font.x_height < font.cap_height < font.ascender < 1.5
    assert -0.5 < font.descender < 0


def test_fallbacks_begin_with_the_family_itself_then_the_font_of_the_script() -> None:
    families = [font.family for font in open_book().fallbacks(LATIN, 600, "Java")]
    assert families[:2] == [LATIN, "Noto Sans Javanese"]
    assert sorted(families) == sorted(open_book().families)


def test_a_workspace_font_comes_before_the_shipped_one_of_the_same_family(tmp_path: Path) -> None:
    shipped = resources.shipped("assets", "fonts", "plus-jakarta-sans", "PlusJakartaSans-Bold.ttf")
    (tmp_path / "fonts").mkdir()
    own = Path(shutil.copy(shipped, tmp_path / "fonts" / "own.TTF"))
    book = FontBook([tmp_path / "fonts", resources.shipped("assets", "fonts")])
    assert book.find(LATIN, 800).path == own.resolve()
    assert book.find("Noto Sans Javanese", 700).path.is_relative_to(resources.shipped("assets").resolve())


def test_a_folder_without_fonts_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=tmp_path.name):
        FontBook([tmp_path])


def test_a_file_that_is_no_font_is_an_error_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "broken.ttf").write_bytes(b"this is no font at all")
    with pytest.raises(InputError) as caught:
        FontBook([tmp_path])
    assert "broken.ttf" in str(caught.value.where)


def test_the_hash_is_that_of_the_file() -> None:
    import hashlib

    font = open_book().find(LATIN, 700)
    assert font.sha256 == hashlib.sha256(font.path.read_bytes()).hexdigest()


def test_many_threads_get_the_same_font_objects() -> None:
    path = resources.shipped("assets", "fonts", "noto-sans-javanese", "NotoSansJavanese-Bold.ttf")
    found: list[object] = []
    threads = [threading.Thread(target=lambda: found.append(read_fonts(path)[0].shaper)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({id(one) for one in found}) == 1


def test_every_shipped_family_has_its_licence_beside_it_and_all_are_small() -> None:
    root = resources.shipped("assets", "fonts")
    for folder in {path.parent for path in root.rglob("*.ttf")}:
        assert "SIL Open Font License" in (folder / "OFL.txt").read_text(encoding="utf-8"), folder.name
    assert sum(path.stat().st_size for path in root.rglob("*.ttf")) < 4_000_000


def test_a_variable_font_answers_at_each_hundred_of_its_weights(tmp_path: Path) -> None:
    path = variable_font(tmp_path)
    book = FontBook([tmp_path])
    assert [font.weight for font in read_fonts(path)] == [400, 500, 600, 700]
    assert book.find("Swell", 700).variations == (("wght", 700.0),)


def variable_font(folder: Path) -> Path:
    """A font of one glyph, `A`, a bar that is 200 units wide at weight 400 and 600 at 700."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.ttGlyphPen import TTGlyphPen
    from fontTools.ttLib.tables.TupleVariation import TupleVariation

    def bar(width: int) -> object:
        pen = TTGlyphPen(None)
        pen.moveTo((0, 0))
        pen.lineTo((0, 700))
        pen.lineTo((width, 700))
        pen.lineTo((width, 0))
        pen.closePath()
        return pen.glyph()

    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "A"])
    builder.setupCharacterMap({65: "A"})
    builder.setupGlyf({".notdef": bar(0), "A": bar(200)})
    builder.setupHorizontalMetrics({".notdef": (500, 0), "A": (800, 0)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Swell", "styleName": "Regular"})
    builder.setupFvar([("wght", 400, 400, 700, "Weight")], [])
    wider = TupleVariation({"wght": (0, 1, 1)}, [(0, 0), (0, 0), (400, 0), (400, 0), (0, 0), (0, 0), (0, 0), (0, 0)])
    builder.setupGvar({"A": [wider]})
    builder.setupOS2(usWeightClass=400)
    builder.setupPost()
    path = folder / "Swell[wght].ttf"
    builder.save(path)
    return path


def test_a_heavier_weight_of_a_variable_font_is_drawn_wider(tmp_path: Path) -> None:
    from vlogkit.typesetting.raster import rasterise

    variable_font(tmp_path)
    book = FontBook([tmp_path])
    thin, thick = (rasterise(book.find("Swell", weight), 1, 100 * 64, 0, 0) for weight in (400, 700))
    assert thin.coverage.shape == (70, 20)
    assert thick.coverage.shape == (70, 60)
