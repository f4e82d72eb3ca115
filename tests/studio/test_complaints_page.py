"""Tests of the complaints' pages: what was read row by row, every gate, redactions and pictures confirmed by people."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.intake.conftest import A_ROW, LAPORGUB
from tests.material import paint
from tests.studio.pages import open_studio

from vlogkit.intake.highlights.choice import fingerprint
from vlogkit.pipeline.complaints.highlights import choose_highlights
from vlogkit.pipeline.complaints.listing import show_complaint
from vlogkit.pipeline.complaints.looked_at import look_at
from vlogkit.workspace import Workspace

FIRST = "laporgub-lgwp10000001"
PAGE = f"/complaints/{FIRST}"
NOW = dt.datetime.now(dt.UTC)


def export(*changes: dict[str, str]) -> bytes:
    """A LaporGub export whose complaints were closed a fortnight ago."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, LAPORGUB)
    writer.writeheader()
    for number, change in enumerate(changes or ({},)):
        row = {**A_ROW, "laporan_lampiran": "", "ticket": f"LGWP1000000{number + 1}"}
        for key, days in (("posting_date", 16), ("respon1_date", 15), ("respon2_date", 14)):
            row[key] = f"{NOW - dt.timedelta(days=days):%d-%m-%Y} 08:14 WIB"
        writer.writerow(row | change)
    return text.getvalue().encode()


@pytest.fixture
def client(workspace: Workspace) -> Iterator[TestClient]:
    with open_studio(workspace.root) as client:
        yield client


def drop(client: TestClient, data: bytes, called: str = "Ekspor Aduan.csv") -> str:
    answer = client.post("/complaints/files", files={"file": (called, data)})
    assert answer.status_code == 200, answer.text
    return answer.text


def act(client: TestClient, **given: str) -> int:
    return client.post(PAGE, data={"by": "Sari"} | given).status_code


def confirm_all(client: TestClient) -> None:
    for mark in re.findall(r'name="mark" value="([0-9a-f]+)"', client.get(PAGE).text):
        assert act(client, act="looked", mark=mark) == 200


def test_a_dropped_export_says_what_was_read_and_what_was_doubtful_row_by_row(
    client: TestClient, workspace: Workspace
) -> None:
    text = drop(client, export({}, {"posting_date": "kemarin"}, {"ticket": ""}))
    assert "3 rows" in text
    assert "2 new" in text
    rows = re.findall(r"<td>(\d+)</td><td>(?:<b class=\"bad\">)?([a-z ]+)", text)
    assert ("4", "left out") in rows
    assert ("3", "taken with a doubt") in rows
    assert [path.name for path in workspace.complaints.iterdir()] == ["ekspor-aduan.csv"]
    assert "2 as before" in drop(client, export({}, {"posting_date": "kemarin"}, {"ticket": ""}))
    assert [path.name for path in workspace.complaints.iterdir()] == ["ekspor-aduan.csv"]


@pytest.mark.parametrize(("called", "data"), [("a.exe", b"MZ"), ("a.xlsx", b"PK broken"), ("a.csv", b""), ("", b"")])
def test_what_is_no_export_is_one_error_and_is_not_kept(
    client: TestClient, workspace: Workspace, called: str, data: bytes
) -> None:
    answer = client.post("/complaints/files", files={"file": (called, data)})
    assert answer.status_code == 422
    assert 'class="errors"' in answer.text
    assert not workspace.complaints.is_dir() or list(workspace.complaints.iterdir()) == []


def test_every_gate_is_told_with_its_reason_in_the_persons_language(workspace: Workspace) -> None:
    with open_studio(workspace.root, "id") as client:
        drop(client, export({}, {"status": "Dalam Tindakan"}, {"rahasia": "Ya"}))
        assert "Aduan sedang diperiksa." in client.get("/complaints").text
        assert "0 dari 3 boleh ditampilkan" in client.get("/complaints/found").text
        assert "0 dari 3 boleh ditampilkan" in client.get("/complaints").text
        text = client.get(PAGE).text
        assert text.count("✓") == 8
        assert "belum ada yang mengusulkan keadaan sekarang" in text
        assert "laporannya rahasia" in client.get("/complaints/laporgub-lgwp10000003").text
        assert "sedang ditangani" in client.get("/complaints/laporgub-lgwp10000002").text


def test_what_was_taken_out_is_confirmed_one_by_one_before_a_complaint_is_proposed(
    client: TestClient, workspace: Workspace
) -> None:
    drop(client, export({"laporan": "Jalan desa berlubang, hubungi 0812-3456-7890 atau budi@contoh.id."}))
    text = client.get(PAGE).text
    assert "0812" not in text
    assert "budi@" not in text
    assert text.count("It is well hidden") == 2
    assert act(client, act="propose") == 422
    mark = re.findall(r'name="mark" value="([0-9a-f]+)"', text)[0]
    assert act(client, act="looked", mark=mark) == 200
    assert client.get(PAGE).text.count("It is well hidden") == 1
    assert act(client, act="propose") == 422
    assert act(client, act="looked", mark="beef") == 422
    confirm_all(client)
    assert 'value="approve" disabled' in client.get(PAGE).text
    assert act(client, act="propose") == 200
    assert 'value="approve" disabled' not in client.get(PAGE).text
    assert act(client, act="approve") == 422
    assert act(client, act="approve", by="Budi") == 200
    assert choose_highlights(workspace, now=NOW).eligible == 1


