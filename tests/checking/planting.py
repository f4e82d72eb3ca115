"""A clean story in a workspace of its own, and a way to plant one fault in it for every finding code."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont
from tests.clips import write_clip
from tests.material import paint, write
from tests.places import Pixels, place

from vlogkit.catalogue import load_frame, to_yaml
from vlogkit.pipeline.checking.check_item import check_item
from vlogkit.pipeline.complaints.imports import import_complaints
from vlogkit.pipeline.telling.complaints import resolved_complaints
from vlogkit.pipeline.telling.items import tell
from vlogkit.records.base import Format
from vlogkit.records.caption import Cue
from vlogkit.records.finding import Finding
from vlogkit.resources import shipped
from vlogkit.typesetting.fitting import fit
from vlogkit.typesetting.fonts import open_book
from vlogkit.typesetting.style import Style
from vlogkit.workspace import Workspace, open_workspace

TODAY = dt.date(2026, 11, 24)
FORMATS: tuple[Format, ...] = ("portrait", "feed", "square", "landscape")
SETTINGS = """name: Dinas Uji
brand: uji
videos: [{formats}]
cards: [{formats}]
"""
SPARE = "checks: {suppress: [{code: field-unshown, reason: One scene shows the title alone.}]}\n"
"""Settings for who counts findings: the scene leaves place, day and body to the texts, which is noted."""
BRAND = """name: uji
label: Uji
extends: jateng
agency: {name: Dinas Uji Provinsi, short: Dinas Uji, office: Melayani}
"""
TEMPLATE = """name: uji
summary: One scene.
kinds: [update]
music: false
scenes:
  - name: satu
    seconds: 3.5
    card: true
    say: "{{ notice.summary }}"
    alt: "{{ notice.title }}"
    ground: deep
    layers:
      - type: stack
        items:
          - {type: identity}
          - {type: text, words: "{{ notice.title }}", style: title, role: paper, lines: 4}
"""
UPDATE = """---
template: uji
title: Jembatan Karanganyar dibuka lagi
place: Kabupaten Kebumen
date: "2026-11-24"
summary: Truk dan bus bisa lewat lagi.
---
Jembatan dibuka lagi.
"""
TITLE = '          - {type: text, words: "{{ notice.title }}", style: title, role: paper, lines: 4}\n'
IDENTITY = "          - {type: identity}\n"
LAYERS = "    layers:\n"
IN_ORDER = ("2026:10:02 17:40:00", "2026:10:03 20:00:00")
"""When the pictures of the sample's first complaint with two of them may have been taken."""
ALLOWED = 'rights: "Foto: Dinas Uji"\nminor: no\n'


