"""Exports are imported into the store once: the same changes nothing, a newer one updates and keeps earlier stages."""

from __future__ import annotations

import csv
import datetime as dt
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from vlogkit.intake.complaints import importing
from vlogkit.intake.complaints.exports import open_file
from vlogkit.intake.complaints.importing import ImportReport, import_into
from vlogkit.intake.complaints.publishable import complaint, complaints
from vlogkit.intake.complaints.store import ComplaintStore
from vlogkit.intake.complaints.storing.decision_tables import Decision

Write = Callable[..., Path]
WAITING = {
    "status": "Menunggu",
    "respon1_date": "",
    "respon1_keterangan": "",
    "respon2_date": "",
    "respon2_keterangan": "",
}


OLDER = {"status": "Dalam Tindakan", "respon2_date": "", "respon2_keterangan": ""}


@pytest.fixture
def bring(store: ComplaintStore, now: dt.datetime) -> Callable[[Path], ImportReport]:
    return lambda path: import_into(store, open_file(path, None, now=now), now=now)


Bring = Callable[[Path], ImportReport]


def counts(report: ImportReport) -> tuple[int, int, int, int, int]:
    return report.rows, report.imported, report.updated, report.unchanged, report.skipped


def test_the_same_file_again_changes_nothing(laporgub: Write, bring: Bring, store: ComplaintStore) -> None:
    path = laporgub({}, {}, {})
    assert counts(bring(path)) == (3, 3, 0, 0, 0)
    before = [tuple(row) for row in store.cases()]
    assert counts(bring(path)) == (3, 0, 0, 3, 0)
    assert [tuple(row) for row in store.cases()] == before


def test_a_newer_file_updates_and_keeps_the_stage_before(laporgub: Write, bring: Bring, store: ComplaintStore) -> None:
    bring(laporgub(WAITING, {}))
    assert counts(bring(laporgub({}, {}, {}))) == (3, 1, 1, 1, 0)
    found = complaint(store, "laporgub-lgwp10000001")
    assert found is not None
    assert found.stage == "resolved"
    assert [event.stage for event in found.events if event.kind == "status"] == ["received"]


def test_an_older_file_does_not_undo_a_newer_one(laporgub: Write, bring: Bring, store: ComplaintStore) -> None:
    bring(laporgub({}))
    older = {"status": "Dalam Tindakan", "respon2_date": "", "respon2_keterangan": ""}
    assert counts(bring(laporgub(older))) == (1, 0, 0, 1, 0)
    assert next(store.cases()).case.stage == "resolved"


def test_a_ticket_twice_in_a_file_is_stable_over_imports(laporgub: Write, bring: Bring, store: ComplaintStore) -> None:
    path = laporgub({"ticket": "LGWP1"}, {"ticket": "LGWP1", "laporan": "lain"}, {"ticket": "LGWP1", **WAITING})
    assert counts(bring(path)) == (3, 1, 0, 0, 2)
    before = [tuple(row) for row in store.cases()]
    assert counts(bring(path)) == (3, 0, 0, 1, 2)
    assert [tuple(row) for row in store.cases()] == before


def test_batches_hold_together(
    laporgub: Write, bring: Bring, store: ComplaintStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "BATCH", 7)
    rows = [{"ticket": f"LGWP{number}"} for number in range(50)]
    bring(laporgub(*rows[::2]))
    assert counts(bring(laporgub(*rows, *rows[:3]))) == (53, 25, 0, 25, 3)


