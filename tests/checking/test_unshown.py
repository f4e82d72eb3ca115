"""What a person filled in is shown by the template, or named with its key: nothing vanishes unsaid."""

from __future__ import annotations

import pytest
from tests.material import ROOT

from vlogkit.catalogue import load_brand, load_template, load_words
from vlogkit.checking.unshown import fields_of, unshown_findings
from vlogkit.errors import Where
from vlogkit.records.base import KeyPath
from vlogkit.records.finding import Finding
from vlogkit.records.notices.tally import Tally
from vlogkit.records.notices.update import Update
from vlogkit.writing.stories import write_story

PICTURE = {"alt": "Sawah.", "credit": "Foto: Dinas Uji", "date": "2026-03-04"}
FULL = Update.model_validate(
    {
        "id": "penuh",
        "title": "Judul penuh",
        "place": "Kabupaten Uji",
        "date": "2026-11-24",
        "summary": "Ringkasan yang utuh.",
        "program": "Program percobaan",
        "body": ["Paragraf pertama selesai.", "Paragraf kedua selesai."],
        "facts": [{"label": f"Angka ke-{number}", "value": number + 0.5, "unit": "km"} for number in range(1, 6)],
        "pictures": [{"file": f"pictures/{number}.jpg"} | PICTURE for number in range(1, 4)],
        "before": {"file": "pictures/sebelum.jpg"} | PICTURE,
        "after": {"file": "pictures/sesudah.jpg", "date": "2026-10-09", "alt": "Jalan."},
        "quote": {"text": "Kami siap melayani.", "by": "Kepala Dinas", "office": "Kantor Percobaan", "script": "ꦱꦸꦒꦼꦁ"},
        "steps": ["Langkah satu", "Langkah dua"],
        "phones": [{"label": "Posko uji", "number": "024-0000001"}],
        "items": [{"title": "Berita kecil", "place": "Desa Uji", "summary": "Kabar pendek."}],
        "source": "Sumber percobaan",
        "time": "08.00–12.00 WIB",
        "from": "2026-12-01",
        "to": "2026-12-04",
    }
)
SHIPPED = sorted(
    path.parent.name for path in (ROOT / "templates").glob("*/template.yaml") if path.parent.name != "base"
)
FOR_UPDATES = [name for name in SHIPPED if "update" in load_template(name).kinds]


def place(key: KeyPath) -> Where:
    return Where("a.md", 1 + len(key))


def findings(update: Update, template: str) -> list[Finding]:
    brand = load_brand("jateng")
    story = write_story(update, load_template(template), brand, load_words("id"))
    return list(unshown_findings(update, story, place))


def named(update: Update, template: str) -> set[str]:
    return {str(finding.params["field"]) for finding in findings(update, template)}


def test_program_update_has_a_place_for_every_fact_and_picture_and_names_what_it_has_none_for() -> None:
    told = named(FULL, "program-update")
    assert {"quote.office", "phones.1.number"} <= told
    assert not {f"{kind}.{number}" for kind in ("facts", "pictures") for number in range(1, 6)} & told
    assert not {"title", "before", "after", "before.date", "after.date"} & told
    assert {"facts.1", "before", "after.date"} <= named(FULL, "announcement")


def test_the_office_of_a_quote_is_drawn_after_the_name() -> None:
    assert not {"quote.text", "quote.by", "quote.office", "quote.script"} & named(FULL, "quote")


@pytest.mark.parametrize("template", FOR_UPDATES)
def test_every_field_a_shipped_template_leaves_out_is_named_with_its_line(template: str) -> None:
    bare = Update(id="kosong", title="Judul penuh", quote=FULL.quote)
    story = write_story(FULL, load_template(template), load_brand("jateng"), load_words("id")).model_dump_json()
    told = {finding.about for finding in findings(FULL, template)}
    lost = [key for key, value in fields_of(FULL) if str(value) not in told and not _drawn(str(value), story)]
    assert lost == []
    assert all(finding.place for finding in findings(FULL, template))
    assert not {"facts.1", "steps.1"} & named(bare, template)


def _drawn(value: str, story: str) -> bool:
    """Whether a value stands in what a story says of itself; days are written out and looked for by their year's end."""
    written = {
        "2026-03-04": "4 Mar",
        "2026-11-24": "24 Nov",
        "2026-12-01": "Desember",
        "2026-12-04": "4 Desember",
        "2026-10-09": "9 Okt",
    }
    return value.split(". ")[0] in story or written.get(value, "\0") in story


def test_every_field_of_a_notice_is_looked_for() -> None:
    looked = {str(key[0]) for key, _ in fields_of(FULL)}
    beside = {
        "id",
        "kind",
        "template",
        "lang",
        "javanese",
        "brand",
        "voice",
        "captions",
        "hashtags",
        "link",
        "posts",
        "chart",
        "mood",
        "thumbnail",
        "feast",
    }
    fields = {field.alias or name for name, field in Update.model_fields.items()}
    assert fields - beside - looked == {"agency", "clips", "coordinates", "publish", "route"}, (
        "a new field is looked for, or goes out beside the picture"
    )
    tally = {field.alias or name for name, field in Tally.model_fields.items()}
    assert tally - beside - looked == {
        "agency",
        "clips",
        "publish",
        "total",
        "parts",
        "remainder",
        "headline",
        "charts",
    }