@dataclass
class Bench:
    """The clean story and the ways to spoil it; each says what the check finds then."""

    root: Path
    formats: Sequence[Format] = FORMATS

    def __post_init__(self) -> None:
        self.own_settings = SETTINGS.format(formats=", ".join(self.formats))
        write(self.root / "vlogkit.yaml", self.own_settings)
        write(self.root / "brands" / "uji.yaml", BRAND)
        write(self.root / "templates" / "uji" / "template.yaml", TEMPLATE)
        write(self.root / "updates" / "uji.md", UPDATE)

    def workspace(self) -> Workspace:
        return open_workspace(self.root)

    def check(self, name: str = "uji", *, today: dt.date = TODAY) -> Sequence[Finding]:
        return check_item(self.workspace(), name, today=today).findings

    def template(self, *changes: tuple[str, str]) -> Sequence[Finding]:
        """The template with texts of it replaced."""
        write(self.root / "templates" / "uji" / "template.yaml", _changed(TEMPLATE, changes))
        return self.check()

    def layer(self, line: str) -> Sequence[Finding]:
        """The template with another layer in front."""
        return self.template((TITLE, f"{TITLE}      - {line}\n"))

    def behind(self, line: str) -> Sequence[Finding]:
        """The template with another layer behind everything."""
        return self.template((LAYERS, f"{LAYERS}      - {line}\n"))

    def update(self, *changes: tuple[str, str]) -> Sequence[Finding]:
        """The update with texts of it replaced."""
        write(self.root / "updates" / "uji.md", _changed(UPDATE, changes))
        return self.check()

    def settings(self, more: str) -> Sequence[Finding]:
        write(self.root / "vlogkit.yaml", self.own_settings + more)
        return self.check()

    def brand(self, more: str) -> Sequence[Finding]:
        write(self.root / "brands" / "uji.yaml", BRAND + more)
        return self.check()

    def cues(self, *cues: tuple[float, float, str]) -> Sequence[Finding]:
        """The story as a person edited its captions."""
        story = tell(self.workspace(), "uji", today=TODAY).story
        timed = tuple(Cue(start=start, end=end, text=text) for start, end, text in cues)
        scenes = (story.scenes[0].model_copy(update={"cues": timed, "seconds": 30.0}),)
        edited = story.model_copy(update={"scenes": scenes})
        write(self.root / "stories" / "uji.yaml", to_yaml(edited.model_dump(mode="json")))
        return self.check()

    def music(self) -> Sequence[Finding]:
        write(self.root / "musik" / "lagu.wav", "RIFF")
        story = tell(self.workspace(), "uji", today=TODAY).story.model_dump(mode="json")
        write(self.root / "stories" / "uji.yaml", to_yaml(story | {"music": {"file": "musik/lagu.wav"}}))
        return self.check()

    def picture(self, size: tuple[int, int], alt: str = "Bidang hijau.") -> str:
        """A picture in the workspace; the words that name it in an update."""
        paint(self.root / "pictures" / "hijau.jpg", size)
        return f'pictures: [{{file: pictures/hijau.jpg, alt: "{alt}"}}]\n---\nJembatan'

    def clip(self, *, seconds: float, size: tuple[int, int] = (160, 90), flashes: Sequence[int] = ()) -> None:
        """A clip in the workspace that the template shows all over the frame."""
        (self.root / "clips").mkdir(exist_ok=True)
        write_clip(self.root / "clips" / "jalan.mp4", seconds=seconds, size=size, rate=Fraction(30), flashes=flashes)

    def complaint(self, *, taken: Sequence[str] = (), care: str = "", same: bool = False) -> Sequence[Finding]:
        """A complaint whose export names two pictures: that nobody supplied, or taken when it is said."""
        sample = shipped("assets", "samples", "workspace", "complaints", "laporgub-sample.csv")
        workspace = self.workspace()
        import_complaints(workspace, sample, now=dt.datetime(2026, 11, 24, tzinfo=dt.UTC))
        case = next(one for one in resolved_complaints(workspace) if one.after and one.before)
        for turn, (picture, moment) in enumerate(zip((case.before, case.after), taken, strict=False)):
            assert picture is not None
            file = self.root / picture.file
            photograph(file, moment, turn=0 if same else turn)
            write(file.with_name(f"{file.name}.care.yaml"), care)
        return self.check(case.id)


def photograph(path: Path, taken: str, *, turn: int) -> None:
    """A picture that says when it was taken."""
    paint(path, turn=turn)
    exif = Image.Exif()
    exif.get_ifd(0x8769)[36867] = taken
    with Image.open(path) as picture:
        picture.load()
        picture.save(path, "JPEG", quality=92, exif=exif)


def child(bench: Bench) -> Sequence[Finding]:
    more = bench.picture((1600, 1200)).replace("hijau.jpg,", "hijau.jpg, minor: yes,")
    return bench.update(("---\nJembatan", more))


def pair(bench: Bench, before: Pixels, after: Pixels) -> Sequence[Finding]:
    """An update that compares two pictures."""
    (bench.root / "pictures").mkdir(exist_ok=True)
    for name, pixels in (("sebelum", before), ("sesudah", after)):
        Image.fromarray(pixels).save(bench.root / "pictures" / f"{name}.png")
    named = "".join(f"{key}: {{file: pictures/{file}.png, alt: Jalan.}}\n" for key, file in (("before", "sebelum"), ("after", "sesudah")))  # fmt: skip
    bench.update(("---\nJembatan", f"{named}---\nJembatan"))
    return bench.behind('{type: compare, before: "{{ notice.before.file }}", after: "{{ notice.after.file }}"}')


