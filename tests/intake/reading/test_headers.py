"""What was reported in confidence is known by the names of columns, keys and attributes, wherever one stands first."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.intake.conftest import NOW, Imported
from tests.sampled import in_turn

from vlogkit.intake.complaints.exports import open_file
from vlogkit.intake.reading.headers import is_secrecy, key
from vlogkit.intake.reading.json_objects import LARGEST

Import = Callable[..., Imported]
SECRECY = [
    "Rhs", "RHS:", "Rhs (Ya/Tidak)", "Akses", "HAK AKSES", "Tingkat Akses", "Access level", "Klasifikasi Informasi", "Klasifikasi Keamanan", "Sifat",
    "SIFAT LAPORAN:", "Jenis Privasi", "Privasi", "Visibilitas", "Anonim/Rahasia", "Secret", "CONFIDENTIAL", "Private", "is_private", "visibility",
    "Security classification", "Hanya admin", "is_restricted", "Winadi", "Informasi dikecualikan", "Sembunyikan", "Hide", "Tdk Dipublikasikan", "Apakah laporan ini bersifat rahasia?", "Internal only",
]  # fmt: skip
PUBLICITY = [
    "Publikasi", "Boleh Dipublikasikan", "PUBLIK", "Publik (Ya/Tidak)", "Publik?", "Izin Publikasi", "Boleh tayang", "Tampil di web", "Untuk umum",
    "Consent to publish", "Bolehkah laporan ini dipublikasikan?", "Tidak Rahasia", "Bukan rahasia", "not_confidential", "Publish?", "show_on_website", "Diumumkan", "publicly visible", "Shown to public", "Keterbukaan", "is_public:",
]  # fmt: skip
LABELS = [
    "Klasifikasi",
    "Tipe Laporan",
    "JENIS LAPORAN:",
    "tags",
    "Labels",
    "flags",
    "report_type",
    "Label Laporan",
    "keywords",
    "Tanda",
]
SHUT = ["Rahasia", "RHS", "R", "Tertutup", "Terbatas", "Hanya admin", "Dikecualikan", "Internal", "Privat", "winadi"]
YES = ["Ya", "Y", "x", "v", "✓", "1", "true", "inggih"]


def table(tmp_path: Path, header: str, *said: str, encoding: str = "utf-8-sig") -> Path:
    rows = [f'A-{number},Selesai,Lampu mati,"{one}"' for number, one in enumerate(said)]
    path = tmp_path / "aduan.csv"
    path.write_text("\n".join([f'tiket,status,isi,"{header}"', *rows]) + "\n", encoding=encoding)
    return path


def secret(found: Imported) -> list[bool]:
    return [one.confidential for one in found.complaints]


@pytest.mark.parametrize("header", SECRECY)
def test_every_word_for_secrecy_keeps_a_report_in_confidence(header: str, tmp_path: Path, imported: Import) -> None:
    said = [*SHUT, *YES]
    assert secret(imported(table(tmp_path, header, *said, "Tidak", "Publik"))) == [True] * len(said) + [False, False]


@pytest.mark.parametrize("header", PUBLICITY)
def test_a_name_that_says_it_may_be_shown_counts_the_other_way_round(
    header: str, tmp_path: Path, imported: Import
) -> None:
    found = imported(table(tmp_path, header, *SHUT, "Tidak", "N", "0", *YES, "Publik"))
    assert secret(found) == [True] * (len(SHUT) + 3) + [False] * (len(YES) + 1)


@pytest.mark.parametrize("header", LABELS)
def test_a_kind_or_label_that_names_secrecy_counts_and_others_say_nothing(
    header: str, tmp_path: Path, imported: Import
) -> None:
    said = [*SHUT, "jalan, rahasia", "#rahasia", "laporan_rahasia; mendesak"]
    others = ["Infrastruktur", "Keluhan", "Anonim", "3", "tidak rahasia", "jalan, lampu", ""]
    assert secret(imported(table(tmp_path, header, *said, *others))) == [True] * len(said) + [False] * len(others)


@pytest.mark.parametrize(
    ("header", "said"), in_turn([*SECRECY, *PUBLICITY], ["?", "*", "#REF!", "#N/A", "mungkin", "T", "Untuk pimpinan"])
)
def test_what_is_not_understood_is_shut_and_said(header: str, said: str, tmp_path: Path, imported: Import) -> None:
    found = imported(table(tmp_path, header, said))
    assert secret(found) == [True]
    assert [(one.row, one.field) for one in found.report.problems] == [(2, "confidential")]


@pytest.mark.parametrize("said", ["Ya", "x", "✓"])
def test_a_kind_that_is_only_a_yes_is_shut_and_said(said: str, tmp_path: Path, imported: Import) -> None:
    found = imported(table(tmp_path, "Klasifikasi", said))
    assert secret(found) == [True]
    assert len(found.report.problems) == 1


@pytest.mark.parametrize(
    "header",
    ["Sekretaris", "Aksesibilitas", "Akses jalan", "Accessories", "Kota", "Nomor", "Terbuka pada", "publikasi_id", "Internal ID", "Nama jalan",
     "Show room", "Umum", "Notes", "Catatan", "Bukan kewenangan", "tanggal publikasi", "published_at", "is_open"],
)  # fmt: skip
def test_other_names_say_nothing(header: str) -> None:
    assert not is_secrecy(key(header))


RECORD = {"id": "1", "status": "Selesai", "laporan": "lubang"}


@pytest.mark.parametrize(
    "said",
    [
        {"rahasia": True},
        {"Akses": "terbatas"},
        {"tags": ["jalan", "rahasia"]},
        {"flags": ["private"]},
        {"tags": {"0": "rahasia"}},
        {"labels": [{"id": 4, "name": "Rahasia", "color": "red"}]},
        {"meta": {"tags": ["#rahasia"]}},
        {"flags": {"rahasia": True, "urgent": False}},
        {"meta": {"rahasia": False, "Rahasia": True}},
        {"visibility": {"value": "internal", "id": 3}},
        {"is_public": False},
        {"PUBLIK:": "tidak"},
    ],
    ids=str,
)
@pytest.mark.parametrize("before", [0, 60])
def test_a_record_of_json_is_shut_however_late_its_flag_comes(
    before: int, said: dict[str, object], tmp_path: Path, imported: Import
) -> None:
    records = [RECORD | {"id": f"x{number}"} for number in range(before)] + [RECORD | said]
    path = tmp_path / "a.json"
    path.write_text(json.dumps(records), encoding="utf-8")
    found = {one.ticket: one.confidential for one in imported(path).complaints}
    assert [ticket for ticket, shut in found.items() if shut] == ["1"]
    assert len(found) == before + 1


@pytest.mark.parametrize(
    "said",
    [
        {"flags": {"urgent": True, "rahasia": False}},
        {"labels": 1},
        {"tags": [{"name": "jalan", "public": "ya", "active": "ya"}]},
        {"flags": ["jalan"], "meta": {"x": "ya"}},
        {"tags": []},
    ],
    ids=str,
)
def test_other_flags_of_json_say_nothing(said: dict[str, object], tmp_path: Path, imported: Import) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps([RECORD | said]), encoding="utf-8")
    assert secret(imported(path)) == [False]


def test_the_kind_of_a_feature_is_not_the_kind_of_its_complaint(tmp_path: Path, imported: Import) -> None:
    feature = {"type": "Feature", "properties": RECORD | {"type": "Jalan"}}
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    assert [one.category for one in imported(path).complaints] == ["Jalan"]


@pytest.mark.parametrize("outer", [True, False])
def test_of_a_feature_and_its_properties_one_yes_is_enough(outer: bool, tmp_path: Path, imported: Import) -> None:
    properties = {"type": "Feature", "properties": RECORD | {"private": not outer}}
    for feature in (properties | {"private": outer}, {"private": outer} | properties):
        path = tmp_path / "a.json"
        path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
        assert secret(imported(path)) == [True]


@pytest.mark.parametrize(
    "last",
    [
        "<request><service_request_id>1</service_request_id><status>closed</status><rahasia>Ya</rahasia></request>",
        '<request sifat="Tertutup"><service_request_id>1</service_request_id><status>closed</status></request>',
        '<request><service_request_id>1</service_request_id><status>closed</status><description private="true">x</description></request>',
        "<request><service_request_id>1</service_request_id><status>closed</status><tags><tag>a</tag><tag>rahasia</tag></tags></request>",
    ],
)
@pytest.mark.parametrize("before", [0, 60])
def test_an_element_or_attribute_of_xml_is_read_however_late_it_comes(
    before: int, last: str, tmp_path: Path, imported: Import
) -> None:
    others = "".join(
        f"<request><service_request_id>x{number}</service_request_id><status>open</status></request>"
        for number in range(before)
    )
    path = tmp_path / "a.xml"
    path.write_text(f"<service_requests>{others}{last}</service_requests>", encoding="utf-8")
    found = {one.ticket: one.confidential for one in imported(path).complaints}
    assert [ticket for ticket, shut in found.items() if shut] == ["1"]


@pytest.mark.parametrize("around", [{"rahasia": True}, {"SIFAT:": "Tertutup"}, {"is_public": False}])
def test_what_is_said_around_a_list_of_records_is_said_of_each(
    around: dict[str, object], tmp_path: Path, imported: Import
) -> None:
    path = tmp_path / "a.json"
    records = [RECORD, RECORD | {"id": "2", "rahasia": False, "is_public": True}]
    path.write_text(json.dumps(around | {"data": records}), encoding="utf-8")
    assert secret(imported(path)) == [True, True]


REMARKS = ["Keterangan", "Catatan", "remarks", "Kolom 7", "Ket.", "Info tambahan", "Sekretaris"]
NOTHING_BUT_SECRECY = [
    "Rahasia", "RAHASIA!", "(rahasia)", "Dirahasiakan", "Mohon dirahasiakan", "Laporan bersifat rahasia.", "laporan_rahasia", "sangat rahasia",
    "Confidential", "private", "Tertutup", "jangan dipublikasikan", "Internal only", "WBS", "sudah dicek; rahasia", "Segera\nRahasia", "winadi",
]  # fmt: skip
NOT_SECRECY = [
    "", "tidak rahasia", "Bukan laporan rahasia", "tidak bersifat rahasia", "tidak perlu dirahasiakan", "not confidential", "Not a private report", "admin", "petugas", "r", "x", "ya", "Anonim",
    "laporan rahasia dagang sudah dibuka untuk umum oleh pemiliknya", "sekretariat", "Pipa terbatas jumlahnya", "publik", "Sudah dicek",
]  # fmt: skip


@pytest.mark.parametrize("header", REMARKS)
def test_a_remark_that_says_nothing_but_secrecy_shuts_a_report(header: str, tmp_path: Path, imported: Import) -> None:
    found = imported(table(tmp_path, header, *NOTHING_BUT_SECRECY, *NOT_SECRECY))
    told = dict(zip([*NOTHING_BUT_SECRECY, *NOT_SECRECY], secret(found), strict=True))
    assert told == dict.fromkeys(NOTHING_BUT_SECRECY, True) | dict.fromkeys(NOT_SECRECY, False)


@pytest.mark.parametrize("header", ["Nama", "Kontak Pelapor", "No. Telepon", "Email", "Alamat Pelapor", "Identitas"])
def test_what_is_not_told_of_a_person_shuts_no_report(header: str, tmp_path: Path, imported: Import) -> None:
    assert secret(imported(table(tmp_path, header, "Rahasia", "Dirahasiakan"))) == [False, False]


def test_a_second_column_for_what_a_first_one_holds_is_a_remark(tmp_path: Path, imported: Import) -> None:
    path = tmp_path / "aduan.csv"
    path.write_text(
        "tiket,status,isi,tanggapan,keterangan\nA,Selesai,Lampu mati,Sudah diganti,Rahasia\n", encoding="utf-8"
    )
    assert secret(imported(path)) == [True]


@pytest.mark.parametrize("name", ["catatan", "Keterangan lain"])
@pytest.mark.parametrize("before", [0, 60])
def test_a_remark_in_json_shuts_its_record_however_late_it_comes(
    before: int, name: str, tmp_path: Path, imported: Import
) -> None:
    records = [RECORD | {"id": f"x{number}"} for number in range(before)] + [RECORD | {"info": {name: ["Rahasia"]}}]
    path = tmp_path / "a.json"
    path.write_text(json.dumps(records), encoding="utf-8")
    assert [one.ticket for one in imported(path).complaints if one.confidential] == ["1"]


def test_a_column_that_a_profile_drops_says_nothing(tmp_path: Path, imported: Import) -> None:
    mapping = tmp_path / "own.yaml"
    mapping.write_text(
        "title: Desa\nshapes: [csv]\nrecognise: [tiket]\ndrop: [Kondisi pipa]\n"
        "columns: {ticket: [tiket], status: [status], text: [isi]}\n",
        encoding="utf-8",
    )
    assert secret(imported(table(tmp_path, "Kondisi pipa", "Tertutup"), str(mapping))) == [False]


def large(path: Path, before: str, behind: str, *, cut: bool = False) -> Path:
    """A wrapper of more than is read whole, with the same record again and again."""
    records = ",".join(json.dumps(RECORD | {"id": f"x{number}", "laporan": "lubang " * 300}) for number in range(1100))
    assert cut or len(records) > LARGEST
    path.write_text(f"{before}[{records[: 9_000 if cut else None]}{behind}", encoding="utf-8")
    return path


def said_of_each(path: Path) -> list[int]:
    """What is said of secrecy in each record of a file; its texts need not be redacted for that."""
    return [case.confidential for _, case in open_file(path, "generic", now=NOW).cases()]


@pytest.mark.parametrize("cut", [False, True])
@pytest.mark.parametrize(
    ("before", "behind"),
    [
        ('{"rahasia": true, "data": ', "]}"),
        ('{"meta": [{"a": 1}], "Sifat": "Tertutup", "list": ', "]}"),
        ('{"meta": {"is_public": false}, "aduan": ', "]}"),
        ('{"response": {"visibility": "internal", "data": ', "]}}"),
    ],
)
def test_what_a_large_or_broken_wrapper_says_before_its_list_is_said_of_each(
    before: str, behind: str, cut: bool, tmp_path: Path
) -> None:
    found = said_of_each(large(tmp_path / "a.json", before, "" if cut else behind, cut=cut))
    assert len(found) == (4 if cut else 1100)
    assert set(found) == {1}


@pytest.mark.parametrize(
    "behind", ['], "rahasia": "ya"}', '], "next": [1, 2], "meta": {"rahasia": true, "n": [{"b": 1}]}}']
)
def test_what_a_large_wrapper_says_behind_its_list_is_said_of_each(behind: str, tmp_path: Path) -> None:
    assert set(said_of_each(large(tmp_path / "a.json", '{"page": 1, "data": ', behind))) == {1}


def test_a_large_wrapper_that_says_nothing_shuts_nothing(tmp_path: Path) -> None:
    assert set(said_of_each(large(tmp_path / "a.json", '{"rahasia": false, "data": ', '], "n": 1}'))) == {0}
