"""What follows who types: the still, one at a time and the newest at last, and nothing typed is left out on the way."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.material import make_workspace

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

PICTURE = re.compile(r"/items/jembatan/picture\?.*\bv=([0-9a-f]+)")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_workspace(tmp_path / "dinas").root


def test_the_still_is_asked_for_once_at_a_time_and_is_the_newest_at_last(
    browser: Browser, opened: tuple[str, Path]
) -> None:
    address, folder = opened
    page: Page = browser.new_page(locale="id-ID")
    page.goto(f"{address}items/jembatan")
    page.wait_for_load_state("networkidle")
    held: list[Route] = []
    page.route(PICTURE, lambda route: held.append(route))
    for number in range(3):
        page.locator(".title-input").press_sequentially(f" {number}", delay=10)
        page.locator("#saved", has_text="Tersimpan").wait_for()
        page.wait_for_timeout(300)
    assert len(held) == 1
    held.pop().continue_()
    while not held:
        page.wait_for_timeout(20)
    asked = PICTURE.search(held[0].request.url)
    with page.expect_response(PICTURE) as answered:
        held.pop().continue_()
    assert answered.value.ok
    page.wait_for_timeout(300)
    assert not held
    page.unroute(PICTURE)
    page.reload()
    assert asked
    assert asked[1] == page.locator("#maker").get_attribute("data-version")
    assert "0 1 2" in (folder / "updates" / "jembatan.md").read_text(encoding="utf-8")


def test_another_kind_of_news_keeps_what_was_typed_the_moment_before(
    browser: Browser, opened: tuple[str, Path]
) -> None:
    address, folder = opened
    page: Page = browser.new_page(locale="id-ID")
    page.goto(f"{address}items/jembatan")
    kind = page.locator("#f-template")
    other = kind.locator("option:not(:checked)").first.get_attribute("value")
    page.locator(".title-input").press_sequentially(" lagi", delay=0)
    with page.expect_navigation():
        kind.select_option(other)
    text = (folder / "updates" / "jembatan.md").read_text(encoding="utf-8")
    assert " lagi" in text
    assert f"template: {other}" in text