def test_a_failure_leaves_the_store_as_it_was(
    laporgub: Write, bring: Bring, store: ComplaintStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(laporgub({}))
    monkeypatch.setattr(importing._Writing, "run", lambda self: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        bring(laporgub({}, {}))
    assert store.count() == 1
    assert len(store.imports()) == 1


def test_what_was_forgotten_does_not_come_back(laporgub: Write, bring: Bring, store: ComplaintStore) -> None:
    path = laporgub({}, {})
    bring(path)
    assert store.forget(["laporgub-lgwp10000001"]) == 1
    assert counts(bring(path)) == (2, 0, 0, 1, 1)
    assert [item.id for item in store.cases()] == ["laporgub-lgwp10000002"]


def test_updates_become_events_of_their_complaint(tmp_path: Path, bring: Bring, store: ComplaintStore) -> None:
    (tmp_path / "p.csv").write_text("Report ID,Title,Detail,User Name,Category,Created,Confirmed,Fixed,Closed,Status\n5,Hole,deep,Jane,Roads,2026-02-01,2026-02-01,2026-02-03,,fixed\n", encoding="utf-8")  # fmt: skip
    (tmp_path / "u.csv").write_text("Report ID,Update ID,Date,Status,Problem state,Text,User Name,Reported As\n5,u1,2026-02-02 10:00,confirmed,investigating,We look,Jane,\n6,u2,2026-02-02,,,later,Jane,\n5,,2026-02-02,,,no id,,\n", encoding="utf-8")  # fmt: skip
    bring(tmp_path / "p.csv")
    report = bring(tmp_path / "u.csv")
    assert (report.rows, report.events, report.skipped, report.doubtful) == (3, 2, 1, 1)
    assert bring(tmp_path / "u.csv").events == 2
    found = complaint(store, "fixmystreet-5")
    assert found is not None
    assert "We look" in [event.text for event in found.events]
    assert [len(store.updates(f"fixmystreet-{number}")) for number in (5, 6)] == [1, 1]


def test_service_names_stand_for_their_codes(tmp_path: Path, bring: Bring, store: ComplaintStore) -> None:
    (tmp_path / "s.json").write_text('[{"service_code":"001","service_name":"Street light"},{"service_code":"002","service_name":"Pothole"}]', encoding="utf-8")  # fmt: skip
    (tmp_path / "r.json").write_text(
        '[{"service_request_id":"1","status":"open","service_code":"001"}]', encoding="utf-8"
    )
    assert bring(tmp_path / "s.json").services == 2
    bring(tmp_path / "r.json")
    assert [found.category for found in complaints(store)] == ["Street light"]


def test_nothing_of_the_reporter_is_in_the_database_file(
    laporgub: Write, bring: Bring, store: ComplaintStore, tmp_path: Path
) -> None:
    (tmp_path / "p.csv").write_text("Report ID,Title,Detail,User Name,Category,Created,Confirmed,Fixed,Closed,Status\n5,Hole,deep,Jane Q Doe,Roads,2026-02-01,2026-02-01,,,fixed\n", encoding="utf-8")  # fmt: skip
    bring(tmp_path / "p.csv")
    store.close()
    assert b"Jane" not in store.path.read_bytes()


def test_what_is_shown_is_redacted_and_what_is_stored_is_not(
    laporgub: Write, bring: Bring, store: ComplaintStore
) -> None:
    bring(laporgub({"laporan": "NIK 3374125708950003 rusak"}))
    assert "3374125708950003" in next(store.cases()).case.text
    assert [found.text for found in complaints(store)] == ["NIK [NIK] rusak"]


def test_rows_is_the_sum_of_what_became_of_them(laporgub: Write, bring: Bring) -> None:
    bring(laporgub({}, {}))
    report = bring(laporgub({"laporan": "berubah"}, {}, {}, {"ticket": ""}, {"ticket": "LGWP10000001"}))
    assert report.rows == report.imported + report.updated + report.unchanged + report.skipped == 5
    assert sqlite3.sqlite_version_info >= (3, 24)


def confidential(store: ComplaintStore) -> bool:
    return next(store.cases()).case.in_confidence()


@pytest.mark.parametrize(
    ("rows", "secret"),
    [
        ([{"rahasia": "Ya"}, {"rahasia": ""}], True),
        ([{"rahasia": "Ya"}, {"rahasia": "Tidak"}], False),
        ([{"rahasia": "Ya"}, {"rahasia": "mungkin"}], True),
        ([{"rahasia": "Tidak"}, {"rahasia": "Ya"}], True),
        ([{"rahasia": ""}, {"rahasia": "Ya"}, {"rahasia": ""}], True),
        ([{"rahasia": "Tidak"}, {"rahasia": "Ya", **OLDER}], True),
        ([{"rahasia": "Ya"}, {"rahasia": "Tidak", **OLDER}], True),
        ([{"rahasia": "Ya", **OLDER}, {"rahasia": "", "laporan": "lain"}], True),
    ],
)
def test_a_report_stays_confidential_until_its_source_says_no(
    laporgub: Write, bring: Bring, store: ComplaintStore, rows: list[dict[str, str]], secret: bool
) -> None:
    for row in rows:
        bring(laporgub(row))
    assert confidential(store) is secret


def test_an_export_without_the_column_takes_no_yes_back(
    laporgub: Write, bring: Bring, store: ComplaintStore, tmp_path: Path
) -> None:
    path = laporgub({"rahasia": "Ya"})
    bring(path)
    bring(without(path, "rahasia"))
    assert confidential(store)


def test_that_a_report_is_not_confidential_any_more_is_said(laporgub: Write, bring: Bring) -> None:
    bring(laporgub({"rahasia": "Ya"}))
    (problem,) = bring(laporgub({"rahasia": "Tidak"})).problems
    assert problem.reason == "ticket LGWP10000001 was confidential; its source says that it is not any more"


@pytest.mark.parametrize("first", ["Ya", "Tidak", ""])
@pytest.mark.parametrize("second", [{}, OLDER, {"respon2_date": "20-10-2026 01:14 WIB"}])
def test_of_a_ticket_that_stands_twice_any_yes_counts(
    laporgub: Write, bring: Bring, store: ComplaintStore, first: str, second: dict[str, str]
) -> None:
    other = "Tidak" if first == "Ya" else "Ya"
    path = laporgub({"ticket": "A", "rahasia": first}, {"ticket": "A", "rahasia": other, **second})
    bring(path)
    assert confidential(store)
    bring(path)
    assert confidential(store)


def test_a_choice_ends_where_a_report_becomes_confidential(
    laporgub: Write, bring: Bring, store: ComplaintStore, now: dt.datetime
) -> None:
    bring(laporgub({}))
    name = next(store.cases()).id
    for kind in ("propose", "approve", "reject"):
        store.keep_decision(name, Decision(kind, "mark", "Sari", "a reason", now))
    bring(laporgub({"rahasia": "Ya"}))
    assert list(store.decisions(name)) == ["reject"]


def without(path: Path, column: str) -> Path:
    with path.open(encoding="utf-8", newline="") as file:
        rows = [{name: cell for name, cell in row.items() if name != column} for row in csv.DictReader(file)]
    made = path.with_name("without.csv")
    with made.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return made
