"""Brands differ in form: picture shapes, anchors, number styles, motif roles, radii; five of them are not taken for one."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from tests.notices import from_folder, material, notice_for, template_of
from tests.staging.test_flow import setting_of, stack

from vlogkit.catalogue import load_brand, load_frame, load_words
from vlogkit.records.base import Format
from vlogkit.records.templates.element import CounterElement
from vlogkit.records.templates.element_ground import MotifElement, PictureElement
from vlogkit.records.timeline import Counter, Fill, Pattern, PictureLayer, Text
from vlogkit.rendering.frames.layers.shapes import rounded
from vlogkit.rendering.stills import still_pixels
from vlogkit.staging.flow import measure
from vlogkit.staging.layers.ground import cover
from vlogkit.staging.placing.picture_rooms import anchored
from vlogkit.staging.scenes import Staged, stage_card
from vlogkit.staging.setting import Setting, Spot
from vlogkit.staging.visibility import one_motif
from vlogkit.typesetting.fonts import open_book
from vlogkit.writing.stories import write_story

BRANDS = ("jateng", "dinkes", "rsud", "pdam", "bumd")


def branded(format_: Format = "portrait", **changes: object) -> Setting:
    setting = setting_of(format_)
    return replace(setting, brand=setting.brand.model_copy(update=changes))


def card(name: str, folder: Path, format_: Format = "portrait") -> Staged:
    """The card of one item in a brand."""
    brand = load_brand(name)
    story = write_story(
        notice_for("program-update", "ordinary"), template_of("program-update"), brand, load_words("id")
    )
    scene = next(scene for scene in story.scenes if scene.card)
    return stage_card(story, scene, brand, load_frame(format_), material(from_folder(folder)))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A picture with a horizon, light above and busy below."""
    place = tmp_path_factory.mktemp("pictures")
    (place / "pictures").mkdir()
    rows, columns = np.mgrid[0:480, 0:720]
    sky = 205 - rows / 6
    field = 95 + 45 * np.sin(columns / 17.0) * np.sin(rows / 11.0)
    grey = np.where(rows < 200, sky, field).astype(np.uint8)
    Image.fromarray(np.stack([grey, grey, grey], axis=-1)).save(place / "pictures" / "a.jpg")
    return place


def similarity(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """Structural similarity of two grey pictures, 0-255 (Wang et al. 2004: a Gaussian of 1.5 pixels, 11 wide)."""

    def smooth(picture: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(cv2.GaussianBlur(picture, (11, 11), 1.5), np.float64)

    first, second = smooth(one), smooth(other)
    spread = smooth(one * one) - first * first, smooth(other * other) - second * second
    together = smooth(one * other) - first * second
    light, contrast = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    above = (2 * first * second + light) * (2 * together + contrast)
    below = (first * first + second * second + light) * (spread[0] + spread[1] + contrast)
    return float((above / below).mean())


@pytest.mark.parametrize("format_", ["portrait", "square"])
def test_no_two_of_five_brands_are_taken_for_one_at_a_hundred_pixels(folder: Path, format_: Format) -> None:
    seen: dict[str, NDArray[np.float64]] = {}
    for name in BRANDS:
        pixels = still_pixels(card(name, folder, format_).timeline, frame=0, book=open_book())
        size = (100, round(100 * pixels.shape[0] / pixels.shape[1]))
        small = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
        seen[name] = np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), np.float64)
    unlike = {(a, b): 1 - similarity(seen[a], seen[b]) for a, b in combinations(BRANDS, 2)}
    assert min(unlike.values()) >= 0.35, unlike


@pytest.mark.parametrize("name", BRANDS)
def test_what_a_brand_pairs_can_be_read(name: str) -> None:
    """4.5 to 1 for words, 3 to 1 for titles and numbers in the accent (WCAG 2.2)."""
    from vlogkit.media.luminance import luminance, ratio

    brand = load_brand(name)
    tones = {role: np.array([int(getattr(brand.colours, role)[i : i + 2], 16) for i in (1, 3, 5)], np.uint8) for role in type(brand.colours).model_fields}  # fmt: skip
    for over, under in brand.pairs:
        contrast = float(ratio(luminance(tones[over]), luminance(tones[under])))
        assert contrast >= (3.0 if over == "accent" else 4.5), (over, under, contrast)


