"""A vlog cut by its words in a real browser: with the mouse, by dragging, and with the keyboard alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.talks import make_talk

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SHOTS = Path("build") / "studio"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_talk(tmp_path / "dinas").root


def test_a_vlog_is_cut_by_its_words(browser: Browser, opened: tuple[str, Path]) -> None:
    address, folder = opened
    page: Page = browser.new_page(locale="id-ID", viewport={"width": 1280, "height": 1100})
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"{address}items/bicara")
    page.get_by_role("link", name="Potong lewat kata-katanya").click()
    item, cuts = folder / "updates" / "bicara.md", folder / "cuts" / "bicara.yaml"

    page.get_by_role("option", name="kota").click()
    page.get_by_role("button", name="Coret").click()
    page.locator(".token.struck", has_text="kota").wait_for()
    assert "start: 2.500, end: 2.900, keep: false, why: person" in cuts.read_text(encoding="utf-8")
    assert "cuts: cuts/bicara.yaml" in item.read_text(encoding="utf-8")

    page.keyboard.press("Delete")
    page.locator(".token.struck").wait_for(state="detached")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Delete")
    page.locator(".token.struck", has_text="semua").wait_for()
    assert page.locator(".token.struck").count() == 2
    page.keyboard.press("Delete")
    page.locator(".token.struck").first.wait_for(state="detached")

    page.get_by_role("option", name="Cntoh").click()
    page.get_by_label("Tulis kata ini dengan benar").fill("Contoh")
    page.get_by_role("button", name="Perbaiki").click()
    page.get_by_role("option", name="Contoh").wait_for()
    assert "Contoh" in (folder / "captions" / "bicara.vtt").read_text(encoding="utf-8")

    page.locator('[data-put="name"]').drag_to(page.get_by_role("option", name="warga"))
    page.locator(".on-words", has_text="Ratna Contoh").wait_for()
    page.get_by_role("option", name="Selamat").click()
    page.keyboard.press("Shift+ArrowRight")
    page.get_by_label("sisipan kecil").check()
    page.get_by_label("Apa yang terlihat").fill("Sawah hijau")
    page.get_by_role("button", name="Taruh di sini: hijau.jpg").click()
    page.locator(".on-words", has_text="pictures/hijau.jpg").wait_for()
    text = item.read_text(encoding="utf-8")
    assert "name_over: warga" in text
    assert "over: Selamat pagi, inset: true" in text

    page.get_by_role("button", name="Lihat film pada kata ini").click()
    page.locator("#look img[src^=blob]").wait_for(timeout=60_000)
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=str(SHOTS / "9-kata.png"), full_page=True)
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.screenshot(path=str(SHOTS / "9-kata-telepon.png"), full_page=True)
    assert faults == []
