"""A row becomes a case, each cell under its own name."""

from __future__ import annotations

import datetime as dt

import pytest

from vlogkit.intake.complaints.case_events import CaseEvent, read_events
from vlogkit.intake.complaints.cases import CaseMaker, Cells
from vlogkit.intake.complaints.vocabulary import meanings
from vlogkit.intake.reading.profiles import MEANINGS, profile
from vlogkit.intake.reading.rows import Problem
from vlogkit.intake.reading.secrecy import CONFIDENTIAL, OPEN, UNSAID
from vlogkit.intake.reading.source_times import TimeReader

NOW = int(dt.datetime(2026, 11, 24, tzinfo=dt.UTC).timestamp())


def at(day: int) -> int:
    return int(dt.datetime(2026, 10, day, tzinfo=dt.timezone(dt.timedelta(hours=7))).timestamp())


def test_cells_stand_in_the_order_of_their_meanings() -> None:
    assert Cells._fields == MEANINGS


def test_every_cell_comes_under_its_own_name() -> None:
    said = {name: name for name in Cells._fields} | {
        "status": "Selesai", "confidential": "Ya", "anonymous": "Tidak", "latitude": "-7.5", "longitude": "110.5", "rating": "4",
        "public": "", "before": "a.jpg", "after": "b.jpg", "headline": "",
    } | {f"{name}_at": f"2026-10-{day:02} 00:00 WIB" for name, day in (
        ("reported", 1), ("responded", 2), ("forwarded", 3), ("fixed", 4), ("closed", 5), ("updated", 6), ("due", 7), ("reopened", 8),
    )}  # fmt: skip
    numbered = ["2026-10-09 00:00 WIB", "second", "two", "2026-10-03 00:00 WIB", "first", "one"]
    problems: list[Problem] = []
    maker = CaseMaker(profile("generic"), meanings(), NOW, problems.append, TimeReader("dmy", "Asia/Jakarta"))
    case = maker.case(2, [*Cells(**said), *numbered])
    assert case is not None
    assert not problems
    own = {"ticket", "category", "nature", "channel", "agency", "district", "location", "text", "response"}
    assert {name: getattr(case, name) for name in own} == {name: name for name in own}
    assert (case.stage, case.outcome, case.confidential, case.anonymous) == ("resolved", "unknown", 1, 0)
    assert (case.latitude, case.longitude, case.before, case.after) == (-7.5, 110.5, "a.jpg", "b.jpg")
    times = (case.reported_at, case.responded_at, case.closed_at, case.updated_at)
    assert times == (at(1), at(2), at(4), at(9))
    assert case.deadline_hours == 6 * 24
    assert read_events(case.events) == [
        CaseEvent(at(3), "response", "first", "one"),
        CaseEvent(at(9), "response", "second", "two"),
        CaseEvent(at(3), "status", stage="forwarded"),
        CaseEvent(at(8), "reopen"),
        CaseEvent(at(9), "rating", rating=4),
        CaseEvent(at(9), "response", text="notes"),
    ]


def made(**cells: str) -> tuple[int, int, str, list[Problem]]:
    problems: list[Problem] = []
    maker = CaseMaker(profile("generic"), meanings(), NOW, problems.append, TimeReader("dmy", "Asia/Jakarta"))
    blank = dict.fromkeys(Cells._fields, "") | {"ticket": "A1", "status": "Selesai"}
    case = maker.case(2, [*Cells(**blank | cells)])
    assert case is not None
    return case.confidential, case.anonymous, case.doubts, problems


@pytest.mark.parametrize(
    "word", ["Ya", "iya", "YA.", "dirahasiakan", "Benar", "Sangat Rahasia", "✓", "1.0", "TRUE", "v"]
)
def test_every_word_for_yes_keeps_a_report_in_confidence(word: str) -> None:
    assert made(confidential=word) == (1, 0, "", [])


@pytest.mark.parametrize("word", ["Tidak", "tdk", "bukan", "FALSE", "0", "0.0", "Publik", "Tidak Rahasia"])
def test_every_word_for_no_leaves_a_report_open(word: str) -> None:
    assert made(confidential=word, anonymous=word) == (OPEN, 0, "", [])


@pytest.mark.parametrize("word", ["", "-", "n/a", "null", "NaN"])
def test_an_empty_cell_says_nothing_of_secrecy(word: str) -> None:
    assert made(confidential=word, anonymous=word) == (UNSAID, 0, "", [])


def test_a_word_that_means_neither_counts_as_yes_and_is_said() -> None:
    confidential, anonymous, doubts, problems = made(confidential="mungkin", anonymous="sebagian")
    assert (confidential, anonymous, doubts) == (1, 1, "unclear-confidential unclear-anonymous")
    assert [(one.row, one.field, one.skipped) for one in problems] == [
        (2, "confidential", False),
        (2, "anonymous", False),
    ]
    assert problems[0].reason == "`mungkin` means neither yes nor no; it was taken as yes"


@pytest.mark.parametrize(
    ("cells", "confidential"),
    [
        ({"confidential": "Tidak\nRahasia"}, CONFIDENTIAL),
        ({"confidential": "Tidak; Ya"}, CONFIDENTIAL),
        ({"confidential": "Tidak\nnull"}, OPEN),
        ({"confidential": "null"}, UNSAID),
        ({"public": "false"}, CONFIDENTIAL),
        ({"public": "Tidak"}, CONFIDENTIAL),
        ({"public": "private"}, CONFIDENTIAL),
        ({"public": "Ya"}, OPEN),
        ({"public": "publik"}, OPEN),
        ({"public": "true", "confidential": "Ya"}, CONFIDENTIAL),
        ({"nature": "Pengaduan Rahasia"}, CONFIDENTIAL),
        ({"category": "Rahasia"}, CONFIDENTIAL),
        ({"category": "laporan_rahasia"}, CONFIDENTIAL),
        ({"channel": "WBS"}, CONFIDENTIAL),
        ({"nature": "Tidak Rahasia"}, UNSAID),
        ({"category": "Infrastruktur", "nature": "Keluhan"}, UNSAID),
    ],
)
def test_one_yes_in_any_cell_keeps_a_report_in_confidence(cells: dict[str, str], confidential: int) -> None:
    assert made(**cells)[0] == confidential


@pytest.mark.parametrize(
    ("written", "stars"),
    [
        ("1,0", 1),
        ("1.0", 1),
        ("1", 1),
        ("2,5", 2),
        ("4/5", 4),
        ("5 / 5", 5),
        ("3 bintang", 3),
        ("★☆☆☆☆", 1),
        ("4 dari 5", 4),
    ],
)
def test_a_rating_is_read_however_it_is_written(written: str, stars: int) -> None:
    assert rated(written) == ([stars], "", 0)


@pytest.mark.parametrize("written", ["²", "buruk", "0", "9", "1" * 5000, "1/100", "-1"])
def test_a_rating_that_cannot_be_read_is_a_doubt_and_is_said(written: str) -> None:
    assert rated(written) == ([], "unreadable-rating", 1)


def rated(written: str) -> tuple[list[int | None], str, int]:
    problems: list[Problem] = []
    maker = CaseMaker(profile("generic"), meanings(), NOW, problems.append, TimeReader("dmy", "Asia/Jakarta"))
    blank = dict.fromkeys(Cells._fields, "") | {
        "ticket": "A1",
        "status": "Selesai",
        "updated_at": "2026-10-01 00:00 WIB",
    }
    case = maker.case(2, [*Cells(**blank | {"rating": written})])
    assert case
    return [event.rating for event in read_events(case.events)], case.doubts, len(problems)
