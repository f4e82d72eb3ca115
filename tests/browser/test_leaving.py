"""What a page takes between a press and the page that follows: nothing, for it would be lost with it."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.browser.pressing import press
from tests.desk import make_bundle
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


def at_item(browser: Browser, address: str) -> Page:
    page: Page = browser.new_page(locale="id-ID")
    page.goto(f"{address}items/jembatan", wait_until="domcontentloaded")
    return page


def test_what_was_typed_when_the_page_was_left_is_kept(
    browser: Browser, opened: tuple[str, Path], folder: Path
) -> None:
    address, _ = opened
    page = at_item(browser, address)
    page.locator('[name="title"]').fill("Ditulis lalu ditinggal")
    page.evaluate("location.href = '/items'")
    page.wait_for_url("**/items")
    path, ends = folder / "updates" / "jembatan.md", time.monotonic() + 20
    while "Ditulis lalu ditinggal" not in path.read_text(encoding="utf-8") and time.monotonic() < ends:
        page.wait_for_timeout(50)
    assert "Ditulis lalu ditinggal" in path.read_text(encoding="utf-8")


def test_a_page_that_met_a_conflict_takes_no_more_words(
    browser: Browser, opened: tuple[str, Path], folder: Path
) -> None:
    address, _ = opened
    page = at_item(browser, address)
    path = folder / "updates" / "jembatan.md"
    path.write_text(path.read_text(encoding="utf-8") + "\nDari tempat lain.\n", encoding="utf-8")
    page.locator('[name="title"]').fill("Dari halaman ini")
    page.get_by_role("link", name="Bandingkan keduanya").wait_for()
    assert page.locator('[name="title"]').is_disabled()
    page.get_by_role("link", name="Bandingkan keduanya").click()
    page.locator(".words-then", has_text="Dari halaman ini").wait_for()


def test_a_refused_upload_and_a_refused_word_say_why(browser: Browser, opened: tuple[str, Path], folder: Path) -> None:
    address, _ = opened
    path = folder / "updates" / "jembatan.md"
    path.write_text(
        path.read_text(encoding="utf-8").replace("template: tiny", "template: program-update"), encoding="utf-8"
    )
    page = at_item(browser, address)
    page.route("**/items/jembatan/files", lambda route: route.fulfill(status=413, body="ini lebih besar dari 2000 MB"))
    page.locator("[data-upload]").first.set_input_files({"name": "a.jpg", "mimeType": "image/jpeg", "buffer": b"x"})
    page.locator("#saved", has_text="lebih besar dari 2000 MB").wait_for()
    page.route("**/items/jembatan", lambda route: route.fulfill(status=403, body="muat lagi halamannya"))
    page.locator('[name="title"]').fill("Ditolak")
    page.locator("#saved", has_text="muat lagi halamannya").wait_for()
    assert "Ditolak" not in path.read_text(encoding="utf-8")


def test_a_refused_form_keeps_what_was_typed_and_drawn(browser: Browser, opened: tuple[str, Path]) -> None:
    address, _ = opened
    page: Page = browser.new_page(locale="id-ID")
    page.goto(f"{address}care/pictures/hijau.jpg")
    page.get_by_role("button", name="Tambah bidang").click()
    page.keyboard.press("ArrowRight")
    page.locator('[name="rights"]').fill("Foto: Dinas PU")
    drawn = page.locator('.areas [name="box"]').input_value()
    page.route(
        "**/care/**",
        lambda route: (
            route.fulfill(status=422, content_type="text/html", body=REFUSED)
            if route.request.method == "POST"
            else route.continue_()
        ),
    )
    page.get_by_role("button", name="Sudah saya periksa").click()
    page.locator("main .errors", has_text="namanya belum ada").wait_for()
    assert page.locator('[name="rights"]').input_value() == "Foto: Dinas PU"
    assert page.locator('.areas [name="box"]').input_value() == drawn
    page.get_by_role("button", name="Tambah bidang").click()
    assert page.locator('.areas [name="box"]').count() == 2


REFUSED = '<main><div class="errors" role="alert"><p>namanya belum ada</p></div><form data-care></form></main>'


def test_the_page_after_an_act_opens_at_its_place(browser: Browser, opened: tuple[str, Path], folder: Path) -> None:
    address, _ = opened
    name = make_bundle(folder).id
    page: Page = browser.new_page(locale="id-ID")
    page.goto(f"{address}items/{name}")
    page.locator("#made summary").click()
    press(page, "Masukkan ke kalender")
    page.wait_for_url(re.compile(rf"/review\?planned={name}#{name}$"))
    assert page.locator(".review-item:target").count() == 1
