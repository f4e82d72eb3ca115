"""Workbooks are read like tables: dates as ISO text, numbers without a point, the sheet with the table found."""

from __future__ import annotations

import zipfile
from pathlib import Path
from random import Random
from xml.sax.saxutils import escape

import pytest

from vlogkit.errors import InputError
from vlogkit.intake.reading.open import reader_of, shape_of

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def write_xlsx(path: Path, sheets: dict[str, list[list[object]]]) -> Path:
    """A workbook of plain cells: strings and numbers; a tuple is a date's serial number."""
    with zipfile.ZipFile(path, "w") as archive:
        kinds = "".join(f'<Override PartName="/xl/worksheets/s{n}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>' for n in range(len(sheets)))  # fmt: skip
        archive.writestr("[Content_Types].xml", f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>{kinds}</Types>')  # fmt: skip
        archive.writestr("_rels/.rels", f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="{LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>')  # fmt: skip
        names = "".join(f'<sheet name="{name}" sheetId="{n + 1}" r:id="r{n}"/>' for n, name in enumerate(sheets))
        archive.writestr(
            "xl/workbook.xml", f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets>{names}</sheets></workbook>'
        )
        links = "".join(
            f'<Relationship Id="r{n}" Type="{LINKS}/worksheet" Target="worksheets/s{n}.xml"/>'
            for n in range(len(sheets))
        )
        links += f'<Relationship Id="st" Type="{LINKS}/styles" Target="styles.xml"/>'
        archive.writestr("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>')  # fmt: skip
        archive.writestr("xl/styles.xml", f'<styleSheet xmlns="{MAIN}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="22"/></cellXfs></styleSheet>')  # fmt: skip
        for n, rows in enumerate(sheets.values()):
            body = "".join(
                f'<row r="{r}">{"".join(_cell(r, c, value) for c, value in enumerate(row))}</row>'
                for r, row in enumerate(rows, 1)
            )
            archive.writestr(
                f"xl/worksheets/s{n}.xml", f'<worksheet xmlns="{MAIN}"><sheetData>{body}</sheetData></worksheet>'
            )
    return path


def _cell(row: int, column: int, value: object) -> str:
    place = f"{chr(65 + column)}{row}"
    if isinstance(value, tuple):
        return f'<c r="{place}" s="1"><v>{value[0]}</v></c>'
    if isinstance(value, int | float):
        return f'<c r="{place}"><v>{value}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t>{escape(str(value))}</t></is></c>' if value else ""


def write_ods(path: Path, rows: list[list[str]]) -> Path:
    office = "urn:oasis:names:tc:opendocument:xmlns"
    cells = ["".join(f"<table:table-cell office:value-type='string'><text:p>{escape(cell)}</text:p></table:table-cell>" for cell in row) for row in rows]  # fmt: skip
    body = "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", f'<manifest:manifest xmlns:manifest="{office}:manifest:1.0"/>')
        archive.writestr("content.xml", f'<office:document-content xmlns:office="{office}:office:1.0" xmlns:table="{office}:table:1.0" xmlns:text="{office}:text:1.0"><office:body><office:spreadsheet><table:table table:name="A">{body}</table:table></office:spreadsheet></office:body></office:document-content>')  # fmt: skip
    return path


def values(path: Path) -> list[tuple[int, list[str]]]:
    reader = reader_of(path, None)
    return [(number, list(row)) for number, row in reader.rows([("ticket",), ("text",), ("tanggal",)], lambda _: None)]


def test_the_sheet_with_the_table_is_found_below_its_title(tmp_path: Path) -> None:
    sheets: dict[str, list[list[object]]] = {
        "Sampul": [["Rekap aduan"], ["2026"]],
        "Data": [["Rekap"], [], ["Ticket", "Text", "Tanggal", "Status"], [123.0, "lubang", (43447.4375,), "Tuntas"], [124, "lampu", "13-12-2018", ""]],
    }  # fmt: skip
    assert values(write_xlsx(tmp_path / "a.xlsx", sheets)) == [
        (4, ["123", "lubang", "2018-12-13 10:30:00"]),
        (5, ["124", "lampu", "13-12-2018"]),
    ]


def test_open_document_sheets_are_read(tmp_path: Path) -> None:
    path = write_ods(tmp_path / "a.ods", [["Ticket", "Text", "Status"], ["7", "a < b", "Tuntas"]])
    assert values(path) == [(2, ["7", "a < b", ""])]


def test_a_workbook_is_known_by_its_content_not_its_name(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "export.csv", {"A": [["ticket", "text", "status"], [1, "a", "b"]]})
    assert reader_of(path, None).layout.shape == "xlsx"


def test_a_workbook_that_unpacks_too_large_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
        with archive.open("xl/worksheets/s0.xml", "w") as file:
            for _ in range(410):
                file.write(bytes(1_000_000))
    with pytest.raises(InputError, match="unpacks to"):
        reader_of(path, None)


def with_part(path: Path, part: str, old: str, new: str) -> Path:
    """The workbook with some of a part's text replaced."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert old in parts[part]
    parts[part] = parts[part].replace(old, new)
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return path


FAR_CELLS = (
    '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
    "<x:row\nr = '1048576'><x:c r='A1048576'/>" + "<x:c><v>1</v></x:c>" * 20 + "</x:row>",
    '<row r="2"><c r="A1048576"><v>1</v></c><c r="XFD3"><v>1</v></c></row>',
)


@pytest.mark.parametrize("far", FAR_CELLS, ids=["corner", "without-references", "two-edges"])
def test_a_workbook_with_cells_far_apart_is_refused_as_its_reader_would_make_room_for_all_between(
    far: str, tmp_path: Path
) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", {"A": [["ticket", "text"], [1, "a"]]})
    with_part(path, "xl/worksheets/s0.xml", "</sheetData>", far + "</sheetData>")
    with pytest.raises(InputError, match="spans") as raised:
        reader_of(path, None)
    assert raised.value.hint


def test_an_open_document_in_which_one_cell_stands_for_billions_is_refused(tmp_path: Path) -> None:
    path = write_ods(tmp_path / "a.ods", [["Ticket", "Text"], ["7", "lampu"]])
    many = "<table:table-row table:number-rows-repeated='9000'><table:table-cell table:number-columns-repeated='9000'><text:p>x</text:p></table:table-cell></table:table-row>"
    with pytest.raises(InputError, match="spans"):
        reader_of(with_part(path, "content.xml", "</table:table>", many + "</table:table>"), None)


def test_a_long_text_that_many_cells_share_is_refused_as_each_would_hold_it(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", {"A": [["ticket", "text"], [1, "a"]]})
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>1</v></c></row>' for n in range(3, 403))
    with_part(path, "xl/worksheets/s0.xml", "</sheetData>", cells + "</sheetData>")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/sharedStrings.xml", f"<sst><si><t>a</t></si><si><t>{'lubang ' * 80_000}</t></si></sst>")
    with pytest.raises(InputError, match="of text"):
        reader_of(path, None)


def test_a_long_text_in_a_cell_that_stands_for_many_is_refused(tmp_path: Path) -> None:
    path = write_ods(tmp_path / "a.ods", [["Ticket", "Text"], ["7", "lampu"]])
    many = f"<table:table-row table:number-rows-repeated='9000'><table:table-cell><text:p>{'lubang ' * 9000}</text:p></table:table-cell></table:table-row>"
    with pytest.raises(InputError, match="of text"):
        reader_of(with_part(path, "content.xml", "</table:table>", many + "</table:table>"), None)


def test_the_empty_rows_and_columns_to_the_end_of_a_sheet_count_for_nothing(tmp_path: Path) -> None:
    path = write_ods(tmp_path / "a.ods", [["Ticket", "Text"], ["7", "lampu"]])
    rest = "<table:table-row table:number-rows-repeated='1048574'><table:table-cell table:number-columns-repeated='16384'/></table:table-row>"
    with_part(path, "content.xml", "</table:table>", rest + "</table:table>")
    assert values(path) == [(2, ["7", "lampu", ""])]


def test_a_damaged_workbook_and_an_empty_one_say_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="header"):
        reader_of(write_xlsx(tmp_path / "a.xlsx", {"A": [[]]}), None)
    good = write_xlsx(tmp_path / "b.xlsx", {"A": [["ticket", "text"], [1, "a"]]}).read_bytes()
    (tmp_path / "c.xlsx").write_bytes(good[:-30])
    with pytest.raises(InputError):
        reader_of(tmp_path / "c.xlsx", None)


def damaged(path: Path, part: str) -> Path:
    """The workbook with one of its parts cut off in the middle of a row."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = parts[part][: len(parts[part]) // 2]
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


@pytest.mark.parametrize("part", ["xl/worksheets/s0.xml", "xl/workbook.xml"])
def test_a_workbook_with_a_part_cut_off_is_damaged_and_says_what_to_do(tmp_path: Path, part: str) -> None:
    rows: list[list[object]] = [["ticket", "text"], *([number, "lampu"] for number in range(40))]
    path = damaged(write_xlsx(tmp_path / "a.xlsx", {"A": rows}), part)
    with pytest.raises(InputError) as raised:
        reader_of(path, None)
    assert raised.value.hint


def test_an_open_document_cut_off_is_damaged_and_says_what_to_do(tmp_path: Path) -> None:
    path = damaged(write_ods(tmp_path / "a.ods", [["Ticket", "Text"], *[["7", "lampu"]] * 40]), "content.xml")
    with pytest.raises(InputError, match="damaged") as raised:
        reader_of(path, None)
    assert raised.value.hint


def test_a_damaged_sheet_beside_the_table_is_said_and_the_table_read(tmp_path: Path) -> None:
    rows: list[list[object]] = [["ticket", "text"], *([number, "lampu"] for number in range(40))]
    path = damaged(write_xlsx(tmp_path / "a.xlsx", {"A": rows, "B": rows}), "xl/worksheets/s1.xml")
    reader = reader_of(path, None)
    assert len(list(reader.rows([("ticket",)], lambda _: None))) == 40
    assert reader.layout.notes == ("the sheet `B` is damaged and was not read",)


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize(("least", "most", "size"), [(0, 256, 20_000), (1, 256, 3_000), (128, 256, 300), (1, 127, 900)])
def test_bytes_that_are_neither_a_workbook_nor_text_are_one_error(
    seed: int, least: int, most: int, size: int, tmp_path: Path
) -> None:
    chance = Random(seed)
    (tmp_path / "aduan.xlsx").write_bytes(b"x" + bytes(chance.randrange(least, most) for _ in range(size)))
    with pytest.raises(InputError, match="neither a workbook nor text") as caught:
        shape_of(tmp_path / "aduan.xlsx")
    assert "Export it again" in caught.value.hint
