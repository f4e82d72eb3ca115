"""Draw the studio's pages for docs/studio.md and docs/mulai.md, in both languages, with headless Chromium."""

from __future__ import annotations

import datetime as dt
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from vlogkit.pipeline.batches.batch import make_items
from vlogkit.pipeline.complaints.imports import import_complaints
from vlogkit.pipeline.making.options import Options
from vlogkit.pipeline.posting.plan_posts import plan_posts
from vlogkit.pipeline.posting.publishing_desk import PublishingDesk
from vlogkit.pipeline.posting.reviewing import approve_post
from vlogkit.pipeline.retracting.retract import retract_item
from vlogkit.records.post import Receipt
from vlogkit.samples.sample_workspace import make_workspace
from vlogkit.workspace import Workspace, open_workspace

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures" / "studio"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ITEM = "jalan-purwodadi-blora"
MADE = (ITEM, "keran-minum-sekolah", "puskesmas-buka-sore", "tunggu-obat-tembalang", "jadwal-layanan-keliling")
"""Items whose cards are rendered; their posts stand in the calendar."""
WIDTH, HEIGHT, TALL, SMALL = 1280, 960, 1320, 960
QUALITY = 72
SHOWN = """() => [...document.images].every((one) => one.complete || one.getBoundingClientRect().top > innerHeight)
  && !document.querySelector("p.working")"""
"""Whether all that stands in the window is there."""
SLOW = 300_000
"""Milliseconds that a busy machine may take to draw a page with all of its pictures."""


def prepare(folder: Path) -> None:
    """The sample workspace with some items made, planned, approved, sent and taken back."""
    make_workspace(folder)
    settings = folder / "vlogkit.yaml"
    text = settings.read_text(encoding="utf-8").replace("videos: [portrait, square, landscape]", "videos: []")
    settings.write_text(text.replace("cards: [portrait, feed, square, landscape]", "cards: [feed]"), encoding="utf-8")
    workspace, now = open_workspace(folder), dt.datetime.now(dt.UTC)
    for outcome in make_items(workspace, MADE, Options(), now=now, jobs=1):
        if outcome.error:
            raise outcome.error
    import_complaints(workspace, workspace.complaints / "laporgub-sample.csv", now=now)
    desk = PublishingDesk(workspace, {})
    try:
        plan_posts(desk, now, author="Ani", items=[])
        _decide(desk, workspace, now)
    finally:
        desk.close()


def _decide(desk: PublishingDesk, workspace: Workspace, now: dt.datetime) -> None:
    sent, back, yes, *_ = (entry.post for entry in desk.ledger.entries())
    approve_post(desk, yes.id, by="Budi", now=now)
    for post in (sent, back):
        values = {"post": post.id, "platform": post.platform, "account": post.account, "sent_at": now}
        receipt = Receipt.model_validate(values | {"remote_id": "1", "url": "https://contoh.test/kabar"})
        desk.ledger.restore(post, receipt, by="Sari", now=now)
    retract_item(desk, back.bundle, reason="angka salah", by="Sari", now=now)


@contextmanager
def served(folder: Path, language: str) -> Iterator[str]:
    """The address of a studio on a folder."""
    process = subprocess.Popen(
        [sys.executable, "-m", "vlogkit", "studio", str(folder), "--no-open"],
        stdout=subprocess.PIPE, text=True, env={**os.environ, "VLOGKIT_LANG": language, "LOGNAME": "Budi"},
    )  # fmt: skip
    try:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.wait(timeout=20)


def keep(page: Page, language: str, name: str) -> None:
    """The window as a small picture."""
    page.wait_for_timeout(400)
    page.wait_for_function(SHOWN)
    with Image.open(io.BytesIO(page.screenshot())) as shot:
        small = shot.convert("RGB").resize((SMALL, round(shot.height * SMALL / shot.width)), Image.Resampling.LANCZOS)
    PICTURES.mkdir(parents=True, exist_ok=True)
    small.save(PICTURES / f"{name}-{language}.webp", quality=QUALITY, method=6)


def draw(browser: Browser, folder: Path, language: str) -> None:
    """Every page in a language."""
    page = browser.new_page(locale=language, viewport={"width": WIDTH, "height": HEIGHT})
    page.set_default_timeout(SLOW)
    with served(folder.parent / f"baru-{language}", language) as address:
        page.goto(address)
        page.evaluate("document.querySelector('.lead code').textContent = 'Documents/dinas-kami'")
        page.locator("[name=agency]").fill("Dinas Perhubungan Kabupaten Contoh")
        page.locator("[name=short]").fill("Dishub Contoh")
        page.locator("img[data-look][src^='blob:']").nth(4).wait_for()
        page.set_viewport_size({"width": WIDTH, "height": TALL})
        keep(page, language, "start")
        page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    with served(folder, language) as address:
        for name, place in (("today", ""), ("make", "items"), ("new", "items/new")):
            page.goto(f"{address}{place}")
            keep(page, language, name)
        page.goto(f"{address}items/{ITEM}")
        page.locator("#still[src^='blob:'], #still[src^='/items']").first.wait_for()
        keep(page, language, "item")
        page.goto(f"{address}complaints")
        page.locator("h2.section").first.wait_for()
        keep(page, language, "complaints")
        page.goto(f"{address}review")
        looked = page.locator(".post-line a[href^='/review/']").first.get_attribute("href") or ""
        page.goto(f"{address}{looked.lstrip('/')}")
        keep(page, language, "decide")
        page.goto(f"{address}review")
        keep(page, language, "review")
        soon = dt.datetime.now(dt.UTC) + dt.timedelta(days=7)
        page.goto(f"{address}calendar?month={soon:%Y-%m}")
        keep(page, language, "calendar")
        for name, place in (("queue", "queue?show=coming"), ("accounts", "accounts")):
            page.goto(f"{address}{place}")
            keep(page, language, name)
        page.goto(f"{address}queue?show=sent")
        page.locator(".post-line a").first.click()
        keep(page, language, "post")
        page.goto(f"{address}retractions")
        page.locator(".post-line a[href^='/retractions/']").first.click()
        page.wait_for_url(re.compile("/retractions/."))
        keep(page, language, "take-back")
    page.close()


def main() -> None:
    """Draw all."""
    from playwright.sync_api import sync_playwright

    if CHROMIUM is None:
        raise SystemExit("Chromium is not installed: apt-get install chromium")
    with tempfile.TemporaryDirectory() as place, sync_playwright() as driver:
        folder = Path(place) / "dinas-contoh"
        prepare(folder)
        for language in ("id", "en"):
            given = ["--no-sandbox", f"--lang={language}"]
            browser = driver.chromium.launch(
                executable_path=CHROMIUM, args=given, env={**os.environ, "LANGUAGE": language}
            )
            draw(browser, folder, language)
            browser.close()


if __name__ == "__main__":
    main()
