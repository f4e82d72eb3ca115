"""Tests of the studio for those who cannot see, hold a mouse or sit at a wide screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from tests.browser.conftest import served
from tests.desk import make_bundle
from tests.sampled import EVERY
from tests.talks import make_talk

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PLACES = (
    "",
    "items",
    "items/new",
    "items/{item}",
    "items/{item}/versions",
    "items/bicara/talks/0",
    "complaints",
    "retractions",
    "care/pictures/hijau.jpg",
    "review",
    "calendar",
    "queue",
    "passphrase",
    "x",
)
"""Every page in both languages and at both widths, as in CI; while developing half of them in each, in turn."""


def places_for(turn: int) -> tuple[str, ...]:
    return PLACES if EVERY else PLACES[turn::2]


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """One studio for all: pages are only looked at, but for a hold in the end."""
    own = tmp_path_factory.mktemp("mudah")
    workspace = make_talk(own / "dinas")
    make_bundle(workspace.root)
    with served(workspace.root, own) as address:
        yield address, workspace.root


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(bypass_csp=True, viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def item_of(folder: Path) -> str:
    return next((folder / "updates").glob("jem*.md")).stem


@pytest.mark.parametrize("language", ["id", "en"])
def test_no_page_has_a_serious_fault_for_those_who_cannot_see(
    page: Page, opened: tuple[str, Path], language: str
) -> None:
    address, folder = opened
    page.goto(f"{address}language/{language}")
    wrong: list[str] = []
    for place in places_for(("id", "en").index(language)):
        page.goto(address + place.format(item=item_of(folder)))
        found = Axe().run(page).response["violations"]
        wrong += [f"{place}: {one['id']}" for one in found if one["impact"] in {"serious", "critical"}]
    assert wrong == []


@pytest.mark.parametrize("width", [360, 640])
def test_nothing_is_wider_than_a_phone_or_a_page_at_twice_the_size(
    page: Page, opened: tuple[str, Path], width: int
) -> None:
    address, folder = opened
    page.set_viewport_size({"width": width, "height": 800})
    for place in places_for((360, 640).index(width)):
        page.goto(address + place.format(item=item_of(folder)))
        assert page.evaluate("document.documentElement.scrollWidth") <= width, place


def test_a_post_can_be_stopped_with_the_keyboard_alone(page: Page, opened: tuple[str, Path]) -> None:
    address, _ = opened
    page.goto(f"{address}language/id")
    page.goto(address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "SUMMARY":
            break
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Banjir bandang")
    page.keyboard.press("Enter")
    page.get_by_text("Semua kiriman dihentikan.").wait_for()
