"""XML as real endpoints write it becomes rows; what would harm the reader is refused."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from vlogkit.errors import InputError
from vlogkit.intake.reading.open import reader_of
from vlogkit.intake.reading.rows import Problem
from vlogkit.intake.reading.xml_records import element_of

WANTED = [("servicerequestid",), ("description",), ("closeddate",)]


def read(path: Path, content: str | bytes) -> tuple[list[list[str]], list[Problem]]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    problems: list[Problem] = []
    return [list(values) for _, values in reader_of(path, None).rows(WANTED, problems.append)], problems


def request(number: int, text: str = "lubang") -> str:
    return f"<request><service_request_id>{number}</service_request_id><description>{text}</description></request>"


def wrapped(*records: str) -> str:
    return f"<service_requests>{''.join(records)}</service_requests>"


def test_records_are_read_after_a_blank_line_and_a_declaration(tmp_path: Path) -> None:
    rows, _ = read(tmp_path / "a.xml", '\n\n<?xml version="1.0"?>\n' + wrapped(request(1), request(2, "a &amp; b")))
    assert rows == [["1", "lubang", ""], ["2", "a & b", ""]]


def test_nil_cdata_and_attributes_are_understood(tmp_path: Path) -> None:
    record = '<request id="9"><service_request_id>1</service_request_id><description><![CDATA[a < b]]></description>'
    record += '<closed_date xsi:nil="true">x</closed_date></request>'
    assert read(tmp_path / "a.xml", wrapped(record))[0] == [["1", "a < b", ""]]


def test_an_unclosed_record_costs_only_itself(tmp_path: Path) -> None:
    broken = "<request><service_request_id>2</service_request_id><description>x"
    rows, problems = read(
        tmp_path / "a.xml", wrapped(request(1), broken, request(3), "<request><a></request>", request(5))
    )
    assert [values[0] for values in rows] == ["1", "3", "5"]
    assert [problem.row for problem in problems] == [2, 4]


def test_other_encodings_are_read(tmp_path: Path) -> None:
    text = '<?xml version="1.0" encoding="ISO-8859-1"?>' + wrapped(request(1, "Straße"))
    rows, _ = read(tmp_path / "a.xml", text.encode("latin-1"))
    assert rows[0][1] == "Straße"


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
    ],
)
def test_entities_and_document_types_are_refused(tmp_path: Path, head: str) -> None:
    (tmp_path / "a.xml").write_text(f'<?xml version="1.0"?>{head}{wrapped(request(1, "&b;"))}', encoding="utf-8")
    with pytest.raises(InputError, match="entities"):
        reader_of(tmp_path / "a.xml", None)


def test_an_entity_that_hides_later_in_the_file_is_a_broken_row(tmp_path: Path) -> None:
    rows, problems = read(tmp_path / "a.xml", wrapped(request(1), request(2, "&rahasia;")))
    assert [values[0] for values in rows] == ["1"]
    assert problems[0].row == 2


def test_deep_nesting_is_refused() -> None:
    with pytest.raises(ValueError, match="nested"):
        element_of("<a>" * 100 + "</a>" * 100)


def test_elements_nested_without_end_take_time_in_proportion_to_their_length(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text("<a>" * 50_000 + "x" + "</a>" * 50_000, encoding="utf-8")
    problems: list[Problem] = []
    start = time.process_time()
    rows = list(reader_of(path, None).rows([("a",)], problems.append))
    assert time.process_time() - start < 10  # a search to the end of the file from each of them takes a minute
    assert (len(rows), len(problems)) == (1, 49_999)


def test_xml_of_another_kind_takes_the_repeated_element(tmp_path: Path) -> None:
    text = "<export><laporan><ticket>1</ticket><status>buka</status></laporan><laporan><ticket>2</ticket><status>x</status></laporan></export>"
    (tmp_path / "a.xml").write_text(text, encoding="utf-8")
    rows = list(reader_of(tmp_path / "a.xml", None).rows([("ticket",)], lambda _: None))
    assert [values[0] for _, values in rows] == ["1", "2"]
