"""Contrast is that of the pixels behind the letters, not of the colours that the brand gives them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from tests.checking.planting import FORMATS, Bench
from tests.checking.scenes import backdrop, picture, words
from tests.material import write

from vlogkit.checking.contrast import contrast_findings, luminance, measure, ratio, stretches

VEIL = "{type: fill, role: deep, opacity: 0.5}"
PICTURE = '{type: picture, file: "{{ notice.pictures[0].file }}", drift: 0}'


def contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    pair = np.array([one, other], np.uint8)
    first, second = luminance(pair)
    return float(ratio(first, second))


def test_black_on_white_is_21_and_a_colour_on_itself_is_1() -> None:
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((120, 80, 10), (120, 80, 10)) == 1


def test_grey_777777_on_white_just_fails_as_wcag_says() -> None:
    assert contrast((0x77, 0x77, 0x77), (255, 255, 255)) == pytest.approx(4.48, abs=0.005)


def test_white_words_on_a_dark_ground_are_not_found() -> None:
    assert list(contrast_findings(picture(words()), [backdrop((20, 20, 20))])) == []


def test_bold_words_from_24_px_need_3_and_others_4_5() -> None:
    ground = [backdrop((0x8A, 0x8A, 0x8A))]
    assert list(contrast_findings(picture(words(weight=800)), ground)) == []
    (found,) = contrast_findings(picture(words(weight=600)), ground)
    assert (found.measured, found.limit) == ("3.5:1", "4.5:1")
    assert len(list(contrast_findings(picture(words(weight=800, size=22)), ground))) == 1


def test_a_bright_patch_behind_one_tenth_of_a_line_counts_and_behind_a_fiftieth_does_not() -> None:
    shown = picture(words("Jembatan dibuka lagi", x=90))
    (line,) = shown.lines[0]
    left, top, right, bottom = (round(edge / 3) for edge in line.ink)
    for share, bad in ((0.1, True), (0.02, False)):
        ground = backdrop((10, 10, 10))
        ground.pixels[top:bottom, left : left + round((right - left) * share)] = 250
        assert bool(list(contrast_findings(shown, [ground]))) is bad


def test_the_worst_frame_of_a_moving_ground_decides() -> None:
    shown = picture(words(span=(10, 50)), frames=60)
    dark, light = backdrop((0, 0, 0), frame=12), backdrop((250, 250, 250), frame=40)
    line = shown.lines[0][0]
    assert measure(line, dark) == pytest.approx(21)
    assert measure(line, light) < 1.2


def test_highlighted_words_are_measured_in_their_own_colour() -> None:
    shown = picture(words("Lebih singkat", spans=((6, 13, "#202020"),)))
    assert len(list(contrast_findings(shown, [backdrop((10, 10, 10))]))) == 1
    parts = list(stretches(shown.lines[0][0]))
    assert [colour for _, _, colour in parts] == ["#FFFFFF", "#202020"]
    assert parts[0][1] == parts[1][0]


def test_words_that_let_the_ground_through_count_as_mixed_with_it() -> None:
    solid = picture(words(colour="#808080")).lines[0][0]
    faint = picture(words(colour="#808080").model_copy(update={"opacity": 0.5})).lines[0][0]
    ground = backdrop((0, 0, 0))
    assert measure(faint, ground) < measure(solid, ground)


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path / "uji")


def paint_flat(bench: Bench, colour: tuple[int, int, int]) -> None:
    path = bench.root / "pictures" / "rata.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (1200, 1200), colour).save(path)
    front = 'pictures: [{file: pictures/rata.png, alt: "Bidang."}]\n---\nJembatan'
    update = bench.root / "updates" / "uji.md"
    write(update, update.read_text(encoding="utf-8").replace("---\nJembatan", front))


@pytest.mark.parametrize(("colour", "bad"), [((245, 240, 230), True), ((40, 20, 24), False)])
def test_roles_that_the_brand_allows_fail_on_a_bright_picture(
    bench: Bench, colour: tuple[int, int, int], bad: bool
) -> None:
    """paper on deep is an allowed pair of 15:1; under a half-strong fill only the pixels tell."""
    paint_flat(bench, colour)
    layers = f"    layers:\n      - {PICTURE}\n      - {VEIL}\n"
    codes = {finding.code for finding in bench.template(("    layers:\n", layers))}
    assert ("contrast-low" in codes) is bad
    assert "brand-pair" not in codes
    if bad:
        message = " ".join(one.message for one in bench.check() if one.code == "contrast-low")
        assert all(name in message for name in FORMATS)
