"""The first hour in a browser: the looks follow what is given, by keyboard too."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from tests.browser.pressing import MINUTE, press

from vlogkit.workspace import open_workspace

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


def drawn(page: Page) -> list[str | None]:
    """The addresses of the five stills, when all of them were drawn with what was given."""
    page.locator("img[data-look][src^=blob]").nth(4).wait_for(timeout=MINUTE)
    return [still.get_attribute("src") for still in page.locator("img[data-look]").all()]


def test_the_looks_follow_name_and_logo_and_are_chosen_by_keyboard(
    browser: Browser, studio: tuple[str, Path], tmp_path: Path
) -> None:
    address, folder = studio
    page = browser.new_page(locale="id-ID", viewport={"width": 1280, "height": 900})
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(address)
    page.get_by_label("Nama lengkap").fill("Dinas Contoh")
    before = drawn(page)
    Image.new("RGBA", (200, 200), "#0B1F5B").save(tmp_path / "logo.png")
    page.locator("[data-logo]").set_input_files(str(tmp_path / "logo.png"))
    page.locator(".swatch[aria-pressed=true]").wait_for(timeout=MINUTE)
    for index, old in enumerate(before):
        page.locator(f"img[data-look] >> nth={index}").and_(page.locator(f'img:not([src="{old}"])')).wait_for()
    radio = page.get_by_role("radio", checked=True)
    radio.focus()
    chosen = radio.get_attribute("value")
    page.keyboard.press("ArrowRight")
    other = page.get_by_role("radio", checked=True).get_attribute("value")
    assert other != chosen
    press(page, page.get_by_role("button", name="Mulai", exact=True))
    page.wait_for_url("**/items/new")
    assert faults == []
    workspace = open_workspace(folder)
    brand = (workspace.root / "brands" / f"{workspace.settings.brand}.yaml").read_text(encoding="utf-8")
    assert f"extends: {other}" in brand
    assert 'brand: "#0B1F5B"' in brand


def test_a_file_that_is_no_logo_is_said_at_the_logo_and_nothing_typed_is_lost(
    browser: Browser, studio: tuple[str, Path], tmp_path: Path
) -> None:
    page = browser.new_page(locale="id-ID")
    page.goto(studio[0])
    page.get_by_label("Nama lengkap").fill("Dinas Contoh")
    (tmp_path / "logo.png").write_bytes(b"%PDF")
    page.locator("[data-logo]").set_input_files(str(tmp_path / "logo.png"))
    page.get_by_text("Simpan lagi sebagai PNG.").wait_for(timeout=MINUTE)
    assert page.get_by_label("Nama lengkap").input_value() == "Dinas Contoh"


@pytest.mark.parametrize(("language", "width"), [("id", 360), ("en", 1280)])
def test_the_first_page_has_no_serious_fault_and_is_no_wider_than_its_window(
    browser: Browser, studio: tuple[str, Path], language: str, width: int
) -> None:
    context = browser.new_context(bypass_csp=True, viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(f"{studio[0]}language/{language}")
    page.goto(f"{studio[0]}start")
    found = Axe().run(page).response["violations"]
    assert [one["id"] for one in found if one["impact"] in {"serious", "critical"}] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()
