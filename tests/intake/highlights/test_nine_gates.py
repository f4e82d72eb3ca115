"""Each of the nine gates by itself: what opens it, what shuts it, and the reason it gives."""

from __future__ import annotations

import datetime as dt

import pytest

from vlogkit.findings.codes import found as finding
from vlogkit.intake.complaints.storing.decision_tables import Decision, Kind
from vlogkit.intake.complaints.vocabulary import meanings
from vlogkit.intake.highlights.nine_gates import approval_gate, early_gates, picture_gate, privacy_gate
from vlogkit.intake.redaction.word_lists import words
from vlogkit.records.finding import Finding
from vlogkit.records.notices.complaint import Complaint

NOW = dt.datetime(2026, 11, 24, 3, tzinfo=dt.UTC)
REPORTED, RESPONDED, CLOSED = (dt.datetime(2026, 10, day, 8, tzinfo=dt.UTC) for day in (1, 2, 5))
GOOD = {
    "id": "a-1", "title": "Jalan berlubang, diperbaiki", "source": "a", "ticket": "1", "stage": "resolved", "outcome": "fixed",
    "category": "Infrastruktur", "reported_at": REPORTED, "responded_at": RESPONDED, "closed_at": CLOSED,
}  # fmt: skip
Row = tuple[int, dict[str, object], bool, str]


def event(kind: str, day: int, **more: object) -> dict[str, object]:
    return {"kind": kind, "at": dt.datetime(2026, 10, day, tzinfo=dt.UTC), **more}


EARLY: list[Row] = [
    (1, {}, True, "the stage is resolved"),
    (1, {"stage": "in_progress"}, False, "the stage is in_progress"),
    (1, {"stage": "unknown"}, False, "the stage is unknown"),
    (2, {}, True, "it was fixed"),
    (2, {"outcome": "answered"}, True, "it was answered"),
    (2, {"outcome": "unknown"}, False, "closed is not fixed"),
    (2, {"outcome": "no_issue_found"}, False, "no_issue_found"),
    (3, {}, True, "follow each other"),
    (3, {"responded_at": None}, True, "follow each other"),
    (3, {"reported_at": None}, False, "not known"),
    (3, {"closed_at": None}, False, "not known"),
    (3, {"responded_at": REPORTED - dt.timedelta(hours=1)}, False, "do not follow"),
    (3, {"responded_at": REPORTED - dt.timedelta(seconds=30)}, True, "follow each other"),
    (3, {"closed_at": NOW + dt.timedelta(hours=1)}, False, "in the future"),
    (4, {}, True, "not confidential"),
    (4, {"confidential": True}, False, "confidential"),
    (4, {"raw": "tolong dirahasiakan nama saya"}, False, "not to be known"),
    (5, {}, True, "no sensitive subject"),
    (5, {"category": "Kepegawaian dan Antikorupsi"}, False, "sensitive"),
    (5, {"raw": "ada pungli di sana"}, False, "graft"),
    (5, {"raw": "anak saya jatuh di lubang"}, False, "a child"),
    (8, {}, True, "closed on 2026-10-05 and not reopened"),
    (8, {"closed_at": None}, False, "not closed"),
    (8, {"closed_at": NOW - dt.timedelta(days=3)}, False, "7 days have to pass"),
    (8, {"doubts": ("unreadable-rating",)}, False, "cannot be read"),
    (8, {"events": (event("reopen", 9),)}, False, "reopened"),
    (8, {"events": (event("reopen", 3),)}, True, "not reopened"),
    (8, {"events": (event("rating", 9, rating=1),)}, False, "rated it 1 of 5"),
    (8, {"events": (event("rating", 9, rating=1), event("rating", 10, rating=4))}, True, "not reopened"),
]


@pytest.mark.parametrize("row", EARLY, ids=str)
def test_an_early_gate_opens_and_shuts_with_its_reason(row: Row) -> None:
    number, change, opened, reason = row
    values = dict(change)
    raw = str(values.pop("raw", "Jalan berlubang."))
    case = Complaint.model_validate(GOOD | values)
    found = next(gate for gate in early_gates(case, raw, meanings(), words(), now=NOW) if gate.number == number)
    assert (found.open, reason in found.reason) == (opened, True), found


IN_CONFIDENCE = (
    "tolong nama saya jangan disebut ya", "jgn sebut nama sy", "mohon laporan ini bersifat rahasia", "RAHASIA: kades diam saja",
    "jangan sampai ketahuan saya yang lapor", "sy takut kalau ketahuan lapor", "saya ingin tetap anonim", "please keep my name private",
    "identitas pelapor mohon jangan\ndipublikasikan", "tolong jgn dibocorkan nama saya", "ojo nyebut jenengku", "Please do not share my name",
    "laporan kami terima dan dirahasiakan", "I want to remain anonymous",
)  # fmt: skip
OPENLY = (
    "Jalan rusak sejak kemarin", "itu sudah rahasia umum, jalan ini rusak", "nama jalan ini Jalan Mawar", "jangan lewat jalan ini",
    "takut banjir lagi", "Laporan anonim tidak kami terima" , "ketahuan rusak sejak Mei",
)  # fmt: skip
ABOUT = (
    ("pungutan liar di terminal", "graft"), ("k0rupsi dana desa", "graft"), ("indikasi KKN di kantor", "graft"), ("lurah nilep dana desa", "graft"),
    ("petugas minta duit rokok", "graft"), ("bantuan beras diambil RT", "graft"), ("gaji kami dipotong mandor", "graft"),
    ("uang pelicin", "graft"), ("PUN6LI di loket", "graft"), ("the clerk asked for a bribe", "graft"),
    ("siswi SD dilecehkan guru", "violence"), ("pelaku pencabulan sudah ditangkap", "violence"), ("adik dipukuli", "violence"), ("kena bully", "violence"),
    ("anak 9 tahun jatuh", "a child"), ("seorang siswa hanyut", "a child"), ("bocah itu jatuh", "a child"), ("a 9-year-old fell", "a child"),
)  # fmt: skip
ORDINARY = (
    "Jalan rusak pukul 08.00, siswa terlambat", "mahasiswa KKN membantu mengecat jembatan", "pasar murah beras", "lampu mati, anak-anak takut lewat",
    "minta perbaikan jalan", "operator truk", "tarif parkir resmi dipasang", "dana desa untuk jalan", "jembatan umur 40 tahun", "potongan kayu di jalan",
)  # fmt: skip


