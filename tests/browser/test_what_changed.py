"""Deciding again, earlier versions, and a studio that is killed while somebody types, in a real browser."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.browser.pressing import press
from tests.desk import make_bundle
from tests.material import make_workspace

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SHOTS = Path("build") / "studio"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    workspace = make_workspace(tmp_path / "dinas")
    make_bundle(workspace.root)
    return workspace.root


def test_who_decides_again_sees_what_changed(browser: Browser, opened: tuple[str, Path]) -> None:
    address, _ = opened
    page: Page = browser.new_page(locale="id-ID", viewport={"width": 1280, "height": 1100})
    page.goto(f"{address}calendar")
    page.get_by_role("button", name="Jadwalkan yang sudah jadi").click()
    page.get_by_role("heading", name="Sudah di kalender").wait_for()
    page.goto(f"{address}review")
    page.locator('.post-line a[href^="/review/"]').first.click()
    page.wait_for_url("**/review/*")
    post = page.url.rpartition("/")[2]
    page.locator('[name="reason"]').fill("angka belum benar")
    press(page, page.locator('[value="reject"]'))
    page.wait_for_url("**/review")
    page.goto(f"{address}posts/{post}")
    page.locator('textarea[name="text"]').fill("Kata yang baru sama sekali.")
    press(page, page.get_by_role("button", name="Ubah").first)
    page.locator(".phone-words", has_text="Kata yang baru sama sekali.").wait_for()
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=str(SHOTS / "13-kiriman.png"), full_page=True)
    page.goto(f"{address}review/{post}")
    page.locator(".words-then ins", has_text="Kata yang baru sama sekali.").wait_for()
    page.screenshot(path=str(SHOTS / "14-berubah.png"), full_page=True)
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signal that kills without a word")
def test_a_studio_that_is_killed_has_saved_all_but_the_last_second(browser: Browser, folder: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "vlogkit", "studio", str(folder), "--no-open"],
        stdout=subprocess.PIPE, text=True, env={**os.environ, "VLOGKIT_LANG": "id"},
    )  # fmt: skip
    assert process.stdout is not None
    page: Page = browser.new_page(locale="id-ID")
    try:
        page.goto(f"{process.stdout.readline().strip()}items/jembatan")
        page.locator("#f-body").press_sequentially(" Warga lewat lagi.", delay=15)
        page.wait_for_timeout(1000)
    finally:
        process.kill()
        process.wait()
    assert "Warga lewat lagi." in (folder / "updates" / "jembatan.md").read_text(encoding="utf-8")
    page.locator("#f-body").press_sequentially(" Masih di sini.", delay=15)
    page.locator("#saved.bad").wait_for()
    assert "Masih di sini." in page.locator("#f-body").input_value()
