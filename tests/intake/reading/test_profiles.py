"""Each system's export is recognised by its headers, its statuses understood, and its reporters never read."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from tests.intake.conftest import Imported
from tests.intake.reading.test_sheets import write_xlsx

from vlogkit.errors import InputError, UsageError
from vlogkit.intake.reading.headers import is_secrecy, key
from vlogkit.intake.reading.profiles import IDENTITY, draft, profile, recognised
from vlogkit.resources import names

Import = Callable[..., Imported]
SP4N = {"TrackingID": "7001", "Kategori": "Jalan", "DisposisiInstansi": "Kab. Pati", "Area": "Kabupaten Pati", "Pelapor": "Slamet Riyadi",
        "Status": "Selesai", "TanggalLaporanMasuk": "01/02/2026 08:00", "TanggalDisposisi": "01/02/2026 10:00",
        "TanggalLaporanAktivitasTerakhir": "03/02/2026 08:00", "TanggalLaporanDitutup": "03/02/2026 09:00"}  # fmt: skip
JAKI = {"nomor_laporan": "JK1", "status": "Selesai", "kategori": "Jalan", "isi_laporan": "lubang", "tindak_lanjut": "Lubang sudah ditambal",
        "tanggal_laporan": "01-02-2026 08:00", "tanggal_selesai": "02-02-2026 08:00", "foto_laporan": "a.jpg", "foto_tindak_lanjut": "b.jpg",
        "pelapor": "Slamet"}  # fmt: skip
FIX = {"Report ID": "5", "Title": "Pothole", "Detail": "deep", "User Name": "Jane Doe", "Category": "Roads", "Created": "2026-02-01 08:00",
       "Confirmed": "2026-02-01 09:00", "Acknowledged": "", "Fixed": "2026-02-03 08:00", "Closed": "", "Status": "fixed - council",
       "Latitude": "-6.9", "Longitude": "110.4"}  # fmt: skip
NYC = {"Unique Key": "9", "Created Date": "02/01/2026 01:00:00 PM", "Closed Date": "02/02/2026 01:00:00 PM", "Agency": "DOT",
       "Complaint Type": "Street Condition", "Descriptor": "Pothole", "Status": "Closed", "Borough": "QUEENS",
       "Resolution Description": "The Department observed no evidence of the condition."}  # fmt: skip
BOSTON = {"case_enquiry_id": "1010", "open_dt": "2026-02-01 08:00:00", "target_dt": "2026-02-04 08:00:00", "closed_dt": "2026-02-02 08:00:00",
          "case_status": "Closed", "closure_reason": "Case Closed. Resolved Removed", "case_title": "Graffiti", "type": "Graffiti Removal",
          "neighborhood": "Roxbury", "location": "12 Main St  Boston"}  # fmt: skip


def write(path: Path, *rows: dict[str, str], delimiter: str = ",") -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.mark.parametrize(
    ("row", "expected", "stage", "outcome", "hours"),
    [
        (SP4N, "sp4n-lapor", "resolved", "unknown", 49),
        (JAKI, "jaki", "resolved", "fixed", 24),
        (FIX, "fixmystreet-problems", "resolved", "fixed", 48),
        (NYC, "nyc311", "resolved", "no_issue_found", 24),
        (BOSTON, "boston311", "resolved", "fixed", 24),
    ],
)
def test_a_system_is_recognised_and_read(
    tmp_path: Path, imported: Import, row: dict[str, str], expected: str, stage: str, outcome: str, hours: float
) -> None:
    result = imported(write(tmp_path / "a.csv", row, delimiter=";"))
    (complaint,) = result.complaints
    assert result.report.profile == expected
    assert (complaint.stage, complaint.outcome) == (stage, outcome)
    assert complaint.hours_to_close() == pytest.approx(hours)


@pytest.mark.parametrize("row", [SP4N, JAKI, FIX])
def test_the_reporter_is_nowhere_in_the_complaint(tmp_path: Path, imported: Import, row: dict[str, str]) -> None:
    text = imported(write(tmp_path / "a.csv", row)).complaints[0].model_dump_json()
    assert not any(name in text for name in ("Slamet", "Jane"))


def test_closed_at_fixmystreet_is_not_fixed(tmp_path: Path, imported: Import) -> None:
    rows = [
        {**FIX, "Report ID": str(n), "Status": status, "Fixed": ""}
        for n, status in enumerate(("closed", "unable to fix", "duplicate"))
    ]
    found = [(c.stage, c.outcome) for c in imported(write(tmp_path / "a.csv", *rows)).complaints]
    assert found == [("resolved", "unknown"), ("rejected", "out_of_scope"), ("rejected", "duplicate")]


def test_a_target_time_sets_the_deadline(tmp_path: Path, imported: Import) -> None:
    assert imported(write(tmp_path / "a.csv", BOSTON)).complaints[0].deadline_hours == pytest.approx(72)


def test_a_case_closed_before_it_was_reported_is_doubtful(tmp_path: Path, imported: Import) -> None:
    result = imported(write(tmp_path / "a.csv", {**BOSTON, "closed_dt": "2025-02-02 08:00:00"}))
    assert "closed-before-reported" in result.complaints[0].doubts
    assert result.report.doubtful == 1


def test_a_time_in_the_future_is_doubtful(tmp_path: Path, imported: Import) -> None:
    assert (
        "future-reported_at"
        in imported(write(tmp_path / "a.csv", {**BOSTON, "open_dt": "2031-01-01"})).complaints[0].doubts
    )


def test_naive_times_are_read_in_the_profiles_zone_and_counted(tmp_path: Path, imported: Import) -> None:
    result = imported(write(tmp_path / "a.csv", SP4N))
    assert result.complaints[0].reported_at is not None
    assert result.complaints[0].reported_at.isoformat() == "2026-02-01T08:00:00+07:00"
    assert "naive-time" in result.complaints[0].doubts
    assert any("with no zone" in note for note in result.report.notes)


def test_statuses_differ_in_case_and_coordinates_may_be_zero(tmp_path: Path, imported: Import) -> None:
    rows = [
        {"service_request_id": 1, "status": "OPEN", "lat": 0.0, "long": 0.0},
        {"service_request_id": 2, "status": "open", "lat": "-6.9", "lon": "110"},
    ]
    path = tmp_path / "a.json"
    path.write_text(json.dumps(rows), encoding="utf-8")
    first, second = imported(path).complaints
    assert first.stage == second.stage == "received"
    assert "no-coordinates" in first.doubts
    assert not second.doubts


def test_a_post_code_of_zero_is_no_part_of_the_place(tmp_path: Path, imported: Import) -> None:
    record = {"service_request_id": "1", "status": "open", "zipcode": 0, "address": "Jl. Pemuda 12, Kabupaten Demak, 0"}
    path = tmp_path / "a.json"
    path.write_text(json.dumps([record]), encoding="utf-8")
    (complaint,) = imported(path).complaints
    assert complaint.district == complaint.place == "Kabupaten Demak"


@pytest.mark.parametrize(("said", "confidential"), [("true", True), ("null", False), ("false", False), ("Ya", True)])
def test_yes_and_no_come_as_words_too(
    laporgub: Callable[..., Path], imported: Import, said: str, confidential: bool
) -> None:
    (complaint,) = imported(laporgub({"rahasia": said})).complaints
    assert complaint.confidential is confidential


def test_open311_notes_and_update_times_count(tmp_path: Path, imported: Import) -> None:
    record = {"service_request_id": "1", "status": "closed", "requested_datetime": "2026-02-01T08:00:00+07:00",
              "updated_datetime": "2026-02-02T08:00:00+07:00", "agency_responsible": {"name": "DPU"}, "status_notes": "Pothole repaired",
              "media_url": [{"url": "x.jpg"}], "service_name": "Road - Pot hole"}  # fmt: skip
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"service_requests": [record]}), encoding="utf-8")
    (complaint,) = imported(path).complaints
    assert (complaint.outcome, complaint.agency, complaint.hours_to_close()) == ("fixed", "DPU", 24)


@pytest.mark.parametrize("name", list(names("profiles")))
def test_no_shipped_profile_reads_an_identity(name: str) -> None:
    read = profile(name)
    assert not {key(header) for headers in read.columns.values() for header in headers} & set(IDENTITY)


def test_a_mapping_that_reads_an_identity_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(
        "title: x\nshapes: [csv]\nrecognise: []\ncolumns: {ticket: [id], text: [Nama Pelapor]}\n", encoding="utf-8"
    )
    with pytest.raises(InputError, match="names the reporter"):
        profile(str(path))


def test_a_misspelt_key_of_a_mapping_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(
        "title: x\nshapes: [csv]\nrecognise: []\ncolums: {ticket: [id]}\ncolumns: {ticket: [id]}\n", encoding="utf-8"
    )
    with pytest.raises(InputError, match="colums") as caught:
        profile(str(path))
    assert caught.value.where is not None
    assert caught.value.where.line == 4


def test_a_workspaces_own_profile_is_recognised(tmp_path: Path) -> None:
    (tmp_path / "profiles").mkdir()
    (tmp_path / "profiles" / "own.yaml").write_text(
        "title: x\nshapes: [csv]\nrecognise: [kode aduan]\ncolumns: {ticket: [kode aduan]}\n", encoding="utf-8"
    )
    assert recognised(["Kode Aduan", "isi"], "csv", workspace=tmp_path) == "own"
    with pytest.raises(UsageError):
        profile("own")


def test_a_draft_reads_the_file_it_was_drafted_from(tmp_path: Path, imported: Import) -> None:
    path = write(
        tmp_path / "a.csv",
        {"Nomor": "5", "Kondisi": "x", "Isi Laporan": "jalan rusak", "Nama Pelapor": "Budi", "Tanggal": "1-2-2026"},
    )
    text = draft(["Nomor", "Kondisi", "Isi Laporan", "Nama Pelapor", "Tanggal"], "csv", "contoh")
    assert "drop: [Nama Pelapor]" in text
    assert "Kondisi" in text.split("title:")[0]
    (tmp_path / "draft.yaml").write_text(text, encoding="utf-8")
    (complaint,) = imported(path, str(tmp_path / "draft.yaml")).complaints
    assert (complaint.ticket, complaint.text) == ("5", "jalan rusak")


def test_what_names_the_reporter_is_named_as_not_read(tmp_path: Path, imported: Import) -> None:
    assert (
        "not read, because they name the reporter: User Name" in imported(write(tmp_path / "a.csv", FIX)).report.notes
    )


@pytest.mark.parametrize(
    "header",
    ["Rahasia", "Kerahasiaan", "Rahasia (Ya/Tidak)", "Sifat Laporan", "is_private", "Confidential?", "non_public"],
)
@pytest.mark.parametrize("row", [SP4N, JAKI, FIX], ids=["sp4n", "jaki", "fixmystreet"])
def test_a_column_that_says_what_is_secret_is_read_in_every_system(
    header: str, row: dict[str, str], tmp_path: Path, imported: Import
) -> None:
    (complaint,) = imported(write(tmp_path / "a.csv", row | {header: "Ya"})).complaints
    assert complaint.confidential
    (other,) = imported(write(tmp_path / "b.csv", {**row, header: "Tidak"})).complaints
    assert not other.confidential


@pytest.mark.parametrize(
    "header",
    ["Privat", "is_privat", "Laporan Privat", "Privacy", "Tingkat Privasi", "private_report", "Secret Report", "Tertutup", "Hidden",
     "is_hidden", "Sensitif", "is_sensitive", "Whistleblower", "WBS", "Not public", "non_public", "Rahasiakan Identitas",
     "Tidak dipublikasikan", "kerahasiaan"],
)  # fmt: skip
def test_a_column_of_secrecy_is_read_whatever_it_is_called(tmp_path: Path, imported: Import, header: str) -> None:
    rows = [
        {"id": str(number), "status": "Selesai", "laporan": "lubang", header: said}
        for number, said in enumerate(("Ya", "Tidak"))
    ]
    assert [one.confidential for one in imported(write(tmp_path / "a.csv", *rows)).complaints] == [True, False]


@pytest.mark.parametrize(
    ("header", "closed"), [("Visibilitas", "Privat"), ("Sifat Informasi", "Tertutup"), ("visibility", "private")]
)
def test_a_column_that_names_who_may_see_it_is_read(tmp_path: Path, imported: Import, header: str, closed: str) -> None:
    rows = [
        {"id": str(number), "status": "Selesai", "laporan": "lubang", header: said}
        for number, said in enumerate((closed, "Publik"))
    ]
    assert [one.confidential for one in imported(write(tmp_path / "a.csv", *rows)).complaints] == [True, False]


@pytest.mark.parametrize(
    "header", ["is_public", "Publik", "Dapat Dipublikasikan", "Tampil Publik", "Boleh ditampilkan", "visible"]
)
def test_a_column_that_says_it_may_be_shown_counts_the_other_way_round(
    tmp_path: Path, imported: Import, header: str
) -> None:
    rows = [
        {"id": str(number), "status": "Selesai", "laporan": "lubang", header: said}
        for number, said in enumerate(("Tidak", "Ya"))
    ]
    assert [one.confidential for one in imported(write(tmp_path / "a.csv", *rows)).complaints] == [True, False]


@pytest.mark.parametrize(
    "header", ["Sekretariat", "secretary", "Publication date", "laporan_publik_id", "open_dt", "status"]
)
def test_other_columns_say_nothing_of_secrecy(header: str) -> None:
    assert not is_secrecy(key(header))


@pytest.mark.parametrize("order", [("Rahasia", "sifat_laporan"), ("sifat_laporan", "Rahasia")])
@pytest.mark.parametrize("shape", ["csv", "json", "xlsx"])
def test_of_two_columns_of_secrecy_one_yes_is_enough(
    tmp_path: Path, imported: Import, order: tuple[str, str], shape: str
) -> None:
    row = {"id": "1", "status": "Selesai", "laporan": "lubang"} | {
        name: {"Rahasia": "Tidak", "sifat_laporan": "Rahasia"}[name] for name in order
    }
    path = tmp_path / f"a.{shape}"
    if shape == "csv":
        write(path, row)
    elif shape == "json":
        path.write_text(json.dumps([row]), encoding="utf-8")
    else:
        write_xlsx(path, {"A": [list(row), list(row.values())]})
    (complaint,) = imported(path).complaints
    assert complaint.confidential


@pytest.mark.parametrize(
    ("said", "confidential"),
    [
        ('"flags": {"rahasia": true}', True),
        ('"flags": {"rahasia": false}', False),
        ('"meta": {"deep": [{"is_private": "ya"}, 1]}', True),
        ('"rahasia": {"label": "Publik", "confidential": true}', True),
        ('"rahasia": {"id": 7, "label": "Publik"}', False),
        ('"rahasia": false, "Rahasia": true', True),
        ('"rahasia": false, "rahasia": true', True),
        ('"is_public": false', True),
        ('"options": {"is_public": false}', True),
        ('"options": {"is_public": true}', False),
    ],
)
def test_a_flag_of_json_counts_however_deep_it_stands(
    tmp_path: Path, imported: Import, said: str, confidential: bool
) -> None:
    path = tmp_path / "a.json"
    path.write_text(f'[{{"id": "1", "status": "Selesai", "laporan": "lubang", {said}}}]', encoding="utf-8")
    (complaint,) = imported(path).complaints
    assert complaint.confidential is confidential


def test_a_file_with_the_plain_headings_of_an_office_needs_no_mapping() -> None:
    headers = [
        "No",
        "No Tiket",
        "Tanggal",
        "Nama Pelapor",
        "No Telepon",
        "Isi Aduan",
        "Lokasi",
        "Status",
        "Tanggal Selesai",
    ]
    assert recognised(headers, "csv") == "generic"
    columns = yaml.safe_load(draft(headers, "csv", "aduan"))["columns"]
    assert columns == {
        "ticket": ["No Tiket"],
        "status": ["Status"],
        "location": ["Lokasi"],
        "text": ["Isi Aduan"],
        "reported_at": ["Tanggal"],
        "closed_at": ["Tanggal Selesai"],
    }