def test_other_words_are_to_be_confirmed_anew(client: TestClient, workspace: Workspace) -> None:
    drop(client, export({"laporan": "Jalan berlubang, hubungi 0812-3456-7890."}))
    confirm_all(client)
    assert look_at(workspace, FIRST, now=NOW).unseen() == 0
    drop(client, export({"laporan": "Jalan rusak parah, hubungi 0812-3456-7899."}), "baru.csv")
    assert look_at(workspace, FIRST, now=NOW).unseen() == 1


def test_a_pair_is_chosen_registered_and_known_to_the_commands_too(client: TestClient, workspace: Workspace) -> None:
    drop(client, export())
    for number, name in enumerate(("lubang", "ditambal")):
        picture = paint(workspace.root / "complaints" / "pictures" / f"{name}.jpg", (640, 480), turn=number)
        care = picture.with_name(f"{picture.name}.care.yaml")
        care.write_text("rights: 'Foto: Dinas Contoh'\nminor: 'no'\n", encoding="utf-8")
    before = fingerprint(look_at(workspace, FIRST, now=NOW).candidate.complaint)
    given = {"before": "complaints/pictures/lubang.jpg", "after": "complaints/pictures/ditambal.jpg"}
    assert act(client, act="pictures", **given) == 200
    look = look_at(workspace, FIRST, now=NOW)
    assert look.registration is not None
    assert fingerprint(look.candidate.complaint) != before
    told = show_complaint(workspace, FIRST)
    assert (told.before and told.before.file, told.after and told.after.file) == tuple(given.values())
    assert client.get(f"{PAGE}/pictures/before").headers["content-type"] == "image/jpeg"
    assert act(client, act="pictures", before=given["before"], after=given["before"]) == 422
    assert act(client, act="pictures", before="vlogkit.yaml", after="") == 422
    assert act(client, act="pictures", before="", after="") == 200
    assert client.get(f"{PAGE}/pictures/before").status_code == 404


def test_a_complaint_is_kept_from_being_shown_with_a_reason(client: TestClient) -> None:
    drop(client, export())
    assert act(client, act="reject", reason="") == 422
    assert act(client, act="reject", reason="keluarga keberatan") == 200
    assert "keluarga keberatan" in client.get(PAGE).text
    assert client.get("/complaints/tidak-ada").status_code == 404


def test_areas_of_a_picture_are_confirmed_left_and_added(client: TestClient, workspace: Workspace) -> None:
    address = "/care/pictures/hijau.jpg?back=/items/jembatan"
    assert 'href="/items/jembatan"' in client.get(address).text
    original = client.get("/protected/pictures/hijau.jpg").content
    given = {"by": "Sari", "box": "0.1,0.1,0.5,0.5", "area": "0.7,0.7,0.1,0.1", "rights": "Foto: Dinas", "minor": "no"}
    assert client.post(address, data=given).status_code == 200
    notes = (workspace.root / "pictures" / "hijau.jpg.care.yaml").read_text(encoding="utf-8")
    assert "boxes:" in notes
    assert "keep:" in notes
    assert "by: Sari" in notes
    assert client.get("/protected/pictures/hijau.jpg").content != original
    assert "Sari looked at it." in client.get(address).text
    assert client.post(address, data={"by": "Sari", "box": "a,b"}).status_code == 422
    assert client.post("/care/../vlogkit.yaml", data={"by": "Sari"}).status_code in {404, 422}
    assert client.get("/care/.vlogkit/ledger.sqlite").status_code in {404, 422}


def test_what_a_care_file_says_else_stays(client: TestClient, workspace: Workspace) -> None:
    notes = workspace.root / "pictures" / "hijau.jpg.care.yaml"
    notes.write_text("# Dilihat bersama Pak Lurah.\nreason: foto udara saja\n", encoding="utf-8")
    client.post("/care/pictures/hijau.jpg", data={"by": "Sari", "rights": "Foto: Dinas"})
    text = notes.read_text(encoding="utf-8")
    assert text.startswith("# Dilihat bersama Pak Lurah.\nreason: foto udara saja\n")
    assert Path(notes).is_file()


