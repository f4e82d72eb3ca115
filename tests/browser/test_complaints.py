"""Complaints in a real browser: an export is dropped, what was taken out is confirmed, a pair of pictures is chosen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.browser.pressing import press
from tests.material import make_workspace, paint
from tests.studio.test_complaints_page import export

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SHOTS = Path("build") / "studio"
SAID = "Jalan desa berlubang dalam dekat pasar. Hubungi saya 0812-3456-7890."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    workspace = make_workspace(tmp_path / "dinas")
    for number, name in enumerate(("lubang", "ditambal")):
        picture = paint(workspace.root / "complaints" / "pictures" / f"{name}.jpg", (640, 480), turn=number)
        care = picture.with_name(f"{picture.name}.care.yaml")
        care.write_text("rights: 'Foto: Dinas Contoh'\nminor: 'no'\n", encoding="utf-8")
    return workspace.root


def shot(page: Page, name: str) -> None:
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=str(SHOTS / f"{name}.png"), full_page=True)


def test_a_complaint_goes_from_the_export_to_two_people(
    browser: Browser, opened: tuple[str, Path], tmp_path: Path
) -> None:
    address, _ = opened
    file = tmp_path / "ekspor.csv"
    file.write_bytes(export({"laporan": SAID}, {"posting_date": "kemarin"}, {"ticket": ""}, {"rahasia": "Ya"}))
    page: Page = browser.new_page(locale="id-ID", viewport={"width": 1280, "height": 1000})
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"{address}complaints")
    page.locator("input[type=file]").set_input_files(str(file))
    page.get_by_text("Yang terbaca dari ekspor.csv").wait_for()
    assert page.locator(".rows-read tbody tr").count() >= 2
    shot(page, "10-aduan")

    page.goto(f"{address}complaints/laporgub-lgwp10000001")
    assert "0812" not in page.content()
    assert page.get_by_role("button", name="Usulkan").is_disabled()
    press(page, page.get_by_role("button", name="Sudah tertutup").first)
    page.get_by_text("sudah diperiksa").first.wait_for()
    page.get_by_label("Foto sebelum: complaints/pictures/lubang.jpg").check()
    page.get_by_label("Foto sesudah: complaints/pictures/ditambal.jpg").check()
    press(page, "Pakai pasangan ini")
    page.locator(".side-by-side img").nth(1).wait_for()
    shot(page, "11-satu-aduan")
    press(page, "Tampilkan tanpa gambar")
    page.get_by_text("ditampilkan tanpa gambar").wait_for()
    page.get_by_label("Nama Anda").fill("Sari")
    press(page, "Usulkan")
    page.get_by_text("diusulkan Sari; orang kedua harus menyetujui").wait_for()
    page.get_by_label("Nama Anda").fill("Budi")
    press(page, "Setujui")
    page.get_by_text("diusulkan Sari, disetujui Budi").wait_for()

    page.goto(f"{address}care/complaints/pictures/lubang.jpg")
    page.get_by_role("button", name="Tambah bidang").click()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowDown")
    box = page.locator('[name="box"]').get_attribute("value")
    assert box == "0.4100,0.4000,0.2000,0.2100"
    press(page, "Sudah saya periksa")
    page.get_by_text("Sudah diperiksa oleh Budi").wait_for()
    shot(page, "12-gambar")
    page.set_viewport_size({"width": 360, "height": 800})
    for place in ("complaints", "complaints/laporgub-lgwp10000001", "care/complaints/pictures/lubang.jpg"):
        page.goto(address + place)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, place
    assert faults == []
