"""Exports that cities and tools published are read with their right counts."""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from tests.intake.conftest import Imported

from vlogkit.errors import InputError
from vlogkit.intake.complaints.exports import open_file
from vlogkit.intake.complaints.importing import import_into
from vlogkit.intake.complaints.store import ComplaintStore
from vlogkit.intake.complaints.vocabulary import meanings
from vlogkit.intake.protecting.protected_pictures import protect_picture
from vlogkit.intake.reading.profiles import profile

Import = Callable[..., Imported]


@pytest.mark.parametrize(
    ("file", "name", "rows", "stages"),
    [
        ("boston311/boston311-100.csv", "boston311", 100, {"resolved": 85, "received": 15}),
        ("boston311/boston311-100-with-fake-pii.csv", "boston311", 100, {"resolved": 85, "received": 15}),
        ("boston311/boston311-10.jsonl", "boston311", 10, {"resolved": 5, "received": 5}),
        ("nyc311/service_requests_fixture.csv", "nyc311", 18, {"unknown": 18}),
        ("open311/o311status_requests_many.xml", "open311-xml", 2, {"received": 2}),
        ("open311/o311status_requests_single.xml", "open311-xml", 1, {"received": 1}),
        ("open311/o311status_service_requests.json", "open311-json", 2, {"received": 2}),
        ("fixmystreet/problems_export_header.csv", "fixmystreet-problems", 0, {}),
        ("fixmystreet/updates_export_header.csv", "fixmystreet-updates", 0, {}),
    ],
)
def test_a_real_file_comes_in_whole(
    real: Path, imported: Import, file: str, name: str, rows: int, stages: dict[str, int]
) -> None:
    result = imported(real / "complaints" / file)
    report = result.report
    assert (report.profile, report.rows, len(result.complaints), report.skipped) == (name, rows, rows, 0)
    assert Counter(complaint.stage for complaint in result.complaints) == stages


@pytest.mark.parametrize(
    ("file", "count"), [("o311status_service_list.json", 3), ("o311status_services_giessen.xml", 8)]
)
def test_a_service_list_names_codes_and_holds_no_complaints(
    real: Path, now: dt.datetime, store: ComplaintStore, file: str, count: int
) -> None:
    report = import_into(store, open_file(real / "complaints" / "open311" / file, None, now=now), now=now)
    assert (report.rows, report.services, report.skipped) == (count, count, 0)
    assert store.count() == 0


def test_a_schema_is_no_export(real: Path, imported: Import) -> None:
    with pytest.raises(InputError, match="no profile fits"):
        imported(real / "complaints" / "nyc311" / "nyc311_inferred.schema.json")


def test_every_nyc_status_but_unspecified_is_understood(real: Path) -> None:
    schema = json.loads((real / "complaints" / "nyc311" / "nyc311_inferred.schema.json").read_text(encoding="utf-8"))
    statuses = schema["properties"]["Status"]["enum"]
    known = meanings().stages
    assert [status for status in statuses if status and status.casefold() not in known] == ["Unspecified"]
    columns = profile("nyc311").columns
    assert {header for headers in columns.values() for header in headers} <= set(schema["properties"])


def test_planted_numbers_and_addresses_are_gone(real: Path, imported: Import) -> None:
    result = imported(real / "complaints" / "boston311" / "boston311-100-with-fake-pii.csv")
    shown = "\n".join(complaint.model_dump_json() for complaint in result.complaints)
    for planted in ("212-555-1234", "987-65-4320", "378734493671000", "joeblows@aol.com", "212-123-5432"):
        assert planted not in shown


def test_every_real_file_is_named_here(real: Path) -> None:
    """A file that somebody adds is counted, or this says so."""
    text = Path(__file__).read_text(encoding="utf-8")
    files = sorted(path.name for path in (real / "complaints").rglob("*") if path.is_file())
    assert len(files) >= 12
    assert [name for name in files if name not in text] == []


def test_boston_has_pictures_before_and_none_after(real: Path, imported: Import) -> None:
    """They are addresses, which are never fetched: no complaint names a file for them."""
    path = real / "complaints" / "boston311" / "boston311-100.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert sum(bool(row["submittedphoto"]) for row in rows) == 42
    assert sum(bool(row["closedphoto"]) for row in rows) == 0
    assert not any(case.before or case.after for case in imported(path).complaints)


@pytest.mark.parametrize("name", ["street-before.jpg", "street-after.jpg"])
def test_a_street_photo_comes_out_upright_and_says_nothing_of_where_it_was_taken(
    real: Path, tmp_path: Path, name: str
) -> None:
    source = real / "media" / name
    with Image.open(source) as given:
        turned = given.getexif().get(0x0112, 1) in {5, 6, 7, 8}
        size = given.size[::-1] if turned else given.size
        assert given.getexif().get_ifd(0x8825)
    record = protect_picture(source, tmp_path, name="jalan")
    assert "gps" in record.removed
    with Image.open(tmp_path / record.file) as shown:
        assert shown.size == size
        assert not shown.getexif()
        assert set(shown.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"}
    assert b"Exif" not in (tmp_path / record.file).read_bytes()
