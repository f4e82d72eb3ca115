"""An export in LaporGub's shape becomes redacted complaints, whatever its encoding and its faults."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.intake.conftest import Imported

from vlogkit.errors import InputError, UsageError
from vlogkit.intake.complaints.exports import open_file
from vlogkit.resources import shipped

Write = Callable[..., Path]
Import = Callable[..., Imported]


def test_a_row_becomes_a_complaint_with_its_times_pictures_and_events(laporgub: Write, imported: Import) -> None:
    (complaint,) = imported(laporgub()).complaints
    assert complaint.id == "laporgub-lgwp10000001"
    assert (complaint.stage, complaint.outcome) == ("resolved", "fixed")
    assert complaint.hours_to_close() == pytest.approx(41)
    assert complaint.hours_to_respond() == pytest.approx(3)
    assert complaint.reported_at is not None
    assert complaint.reported_at.isoformat() == "2026-10-12T08:14:00+07:00"
    assert complaint.district == "Kabupaten Grobogan"
    assert complaint.place == "Kecamatan Wirosari, Kabupaten Grobogan"
    assert complaint.before is not None
    assert complaint.after is not None
    assert (complaint.before.file, complaint.after.file) == ("a-sebelum.jpg", "a-sesudah.jpg")
    assert [event.text for event in complaint.events] == ["Kami cek hari ini.", "Lubang sudah ditambal."]


def test_the_text_is_redacted_and_the_title_says_what_where_and_how_long(laporgub: Write, imported: Import) -> None:
    (complaint,) = imported(laporgub()).complaints
    assert "0812" not in complaint.model_dump_json()
    assert complaint.text == "Jalan desa berlubang dalam, hubungi saya [telepon]."
    assert complaint.title == "Jalan berlubang di Kec. Wirosari, diperbaiki dalam 41 jam"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_every_encoding_and_delimiter_is_found(
    laporgub: Write, imported: Import, now: dt.datetime, encoding: str, delimiter: str
) -> None:
    path = laporgub({"laporan": "Jalan rusak di café “Melati” – tolong"}, encoding=encoding, delimiter=delimiter)
    result = imported(path)
    assert result.complaints[0].text == "Jalan rusak di café “Melati” – tolong"
    assert open_file(path, None, now=now).layout.delimiter == delimiter


def test_the_shipped_sample_comes_in_whole(imported: Import) -> None:
    result = imported(shipped("assets", "samples", "workspace", "complaints", "laporgub-sample.csv"))
    assert (result.report.rows, len(result.complaints), result.report.skipped) == (60, 60, 0)
    assert all(len(complaint.title) <= 80 for complaint in result.complaints)


def test_an_unknown_status_stays_unknown_and_is_reported(laporgub: Write, imported: Import) -> None:
    result = imported(laporgub({"status": "Didalami"}))
    assert result.complaints[0].stage == "unknown"
    assert result.report.problems[0].field == "status"
    assert result.report.problems[0].row == 2


def test_closed_without_evidence_is_not_fixed(laporgub: Write, imported: Import) -> None:
    changes = [
        {"respon2_keterangan": "Terima kasih atas laporannya."},
        {"respon2_keterangan": "Akan segera diperbaiki minggu depan."},
        {"respon2_keterangan": "Setelah dicek, tidak ditemukan kerusakan."},
        {"laporan_jenis": "Pertanyaan", "respon2_keterangan": "Cukup membawa KTP."},
    ]
    outcomes = [complaint.outcome for complaint in imported(laporgub(*changes)).complaints]
    assert outcomes == ["unknown", "unknown", "no_issue_found", "answered"]


def test_an_empty_file_is_an_error_that_says_so(tmp_path: Path, imported: Import) -> None:
    for content in (b"", b"\n\n  \n", b"\xef\xbb\xbf"):
        (tmp_path / "empty.csv").write_bytes(content)
        with pytest.raises(InputError, match="empty"):
            imported(tmp_path / "empty.csv")


def test_a_header_without_rows_is_reported(laporgub: Write, imported: Import) -> None:
    path = laporgub()
    path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    result = imported(path)
    assert (result.report.rows, result.complaints) == (0, ())
    assert "no row below" in result.report.problems[0].reason


def test_a_file_no_profile_fits_names_its_columns(tmp_path: Path, imported: Import) -> None:
    (tmp_path / "odd.csv").write_text("satu,dua\nx,y\n", encoding="utf-8")
    with pytest.raises(InputError, match="satu, dua"):
        imported(tmp_path / "odd.csv")


def test_an_unknown_profile_names_the_known_ones(laporgub: Write, imported: Import) -> None:
    with pytest.raises(UsageError) as caught:
        imported(laporgub(), "laporgup")
    assert "laporgub" in caught.value.hint


def test_a_ticket_that_stands_twice_keeps_the_later_state(laporgub: Write, imported: Import) -> None:
    path = laporgub(
        {"ticket": "LGWP1"}, {"ticket": "LGWP1", "status": "Menunggu", "respon2_date": "", "respon2_keterangan": ""}
    )
    result = imported(path)
    assert len(result.complaints) == 1
    assert result.complaints[0].stage == "resolved"
    assert result.report.skipped == 1


def test_pictures_that_leave_the_workspace_are_left_out(laporgub: Write, imported: Import) -> None:
    names = ["../../etc/passwd", "/etc/passwd", "C:\\secret.jpg", "foto.jpg; ../x-sesudah.jpg", "~/x.jpg"]
    result = imported(laporgub(*({"laporan_lampiran": name} for name in names)))
    assert all(complaint.before is None and complaint.after is None for complaint in result.complaints)
    assert result.report.doubtful == len(names)


def test_a_picture_address_is_not_taken_for_a_file(laporgub: Write, imported: Import) -> None:
    result = imported(laporgub({"laporan_lampiran": "https://example.org/a.jpg"}))
    assert result.complaints[0].before is None
    assert result.report.doubtful == 0


def test_a_street_and_its_number_never_become_the_place(laporgub: Write, imported: Import) -> None:
    result = imported(laporgub({"laporan_lokasi": "Jl. Melati No. 5 RT 02/RW 03, Kecamatan Tayu, Kabupaten Pati"}))
    assert result.complaints[0].place == "Kecamatan Tayu, Kabupaten Pati"
    assert "Melati" not in result.complaints[0].model_dump_json()


def test_odd_tickets_make_distinct_names(laporgub: Write, imported: Import) -> None:
    tickets = ["A/1", "A 1", "A.1", "x" * 90, "x" * 91, "№ 7"]
    ids = [complaint.id for complaint in imported(laporgub(*({"ticket": ticket} for ticket in tickets))).complaints]
    assert len(set(ids)) == len(tickets)
