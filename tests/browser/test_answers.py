"""A yes from a phone in a real browser: the file is opened from the disk, answered without a network, and its code entered."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from tests.answers import PHRASE
from tests.browser.pressing import press
from tests.clips import write_clip
from tests.desk import make_bundle, output
from tests.material import make_workspace, paint

from vlogkit.pipeline.posting.publishing_desk import PublishingDesk
from vlogkit.records.post import Entry
from vlogkit.workspace import open_workspace

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SHOTS = Path("build") / "studio"
SECRET = "tiga kata rahasia"
ITEM = "jalan-blora"
PHONE = {"width": 360, "height": 780}
OWN_CRYPTOGRAPHY = "Object.defineProperty(globalThis, 'crypto', { value: undefined });"
"""What a page from the local network, or from a viewer of files, finds: nothing."""
MINUTE = 60_000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace with a bundle whose pictures and video can be looked at."""
    workspace = make_workspace(tmp_path / "dinas")
    bundle = make_bundle(workspace.root)
    made = workspace.bundles / ITEM
    for number, (name, size) in enumerate({"card-feed.jpg": (864, 1080), "card-square.jpg": (900, 900)}.items()):
        paint(made / name, size, turn=number)
    write_clip(made / "portrait.mp4")
    outputs = [
        output(one.path, (made / one.path).read_bytes(), one.kind, one.format, alt=one.alt, duration=one.duration)
        for one in bundle.outputs
    ]
    (made / "bundle.json").write_text(bundle.model_copy(update={"outputs": tuple(outputs)}).model_dump_json())
    return workspace.root


def shot(page: Page, name: str) -> None:
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=str(SHOTS / f"{name}.png"), full_page=True)


def enroll(page: Page, address: str) -> None:
    """Budi sets his passphrase and his answer phrase."""
    page.goto(f"{address}calendar")
    page.get_by_role("button", name="Jadwalkan yang sudah jadi").click()
    page.get_by_role("heading", name="Sudah di kalender").wait_for()
    page.goto(f"{address}passphrase")
    form = page.locator('form[action="/passphrase"]')
    form.locator('[name="name"]').fill("Budi")
    form.locator('[name="passphrase"]').fill(SECRET)
    form.get_by_role("button").click()
    page.locator("p.lead").wait_for()
    page.goto(f"{address}passphrase")
    form = page.locator('form[action="/answer-phrase"]')
    form.locator('[name="name"]').fill("Budi")
    form.locator('[name="present"]').fill(SECRET)
    form.locator('[name="phrase"]').fill(PHRASE)
    form.get_by_role("button").click()
    page.get_by_text("dapat menjawab dari ponsel").wait_for()


def file_for_budi(page: Page, address: str, place: Path) -> Path:
    """The file, as it is saved from the studio."""
    page.goto(f"{address}sheets/{ITEM}")
    page.get_by_label("Siapa yang dimintai").fill("Budi")
    press(page, "Buat berkasnya")
    link = page.get_by_text("Simpan berkas untuk Budi")
    link.wait_for()
    with page.expect_download() as saved:
        link.click()
    path = place / saved.value.suggested_filename
    saved.value.save_as(path)
    return path


def on_a_phone(browser: Browser, file: Path, script: str = "") -> tuple[Page, list[str]]:
    """The file in a phone's browser, and whatever it asked the network for."""
    context = browser.new_context(viewport=PHONE, locale="id-ID", device_scale_factor=2)
    page = context.new_page()
    if script:
        page.add_init_script(script)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: asked.append(str(error)))
    page.goto(file.as_uri())
    page.get_by_role("heading", name="Bolehkah ini terbit?").wait_for()
    return page, [one for one in asked if not one.startswith(("file:", "data:"))]


def answered(phone: Page, *, reason: str = "", phrase: str = f" {PHRASE.capitalize()} ") -> str:
    """The message that the phone gives back."""
    phone.get_by_label("Frasa jawaban Anda").fill(phrase)
    if reason:
        phone.get_by_label("Atau: apa yang harus diubah").fill(reason)
    phone.get_by_role("button", name="Kembalikan" if reason else "Ya, boleh terbit").click()
    phone.get_by_label("Jawaban Anda, dengan kodenya").wait_for(timeout=2 * MINUTE)
    return phone.locator("#code").input_value()


def enter(page: Page, address: str, message: str) -> str:
    """What the studio says of a message."""
    page.goto(f"{address}sheets/{ITEM}")
    page.locator('form[action="/answers"] textarea').fill(message)
    page.get_by_role("button", name="Masukkan jawaban").click()
    page.get_by_role("heading", name="Jawaban", exact=True).wait_for()
    return page.locator("main").inner_text()


