"""Rows of text tables are read one by one; what is wrong with one of them costs only that one."""

from __future__ import annotations

from pathlib import Path

import pytest

from vlogkit.errors import InputError
from vlogkit.intake.reading.open import reader_of
from vlogkit.intake.reading.rows import Problem

WANTED = [("ticket",), ("text", "isi"), ("status",)]


def read(path: Path, content: str | bytes) -> tuple[list[tuple[int, list[str]]], list[Problem]]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    problems: list[Problem] = []
    rows = [(number, list(values)) for number, values in reader_of(path, None).rows(WANTED, problems.append)]
    return rows, problems


def test_columns_are_found_by_name_in_any_order_and_spelling(tmp_path: Path) -> None:
    rows, _ = read(tmp_path / "a.csv", "STATUS,Isi ,lain,Ticket\nbuka,halo,?,1\n")
    assert rows == [(2, ["1", "halo", "buka"])]


def test_a_missing_column_is_empty(tmp_path: Path) -> None:
    rows, _ = read(tmp_path / "a.csv", "ticket,status\n1,buka\n")
    assert rows == [(2, ["1", "", "buka"])]


def test_titles_above_the_header_are_passed_over(tmp_path: Path) -> None:
    rows, _ = read(tmp_path / "a.csv", "Laporan aduan,,\nDicetak 1 Mei,,\n,,\nticket,text,status\n1,a,b\n")
    assert rows == [(5, ["1", "a", "b"])]


def test_excels_separator_line_decides(tmp_path: Path) -> None:
    rows, _ = read(tmp_path / "a.csv", "sep=;\nticket;text;status\n1;a,b;c\n")
    assert rows == [(3, ["1", "a,b", "c"])]


def test_cells_hold_line_breaks_and_quotes(tmp_path: Path) -> None:
    rows, _ = read(tmp_path / "a.csv", 'ticket,text,status\n1,"satu\ndua ""tiga""",x\n2,b,y\n')
    assert rows == [(2, ["1", 'satu\ndua "tiga"', "x"]), (4, ["2", "b", "y"])]


def test_a_row_with_too_many_cells_is_reported_with_its_number(tmp_path: Path) -> None:
    rows, problems = read(tmp_path / "a.csv", "ticket,text,status\n1,a,b\n2,a,koma,b\n3,a,b\n")
    assert [values[0] for _, values in rows] == ["1", "3"]
    assert [(problem.row, problem.skipped) for problem in problems] == [(3, True)]


def test_empty_cells_too_many_or_too_few_do_no_harm(tmp_path: Path) -> None:
    rows, problems = read(tmp_path / "a.csv", "ticket,text,status\n1,a,b,,\n2,a\n")
    assert [values for _, values in rows] == [["1", "a", "b"], ["2", "a", ""]]
    assert [problem.skipped for problem in problems] == [False]


def test_a_quote_never_closed_costs_one_row(tmp_path: Path) -> None:
    body = "".join(f"{number},a,b\n" for number in range(2, 60))
    rows, problems = read(tmp_path / "a.csv", f'ticket,text,status\n1,"lupa ditutup,b\n{body}')
    assert [values[0] for _, values in rows] == [str(number) for number in range(2, 60)]
    assert [problem.row for problem in problems] == [2]


def test_a_quote_never_closed_in_a_long_file_costs_one_row(tmp_path: Path) -> None:
    body = "".join(f"{number},a,b\n" for number in range(2, 3000))
    rows, problems = read(tmp_path / "a.csv", f'ticket,text,status\n1,"lupa,b\n{body}')
    assert len(rows) == 2998
    assert len(problems) == 1


def test_words_for_nothing_are_nothing(tmp_path: Path) -> None:
    rows, _ = read(tmp_path / "a.csv", "ticket,text,status\n1,null,N/A\n2, NaN ,-\n")
    assert rows[0][1] == ["1", "", ""]


def test_damaged_utf_8_is_replaced_and_its_row_is_named(tmp_path: Path) -> None:
    good = "ticket,text,status\n" + "".join(f"{n},café é ü ö,b\n" for n in range(20))
    rows, problems = read(tmp_path / "a.csv", good.encode() + b"99,rus\xffak,b\n")
    assert rows[-1][1][1] == "rus�ak"
    assert [problem.row for problem in problems] == [22]


def test_old_line_ends_are_line_ends(tmp_path: Path) -> None:
    rows, _ = read(tmp_path / "a.csv", "ticket,text,status\r1,a,b\r2,c,d\r")
    assert [values for _, values in rows] == [["1", "a", "b"], ["2", "c", "d"]]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR" + bytes(200), "not a text file"),
        (b"<!DOCTYPE html><html><body>Masuk</body></html>", "web page"),
        (b"\xd0\xcf\x11\xe0" + bytes(100), "old XLS"),
        (b"PK\x03\x04 not really", "damaged"),
        (b"satu kolom saja\n1\n2\n", "no header row"),
    ],
)
def test_what_is_no_table_says_what_it_is(tmp_path: Path, content: bytes, words: str) -> None:
    (tmp_path / "x.csv").write_bytes(content)
    with pytest.raises(InputError, match=words):
        reader_of(tmp_path / "x.csv", None)


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        reader_of(tmp_path / "none.csv", None)
    with pytest.raises(InputError, match="folder"):
        reader_of(tmp_path, None)
