"""What a page takes between a press and the page that follows: nothing, for it would be lost with it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.material import make_workspace

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

REASON = '.emergency [name="reason"]'
HURRIED = """(place) => {
  const reason = document.querySelector(place);
  setInterval(() => reason.focus(), 10);
  reason.addEventListener("input", () => sessionStorage.setItem("lost", reason.value));
}"""
"""Somebody who goes on typing where they typed before; what the page took of it is remembered."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_workspace(tmp_path / "dinas").root


def test_a_page_that_gives_way_takes_no_word_and_no_second_press(browser: Browser, opened: tuple[str, Path]) -> None:
    address, _ = opened
    page: Page = browser.new_page(locale="id-ID")
    page.goto(address)
    waiting: list[Route] = []
    page.route(address, lambda route: waiting.append(route))
    page.locator(".emergency summary").click()
    page.locator(REASON).fill("Banjir bandang")
    page.evaluate(HURRIED, REASON)
    page.keyboard.press("Enter")
    while not waiting:
        page.wait_for_timeout(20)
    page.keyboard.type(" di kota")
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)
    for route in waiting:
        route.continue_()
    page.get_by_text("Semua kiriman dihentikan.").wait_for()
    assert page.evaluate("sessionStorage.getItem('lost')") is None
    assert len(waiting) == 1
    assert not page.evaluate("document.body.inert")