def entry_of(folder: Path) -> Entry:
    desk = PublishingDesk(open_workspace(folder), {})
    try:
        return desk.ledger.entries()[0]
    finally:
        desk.close()


def test_a_file_from_the_disk_is_answered_without_a_network(
    browser: Browser, opened: tuple[str, Path], tmp_path: Path
) -> None:
    address, folder = opened
    page = browser.new_page(locale="id-ID", viewport={"width": 1280, "height": 1000})
    enroll(page, address)
    file = file_for_budi(page, address, tmp_path)
    shot(page, "20-minta-persetujuan")

    phone, asked = on_a_phone(browser, file)
    assert asked == []
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert phone.locator("img").evaluate_all("all => all.length >= 4 && all.every((one) => one.naturalWidth > 0)")
    assert "Kartu feed: jalan beraspal" in phone.locator("main").inner_text()
    shot(phone, "21-lembar-ponsel")
    phone.get_by_label("Frasa jawaban Anda").fill("bukan frasa saya ini")
    phone.get_by_role("button", name="Ya, boleh terbit").click()
    phone.get_by_text("Itu bukan frasa jawaban Anda.").wait_for(timeout=MINUTE)
    message = answered(phone)
    assert message.startswith("YA untuk “Jalan Blora mulus”\nVK1-")
    shot(phone, "22-kode-ponsel")
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]

    changed = tmp_path / "diubah.html"
    changed.write_text(file.read_text(encoding="utf-8").replace("mulus kembali", "rusak kembali"), encoding="utf-8")
    foreign, _ = on_a_phone(browser, changed)
    assert "rusak kembali" in foreign.locator("main").inner_text()
    assert "Ini bukan jawaban Budi" in enter(page, address, answered(foreign))
    assert entry_of(folder).post.state == "draft"

    assert "Budi menyetujuinya. Terbukti." in enter(page, address, message)
    assert entry_of(folder).post.state in {"approved", "scheduled"}


def test_a_viewer_without_cryptography_signs_just_the_same(
    browser: Browser, opened: tuple[str, Path], tmp_path: Path
) -> None:
    address, folder = opened
    page = browser.new_page(locale="id-ID", viewport={"width": 1280, "height": 1000})
    enroll(page, address)
    phone, _ = on_a_phone(browser, file_for_budi(page, address, tmp_path), OWN_CRYPTOGRAPHY)
    message = answered(phone, reason="Angka “12” belum\n benar — periksa lagi")
    assert "Budi mengembalikannya: Angka “12” belum benar — periksa lagi" in enter(page, address, message)
    assert entry_of(folder).reason == "rejected by Budi: Angka “12” belum benar — periksa lagi"


def test_a_link_is_answered_and_the_computer_says_so(browser: Browser, opened: tuple[str, Path]) -> None:
    address, folder = opened
    page = browser.new_page(locale="id-ID", viewport={"width": 1280, "height": 1000})
    enroll(page, address)
    page.goto(f"{address}sheets/{ITEM}")
    page.get_by_label("Siapa yang dimintai").fill("Budi")
    press(page, "Tampilkan kodenya")
    link = page.locator(".phone-code code").inner_text()
    shot(page, "23-tautan")

    context = browser.new_context(viewport=PHONE, locale="id-ID", bypass_csp=False)
    phone = context.new_page()
    phone.goto(link)
    phone.locator("video").first.wait_for()
    phone.wait_for_function("document.querySelector('video').videoWidth === 96")
    shot(phone, "24-tautan-ponsel")
    phone.get_by_label("Frasa jawaban Anda").fill(PHRASE)
    phone.get_by_role("button", name="Ya, boleh terbit").click()
    phone.get_by_text("Terima kasih. Anda menyetujuinya.").wait_for(timeout=2 * MINUTE)
    page.get_by_text("Budi menyetujuinya. Terbukti.").wait_for(timeout=MINUTE)
    assert entry_of(folder).post.state in {"approved", "scheduled"}


def test_the_pages_have_no_serious_fault_for_those_who_cannot_see(
    browser: Browser, opened: tuple[str, Path], tmp_path: Path
) -> None:
    address, _ = opened
    page = browser.new_page(locale="id-ID", viewport={"width": 1280, "height": 1000})
    enroll(page, address)
    file = file_for_budi(page, address, tmp_path)
    context = browser.new_context(bypass_csp=True, viewport=PHONE)
    looked = context.new_page()
    wrong: list[str] = []
    for place in (file.as_uri(), f"{address}sheets/{ITEM}", f"{address}review", f"{address}passphrase"):
        looked.goto(place)
        assert looked.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], place
        found = Axe().run(looked).response["violations"]
        wrong += [f"{place}: {json.dumps(one['nodes'][0]['html'])} {one['id']}" for one in found if one["impact"] in {"serious", "critical"}]  # fmt: skip
    assert wrong == []
