"""Where a picture cannot be shown, words stand in its place in every list: what is wrong, and where to mend it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.browser.pressing import MINUTE
from tests.material import paint

from vlogkit.pipeline.beginning.first_workspace import first_workspace

if TYPE_CHECKING:
    from playwright.sync_api import Browser

BROKEN = "[...document.images].filter((one) => one.complete && !one.naturalWidth && one.getClientRects().length).length"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    first_workspace(tmp_path / "dinas", "Dinas Contoh")
    text = "---\ntitle: Jembatan dibuka\npictures: [{file: pictures/a.jpg, alt: Jembatan}]\n---\nJembatan dibuka.\n"
    (tmp_path / "dinas" / "updates" / "jembatan.md").write_text(text, encoding="utf-8")
    return tmp_path / "dinas"


def test_no_picture_is_broken_and_the_reason_leads_to_where_it_is_mended(
    browser: Browser, opened: tuple[str, Path]
) -> None:
    address, folder = opened
    page = browser.new_page(locale="id-ID")
    for place in ("", "items"):
        page.goto(address + place)
        tile = page.locator(".tile .undrawn")
        tile.wait_for(timeout=MINUTE)
        assert "pictures/a.jpg" in (tile.text_content() or "")
        assert page.evaluate(BROKEN) == 0
    page.get_by_text("Buka dan perbaiki").click()
    page.locator(".stage .undrawn").wait_for(timeout=MINUTE)
    page.locator("#still-errors", has_text="pictures/a.jpg").wait_for()
    assert page.evaluate(BROKEN) == 0
    paint(folder / "pictures" / "a.jpg", (800, 600))
    page.get_by_label("Di mana").fill("Kecamatan Contoh")
    page.locator("#still[src^=blob]").wait_for(timeout=MINUTE)
    assert page.locator(".stage .undrawn").count() == 0
    assert page.locator("#still").is_visible()