def early(number: int, raw: str = "", **change: object) -> tuple[bool, str]:
    gates = early_gates(Complaint.model_validate({**GOOD, **change}), raw, meanings(), words(), now=NOW)
    (gate,) = (gate for gate in gates if gate.number == number)
    return gate.open, gate.reason


@pytest.mark.parametrize("raw", IN_CONFIDENCE)
def test_gate_4_hears_a_wish_not_to_be_known_however_it_is_put(raw: str) -> None:
    assert early(4, raw) == (False, "the reporter asks not to be known")


@pytest.mark.parametrize("raw", OPENLY)
def test_gate_4_stays_open_where_nobody_asks_for_secrecy(raw: str) -> None:
    assert early(4, raw)[0]


@pytest.mark.parametrize(("said", "about"), ABOUT)
@pytest.mark.parametrize("where", ["raw", "response", "event"])
def test_gate_5_hears_a_sensitive_subject_in_all_that_is_shown(said: str, about: str, where: str) -> None:
    change = (
        {"response": said}
        if where == "response"
        else {"events": (event("response", 3, text=said),)}
        if where == "event"
        else {}
    )
    opened, reason = early(5, said if where == "raw" else "", **change)
    assert not opened
    assert about in reason


@pytest.mark.parametrize("raw", ORDINARY)
def test_gate_5_stays_open_for_ordinary_reports(raw: str) -> None:
    assert early(5, raw) == (True, "no sensitive subject")


@pytest.mark.parametrize(
    "category", ["perlindungan_anak", "PerlindunganAnak", "Perlindungan-Anak", "Kekerasan_Seksual", "bantuan_sosial"]
)
def test_gate_5_reads_a_category_that_is_written_as_a_name(category: str) -> None:
    assert not early(5, category=category)[0]


@pytest.mark.parametrize(
    ("change", "left"),
    [
        ({}, ""),
        ({"text": "NIK [NIK] rusak"}, ""),
        ({"text": "Hubungi 0812-3456-7890"}, "phone"),
        ({"summary": "NIK 3374125708950003"}, "nik"),
        ({"before": {"file": "a.jpg", "alt": "Rumah budi.contoh@gmail.com"}}, "email"),
        ({"events": (event("response", 2, text="Hubungi 0812-3456-7890"),)}, "phone"),
    ],
)
def test_gate_6_looks_for_what_is_personal_in_all_that_is_shown(change: dict[str, object], left: str) -> None:
    found = privacy_gate(Complaint.model_validate(GOOD | change), words())
    assert (found.number, found.open) == (6, not left)
    assert left in found.reason


def fault(severity: str) -> Finding:
    return finding("picture-minor", severity="error" if severity == "error" else "warning", file="b.jpg")


@pytest.mark.parametrize(
    ("findings", "pictures", "without", "opened", "reason"),
    [
        ((), 2, False, True, "before and after"),
        ((), 1, False, True, "no pair"),
        ((), 0, False, True, "no pair"),
        (("warning",), 2, False, True, "before and after"),
        (("error",), 2, False, False, "a minor is in `b.jpg`"),
        (("error",), 2, True, True, "shown without pictures"),
    ],
)
def test_gate_7_asks_what_the_protection_of_the_pictures_found(
    findings: tuple[str, ...], pictures: int, without: bool, opened: bool, reason: str
) -> None:
    found = picture_gate([fault(severity) for severity in findings], pictures=pictures, without=without)
    assert (found.number, found.open, reason in found.reason) == (7, opened, True), found


def said(kind: Kind, by: str, value: str = "now", hour: int = 1, reason: str = "") -> Decision:
    return Decision(kind, value, by, reason, NOW + dt.timedelta(hours=hour))


@pytest.mark.parametrize(
    ("decisions", "opened", "reason"),
    [
        ((), False, "nobody has proposed"),
        ((said("propose", "Sari"),), False, "a second person has to approve"),
        ((said("propose", "Sari", "before"), said("approve", "Budi")), False, "nobody has proposed it as it stands"),
        ((said("propose", "Sari"), said("approve", "Budi", "before")), False, "a second person has to approve"),
        ((said("propose", "Sari"), said("approve", "sari")), False, "somebody else"),
        ((said("propose", "Sari"), said("approve", "Budi")), True, "approved by Budi"),
        ((said("propose", "Sari"), said("approve", "Budi"), said("reject", "Ani", hour=2, reason="keberatan")), False, "Ani rejected it: keberatan"),
        ((said("propose", "Sari"), said("approve", "Budi", hour=3), said("reject", "Ani", hour=2)), True, "approved by Budi"),
    ],
)  # fmt: skip
def test_gate_9_needs_two_people_who_saw_it_as_it_stands(
    decisions: tuple[Decision, ...], opened: bool, reason: str
) -> None:
    found = approval_gate({one.kind: one for one in decisions}, "now")
    assert (found.number, found.open, reason in found.reason) == (9, opened, True), found
