"""Nine gates first, each with its reason; then a score; agencies and districts in turn."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from vlogkit.errors import UsageError
from vlogkit.intake.complaints import publishable
from vlogkit.intake.complaints.exports import open_file
from vlogkit.intake.complaints.importing import import_into
from vlogkit.intake.complaints.store import ComplaintStore
from vlogkit.intake.complaints.vocabulary import meanings
from vlogkit.intake.highlights import choice as choice_module
from vlogkit.intake.highlights.choice import Candidate, Choice, HighlightFilter
from vlogkit.intake.highlights.decisions import decide
from vlogkit.intake.highlights.scoring import score

Write = Callable[..., Path]
GOOD = {"laporan_lampiran": ""}
FIRST = "laporgub-lgwp10000001"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return tmp_path / "ws"


@pytest.fixture
def choose(store: ComplaintStore, laporgub: Write, now: dt.datetime, workspace: Path) -> Callable[..., Choice]:
    def make(*changes: dict[str, str]) -> Choice:
        import_into(store, open_file(laporgub(*({**GOOD, **change} for change in changes)), None, now=now), now=now)
        return Choice(store, workspace, workspace / "copies", now=now)

    return make


def everything(now: dt.datetime, **filters: str) -> HighlightFilter:
    return HighlightFilter(now - dt.timedelta(days=90), now + dt.timedelta(days=1), **filters)


def gate(candidate: Candidate, number: int) -> tuple[bool, str]:
    found = next(gate for gate in candidate.gates if gate.number == number)
    return found.open, found.reason


@pytest.mark.parametrize(
    ("change", "number", "words"),
    [
        ({"status": "Dalam Tindakan"}, 1, "in_progress"),
        ({"respon2_keterangan": "Terima kasih atas laporannya."}, 2, "closed is not fixed"),
        ({"respon2_keterangan": "Sudah dicek, tidak ditemukan kerusakan."}, 2, "no_issue_found"),
        ({"respon1_date": "", "respon1_keterangan": "", "respon2_date": "", "respon2_keterangan": ""}, 3, "not known"),
        ({"posting_date": "13-10-2026 08:14 WIB"}, 3, "do not follow"),
        ({"rahasia": "Ya"}, 4, "confidential"),
        ({"laporan": "Jalan berlubang, tolong dirahasiakan nama saya"}, 4, "not to be known"),
        ({"sektor": "Kepegawaian dan Antikorupsi"}, 5, "sensitive"),
        ({"laporan": "Jalan rusak, ada pungli juga"}, 5, "graft"),
        ({"laporan": "Anak saya jatuh di lubang jalan"}, 5, "a child"),
        ({"laporan": "Ibu saya stroke, jalan ke RS rusak"}, 5, "health"),
        ({"respon2_date": "22-11-2026 01:14 WIB"}, 8, "have to pass"),
    ],
)
def test_a_gate_is_shut_with_its_reason(
    choose: Callable[..., Choice], now: dt.datetime, change: dict[str, str], number: int, words: str
) -> None:
    found = choose(change).choose(everything(now))
    assert (found.considered, found.eligible, found.chosen) == (1, 0, [])
    opened, reason = gate(found.shut[0], number)
    assert not opened
    assert words in reason


def test_a_reopened_or_badly_rated_case_is_shut(
    store: ComplaintStore, now: dt.datetime, tmp_path: Path, workspace: Path
) -> None:
    path = tmp_path / "a.csv"
    header = "id,status,kategori,tanggal_lapor,tanggal_selesai,tanggapan,dibuka_kembali,rating\n"
    row = "{},Selesai,Jalan,01-10-2026 08:00 WIB,03-10-2026 08:00 WIB,Lubang sudah ditambal,{},{}\n"
    path.write_text(
        header + row.format(1, "05-10-2026 08:00 WIB", "") + row.format(2, "", "1") + row.format(3, "", "5"),
        encoding="utf-8",
    )
    import_into(store, open_file(path, None, now=now), now=now)
    found = Choice(store, workspace, workspace / "copies", now=now).choose(everything(now))
    assert [gate(candidate, 8)[1] for candidate in found.shut] == ["it was reopened", "the citizen rated it 1 of 5"]
    assert found.waiting == 1


def test_two_people_make_a_highlight_and_a_change_unmakes_it(
    choose: Callable[..., Choice], store: ComplaintStore, now: dt.datetime, laporgub: Write
) -> None:
    choice = choose({})
    assert choice.choose(everything(now)).waiting == 1
    item = store.find(FIRST)
    with pytest.raises(UsageError, match="proposed"):
        choice.approve(item, by="Budi")
    assert not choice.propose(item, by="Sari").eligible()
    with pytest.raises(UsageError, match="somebody else"):
        choice.approve(item, by="sari ")
    assert choice.approve(item, by="Budi").eligible()
    found = choice.choose(everything(now))
    assert (found.eligible, found.considered) == (1, 1)
    import_into(
        store,
        open_file(laporgub({**GOOD, "respon2_keterangan": "Lubang sudah ditambal dua kali."}), None, now=now),
        now=now,
    )
    assert choice.choose(everything(now)).eligible == 0


def test_a_rejection_stands_until_somebody_approves_later(
    choose: Callable[..., Choice], store: ComplaintStore, now: dt.datetime
) -> None:
    choice = choose({})
    decide(store, FIRST, "reject", by="Sari", now=now, reason="keluarga keberatan")
    candidate = choice.choose(everything(now)).chosen[0]
    assert gate(candidate, 9) == (False, "Sari rejected it: keluarga keberatan")
    with pytest.raises(UsageError, match="reason"):
        decide(store, FIRST, "reject", by="Sari", now=now, reason="tidak")


def test_a_shut_complaint_cannot_be_proposed(choose: Callable[..., Choice], store: ComplaintStore) -> None:
    choice = choose({"rahasia": "Ya"})
    with pytest.raises(UsageError, match="confidential"):
        choice.propose(store.find(FIRST), by="Sari")


def test_missing_pictures_leave_a_complaint_without_them(choose: Callable[..., Choice], now: dt.datetime) -> None:
    candidate = (
        choose({"laporan_lampiran": "tidak-ada-sebelum.jpg; tidak-ada-sesudah.jpg"}).choose(everything(now)).chosen[0]
    )
    assert gate(candidate, 7)[0]
    assert candidate.complaint.before is None
    assert candidate.score is not None
    assert candidate.score.pair == 0


def test_filters_choose_and_the_count_says_of_how_many(choose: Callable[..., Choice], now: dt.datetime) -> None:
    choice = choose(
        {"opd": "Dinas A"}, {"opd": "Dinas B", "sektor": "Kesehatan"}, {"opd": "Dinas B", "status": "Menunggu"}
    )
    assert choice.choose(everything(now)).considered == 3
    assert choice.choose(everything(now, agency="dinas b")).considered == 2
    assert choice.choose(everything(now, category="kesehatan")).considered == 1
    assert choice.choose(everything(now, district="pati")).considered == 0
    assert choice.choose(everything(now)).stopped_by == {"1 resolved": 1}


def test_agencies_and_districts_take_turns(choose: Callable[..., Choice], now: dt.datetime) -> None:
    fast = {"respon1_date": "12-10-2026 08:20 WIB", "respon2_date": "12-10-2026 09:14 WIB"}
    places = [f"Kabupaten {name}, Kecamatan X" for name in ("Pati", "Pati", "Kudus")]
    rows = [
        {"opd": "A", **fast, "laporan_lokasi": places[0]},
        {"opd": "A", **fast, "laporan_lokasi": places[1]},
        {"opd": "B", "laporan_lokasi": places[2]},
    ]
    chosen = choose(*rows).choose(everything(now), limit=2).chosen
    assert {candidate.complaint.agency for candidate in chosen} == {"A", "B"}


def test_the_score_is_the_sum_of_its_parts_within_their_limits(choose: Callable[..., Choice], now: dt.datetime) -> None:
    complaint = choose({}).choose(everything(now)).chosen[0].complaint
    points = score(complaint, pair=True, medians={"Infrastruktur": 41.0}, words=meanings(), shown=Counter())
    assert points.pair == 40
    assert points.speed == pytest.approx(10 * (1 - 3 / 48) + 5)
    assert points.fairness == 20
    assert points.total() == pytest.approx(round(sum(points), 2))
    often = Counter({"agency:dinas contoh": 5, "district:kabupaten grobogan": 1})
    assert score(complaint, pair=False, medians={}, words=meanings(), shown=often).fairness == 5


def test_what_is_only_counted_is_not_redacted(
    choose: Callable[..., Choice], now: dt.datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    choice = choose(
        {"status": "Menunggu"},
        {"respon2_keterangan": "Sudah dicek, tidak ditemukan kerusakan."},
        {"status": "Menunggu"},
        {},
    )
    told = choice.choose(everything(now))
    redacted: list[str] = []
    monkeypatch.setattr(
        choice_module,
        "shown",
        lambda store, item, **given: (redacted.append(item.id), publishable.shown(store, item, **given))[1],
    )
    counted = choice.choose(everything(now), shut=0)
    assert counted.stopped_by == told.stopped_by == {"1 resolved": 2, "2 result": 1}
    assert (counted.considered, len(counted.chosen), len(redacted)) == (4, 1, 1)
