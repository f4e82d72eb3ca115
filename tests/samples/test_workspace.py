"""The sample workspace: updates that read well aloud, a tally that adds up, complaints of the real shape."""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from vlogkit import resources
from vlogkit.catalogue import load_template

SAMPLES = Path(__file__).resolve().parents[2] / "assets" / "samples"
UPDATES = sorted((SAMPLES / "workspace" / "updates").glob("*.md"))
UPDATE_KEYS = {
    "kind", "template", "title", "lang", "brand", "program", "place", "date", "summary", "facts", "steps",
    "quote", "pictures", "before", "after", "clips", "hashtags", "link", "from", "to", "time", "source", "phones", "items",
    "captions", "coordinates",
}  # fmt: skip
TALLY_KEYS = {
    "kind", "title", "lang", "brand", "place", "total", "parts", "remainder", "headline", "source", "from",
    "to",
}  # fmt: skip
TEMPLATES = {name for name in resources.names("templates") if load_template(name).kinds}
BRANDS = {"jateng", "dinkes", "bumd", "pdam", "rsud"}
STATUSES = {"Menunggu", "Diverifikasi", "Dalam Tindakan", "Tuntas", "Tidak Layak"}
HEADER = [
    "ticket", "sektor", "posting_date", "laporan_jenis", "laporan_melalui", "laporan_lokasi",
    "laporan_lampiran", "laporan", "status", "anonim", "rahasia", "opd",
    *(f"respon{n}_{part}" for n in range(1, 5) for part in ("date", "perespon", "keterangan")),
]  # fmt: skip


def split(path: Path) -> tuple[dict[str, Any], str]:
    _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    return yaml.safe_load(front), body


def files(front: dict[str, Any]) -> list[str]:
    shown = [*front.get("pictures", []), *front.get("clips", []), front.get("before"), front.get("after")]
    shown += [item.get("picture") for item in front.get("items", [])]
    return [entry["file"] for entry in shown if entry]


def complaints() -> list[dict[str, str]]:
    path = SAMPLES / "workspace" / "complaints" / "laporgub-sample.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def moment(text: str) -> dt.datetime:
    return dt.datetime.strptime(text, "%d-%m-%Y %H:%M WIB")


def answers(row: dict[str, str]) -> list[dt.datetime]:
    return [moment(row[f"respon{n}_date"]) for n in range(1, 5) if row[f"respon{n}_date"]]


@pytest.mark.parametrize("path", UPDATES, ids=lambda path: path.stem)
def test_front_matter_uses_known_keys_and_names(path: Path) -> None:
    front, _ = split(path)
    assert set(front) <= (TALLY_KEYS if front.get("kind") == "tally" else UPDATE_KEYS)
    assert front.get("template", "tally") in TEMPLATES
    assert front["lang"] in {"id", "jv", "en"}
    assert front["brand"] in BRANDS


@pytest.mark.parametrize("path", UPDATES, ids=lambda path: path.stem)
def test_every_picture_and_clip_has_its_drawing_and_its_words(path: Path) -> None:
    front, _ = split(path)
    for name in files(front):
        talk = SAMPLES / "workspace" / "scripts" / f"{Path(name).stem}.txt"
        assert (SAMPLES / "pictures" / f"{Path(name).stem}.svg").is_file() or talk.is_file(), name
    for entry in [*front.get("pictures", []), *front.get("clips", [])]:
        assert 20 <= len(entry["alt"]) <= 125


@pytest.mark.parametrize("path", UPDATES, ids=lambda path: path.stem)
def test_words_stay_within_what_can_be_shown_and_spoken(path: Path) -> None:
    front, body = split(path)
    assert len(front["title"]) <= 80
    talks = [Path(clip["file"]).stem for clip in front.get("clips", []) if "speaker" in clip]
    scripts = [SAMPLES / "workspace" / "scripts" / f"{name}.txt" for name in talks]
    said = body.strip() or "\n\n".join(script.read_text(encoding="utf-8").strip() for script in scripts)
    assert scripts or 2 <= len([part for part in body.split("\n\n") if part.strip()]) <= 4
    for sentence in re.split(r"(?<=[.?!])\s+", said):
        assert 0 < len(sentence) <= 90, sentence
    for step in front.get("steps", []):
        assert len(step) <= 64, step


