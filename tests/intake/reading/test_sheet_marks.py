"""Merged cells hold for every row they cover, and a cell that cannot be read is said and never taken for an empty one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.intake.conftest import Imported
from tests.intake.reading.test_sheets import with_part, write_ods, write_xlsx

from vlogkit.errors import InputError
from vlogkit.intake.reading import sheet_marks
from vlogkit.intake.reading.open import reader_of
from vlogkit.intake.reading.sheet_marks import cell_name

Import = Callable[..., Imported]
HEAD = ["Tiket", "Status", "Laporan", "Rahasia"]
ROWS = [[f"A-{n}", "Selesai", "Lampu mati", said] for n, said in enumerate(("Ya", "", "", "Tidak"), 1)]
SHEET = "xl/worksheets/s0.xml"
OF = "<table:table-cell office:value-type='string'><text:p>"


def xlsx(path: Path, *above: list[object], rows: list[list[str]] = ROWS) -> Path:
    return write_xlsx(path, {"A": [*above, list(HEAD), *map(list, rows)]})


def merged(path: Path, *ranges: str) -> Path:
    cells = "".join(f'<mergeCell ref="{one}"/>' for one in ranges)
    return with_part(path, SHEET, "</sheetData>", f"</sheetData><mergeCells>{cells}</mergeCells>")


def secret(found: Imported) -> list[bool]:
    return [one.confidential for one in found.complaints]


def said(found: Imported) -> list[tuple[int, str]]:
    return [(one.row, one.reason.split(";")[0]) for one in found.report.problems]


def test_a_yes_merged_over_several_rows_holds_for_each(tmp_path: Path, imported: Import) -> None:
    assert secret(imported(merged(xlsx(tmp_path / "a.xlsx"), "D2:D4"))) == [True, True, True, False]


def test_rows_above_the_header_shift_nothing(tmp_path: Path, imported: Import) -> None:
    path = merged(xlsx(tmp_path / "a.xlsx", [], ["Rekap aduan"], []), "A2:D2", "D5:D7")
    assert secret(imported(path)) == [True, True, True, False]


def test_columns_before_the_table_shift_nothing(tmp_path: Path, imported: Import) -> None:
    table: list[list[object]] = [["", "", *row] for row in (HEAD, *ROWS)]
    path = merged(write_xlsx(tmp_path / "a.xlsx", {"A": table}), "F2:F4", "A1:B1")
    assert secret(imported(path)) == [True, True, True, False]


def test_a_merged_cell_holds_in_every_column(tmp_path: Path) -> None:
    path = merged(xlsx(tmp_path / "a.xlsx"), "C2:C3", "B2:B5")
    rows = [row[1] for row in reader_of(path, None).rows([("status",), ("laporan",)], lambda _: None)]
    assert rows == [["Selesai", "Lampu mati"]] * 4


def test_a_ticket_merged_over_rows_is_one_complaint_and_any_of_its_rows_keeps_it_shut(
    tmp_path: Path, imported: Import
) -> None:
    rows = [["A-1", "Selesai", "Lampu", ""], ["", "", "", "Ya"], ["A-2", "Selesai", "Got", ""]]
    found = imported(merged(xlsx(tmp_path / "a.xlsx", rows=rows), "A2:A3"))
    assert [(one.ticket, one.confidential) for one in found.complaints] == [("A-1", True), ("A-2", False)]


def test_a_header_of_two_rows_makes_no_complaint_of_the_second(tmp_path: Path, imported: Import) -> None:
    head: list[list[object]] = [["Tiket", "Status", "Laporan", "Rahasia", ""], ["", "", "", "Ya", "Tidak"]]
    rows: list[list[object]] = [["A-1", "Selesai", "x", "✓", ""], ["A-2", "Selesai", "x", "", ""]]
    path = write_xlsx(tmp_path / "a.xlsx", {"A": [*head, *rows]})
    found = imported(merged(path, "A1:A2", "B1:B2", "C1:C2", "D1:E1"))
    assert [(one.ticket, one.confidential) for one in found.complaints] == [("A-1", True), ("A-2", False)]
    assert not found.report.problems


def test_empty_rows_below_a_merged_cell_stay_empty(tmp_path: Path, imported: Import) -> None:
    path = xlsx(tmp_path / "a.xlsx", rows=[*ROWS, ["", "", "", ""], ["A-9", "Selesai", "x", "Tidak"]])
    found = imported(merged(path, "D5:D6"))
    assert secret(found) == [True, False, False, False, False]
    assert not found.report.problems


CELL = '<c r="D2" t="inlineStr"><is><t>Ya</t></is></c>'
UNREADABLE = {
    "error": ('<c r="D2" t="e"><v>#REF!</v></c>', "D2 holds the spreadsheet error #REF!"),
    "not-available": ('<c r="D2" t="e"><f>VLOOKUP(A2,X!A:B,2,0)</f><v>#N/A</v></c>', "D2 holds the spreadsheet error #N/A"),
    "as-text": ('<c r="D2" t="inlineStr"><is><t>#NAME?</t></is></c>', "D2 holds the spreadsheet error #NAME?"),
    "unsaved": ("<c r='D2'><f>IF(A2=1,\"Ya\",\"\")</f><v></v></c>", "D2 has a formula whose result was not saved"),
    "unsaved-text": ('<c r="D2" t="str"><f>B9</f></c>', "D2 has a formula whose result was not saved"),
    "prefix": ('<x:c xmlns:x="{main}" r="D2"><x:f>B9</x:f></x:c>', "D2 has a formula whose result was not saved"),
    "no-reference": ('<c><f>B9</f></c>', "D2 has a formula whose result was not saved"),
}  # fmt: skip


@pytest.mark.parametrize("cell", UNREADABLE)
def test_a_flag_that_cannot_be_read_is_shut_and_said_with_its_cell(cell: str, tmp_path: Path, imported: Import) -> None:
    xml, reason = UNREADABLE[cell]
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    found = imported(with_part(xlsx(tmp_path / "a.xlsx"), SHEET, CELL, xml.replace("{main}", main)))
    assert secret(found) == [True, False, False, False]
    assert said(found)[0] == (2, reason)
    assert "unclear-confidential" in found.complaints[0].doubts


def test_a_formula_whose_saved_result_is_empty_says_nothing(tmp_path: Path, imported: Import) -> None:
    cell = '<c r="D2" t="str"><f>IF(A2="x","Ya","")</f><v></v></c>'
    found = imported(with_part(xlsx(tmp_path / "a.xlsx"), SHEET, CELL, cell))
    assert secret(found) == [False] * 4
    assert not found.report.problems


def test_a_formula_that_its_writer_left_to_be_calculated_is_not_read_as_no(tmp_path: Path, imported: Import) -> None:
    path = with_part(xlsx(tmp_path / "a.xlsx"), SHEET, CELL, '<c r="D2"><f>B9</f><v>0</v></c>')
    assert secret(imported(path))[0] is False
    with_part(path, "xl/workbook.xml", "</sheets>", '</sheets><calcPr calcId="1" fullCalcOnLoad="1"/>')
    assert secret(imported(path))[0] is True


def test_an_unsaved_formula_over_a_range_counts_in_each_of_its_rows(tmp_path: Path, imported: Import) -> None:
    cell = '<c r="D2"><f t="array" ref="D2:D4">X1:X3</f></c>'
    found = imported(with_part(xlsx(tmp_path / "a.xlsx"), SHEET, CELL, cell))
    assert secret(found) == [True, True, True, False]


def test_an_error_in_a_merged_cell_counts_in_each_row(tmp_path: Path, imported: Import) -> None:
    path = with_part(xlsx(tmp_path / "a.xlsx"), SHEET, CELL, '<c r="D2" t="e"><v>#REF!</v></c>')
    found = imported(merged(path, "D2:D4"))
    assert secret(found) == [True, True, True, False]


def test_an_error_elsewhere_is_said_and_never_shown_as_words(tmp_path: Path, imported: Import) -> None:
    rows = [["A-1", "Selesai", "#REF!", "Tidak"]]
    found = imported(xlsx(tmp_path / "a.xlsx", rows=rows))
    assert [(one.text, one.confidential) for one in found.complaints] == [("", False)]
    assert said(found) == [(2, "C2 holds the spreadsheet error #REF!")]


def ods(path: Path, *cells: str) -> Path:
    """A table whose four rows have these cells in the column of secrecy."""
    write_ods(path, [HEAD, *([*row[:3], "?"] for row in ROWS)])
    calc = "xmlns:calcext='urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0' xmlns:table="
    with_part(path, "content.xml", "xmlns:table=", calc)
    for n, cell in enumerate(cells, 1):
        row = f"{OF}A-{n}</text:p></table:table-cell>{OF}Selesai</text:p></table:table-cell>{OF}Lampu mati</text:p></table:table-cell>"
        with_part(path, "content.xml", f"{row}{OF}?</text:p></table:table-cell>", row + cell)
    return path


NO = f"{OF}Tidak</text:p></table:table-cell>"
COVERED = "<table:covered-table-cell/>"


@pytest.mark.parametrize("above", [0, 2])
def test_a_yes_of_open_document_merged_over_several_rows_holds_for_each(
    above: int, tmp_path: Path, imported: Import
) -> None:
    yes = OF.replace("table-cell ", "table-cell table:number-rows-spanned='3' table:number-columns-spanned='1' ")
    path = ods(tmp_path / "a.ods", f"{yes}Ya</text:p></table:table-cell>", COVERED, COVERED, NO)
    first = f"<table:table-row>{OF}Tiket"
    empty = "<table:table-row table:number-rows-repeated='2'><table:table-cell/></table:table-row>" if above else ""
    with_part(path, "content.xml", first, empty + first)
    assert secret(imported(path)) == [True, True, True, False]


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("<table:table-cell table:formula='of:=[.B9]'/>", "D3 has a formula whose result was not saved"),
        (
            "<table:table-cell table:formula='of:=[.B9]' office:value-type='string' office:string-value='' calcext:value-type='error'><text:p>#N/A</text:p></table:table-cell>",
            "D3 holds the spreadsheet error #N/A",
        ),
        (f"{OF}Err:502</text:p></table:table-cell>", "D3 holds the spreadsheet error Err:502"),
    ],
)
def test_a_flag_of_open_document_that_cannot_be_read_is_shut_and_said(
    cell: str, reason: str, tmp_path: Path, imported: Import
) -> None:
    found = imported(ods(tmp_path / "a.ods", NO, cell, NO, NO))
    assert secret(found) == [False, True, False, False]
    assert said(found)[0] == (3, reason)


def test_a_note_at_a_cell_is_not_its_error(tmp_path: Path, imported: Import) -> None:
    note = "<office:annotation><text:p>#REF!</text:p></office:annotation>"
    found = imported(ods(tmp_path / "a.ods", OF.replace("<text:p>", f"{note}<text:p>") + "Tidak</text:p></table:table-cell>", NO, NO, NO))  # fmt: skip
    assert secret(found) == [False] * 4
    assert not found.report.problems


def test_more_merged_cells_than_a_sheet_has_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_marks, "MOST", 5)
    path = merged(xlsx(tmp_path / "a.xlsx"), *(f"B{n}:C{n}" for n in range(10, 20)))
    with pytest.raises(InputError, match="merged or hold an error") as raised:
        reader_of(path, None)
    assert raised.value.hint


def test_a_second_sheet_with_complaints_is_said(tmp_path: Path, imported: Import) -> None:
    table: list[list[object]] = [list(HEAD), *map(list, ROWS)]
    path = write_xlsx(tmp_path / "a.xlsx", {"Sampul": [["Rekap"]], "Januari": table, "Februari": table})
    assert imported(path).report.notes == (
        "the sheet `Februari` has complaints too and was not read; save it as a file of its own and import that too",
        "of its sheets `Januari` was read, and not `Sampul`",
    )


def test_a_hidden_sheet_is_read_last(tmp_path: Path, imported: Import) -> None:
    table: list[list[object]] = [list(HEAD), *map(list, ROWS)]
    path = write_xlsx(tmp_path / "a.xlsx", {"Lama": [*table, ["A-9", "Selesai", "x", ""]], "Kini": table})
    with_part(path, "xl/workbook.xml", '<sheet name="Lama"', '<sheet state="hidden" name="Lama"')
    found = imported(path)
    assert len(found.complaints) == 4
    assert "`Lama`" in found.report.notes[0]


@pytest.mark.parametrize(("place", "name"), [((0, 0), "A1"), ((4, 25), "Z5"), ((0, 26), "AA1"), ((9, 701), "ZZ10"), ((0, 702), "AAA1")])  # fmt: skip
def test_a_cell_is_named_as_spreadsheets_do(place: tuple[int, int], name: str) -> None:
    assert cell_name(*place) == name


def test_rows_are_numbered_as_a_person_sees_them(tmp_path: Path, imported: Import) -> None:
    rows = [["A-1", "Selesai", "Lampu", "Tidak"], ["", "Selesai", "x", ""], ["A-2", "Selesai", "#REF!", ""]]
    empty: list[object] = []
    path = write_xlsx(tmp_path / "a.xlsx", {"A": [empty, empty, ["", *HEAD], *(["", *row] for row in rows)]})
    found = imported(path)
    assert said(found) == [(5, "the row has no ticket id"), (6, "D6 holds the spreadsheet error #REF!")]
