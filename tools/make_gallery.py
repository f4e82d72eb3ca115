"""Draw docs/gallery.md and its pictures from the shipped templates and the sample items; with `--opening`, only the
pictures with which the README opens."""

from __future__ import annotations

import datetime as dt
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from PIL import Image

from vlogkit import resources
from vlogkit.catalogue import load_brand, load_frame, load_template
from vlogkit.pipeline.complaints.imports import import_complaints
from vlogkit.pipeline.demo import SAMPLE, chosen_complaint
from vlogkit.pipeline.telling.assets import Assets
from vlogkit.pipeline.telling.items import StoryDraft, tell
from vlogkit.records.base import Format
from vlogkit.records.story import StoryScene
from vlogkit.records.timeline import Scene, Timeline
from vlogkit.rendering.frames.drawn_cache import DrawnCache
from vlogkit.rendering.stills import still_pixels
from vlogkit.samples.sample_workspace import make_workspace
from vlogkit.staging.scenes import stage_card, stage_video
from vlogkit.typesetting.fonts import open_book
from vlogkit.workspace import Workspace, open_workspace

DOCS = Path(__file__).resolve().parent.parent / "docs"
SHOWN: dict[str, tuple[str, Format]] = {
    "program-update": ("jalan-purwodadi-blora", "portrait"),
    "complaint-resolved": ("", "portrait"),
    "poster": ("pasar-wage-minggu", "feed"),
    "number": ("tunggu-obat-tembalang", "square"),
    "vlog": ("vlog-irigasi-demak", "portrait"),
    "vlog-interview": ("vlog-antre-puskesmas", "square"),
    "talk": ("talk-loket-puskesmas", "portrait"),
    "tally": ("aduan-2018", "landscape"),
    "announcement": ("jadwal-layanan-keliling", "feed"),
    "faq": ("tanya-ktp-hilang", "feed"),
    "quote": ("semboyan-layanan", "square"),
    "event": ("pasar-tani-ungaran", "feed"),
    "emergency": ("banjir-kali-contoh", "portrait"),
    "weekly-recap": ("sepekan-jawa-tengah", "feed"),
    "leaderboard": ("tanggap-aduan-oktober", "landscape"),
    "explainer": ("cegah-demam-berdarah", "landscape"),
    "carousel": ("jaga-pin-anda", "square"),
    "data-chart": ("waktu-tunggu-puskesmas", "feed"),
    "greeting": ("selamat-natal", "landscape"),
    "case-file": ("lampu-parakan-menyala", "feed"),
    "where": ("jalan-kledung-parakan", "landscape"),
}
"""Template → its sample item (empty: a complaint) and the format that shows it best."""
OPENING: tuple[tuple[str, Format], ...] = (
    ("keran-minum-sekolah", "feed"),
    ("puskesmas-buka-sore", "feed"),
    ("tunggu-obat-tembalang", "feed"),
)
"""The cards with which the README opens: three agencies, three ways to say something."""
MOVING, MOVING_SECONDS, MOVING_RATE, MOVING_SIZE = "talk-loket-puskesmas", 8, 8, (304, 540)
"""The item that moves beside them: its first seconds, in so many pictures a second."""
FORMATS: tuple[Format, ...] = ("portrait", "feed", "square", "landscape")
BRANDS = ("jateng", "dinkes", "bumd")
VIDEO_HEIGHT = 140
HEIGHTS: dict[Format, int] = {"portrait": 620, "feed": 480, "square": 420, "landscape": 360}
MOST_WIDTH, GAP, SHEET_HEIGHT = 1600, 14, 220
GROUND = "#E9E5DE"
QUALITY = 84
DAY = dt.date(2026, 11, 30)