@pytest.mark.parametrize("path", UPDATES, ids=lambda path: path.stem)
def test_dates_are_quoted_so_that_they_stay_text(path: Path) -> None:
    front, _ = split(path)
    for key in ("date", "from", "to"):
        if key in front:
            assert dt.date.fromisoformat(front[key])
    if "before" in front:
        assert front["before"]["date"] < front["after"]["date"]


def test_the_javanese_updates_fall_on_a_thursday() -> None:
    fronts = [split(path)[0] for path in UPDATES]
    dates = [dt.date.fromisoformat(front["date"]) for front in fronts if front["lang"] == "jv"]
    assert len(dates) == 2
    assert {date.isoweekday() for date in dates} == {4}


def test_the_samples_show_every_template_language_and_brand_at_work() -> None:
    fronts = [split(path)[0] for path in UPDATES]
    assert {front.get("template", "tally") for front in fronts} == TEMPLATES - {"complaint-resolved"}
    assert {front["lang"] for front in fronts} == {"id", "jv", "en"}
    assert {front["brand"] for front in fronts} == BRANDS


def test_the_tally_names_what_its_parts_leave_over() -> None:
    front, _ = split(SAMPLES / "workspace" / "updates" / "aduan-2018.md")
    assert front["total"] - sum(part["count"] for part in front["parts"]) == 1335
    assert front["remainder"] == "Belum dirinci"


def test_there_are_sixty_complaints_under_the_real_headers() -> None:
    rows = complaints()
    assert len(rows) == 60
    assert list(rows[0]) == HEADER
    assert len({row["ticket"] for row in rows}) == 60
    assert all(re.fullmatch(r"LG(WP|MB|IG|WA|FB|TW|AN)\d{8}", row["ticket"]) for row in rows)


def test_complaints_are_spread_over_nineteen_sectors_and_all_statuses() -> None:
    rows = complaints()
    sectors = Counter(row["sektor"] for row in rows)
    assert len(sectors) == 19
    assert sectors["Infrastruktur"] == 27
    assert {row["status"] for row in rows} >= STATUSES
    assert {"Ya", "Tidak"} == {row["rahasia"] for row in rows} == {row["anonim"] for row in rows}


def test_answers_follow_the_complaint_in_time() -> None:
    for row in complaints():
        times = [moment(row["posting_date"]), *answers(row)]
        assert times == sorted(times), row["ticket"]
        assert not (row["status"] == "Tuntas" and len(times) == 1), row["ticket"]


def test_three_complaints_were_mended_in_two_days_and_have_both_pictures() -> None:
    mended = [row for row in complaints() if row["laporan_lampiran"].startswith("pictures/")]
    assert len(mended) == 3
    for row in mended:
        before, after = row["laporan_lampiran"].split("; ")
        assert (before.endswith("-sebelum.jpg"), after.endswith("-sesudah.jpg")) == (True, True)
        assert (SAMPLES / "pictures" / Path(before).with_suffix(".svg").name).is_file()
        assert row["status"] == "Tuntas"
        assert answers(row)[-1] - moment(row["posting_date"]) <= dt.timedelta(hours=48)


def test_personal_data_is_planted_for_the_redactor_and_visibly_invented() -> None:
    text = "\n".join(row["laporan"] for row in complaints())
    phones = re.findall(r"\b08\d{2}[ -]?\d{4}[ -]?\d{4}\b", text)
    assert len(phones) >= 2
    assert all("0000" in phone for phone in phones)
    assert len(re.findall(r"\b\d{16}\b", text)) >= 2
    assert re.search(r"\b\d{18}\b", text)
    assert re.search(r"RT ?\d+", text)
    assert "@example.com" in text