COLUMNS = "Kode Berkas,Diterima,Nama Pelapor,Kontak WA,Bunyi Aduan,Lokasi,Perkembangan,Tanggal Selesai"
ROWS = (
    "B-1,02/11/2026,Wulan Contoh,0812-3456-7890,Lampu <b>mati</b> hubungi 0812-3456-7890,Jl. Contoh 1,Beres,05/11/2026",
    "B-2,13/11/2026,Tono Contoh,0812-0000-1111,Jalan berlubang dekat pasar,Jl. Contoh 2,Dikerjakan,",
)
CHOSEN = ["ticket", "reported_at", "", "", "text", "location", "status", "closed_at"]


def test_an_export_with_the_plain_headings_of_an_office_is_read_at_once(client: TestClient) -> None:
    text = drop(
        client,
        b"No Tiket,Tanggal,Nama Pelapor,Isi Aduan,Lokasi,Status,Tanggal Selesai\n"
        b"T-1,02/11/2026,Wulan Contoh,Lampu jalan mati,Jl. Contoh 1,Selesai,05/11/2026\n",
    )
    assert "1 new" in text
    assert "columns-asked" not in text


def test_the_columns_of_an_unknown_export_are_asked_kept_and_known_the_next_time(
    client: TestClient, workspace: Workspace
) -> None:
    text = drop(client, "\n".join((COLUMNS, *ROWS)).encode(), "Buku Aduan.csv")
    assert re.findall(r'<option value="(\w*)" selected>', text) == ["location", "closed_at"]
    assert "Never read" in text
    assert [words for words in ("Wulan", "0812", "<b>mati") if words in text] == []
    given = {"file": "buku-aduan.csv", "column": CHOSEN}
    text = client.post("/complaints/columns", data=given).text
    assert re.findall(r'name="word" value="(\w+)"', text) == ["Beres", "Dikerjakan"]
    given |= {"word": ["Beres", "Dikerjakan"], "stage": ["resolved", "in_progress"]}
    answer = client.post("/complaints/columns", data=given)
    assert answer.status_code == 200
    assert "2 new" in answer.text
    assert show_complaint(workspace, "buku-aduan-b-1").stage == "resolved"
    assert (workspace.root / "profiles" / "buku-aduan.yaml").is_file()
    assert "1 new" in drop(client, f"{COLUMNS}\n{ROWS[0].replace('B-1', 'B-3')}".encode(), "berikutnya.csv")


def test_a_column_that_is_needed_or_said_twice_is_told_at_the_form_and_nothing_is_kept(
    workspace: Workspace,
) -> None:
    with open_studio(workspace.root, "id") as client:
        drop(client, "\n".join((COLUMNS, *ROWS)).encode())
        for change, words in (
            ({0: ""}, "belum ada kolom yang menjadi nomor tiket"),
            ({4: "", 6: ""}, "belum ada kolom untuk isi aduan, status, atau tanggapan"),
            ({1: "closed_at"}, "“Diterima” dan “Tanggal Selesai” dinyatakan sama"),
        ):
            chosen = [change.get(number, meaning) for number, meaning in enumerate(CHOSEN)]
            given = {"file": "ekspor-aduan.csv", "column": chosen, "word": ["Beres", "Dikerjakan"]}
            answer = client.post("/complaints/columns", data=given | {"stage": ["resolved", "in_progress"]})
            assert answer.status_code == 422
            assert words in answer.text
            assert "columns-asked" in answer.text
    assert not (workspace.root / "profiles").exists()


@pytest.mark.parametrize("file", ["../vlogkit.yaml", "tidak-ada.csv", "", ".ekspor.csv"])
def test_only_an_export_that_was_dropped_is_asked_about(client: TestClient, file: str) -> None:
    assert client.post("/complaints/columns", data={"file": file, "column": ["ticket", "text"]}).status_code == 422


def test_what_was_taken_for_what_is_said_anew_and_the_complaints_stay_the_same_ones(
    client: TestClient, workspace: Workspace
) -> None:
    text = drop(client, b"No Tiket,Status,Bunyi\nT-1,Selesai,Lampu jalan mati\n", "aduan.csv")
    assert 'name="instead" value="generic"' in text
    given = {"file": "aduan.csv", "instead": "generic"}
    assert "columns-asked" in client.post("/complaints/columns", data=given).text
    said = {"column": ["ticket", "status", "text"], "word": ["Selesai"], "stage": ["resolved"]}
    text = client.post("/complaints/columns", data=given | said).text
    assert "0 new, 1 changed" in text
    assert show_complaint(workspace, "generic-t-1").stage == "resolved"
    given |= {"instead": "aduan"}
    assert re.findall(r'value="(\w+)" selected', client.post("/complaints/columns", data=given).text)[-4:] == [
        "ticket",
        "status",
        "text",
        "resolved",
    ]
    assert "1 changed" in client.post("/complaints/columns", data=given | said | {"stage": ["in_progress"]}).text
    assert [path.name for path in (workspace.root / "profiles").iterdir()] == ["aduan.yaml"]
    assert client.post("/complaints/columns", data=given | {"instead": "laporgub"}).status_code == 422
