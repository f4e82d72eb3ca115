"""Tables as spreadsheets and people leave them: nothing is lost or taken for something else without a word."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.intake.conftest import Imported

from vlogkit.errors import InputError

Import = Callable[..., Imported]
HEADER = "tiket,status,isi,tanggal\n"


@pytest.fixture
def table(tmp_path: Path, imported: Import) -> Callable[..., Imported]:
    """Imports a table of four columns, given as it stands in the file."""

    def bring(text: str, header: str = HEADER) -> Imported:
        path = tmp_path / "aduan.csv"
        path.write_text(header + text, encoding="utf-8")
        return imported(path)

    return bring


def reasons(found: Imported) -> list[tuple[int, str, bool]]:
    return [(problem.row, problem.field, problem.skipped) for problem in found.report.problems]


@pytest.mark.parametrize("ticket", ["3.21011E+11", '"3,21011E+11"', "3E+15", "3.2e+11"])
def test_a_ticket_that_a_spreadsheet_rounded_is_refused_row_by_row(table: Callable[..., Imported], ticket: str) -> None:
    found = table(f"{ticket},Selesai,Lampu,2026-10-01\n{ticket},Selesai,Got,2026-10-02\nA-3,Selesai,Got,2026-10-02\n")
    assert [one.ticket for one in found.complaints] == ["A-3"]
    assert reasons(found) == [(2, "ticket", True), (3, "ticket", True)]
    assert "export that column as text" in found.report.problems[0].reason


@pytest.mark.parametrize("ticket", ["E+5", "A+12", "62E10"])
def test_a_ticket_that_only_looks_a_little_like_a_rounded_number_stays(
    table: Callable[..., Imported], ticket: str
) -> None:
    assert [one.ticket for one in table(f"{ticket},Selesai,Lampu,2026-10-01\n").complaints] == [ticket]


def test_one_ticket_written_in_three_ways_is_one_complaint(table: Callable[..., Imported]) -> None:
    for ticket in ("00123", "'00123", '="00123"'):
        found = table(f"{ticket},Selesai,Lampu,'2026-10-01\n")
        assert [one.id for one in found.complaints] == ["generic-00123"]
        assert found.complaints[0].reported_at is not None


def test_an_apostrophe_in_words_stays(table: Callable[..., Imported]) -> None:
    found = table("""A-1,Selesai,'Semoga' lekas Jum'at,2026-10-01\n""")
    assert found.complaints[0].text == "'Semoga' lekas Jum'at"


def test_month_first_dates_are_seen_from_the_column_and_said(table: Callable[..., Imported]) -> None:
    found = table("A-1,Selesai,Lampu,10/13/2026\nA-2,Selesai,Got,10/02/2026\n")
    assert [one.reported_at and one.reported_at.date().isoformat() for one in found.complaints] == [
        "2026-10-13",
        "2026-10-02",
    ]
    assert "its dates were read with the month before the day, as the column shows" in found.report.notes
    assert found.report.doubtful == 0


def test_dates_that_nothing_decides_are_each_doubted(table: Callable[..., Imported]) -> None:
    found = table("A-1,Selesai,Lampu,01/10/2026\nA-2,Selesai,Got,10/10/2026\n")
    assert reasons(found) == [(2, "reported_at", False)]
    assert "it was read as 01 October 2026" in found.report.problems[0].reason
    assert "day-or-month-reported_at" in found.complaints[0].doubts


def test_lines_below_the_complaints_are_left_out_and_said(table: Callable[..., Imported]) -> None:
    found = table(
        "A-1,Selesai,Lampu,2026-10-01\nTotal,,1,\nJumlah: 1,,,\nDicetak: 27/11/2026,,,\nTotalindo-7,,Lampu,\n"
    )
    assert [one.ticket for one in found.complaints] == ["A-1", "Totalindo-7"]
    assert [place for place in reasons(found) if place[2]] == [
        (3, "ticket", True),
        (4, "ticket", True),
        (5, "ticket", True),
    ]


def test_rows_that_are_quoted_whole_are_read_and_said(table: Callable[..., Imported]) -> None:
    body = '"A-1,Selesai,Lampu,2026-10-01"\n"A-2,Selesai,""Got, mampet"",2026-10-01"\n'
    found = table(body, '"tiket,status,isi,tanggal"\n')
    assert [(one.ticket, one.text) for one in found.complaints] == [("A-1", "Lampu"), ("A-2", "Got, mampet")]
    assert "each row is quoted as one cell; the cells inside were read" in found.report.notes


def test_one_nul_byte_is_a_space_and_many_are_not_a_text(table: Callable[..., Imported]) -> None:
    found = table("A-1,Selesai,Lampu\0mati,2026-10-01\nA-2,Selesai,Got,2026-10-01\n")
    assert [one.text for one in found.complaints] == ["Lampu mati", "Got"]
    assert "it holds NUL characters, which were read as spaces" in found.report.notes
    with pytest.raises(InputError, match="not a text file"):
        table("\0abcdefghi" * 40)


def test_a_broken_last_row_over_several_lines_gives_back_the_rows_in_it(table: Callable[..., Imported]) -> None:
    found = table('A-1,Selesai,"Lampu,2026-10-01\nA-2,Selesai,Got,2026-10-01\nA-3,Selesai,Got,2026-10-01\n')
    assert [one.ticket for one in found.complaints] == ["A-2", "A-3"]
    assert [place[0] for place in reasons(found)] == [2]
