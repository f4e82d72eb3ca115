"""Ordinary, longest and barest notices for a template, with a brand to match."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path

from vlogkit import resources
from vlogkit.catalogue import load_brand, load_template, load_words
from vlogkit.files import sha256_of
from vlogkit.records.brand import Brand
from vlogkit.records.notices.complaint import Complaint
from vlogkit.records.notices.media import Clip, Picture
from vlogkit.records.notices.notice import Notice
from vlogkit.records.notices.notice_base import Fact
from vlogkit.records.notices.tally import Chart, Point, Series, Tally, TallyPart
from vlogkit.records.notices.update import Quote, Update
from vlogkit.records.story import Story
from vlogkit.records.templates.template import Template
from vlogkit.staging.material import Asset, Locate, Material, Watch, nothing_known
from vlogkit.typesetting.fonts import open_book
from vlogkit.writing.stories import write_story

TEMPLATES = tuple(name for name in resources.names("templates") if name != "base")
CASES = ("ordinary", "longest", "barest")
DAY = dt.date(2026, 11, 24)
TITLE = (
    "Perbaikan jalan provinsi ruas Purwodadi–Blora sepanjang 12,4 kilometer selesai lebih cepat, warga Grobogan "
    "kini bisa melintas dengan lancar"
)  # fmt: skip
AGENCY = "Dinas Pemberdayaan Perempuan, Perlindungan Anak, Pengendalian Penduduk dan Keluarga Berencana"
SENTENCE = "Petugas menutup lubang di sepanjang ruas dan memasang marka baru sebelum musim hujan datang. "
WEEKS = ("1 Okt", "8 Okt", "15 Okt", "22 Okt", "29 Okt")
CHARTS = (
    Chart(
        kind="lines", title="Aduan per pekan", unit="aduan", note="menurut pekan aduan masuk",
        series=tuple(
            Series(label=label, points=tuple(Point(label=week, value=value) for week, value in zip(WEEKS, values, strict=True)))
            for label, values in (("Masuk", (212, 245, 301, 188, 120)), ("Selesai", (190, 221, 240, 150, 61)))
        ),
    ),
    Chart(
        kind="bars", title="Aduan menurut sektor", unit="aduan",
        series=(Series(points=tuple(Point(label=name, value=value) for name, value in (("Infrastruktur", 480), ("Kesehatan", 131), ("Pendidikan", 120), ("9 lainnya", 48)))),),
    ),
    Chart(
        kind="ranking", title="Aduan selesai menurut instansi", unit="aduan",
        series=(Series(points=tuple(Point(label=name, value=value) for name, value in ((AGENCY, 312), ("Kabupaten Demak", 131), ("Dinas Kesehatan", 120)))),),
    ),
)  # fmt: skip
SCRIPT = "ꦱꦶꦁꦠꦼꦏꦢꦶꦭꦪꦤꦶ꧈ꦱꦶꦁꦠꦏꦺꦴꦤ꧀ꦢꦶꦗꦮꦧ꧀꧈"


@cache
def template_of(name: str) -> Template:
    """The shipped template; reading YAML takes longer than telling a story."""
    return load_template(name)


@cache
def brand_for(case: str, name: str = "jateng") -> Brand:
    """The brand; the longest case signs with 93 characters, the barest with no office."""
    brand = load_brand(name)
    if case == "longest":
        return brand.model_copy(update={"agency": brand.agency.model_copy(update={"name": AGENCY, "short": AGENCY})})
    if case == "barest":
        return brand.model_copy(update={"agency": brand.agency.model_copy(update={"office": ""})})
    return brand


def notice_for(template: str, case: str) -> Notice:
    """A notice of the first kind the template tells."""
    made = {"tally": _tally, "complaint": _complaint, "update": _update}[template_of(template).kinds[0]](case)
    return made.model_copy(update={"template": template})


@cache
def story_for(template: str, case: str) -> Story:
    """The notice told in its template."""
    notice = notice_for(template, case)
    return write_story(notice, template_of(template), brand_for(case), load_words(notice.lang))


def anywhere(name: str, origin: str) -> Asset:
    """A place for every file, for layouts that nobody draws; logos have their drawing."""
    text = resources.shipped(*name.split("/")).read_text(encoding="utf-8") if name.endswith(".svg") else ""
    return Asset(f"/{name}", "0" * 64, text)


def material(locate: Locate = anywhere, watch: Watch = nothing_known) -> Material:
    """The shipped fonts, and files as they are asked for."""
    return Material(open_book(), locate, watch)


def from_folder(folder: Path) -> Locate:
    """Files of a folder, and the shipped ones."""

    def locate(name: str, origin: str) -> Asset:
        path = folder / name
        path = path if path.exists() else resources.shipped(*name.split("/"))
        return Asset(str(path), sha256_of(path), path.read_text(encoding="utf-8") if path.suffix == ".svg" else "")

    return locate


def _pictures(case: str) -> tuple[Picture, ...]:
    """Two, of which the second is the one before as well: its colours tell it from the first."""
    if case == "barest":
        return ()
    return (
        Picture(file="pictures/a.jpg", alt="Jalan di antara sawah.", focus=(0.5, 0.58)),
        Picture(file="pictures/b.jpg", alt="Jalan di tepi sungai."),
    )


def _update(case: str) -> Update:
    if case == "barest":
        return Update(id="a", title="Libur")
    long = case == "longest"
    return Update(
        id="a", title=TITLE if long else "Ruas Purwodadi–Blora mulus kembali",
        program="Pemeliharaan jalan provinsi" * (3 if long else 1), place="Kabupaten Grobogan", date=DAY,
        summary=SENTENCE if long else "Perjalanan warga 22 menit lebih singkat.",
        body=(SENTENCE * (4 if long else 1),) * 3, pictures=_pictures(case),
        clips=(Clip(file="clips/a.mp4", alt="Truk melintas."),) if long else (),
        facts=(
            Fact(label="Jalan diperbaiki" if not long else SENTENCE[:60], value=12.4, unit="km", decimals=1),
            Fact(label="Waktu tempuh lebih singkat", value=22, unit="menit"),
            Fact(label="Lubang ditutup", value=1234567 if long else 318, unit="titik"),
        ),
        steps=("Minta surat kehilangan di polsek", "Datang ke kecamatan dengan Kartu Keluarga",
               *([SENTENCE] * 4 if long else ["Ambil KTP baru, gratis"])),
        quote=Quote(text=SENTENCE * 2 if long else "Sing teka dilayani.", by=AGENCY if long else "Kepala Pelayanan", script=SCRIPT),
        before=Picture(file="pictures/b.jpg", alt="Sebelum.", date=dt.date(2026, 8, 3)),
        after=Picture(file="pictures/a.jpg", alt="Sesudah.", date=DAY),
    )  # fmt: skip


def _complaint(case: str) -> Complaint:
    reported = dt.datetime(2026, 10, 12, 8, 14, tzinfo=dt.timezone(dt.timedelta(hours=7)))
    if case == "barest":
        return Complaint(id="a", title="Lampu padam", source="s", ticket="1")
    long = case == "longest"
    return Complaint(
        id="a", title=TITLE if long else "Jalan desa berlubang dalam", source="laporgub", ticket="LG1",
        stage="resolved", outcome="fixed", place="Kecamatan Wirosari, Kabupaten Grobogan" * (2 if long else 1),
        summary=SENTENCE, text=SENTENCE * (8 if long else 1), response=SENTENCE * (8 if long else 1),
        reported_at=reported, closed_at=reported + dt.timedelta(hours=9_999 if long else 41),
        before=Picture(file="pictures/b.jpg", alt="Sebelum."), after=Picture(file="pictures/a.jpg", alt="Sesudah."),
    )  # fmt: skip


def _tally(case: str) -> Tally:
    more = {"from": "2018-01-01", "to": "2018-12-13"}
    parts = [
        TallyPart(label="Selesai", count=9805, role="brand"),
        TallyPart(label="Diproses", count=932, role="accent"),
    ]
    if case == "barest":
        return Tally.model_validate(
            {"id": "a", "title": "Aduan", "total": 3, "parts": [{"label": "Selesai", "count": 3}], "source": "S"} | more
        )
    if case == "longest":
        parts += [TallyPart(label=SENTENCE[: 30 + 2 * index], count=10 + index) for index in range(5)]
    return Tally.model_validate(
        {
            "id": "a", "title": TITLE if case == "longest" else "9.805 dari 12.072 aduan selesai", "total": 12072,
            "place": "Jawa Tengah", "parts": parts, "remainder": "Belum dirinci", "body": (SENTENCE,) * 3,
            "source": AGENCY if case == "longest" else "Diskominfo Provinsi Jawa Tengah",
            "charts": () if case == "longest" else CHARTS,
        }
        | more
    )  # fmt: skip
