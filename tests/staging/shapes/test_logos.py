"""A logo is sized by its optical area, keeps its shape, and is seen on the ground that it stands on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from tests.notices import from_folder, material
from tests.staging.test_flow import setting_of

from vlogkit.errors import InputError
from vlogkit.records.brand import Logo
from vlogkit.records.templates.element import IdentityElement
from vlogkit.records.templates.element_base import Lockup
from vlogkit.records.timeline import Fill, LogoLayer, Text, Vector
from vlogkit.staging.flow import measure
from vlogkit.staging.setting import Setting, Spot
from vlogkit.staging.shapes.logo_shapes import drawing_aspect
from vlogkit.staging.shapes.logos import recoloured, signing_size

NAVY, WHITE = "#0A1533", "#FFFFFF"
WORDMARK = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 500 100"><path d="M0 0H500V100H0Z" fill="{}"/></svg>'
MANY = "".join(f'<rect x="{10 * i}" width="9" height="9" fill="#0A153{i}"/>' for i in range(5))
MOON = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96"><circle cx="48" cy="48" r="48" fill="{}"/></svg>'


def wearing(folder: Path, svg: str = WORDMARK, *, lockup: Lockup = "wide", name: str = "wide.svg") -> Setting:
    """A setting whose brand signs with a file of a folder."""
    if svg:
        (folder / name).write_text(svg, encoding="utf-8")
    setting = setting_of("portrait")
    logo = Logo.model_validate({"mark": name, lockup: name, "lockup": lockup})
    brand = setting.brand.model_copy(update={"logo": logo})
    return replace(setting, brand=brand, material=material(from_folder(folder)))


def signed(setting: Setting, role: str = "paper") -> list[object]:
    element = IdentityElement.model_validate({"first": "Bank Contoh", "second": "Badan usaha", "role": role})
    piece = measure(element, 768, setting)
    return list(piece.draw(Spot(120, 300, 768, piece.height)))


def test_a_wide_logo_keeps_its_width_and_stands_for_the_name(tmp_path: Path) -> None:
    layers = signed(wearing(tmp_path, WORDMARK.format("#FFB81C")))
    logo = next(layer for layer in layers if isinstance(layer, Vector))
    assert (logo.name, logo.box.w > 250, logo.box.h >= 64) == ("wide", True, True)
    assert logo.box.w / logo.box.h == pytest.approx(5, rel=0.05)
    assert [line.text for layer in layers if isinstance(layer, Text) for line in layer.lines] == ["Badan usaha"]


def test_a_mark_stays_a_mark_beside_the_name(tmp_path: Path) -> None:
    square = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96"><circle cx="48" cy="48" r="48" fill="#FFB81C"/></svg>'
    layers = signed(wearing(tmp_path, square, lockup="mark"))
    logo = next(layer for layer in layers if isinstance(layer, Vector))
    assert 68 <= logo.box.w == logo.box.h <= 80
    assert sum(isinstance(layer, Text) for layer in layers) == 2


def test_a_logo_with_more_air_is_drawn_larger(tmp_path: Path) -> None:
    airy = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96"><path d="M40 0H56V96H40Z" fill="#FFB81C"/></svg>'
    )
    full = airy.replace("M40 0H56V96H40Z", "M0 0H96V96H0Z")
    (tmp_path / "a").mkdir()
    wide = [signing_size(wearing(tmp_path, one, lockup="mark", name=name), "mark", 400, "paper", "")[0] for one, name in ((airy, "a.svg"), (full, "b.svg"))]  # fmt: skip
    assert wide[0] > 1.2 * wide[1]


def test_dark_letters_become_light_on_a_dark_ground_and_stay_on_a_light_one(tmp_path: Path) -> None:
    setting = wearing(tmp_path, WORDMARK.format(NAVY))
    paper = setting.colour("paper")
    assert any(isinstance(layer, Vector) and paper in layer.svg for layer in signed(setting))
    assert any(isinstance(layer, Vector) and NAVY in layer.svg for layer in signed(setting, role="ink"))


def test_a_logo_in_many_colours_gets_a_plate_where_it_would_vanish(tmp_path: Path) -> None:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 50 10">{MANY}</svg>'
    layers = signed(wearing(tmp_path, svg))
    plate, logo = layers[0], layers[1]
    assert isinstance(plate, Fill)
    assert isinstance(logo, Vector)
    assert plate.box.x < logo.box.x
    assert plate.box.w > logo.box.w


def test_a_logo_in_the_brands_own_colour_is_seen_on_the_brands_ground_too(tmp_path: Path) -> None:
    setting = wearing(tmp_path, lockup="mark")
    brand, paper = setting.colour("brand"), setting.colour("paper")
    (tmp_path / "wide.svg").write_text(MOON.format(brand), encoding="utf-8")
    assert any(isinstance(layer, Vector) and paper in layer.svg for layer in signed(setting))
    assert any(isinstance(layer, Vector) and brand in layer.svg for layer in signed(setting, role="ink"))


def test_a_plate_stands_within_the_logos_room_and_keeps_off_the_name(tmp_path: Path) -> None:
    setting = wearing(tmp_path, "", lockup="mark", name="mark.png")
    Image.new("RGBA", (96, 96), setting.colour("brand")).save(tmp_path / "mark.png")
    layers = signed(setting)
    plate = next(layer for layer in layers if isinstance(layer, Fill))
    name = next(layer for layer in layers if isinstance(layer, Text))
    assert plate.colour == setting.colour("paper")
    assert plate.box.x >= 120
    assert plate.box.x + plate.box.w + 12 <= name.box.x


def test_light_letters_get_a_plate_of_the_brand_on_paper_and_none_on_a_dark_ground(tmp_path: Path) -> None:
    Image.new("RGBA", (96, 96), "#FFFFFFFF").save(tmp_path / "mark.png")
    setting = wearing(tmp_path, "", lockup="mark", name="mark.png")
    plates = [layer.colour for layer in signed(setting, role="ink") if isinstance(layer, Fill)]
    assert plates == [setting.colour("brand")]
    assert not any(isinstance(layer, Fill) for layer in signed(setting))


def test_what_lies_within_a_part_that_is_seen_is_not_lost(tmp_path: Path) -> None:
    """A red star in a white disc is a sign on red as well; beside a disc it would be gone."""
    setting = wearing(tmp_path, lockup="mark")
    star = f'<circle cx="48" cy="48" r="30" fill="{setting.colour("brand")}"/></svg>'
    (tmp_path / "wide.svg").write_text(MOON.format(WHITE).replace("</svg>", star), encoding="utf-8")
    assert not any(isinstance(layer, Fill) for layer in signed(setting))


def test_a_picture_with_a_ground_of_its_own_gets_no_plate(tmp_path: Path) -> None:
    picture = Image.new("RGB", (96, 96), WHITE)
    picture.paste(NAVY, (20, 20, 76, 76))
    picture.save(tmp_path / "mark.png")
    setting = wearing(tmp_path, "", lockup="mark", name="mark.png")
    for role in ("ink", "paper"):
        assert not any(isinstance(layer, Fill) for layer in signed(setting, role=role))


def test_a_png_logo_is_shown_with_its_transparency(tmp_path: Path) -> None:
    Image.new("RGBA", (400, 100), "#FFB81CFF").save(tmp_path / "wide.png")
    layers = signed(wearing(tmp_path, "", name="wide.png"))
    logo = next(layer for layer in layers if isinstance(layer, LogoLayer))
    assert logo.box.w / logo.box.h == pytest.approx(4, rel=0.05)


@pytest.mark.parametrize(
    ("colours", "made"),
    [
        ((NAVY,), (WHITE,)),
        ((NAVY, "#FFB81C"), (WHITE, "#FFB81C")),
        ((NAVY, "#F5F6FA"), ()),
        ((NAVY, "#FFB81C", "#E00000", "#00A040"), ()),
    ],
)
def test_only_what_vanishes_is_made_light_and_only_if_nothing_is_lost_in_it(colours: tuple[str, ...], made: tuple[str, ...]) -> None:  # fmt: skip
    drawing = "".join(f'<path fill="{colour}"/>' for colour in colours)
    wanted = "".join(f'<path fill="{colour}"/>' for colour in made)
    assert recoloured(drawing, (NAVY,), WHITE) == wanted


@pytest.mark.parametrize(
    ("head", "aspect"),
    [('viewBox="0 0 300 100"', 3.0), ('width="200px" height="100"', 2.0), ("", 1.0), ('viewBox="0 0 5 0"', 1.0)],
)
def test_the_shape_of_a_drawing_is_read_from_its_head(head: str, aspect: float) -> None:
    assert drawing_aspect(f"<svg {head}></svg>") == aspect


def test_a_plate_makes_no_logo_smaller_than_the_brand_asks(tmp_path: Path) -> None:
    picture = Image.new("RGBA", (60, 96), "#0A1533FF")
    picture.save(tmp_path / "mark.png")
    setting = wearing(tmp_path, "", lockup="mark", name="mark.png")
    logo = next(layer for layer in signed(setting) if isinstance(layer, LogoLayer))
    assert logo.box.h >= setting.brand.logo.min_size - 1


def test_a_line_is_refused_as_a_logo(tmp_path: Path) -> None:
    line = WORDMARK.replace("0 0 500 100", "0 0 1000000000 1").format(NAVY)
    with pytest.raises(InputError, match="this logo cannot be drawn: it is a line"):
        signed(wearing(tmp_path, line))