def _changed(text: str, changes: Sequence[tuple[str, str]]) -> str:
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text


def shrunk_words(name: Format) -> str:
    """Words that fit one line of a format's main zone at 30 px only."""
    left, _, right, _ = load_frame(name).zones["main"]
    words = "lebar"
    while not _overflows(f"{words} lebar", right - left, 30.0):
        words += " lebar"
    while not _overflows(f"{words}i", right - left, 30.0):
        words += "i"
    assert _overflows(words, right - left, 31.0)
    return words


def _overflows(words: str, width: float, size: float) -> bool:
    style = Style(weight=600)
    return fit(words.strip(), style, width, size_max=size, size_min=size, max_lines=1, book=open_book()).overflow


def shrinking(bench: Bench) -> Sequence[Finding]:
    by_format = ", ".join(f'{name}: {{words: "{shrunk_words(name)}"}}' for name in FORMATS)
    return bench.template(
        (
            TITLE,
            f"          - {{type: text, words: x, style: body, size: [60, 30], lines: 1, formats: {{{by_format}}}}}\n",
        )
    )


def flashing(bench: Bench) -> Sequence[Finding]:
    bench.clip(seconds=3.5, flashes=[frame for frame in range(105) if frame // 3 % 2])
    return bench.behind("{type: footage, file: clips/jalan.mp4}")


def logo(bench: Bench, shape: str, ground: tuple[int, int, int] | None = None) -> Sequence[Finding]:
    """The brand with another logo, before a flat picture where a ground is given."""
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">{shape}</svg>'
    write(bench.root / "assets" / "logos" / "uji.svg", svg)
    bench.brand("logo: {mark: assets/logos/uji.svg, lockup: mark}\n")
    if ground is None:
        return bench.check()
    (bench.root / "pictures").mkdir(exist_ok=True)
    Image.new("RGB", (1600, 1200), ground).save(bench.root / "pictures" / "datar.png")
    return bench.behind("{type: picture, file: pictures/datar.png}")


def covered(bench: Bench) -> Sequence[Finding]:
    """Words all over a picture: wherever it is moved, its focus lies under them."""
    bench.picture((1600, 1200))
    words = "Truk dan bus bisa lewat lagi. " * 60
    text = f"{{type: text, words: {words!r}, lines: 40, role: paper}}"
    return bench.behind(
        f"{{type: picture, file: pictures/hijau.jpg, focus: [0.3, 0.4]}}\n      - {{type: stack, zone: frame, items: [{text}]}}"
    )


def shown_clip(bench: Bench, seconds: float) -> Sequence[Finding]:
    bench.clip(seconds=seconds)
    return bench.behind("{type: footage, file: clips/jalan.mp4}")


def small_picture(bench: Bench) -> Sequence[Finding]:
    bench.update(("---\nJembatan", bench.picture((160, 120))))
    return bench.behind('{type: picture, file: "{{ notice.pictures[0].file }}"}')


def card(bench: Bench) -> Sequence[Finding]:
    """A picture of a sheet with an invented number on it."""
    bench.update(("---\nJembatan", bench.picture((1200, 900)).replace("hijau.jpg,", "hijau.jpg, minor: no,")))
    font = ImageFont.truetype(str(shipped("assets", "fonts", "noto-sans", "NotoSans-SemiBold.ttf")), 52)
    sheet = Image.new("RGB", (1200, 900), (206, 220, 230))
    ImageDraw.Draw(sheet).text((200, 400), "3300124567890012", font=font, fill=(20, 20, 24))
    sheet.save(bench.root / "pictures" / "hijau.jpg", quality=92)
    return bench.behind('{type: picture, file: "{{ notice.pictures[0].file }}"}')


def expired(bench: Bench) -> Sequence[Finding]:
    return bench.brand('valid_to: "2026-01-31"\n')


def too_long(bench: Bench) -> Sequence[Finding]:
    write(bench.root / "vlogkit.yaml", bench.own_settings + "accounts: [{name: fb, platform: facebook}]\n")
    return bench.template(("seconds: 3.5", "seconds: 1"), ("{{ notice.summary }}", "Buka."))


def small_text(words: str, more: str = "") -> tuple[str, str]:
    return TITLE, f"          - {{type: text, words: {words}, role: paper{more}}}\n"


PLANTED: dict[str, Callable[[Bench], Sequence[Finding]]] = {
    "captions-speed": lambda b: b.cues((0.3, 1.3, "Truk dan bus bisa lewat lagi di sini")),
    "captions-short": lambda b: b.cues((0.3, 0.7, "Ya.")),
    "captions-long": lambda b: b.cues((0.3, 14.0, "Truk dan bus bisa lewat lagi.")),
    "captions-line": lambda b: b.cues((0.3, 5.0, "Truk dan bus sekolah bisa lewat lagi mulai hari\nini")),
    "captions-lines": lambda b: b.cues((0.3, 5.0, "Truk\ndan\nbus\nlewat")),
    "captions-length": lambda b: b.cues((0.3, 9.0, "Truk dan bus sekolah bisa lewat lagi " * 4)),
    "captions-break": lambda b: b.cues((0.3, 5.0, "Harganya Rp\n1,2 miliar saja")),
    "captions-order": lambda b: b.cues((6.0, 8.0, "Truk dan bus lewat."), (1.0, 3.0, "Jembatan dibuka.")),
    "captions-overlap": lambda b: b.cues((0.5, 3.0, "Truk dan bus lewat."), (2.0, 4.0, "Jembatan dibuka.")),
    "captions-gap": lambda b: b.cues((0.5, 3.0, "Truk dan bus lewat."), (3.03, 5.0, "Jembatan dibuka.")),
    "captions-missing": lambda b: b.template(('    say: "{{ notice.summary }}"\n', "")),
    "text-overflow": lambda b: b.update(("Jembatan Karanganyar dibuka lagi", "Jembatan dibuka lagi " * 30)),
    "stack-overflow": lambda b: b.template((TITLE, f"{TITLE}          - {{type: spacer, size: 1900}}\n")),
    "text-shrunk": shrinking,
    "text-overlap": lambda b: b.layer(
        "{type: stack, items: [{type: text, words: Bertumpuk, style: title, role: paper}]}"
    ),
    "colliding-ink": lambda b: b.layer(
        "{type: stack, at: bottom, gap: 0, items: [{type: text, words: (gj), style: display, role: paper},"
        " {type: text, words: (Al), style: title, role: paper}]}"
    ),
    "list-sizes": lambda b: b.layer(
        "{type: text, each: \"['Satu', 'Dua dua dua dua dua dua dua dua dua dua dua dua']\", words: '{{ item }}',"
        " size: [60, 20], lines: 1, role: paper}"
    ),
    "covered-subject": covered,
    "text-break": lambda b: b.template(
        (
            TITLE,
            '          - {type: stack, width: 0.2, items: [{type: text, words: "Rp 1.234,5 miliar", role: paper}]}\n',
        )
    ),
    "text-broken": lambda b: b.template(small_text("Pertanggungjawabannya" * 6, ", size: [60, 50], lines: 9")),
    "outside-safe-area": lambda b: b.layer(
        "{type: stack, zone: frame, items: [{type: text, words: Tepi, role: paper}]}"
    ),
    "safe-area-old": lambda b: b.check(today=dt.date(2028, 3, 1)),
    "contrast-low": lambda b: b.template(("style: title, role: paper", "style: title, role: mute")),
    "flashes": flashing,
    "alt-missing": lambda b: b.update(("---\nJembatan", b.picture((1600, 1200), alt=""))),
    "title-official": lambda b: b.update(("title: Jembatan", "title: Gubernur buka jembatan")),
    "title-place": lambda b: b.update(("place: Kabupaten Kebumen\n", "")),
    "place-unknown": lambda b: b.behind("{type: map, regencies: Kab. Temangung}"),
    "title-date": lambda b: b.update(('date: "2026-11-24"\n', "")),
    "title-result": lambda b: b.update(
        ("Jembatan Karanganyar dibuka lagi", "Kegiatan di Karanganyar"), ("Truk dan bus bisa lewat lagi.", "Rapat.")
    ),
    "campaign-words": lambda b: b.update(("Truk dan bus bisa lewat lagi.", "Coblos nomor urut satu.")),
    "fact-contradicted": lambda b: b.update(
        ("summary: Truk", "facts: [{label: Panjang, value: 12, unit: m}]\nsummary: Panjang 12,4 m. Truk")
    ),
    "field-unshown": lambda b: b.update(("place:", "time: 08.00 WIB\nplace:")),
    "words-unfilled": lambda b: b.update(("dan bus", "{{ notice.place }} dan bus")),
    "words-hiding": lambda b: b.update(("dan bus", "dan \u202ebus")),
    "brand-expired": expired,
    "brand-pair": lambda b: b.template(("style: title, role: paper", "style: title, role: brand")),
    "logo-small": lambda b: b.template((IDENTITY, f"{IDENTITY}          - {{type: icon, icon: mark, size: 40}}\n")),
    "logo-crowded": lambda b: b.template(
        (
            IDENTITY,
            "          - {type: stack, gap: 2, items: [{type: stack, items: [{type: icon, icon: mark, size: 90}]},"
            " {type: text, words: Dinas Uji, role: paper}]}\n",
        )
    ),
    "logo-unreadable": lambda b: logo(b, '<rect y="42" width="100" height="14" fill="#F2B134"/>'),
    "logo-vanishing": lambda b: logo(b, '<circle cx="50" cy="50" r="48" fill="#B0B0B0"/>', (176, 176, 176)),
    "mandatory-missing": lambda b: b.template((IDENTITY, "")),
    "personal-data": lambda b: b.update(("Truk dan bus bisa lewat lagi.", "Hubungi 0812-3456-7890 untuk lewat.")),
    "sensitive-subject": lambda b: b.update(("Truk dan bus bisa lewat lagi.", "Balita boleh lewat lagi.")),
    "picture-minor": child,
    "picture-card": card,
    "picture-rights": lambda b: b.complaint(taken=IN_ORDER, care="minor: no\n"),
    "gate-shut": lambda b: b.complaint(),
    "glyph-missing": lambda b: b.update(("dibuka lagi", "dibuka \U00013000 lagi")),
    "picture-missing": lambda b: b.complaint(),
    "picture-unusable": lambda b: b.complaint(taken=IN_ORDER, care="minor: mungkin\n"),
    "picture-date": lambda b: b.complaint(taken=("2020:01:01 08:00:00", IN_ORDER[1]), care=ALLOWED),
    "picture-order": lambda b: b.complaint(taken=IN_ORDER[::-1], care=ALLOWED),
    "picture-same": lambda b: b.complaint(taken=IN_ORDER, care=ALLOWED, same=True),
    "picture-elsewhere": lambda b: pair(b, place(1), place(2)),
    "picture-unregistered": lambda b: pair(
        b, np.full((900, 1200, 3), 90, np.uint8), np.full((900, 1200, 3), 160, np.uint8)
    ),
    "unused-picture": lambda b: b.update(("---\nJembatan", b.picture((1600, 1200)))),
    "picture-small": small_picture,
    "clip-small": lambda b: shown_clip(b, 4.0),
    "clip-short": lambda b: shown_clip(b, 1.0),
    "voice-draft": lambda b: b.update(("place: Kabupaten Kebumen", "voice: draft\nplace: Kabupaten Kebumen")),
    "music-licence": lambda b: b.music(),
    "video-length": too_long,
    "video-short": lambda b: b.settings("accounts: [{name: yt, platform: youtube, options: {send: video:portrait}}]\n"),
    "item-broken": lambda b: b.update(("---\nJembatan", "pictures: [{file: pictures/tidak-ada.jpg}]\n---\nJembatan")),
    "check-unknown": lambda b: b.settings("checks: {severities: {contrast-lo: note}}\n"),
}
"""How each fault that an item can have is planted."""

EVERY_FORMAT = {
    "text-overflow", "stack-overflow", "text-shrunk", "text-overlap", "text-broken", "outside-safe-area",
    "contrast-low",
    "brand-pair", "logo-small", "logo-crowded", "mandatory-missing", "picture-small", "clip-small",
}  # fmt: skip
"""Faults of the layout: each format has to show them by itself."""