class Studio:
    """A sample workspace whose items are drawn; the pictures of one story share what they have in common."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.complaint = self._complaint()

    def _complaint(self) -> str:
        now = dt.datetime.now(dt.UTC)
        import_complaints(self.workspace, self.workspace.root / SAMPLE, now=now)
        return chosen_complaint(self.workspace, now)

    def told(self, template: str) -> StoryDraft:
        """The sample of a template."""
        return tell(self.workspace, SHOWN[template][0] or self.complaint, today=DAY)

    def card(self, told: StoryDraft, scene: StoryScene, name: Format, brand: str = "") -> Image.Image:
        """A scene standing still, in the item's brand or another one."""
        look = load_brand(brand) if brand else told.brand
        assets = Assets(self.workspace)
        staged = stage_card(told.story, scene, look, load_frame(name), assets.material)
        return Image.fromarray(still_pixels(staged.timeline, scene=0, book=open_book()))

    def frames(self, told: StoryDraft, name: Format) -> list[Image.Image]:
        """A frame of each scene of the video but the last one that every video has, at rest, with a caption."""
        assets = Assets(self.workspace)
        timeline = stage_video(told.story, told.brand, load_frame(name), assets.material).timeline
        store = DrawnCache()
        return [
            Image.fromarray(
                still_pixels(timeline, scene=index, frame=moment(scene, timeline), store=store, book=open_book())
            )
            for index, scene in enumerate(timeline.scenes)
            if scene.name != "outro"
        ]

    def moments(self, told: StoryDraft, name: Format) -> list[Image.Image]:
        """The first frame and the middle of the video."""
        timeline = stage_video(told.story, told.brand, load_frame(name), Assets(self.workspace).material).timeline
        store, book = DrawnCache(), open_book()
        return [
            Image.fromarray(still_pixels(timeline, frame=frame, store=store, book=book))
            for frame in (0, timeline.frames() // 2)
        ]

    def opening(self, folder: Path) -> None:
        """The README's cards, and the beginning of a video as a picture that moves."""
        for number, (item, name) in enumerate(OPENING, 1):
            told = tell(self.workspace, item, today=DAY)
            card = self.card(told, cards_of(told)[0], name).resize((432, 540), Image.Resampling.LANCZOS)
            card.save(folder / f"opening-{number}.webp", quality=QUALITY, method=6)
        told, assets = tell(self.workspace, MOVING, today=DAY), Assets(self.workspace)
        timeline = stage_video(told.story, told.brand, load_frame("portrait"), assets.material).timeline
        first, *others = (
            frame.resize(MOVING_SIZE, Image.Resampling.LANCZOS)
            for frame in moving(timeline, MOVING_SECONDS, MOVING_RATE)
        )
        first.save(
            folder / "opening-video.webp", save_all=True, append_images=others, duration=1000 // MOVING_RATE, loop=0,
            quality=56, method=4, minimize_size=False,
        )  # fmt: skip


def moving(timeline: Timeline, seconds: int, rate: int) -> Iterator[Image.Image]:
    """The first seconds of a video, `rate` pictures a second."""
    store, book = DrawnCache(), open_book()
    for number in range(seconds * rate):
        frame = round(number * timeline.fps() / rate)
        if frame < timeline.frames():
            yield Image.fromarray(still_pixels(timeline, frame=frame, store=store, book=book))


def moment(scene: Scene, timeline: Timeline) -> int:
    """The frame at which everything has arrived and, where captions run, one of them stands."""
    spans = [layer.span for layer in scene.layers if layer.name == "caption" and layer.span]
    later = [(first + last) // 2 for first, last in spans if (first + last) // 2 >= scene.still]
    return min(later[0] if later else scene.still, scene.frames - 1)


def strip(pictures: Sequence[Image.Image], height: int, most: int = MOST_WIDTH) -> Image.Image:
    """Pictures side by side at one height, as many as fit."""
    scaled = [p.resize((round(p.width * height / p.height), height), Image.Resampling.LANCZOS) for p in pictures]
    kept: list[Image.Image] = []
    for picture in scaled:
        if kept and sum(one.width + GAP for one in kept) + picture.width > most:
            break
        kept.append(picture)
    sheet = Image.new("RGB", (sum(one.width for one in kept) + GAP * (len(kept) - 1), height), GROUND)
    x = 0
    for picture in kept:
        sheet.paste(picture, (x, 0))
        x += picture.width + GAP
    return sheet


def column(rows: Sequence[Image.Image]) -> Image.Image:
    """Strips below each other."""
    sheet = Image.new("RGB", (max(r.width for r in rows), sum(r.height for r in rows) + GAP * (len(rows) - 1)), GROUND)
    y = 0
    for row in rows:
        sheet.paste(row, (0, y))
        y += row.height + GAP
    return sheet


def cards_of(told: StoryDraft) -> list[StoryScene]:
    """The scenes that become cards."""
    return [scene for scene in told.story.scenes if scene.card]


def shown(studio: Studio, template: str) -> Image.Image:
    """A template's scenes and cards in the format that shows it best."""
    told, name = studio.told(template), SHOWN[template][1]
    pictures = [] if template == "carousel" else studio.frames(told, name)
    own = [scene for scene in cards_of(told) if not scene.video or template == "carousel"]
    pictures = pictures[:3] if own else pictures
    return strip([*pictures, *(studio.card(told, scene, name) for scene in own)], HEIGHTS[name])


def all_formats(studio: Studio) -> Image.Image:
    """The first card of every template in every format, two templates a row."""
    rows = []
    for template in SHOWN:
        told = studio.told(template)
        rows.append(strip([studio.card(told, cards_of(told)[0], name) for name in FORMATS], SHEET_HEIGHT))
    pairs = [rows[at : at + 2] for at in range(0, len(rows), 2)]
    return column([strip(pair, SHEET_HEIGHT, most=4000) for pair in pairs])


def all_videos(studio: Studio) -> Image.Image:
    """Two moments of every template's video in every format, two templates a row."""
    rows = []
    for template in SHOWN:
        told = studio.told(template)
        rows.append(strip([one for name in FORMATS for one in studio.moments(told, name)], VIDEO_HEIGHT))
    pairs = [rows[at : at + 2] for at in range(0, len(rows), 2)]
    return column([strip(pair, VIDEO_HEIGHT, most=4000) for pair in pairs])


def all_brands(studio: Studio) -> Image.Image:
    """One item in every shipped brand."""
    told = studio.told("faq")
    scene, update = cards_of(told)[0], studio.told("program-update")
    pictures = [studio.card(told, scene, "square", brand) for brand in BRANDS]
    pictures += [studio.card(update, cards_of(update)[0], "square", brand) for brand in BRANDS]
    return strip(pictures, 300, most=4000)


def page() -> str:
    """The words of docs/gallery.md."""
    lines = [
        "# Gallery",
        "",
        "Every picture here was drawn by the renderer from the sample workspace; `python tools/make_gallery.py` draws them anew. Numbers, people and",
        "events in them are invented, except the tally of 2018. [templates.md](templates.md) shows how to change a template or write one.",
        "",
    ]
    for template, (item, name) in SHOWN.items():
        summary = load_template(template).summary
        made = f"`vlogkit render {item}`" if item else "`vlogkit complaints import` and `vlogkit render TICKET`"
        lines += [
            f"## {template}",
            "",
            summary,
            "",
            f"![{summary}](gallery/{template}.webp)",
            "",
            f"{made}, here in {name}.",
            "",
        ]
    lines += [
        "## Every template in every format", "", "Portrait 1080x1920, feed 1080x1350, square 1080x1080 and landscape 1920x1080.", "",
        "![The first card of each template in four formats.](gallery/formats.webp)", "",
        "## Every video at its first frame and in its middle", "",
        "![The first frame and the middle of each template's video in four formats.](gallery/videos.webp)", "",
        "## One item, three brands", "", "![A question and a program's news in the three sample brands.](gallery/brands.webp)", "",
    ]  # fmt: skip
    return "\n".join(lines)


def main() -> int:
    """Draw everything; the kilobytes that the pictures take together are said at the end."""
    missing = {name for name in resources.names("templates") if load_template(name).kinds} - set(SHOWN)
    if missing:
        sys.stderr.write(f"tools/make_gallery.py shows no sample of: {', '.join(sorted(missing))}\n")
        return 1
    target = DOCS / "gallery"
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        make_workspace(Path(folder) / "ws")
        studio = Studio(open_workspace(Path(folder) / "ws"))
        studio.opening(DOCS / "pictures")
        if "--opening" in sys.argv[1:]:
            return 0
        sheets = {template: shown(studio, template) for template in SHOWN}
        sheets |= {"formats": all_formats(studio), "videos": all_videos(studio), "brands": all_brands(studio)}
    for name, sheet in sheets.items():
        sheet.save(target / f"{name}.webp", quality=QUALITY, method=6)
    (DOCS / "gallery.md").write_text(page(), encoding="utf-8", newline="\n")
    size = sum(path.stat().st_size for path in target.glob("*.webp"))
    sys.stdout.write(f"{len(sheets)} pictures, {size / 1000:.0f} kB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