@pytest.mark.parametrize("name", [name for name in BRANDS if name != "jateng"])
@pytest.mark.parametrize("format_", ["portrait", "feed", "square", "landscape"])
def test_no_words_stand_on_a_picture_that_is_cut_to_a_shape(folder: Path, name: str, format_: Format) -> None:
    made = card(name, folder, format_)
    layers = made.timeline.scenes[0].layers
    picture = next(layer.box for layer in layers if isinstance(layer, PictureLayer))
    whole = made.timeline.width * made.timeline.height
    assert picture.w * picture.h >= 0.15 * whole
    for layer in layers:
        if isinstance(layer, Text):
            apart = layer.box.x >= picture.x + picture.w or layer.box.x + layer.box.w <= picture.x
            assert apart or layer.box.y >= picture.y + picture.h or layer.box.y + layer.box.h <= picture.y


@pytest.mark.parametrize("name", ["dinkes", "rsud", "bumd", "pdam"])
@pytest.mark.parametrize("format_", ["portrait", "feed", "square", "landscape"])
def test_a_cut_picture_leads(folder: Path, name: str, format_: Format) -> None:
    made = card(name, folder, format_).timeline
    picture = next(layer for layer in made.scenes[0].layers if isinstance(layer, PictureLayer))
    left, top, right, bottom = picture.beyond
    wide, high = picture.box.w, picture.box.h
    whole = rounded(left + wide + right, top + high + bottom, picture.radius)
    shown = float(whole[top : top + high, left : left + wide].sum())
    assert shown >= 0.32 * made.width * made.height


@pytest.mark.parametrize(
    ("anchor", "at"), [("top", "top"), ("bottom", "bottom"), ("middle", "middle"), ("left", "top")]
)
def test_the_block_of_words_stands_where_the_brand_has_it(anchor: str, at: str) -> None:
    head = stack({"type": "text", "words": "Jalan baru", "style": "title"}, at="spread")
    sign = stack({"type": "identity"})
    stood = anchored([head, sign], branded(anchor=anchor))
    assert [one.at for one in stood if one.type == "stack"] == [at, "top"]


def number(setting: Setting) -> list[object]:
    element = CounterElement.model_validate({"value": 12.4, "size": [200, 96]})
    piece = measure(element, 700, setting)
    return list(piece.draw(Spot(100, 400, 700, piece.height)))


def test_a_number_stands_bare_or_over_a_line_or_on_a_block() -> None:
    (bare,) = number(branded(numbers="plain"))
    assert isinstance(bare, Counter)
    line, over = number(branded(numbers="underline"))
    assert isinstance(line, Fill)
    assert isinstance(over, Counter)
    assert line.box.y > over.baseline + 0.1 * over.style.size
    block, on = number(branded(numbers="block"))
    assert isinstance(block, Fill)
    assert isinstance(on, Counter)
    assert block.box.x < on.x
    assert block.box.y + block.box.h > on.baseline
    assert on.colour == branded().colour("ink")


def test_a_border_runs_along_the_lower_edge_and_giant_forms_are_giant() -> None:
    def drawn(role: str) -> list[object]:
        setting = branded()
        motif = setting.brand.motif.model_copy(update={"role": role})
        setting = replace(setting, brand=setting.brand.model_copy(update={"motif": motif}))
        return list(cover(MotifElement(), (0, 1240, 1080, 1920), setting))

    (ground,) = drawn("ground")
    (crop,) = drawn("crop")
    band, border = drawn("border")
    assert isinstance(ground, Pattern)
    assert isinstance(crop, Pattern)
    assert crop.tile_width > 4 * ground.tile_width
    assert isinstance(band, Fill)
    assert isinstance(border, Pattern)
    assert band.box == border.box
    assert (band.box.w, band.box.y + band.box.h) == (1080, 1920)
    assert border.strength > 2 * ground.strength


def test_of_two_motifs_in_a_scene_the_stronger_is_shown() -> None:
    weak, strong = MotifElement(strength=0.06), MotifElement(strength=0.18)
    photo = PictureElement(file="a.jpg")
    assert one_motif([weak, photo, strong]) == [photo, strong]


@pytest.mark.parametrize("radius", [0, 60])
def test_panels_and_chips_have_the_corners_of_the_brand(radius: int) -> None:
    panel = stack(
        {"type": "stack", "ground": "accent", "pad": 20, "items": [{"type": "chip", "words": "Baru"}]}, align="left"
    )
    piece = measure(panel, 700, branded(radius=radius))
    fills = [layer for layer in piece.draw(Spot(0, 0, 700, piece.height)) if isinstance(layer, Fill)]
    assert [fill.radius for fill in fills] == [radius, round(radius / 3)]
