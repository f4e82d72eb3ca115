"""The shipped drawings: they render without fonts or outside files, and carry what their readers rely on."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
import resvg_py
from PIL import Image

ASSETS = Path(__file__).resolve().parents[2] / "assets"
PICTURES = sorted((ASSETS / "samples" / "pictures").glob("*.svg"))
TALKS = sorted((ASSETS / "samples" / "talks").glob("*.svg"))
ICONS = sorted((ASSETS / "icons").glob("*.svg"))
EMBLEMS = sorted((ASSETS / "emblems").glob("*.svg"))
LOGOS = sorted((ASSETS / "logos").glob("*.svg"))
PAIRS = ("jalan", "saluran", "lampu")


def named(paths: list[Path]) -> list[object]:
    return [pytest.param(path, id=path.stem) for path in paths]


def render(path: Path, width: int) -> Image.Image:
    drawn = resvg_py.svg_to_bytes(svg_path=str(path), width=width, skip_system_fonts=True)
    return Image.open(io.BytesIO(bytes(drawn)))


@pytest.mark.parametrize("path", named(PICTURES + TALKS + ICONS + EMBLEMS + LOGOS))
def test_a_drawing_has_no_text_no_bitmap_and_nothing_from_outside(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert not re.search(r"<(text|image|script|style|foreignObject)\b", source)
    assert set(re.findall(r'href="(.)', source)) <= {"#"}
    assert set(re.findall(r"url\((.)", source)) <= {"#"}
    assert source.count("http") == 1  # the namespace


@pytest.mark.parametrize("path", named(PICTURES))
def test_a_picture_fills_its_frame_and_stays_small(path: Path) -> None:
    assert path.stat().st_size < 300_000
    image = render(path, 80)
    assert image.size == (80, 100)
    assert image.convert("RGBA").getchannel("A").getextrema() == (255, 255)
    assert len(image.convert("RGB").quantize(64).getcolors() or []) > 40


@pytest.mark.parametrize("pair", PAIRS)
def test_before_and_after_share_one_framing_and_differ(pair: str) -> None:
    before, after = (
        render(ASSETS / "samples" / "pictures" / f"{pair}-{state}.svg", 160).convert("L")
        for state in ("sebelum", "sesudah")
    )
    sky = (20, 0, 140, 55)
    shades = zip(before.crop(sky).tobytes(), after.crop(sky).tobytes(), strict=True)
    same = sum(abs(a - b) < 12 for a, b in shades)
    assert before.tobytes() != after.tobytes()
    assert same > (0.45 if pair == "lampu" else 0.97) * 120 * 55


@pytest.mark.parametrize("path", named(ICONS))
def test_an_icon_is_one_colour_on_the_24_grid(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert 'viewBox="0 0 24 24"' in source
    assert set(re.findall(r'(?:fill|stroke)="([^"]+)"', source)) == {"none", "#000"}
    image = render(path, 48).convert("RGBA").getchannel("A")
    left, top, right, bottom = image.getbbox() or (0, 0, 0, 0)
    assert min(left, top) >= 1
    assert max(right, bottom) <= 47
    assert max(right - left, bottom - top) >= 28


MARKS = [path for path in LOGOS if not {"wide", "crest"} & set(path.stem.split("-"))]


@pytest.mark.parametrize("path", named(MARKS))
def test_a_mark_is_a_square_that_its_drawing_fills(path: Path) -> None:
    image = render(path, 96).convert("RGBA")
    assert image.size == (96, 96)
    left, top, right, bottom = image.getchannel("A").getbbox() or (0, 0, 0, 0)
    assert max(left, top) <= 6
    assert min(right, bottom) >= 90


def test_every_picture_of_the_sample_workspace_is_a_rendering_of_a_drawing() -> None:
    ready = {path.stem for path in (ASSETS / "samples" / "workspace" / "pictures").glob("*.jpg")}
    assert ready == {path.stem for path in PICTURES}


@pytest.mark.parametrize("path", named(PICTURES))
def test_a_ready_picture_shows_its_drawing_as_it_is_now(path: Path) -> None:
    ready = Image.open(ASSETS / "samples" / "workspace" / "pictures" / f"{path.stem}.jpg", formats=["JPEG"])
    small = (40, 50)
    shown = ready.convert("RGB").resize(small, Image.Resampling.BOX).tobytes()
    drawn = render(path, 400).convert("RGB").resize(small, Image.Resampling.BOX).tobytes()
    assert sum(abs(a - b) for a, b in zip(shown, drawn, strict=True)) / len(drawn) < 4
