"""A day in the studio, in Indonesian: from an empty folder to a post that was approved by another person and handed over."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from tests.browser.pressing import press
from tests.material import paint

from vlogkit.pipeline.posting.publishing_desk import PublishingDesk
from vlogkit.workspace import open_workspace

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SHOTS = Path("build") / "studio"
MINUTE = 60_000


def shot(page: Page, name: str) -> None:
    """Keep what the page looks like, for eyes."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=str(SHOTS / f"{name}.png"))


def saved(page: Page) -> None:
    page.locator("#saved", has_text="Tersimpan").wait_for()


def begin(page: Page, address: str, logo: Path) -> None:
    """The first hour: name, logo, look."""
    page.goto(address)
    page.get_by_label("Nama lengkap lembaga").fill("Dinas Contoh Kabupaten Contoh")
    page.get_by_label("Nama pendek").fill("Dinas Contoh")
    page.locator("[data-logo]").set_input_files(str(logo))
    page.locator(".swatch").first.wait_for()
    page.locator("img[data-look][src^=blob]").nth(4).wait_for(timeout=MINUTE)
    shot(page, "1-mulai")
    press(page, page.get_by_role("button", name="Mulai", exact=True))
    page.wait_for_url("**/items/new")


def write(page: Page, picture: Path) -> str:
    """An item with a photo and a number; its name."""
    page.get_by_label("Apa yang berubah bagi warga?").fill("Jembatan Kali Contoh dibuka lagi")
    page.get_by_label("Di mana?").fill("Kecamatan Contoh")
    page.get_by_label("Ceritakan").fill("Jembatan dibuka pagi ini.\n\nWarga tidak perlu memutar lagi.")
    shot(page, "2-tulis")
    press(page, "Lanjut")
    page.wait_for_url(re.compile(r"/items/jembatan-kali-contoh"))
    page.locator("[data-upload]").first.set_input_files(str(picture))
    page.locator('[data-rows="pictures"] > .row').wait_for()
    saved(page)
    page.get_by_role("button", name="Tambah angka").click()
    page.get_by_label("Angka", exact=True).last.fill("12.072")
    page.get_by_label("Satuan").last.fill("orang")
    page.get_by_label("Tentang apa").last.fill("Lewat setiap hari")
    page.get_by_text("dua belas ribu tujuh puluh dua").wait_for()
    saved(page)
    return page.url.rpartition("/")[2]


def mend(page: Page) -> None:
    """The picture lacks its words: the finding stands beside it, and goes when they are written."""
    row = page.locator('[data-rows="pictures"] > .row').first
    row.locator(".finding").first.wait_for(timeout=MINUTE)
    assert "belum punya keterangan" in (row.locator(".finding").first.text_content() or "")
    shot(page, "3-temuan")
    row.get_by_label("Apa yang terlihat").fill("Jembatan beton di atas kali, dua pengendara motor melintas.")
    row.locator(".finding", has_text="belum punya keterangan").wait_for(state="detached", timeout=MINUTE)


def test_a_day_from_an_empty_folder_to_the_outbox(browser: Browser, studio: tuple[str, Path], tmp_path: Path) -> None:
    address, folder = studio
    page = browser.new_page(locale="id-ID", viewport={"width": 1360, "height": 1600})
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    begin(page, address, paint(tmp_path / "logo.png", (96, 96)))
    settings = folder / "vlogkit.yaml"
    text = settings.read_text(encoding="utf-8")
    text = text.replace("videos: [portrait, square, landscape]", "videos: [square]")
    settings.write_text(text.replace("cards: [portrait, feed, square, landscape]", "cards: [square]"), encoding="utf-8")
    name = write(page, paint(tmp_path / "jembatan.jpg", (1600, 1200)))
    assert "value: 12072" in (folder / "updates" / f"{name}.md").read_text(encoding="utf-8")
    mend(page)

    page.get_by_role("button", name="Buat video dan kartu").click()
    page.get_by_role("button", name="Masukkan ke kalender").wait_for(timeout=5 * MINUTE)
    shot(page, "4-jadi")
    press(page, "Masukkan ke kalender")
    page.wait_for_url(re.compile("/review"))
    shot(page, "5-tinjau")
    page.get_by_role("link", name=re.compile("Lihat untuk")).first.click()
    page.get_by_label("Nama Anda", exact=True).fill("Ibu Kepala")
    shot(page, "6-putuskan")
    press(page, "Setujui")
    page.wait_for_url(re.compile("/review$"))

    page.goto(f"{address}calendar")
    slot = page.locator("td:not(.other) .slot[draggable]").first
    if slot.count() == 0:
        page.get_by_role("link", name="Bulan depan").click()
    slot.wait_for()
    days = page.locator("td[data-day]")
    post, target = slot.get_attribute("data-slot"), days.last  # a week's end, also where the month ends today
    if target.locator(f'[data-slot="{post}"]').count():
        target = days.nth(days.count() - 2)
    wanted = target.get_attribute("data-day")
    page.on("dialog", lambda dialog: dialog.accept("uji"))
    slot.hover()
    page.mouse.down()
    box = target.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 20, box["y"] + 40, steps=8)
    page.mouse.move(box["x"] + 40, box["y"] + 60, steps=4)
    with page.expect_navigation(timeout=MINUTE):
        page.mouse.up()
    page.locator(f'td[data-day="{wanted}"] .slot[data-slot="{post}"]').wait_for(timeout=MINUTE)
    shot(page, "7-kalender")

    page.goto(address)
    page.locator(".emergency summary").click()
    page.locator('.emergency [name="reason"]').fill("Banjir bandang")
    press(page, "Hentikan semua kiriman sekarang")
    page.get_by_text("Semua kiriman dihentikan.").wait_for()
    shot(page, "8-dihentikan")
    press(page, "Cabut penghentian")
    page.wait_for_url(re.compile("/queue"))

    assert faults == []
    desk = PublishingDesk(open_workspace(folder), {})
    try:
        (entry,) = desk.ledger.entries()
        assert [yes.by for yes in desk.ledger.said_yes(entry.post)] == ["Ibu Kepala"]
    finally:
        desk.close()
