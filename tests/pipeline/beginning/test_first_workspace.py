"""The first hour: what an agency's name and logo give to its look."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image, ImageColor

from vlogkit import resources
from vlogkit.catalogue import load_brand
from vlogkit.pipeline.beginning.agency_logo import AgencyLogo, contrast, contrast_with_white, read_logo, rgb
from vlogkit.pipeline.beginning.first_workspace import first_workspace
from vlogkit.records.brand import Brand
from vlogkit.workspace import open_workspace

ENOUGH = 5.9
"""White words at 4.5 on a plain ground were at 3.9 where a pattern lightens it."""
LOOKS = tuple(resources.names("brands"))


def square(*colours: str) -> AgencyLogo:
    """A logo of stripes."""
    picture = Image.new("RGBA", (200, 200), (0, 0, 0, 0))
    for index, colour in enumerate(colours):
        picture.paste(ImageColor.getrgb(colour), (20 + 40 * index, 20, 60 + 40 * index, 180))
    stream = io.BytesIO()
    picture.save(stream, format="PNG")
    return read_logo("logo.png", stream.getvalue())


def made(folder: Path, agency: str = "Dinas Ma'arif", look: str = "jateng", **given: object) -> Brand:
    first_workspace(folder / "dinas", agency, look=look, **given)  # type: ignore[arg-type]  # as the caller gave it
    (file,) = (folder / "dinas" / "brands").glob("*.yaml")
    return load_brand(file.stem, folder / "dinas")


@pytest.mark.parametrize("colour", ["#14825A", "#1E88E5", "#F9A825", "#E53935"])
def test_white_words_can_be_read_on_a_proposed_colour_also_where_a_pattern_lightens_it(
    tmp_path: Path, colour: str
) -> None:
    logo = square(colour)
    assert contrast_with_white(rgb(logo.colours[0])) >= ENOUGH
    brand = made(tmp_path, colour=colour, logo=logo)
    assert contrast_with_white(rgb(brand.colours.brand)) >= ENOUGH


def test_the_bright_colour_of_a_logo_is_the_accent_where_it_can_be_read(tmp_path: Path) -> None:
    logo = square("#0B1F5B", "#0B1F5B", "#F5B400")
    brand = made(tmp_path, colour=logo.colours[0], logo=logo)
    assert brand.colours.accent == "#F5B400"
    assert contrast(rgb(brand.colours.accent), rgb(brand.colours.brand)) >= 4.5
    assert contrast(rgb(brand.colours.accent), rgb(brand.colours.deep)) >= 4.5


def test_a_bright_colour_that_cannot_be_read_on_the_other_leaves_the_looks_accent(tmp_path: Path) -> None:
    logo = square("#8A3030", "#E07020")
    brand = made(tmp_path, colour="#8A3030", logo=logo)
    assert brand.colours.accent == load_brand("jateng").colours.accent


@pytest.mark.parametrize("look", LOOKS)
def test_a_new_agency_signs_with_nothing_that_belongs_to_the_agency_of_the_look(tmp_path: Path, look: str) -> None:
    brand, other = made(tmp_path, look=look), load_brand(look)
    assert not set(brand.logo.files().values()) & set(other.logo.files().values())
    assert brand.hashtags == ()
    said = brand.agency.model_dump()
    assert not {value for value in other.agency.model_dump().values() if value} & {v for v in said.values() if v}


@pytest.mark.parametrize("look", LOOKS)
def test_an_agency_without_a_logo_has_its_initials_on_light_and_dark_grounds(tmp_path: Path, look: str) -> None:
    brand = made(tmp_path, look=look)
    drawn = {key: (tmp_path / "dinas" / file).read_text(encoding="utf-8") for key, file in brand.logo.files().items()}
    assert set(drawn) == {"mark", "mark_on_dark"}
    assert f'fill="{brand.colours.brand}"/><path' in drawn["mark"]
    assert f'fill="{brand.colours.paper}"/><path' in drawn["mark_on_dark"]


@pytest.mark.parametrize("look", LOOKS)
def test_an_agency_called_as_a_shipped_look_is_that_has_a_look_of_its_own(tmp_path: Path, look: str) -> None:
    brand = made(tmp_path, agency=look.upper(), look=look)
    assert (brand.name, brand.extends) == (f"{look}-kami", look)


def test_a_wordmark_signs_for_the_name(tmp_path: Path) -> None:
    svg = (
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 100"><path d="M0 0H400V60H0Z" fill="#0B6E4F"/></svg>'
    )
    brand = made(tmp_path, logo=read_logo("logo.svg", svg))
    assert brand.logo.lockup == "wide"
    assert brand.logo.wide == brand.logo.mark


def test_a_post_of_a_new_agency_waits_for_somebody_else_than_who_made_it(tmp_path: Path) -> None:
    made(tmp_path)
    approval = open_workspace(tmp_path / "dinas").settings.approval
    assert (approval.required, approval.second_person) == (True, True)
