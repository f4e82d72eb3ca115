"""JSON as real endpoints write it, faults included, becomes rows."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from vlogkit.errors import InputError
from vlogkit.intake.reading.headers import Files
from vlogkit.intake.reading.open import reader_of
from vlogkit.intake.reading.rows import Problem

WANTED = [("servicerequestid",), ("description",), ("agencyresponsible",), ("mediaurl",), ("lat",), ("long", "lon")]
GOOD = {"service_request_id": "1", "description": "lubang", "status": "open"}


def read(path: Path, content: str) -> tuple[list[list[str]], list[Problem]]:
    path.write_text(content, encoding="utf-8")
    problems: list[Problem] = []
    return [list(values) for _, values in reader_of(path, None).rows(WANTED, problems.append)], problems


def ids(path: Path, content: str) -> list[str]:
    return [values[0] for values in read(path, content)[0]]


@pytest.mark.parametrize(
    "wrapper",
    [
        "[{}]",
        '{{"service_requests": [{}]}}',
        '{{"meta": {{"page": 1}}, "data": [{}], "next": null}}',
        '{{"list": [{}]}}',
    ],
)
def test_records_are_found_in_any_wrapping(tmp_path: Path, wrapper: str) -> None:
    two = ",".join(json.dumps({**GOOD, "service_request_id": str(n)}) for n in (1, 2))
    text = wrapper.replace("{{", "{").replace("}}", "}").replace("{}", two)
    assert ids(tmp_path / "a.json", text) == ["1", "2"]


def test_json_lines_and_a_single_object(tmp_path: Path) -> None:
    lines = "\n".join(json.dumps({**GOOD, "service_request_id": str(n)}) for n in (1, 2, 3))
    assert ids(tmp_path / "a.jsonl", lines) == ["1", "2", "3"]
    assert ids(tmp_path / "b.json", json.dumps(GOOD, indent=2)) == ["1"]


def test_geojson_points_become_coordinates(tmp_path: Path) -> None:
    feature = {"type": "Feature", "geometry": {"type": "Point", "coordinates": [110.4, -6.9]}, "properties": GOOD}
    path = tmp_path / "a.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature, feature]}), encoding="utf-8")
    rows = [
        list(v)
        for _, v in reader_of(path, None).rows([("servicerequestid",), ("latitude",), ("longitude",)], lambda _: None)
    ]
    assert rows == [["1", "-6.9", "110.4"]] * 2


def test_numbers_with_leading_zeros_are_mended_and_named(tmp_path: Path) -> None:
    rows, problems = read(
        tmp_path / "a.json", '[{"service_request_id":"1","service_code":001,"description":"a 007, b",}]'
    )
    assert rows[0][1] == "a 007, b"
    assert [problem.skipped for problem in problems] == [False]


def test_one_broken_record_leaves_the_others(tmp_path: Path) -> None:
    text = '[{"service_request_id":"1"},{"service_request_id": oops},{"service_request_id":"3"}]'
    rows, problems = read(tmp_path / "a.json", text)
    assert [values[0] for values in rows] == ["1", "3"]
    assert [(problem.row, problem.skipped) for problem in problems] == [(2, True)]


def test_a_file_cut_off_in_the_middle_keeps_what_came_before(tmp_path: Path) -> None:
    rows, problems = read(tmp_path / "a.json", '[{"service_request_id":"1"},{"service_request_id":"2","descr')
    assert [values[0] for values in rows] == ["1"]
    assert len(problems) == 1


def test_a_stray_quote_costs_its_record_only(tmp_path: Path) -> None:
    text = '[{"service_request_id":"1","description":"a"b"}, {"service_request_id":"2"}, {"service_request_id":"3"}]'
    assert ids(tmp_path / "a.json", text)[-2:] == ["2", "3"]


def test_lists_of_one_objects_and_words_for_nothing_are_unwrapped(tmp_path: Path) -> None:
    record = {"service_request_id": ["7"], "description": "null", "agency_responsible": {"id": 3, "name": "Dinas"},
              "media_url": [{"url": "a.jpg"}, {"url": "b.jpg"}], "lat": 0.0, "lon": "110.4"}  # fmt: skip
    rows, _ = read(tmp_path / "a.json", json.dumps([record]))
    assert rows == [["7", "", "Dinas", "a.jpg; b.jpg", "0", "110.4"]]


def test_a_key_that_stands_twice_keeps_its_first_value(tmp_path: Path) -> None:
    rows, problems = read(tmp_path / "a.json", '[{"service_request_id":"1","description":"satu","description":""}]')
    assert rows[0][1] == "satu"
    assert problems[0].field == "description"


def test_records_across_the_reading_chunk_are_whole(tmp_path: Path) -> None:
    long = "x" * 90_000
    text = json.dumps([{**GOOD, "service_request_id": str(n), "description": long + '"\\{['} for n in range(20)])
    rows, problems = read(tmp_path / "a.json", text)
    assert [values[0] for values in rows] == [str(n) for n in range(20)]
    assert not problems
    assert all(len(values[1]) == len(long) + 4 for values in rows)


def test_broken_records_among_many_cost_nothing_else_and_every_fault_is_told_at_its_own(tmp_path: Path) -> None:
    """Sound records are parsed where they stand, broken ones are cut out; the text is longer than one reading chunk."""
    good = [json.dumps({**GOOD, "service_request_id": f"g{n}", "description": "x" * 5000}) for n in range(120)]
    twice = '{"service_request_id": "dua", "service_request_id": "kali", "description": "y"}'
    zero = '{"service_request_id": 007, "description": "y"}'
    broken = '{"service_request_id": "rusak", "service_request_id": "a", "description": nihil}'
    text = "[" + ", ".join([*good[:60], twice, zero, broken, *good[60:]]) + "]"
    rows, problems = read(tmp_path / "a.json", text)
    wanted = [*(f"g{n}" for n in range(60)), "dua", "007", *(f"g{n}" for n in range(60, 120))]
    assert [values[0] for values in rows] == wanted
    assert [(one.row, one.field, one.skipped) for one in problems] == [
        (61, "service_request_id", False),
        (62, "", False),
        (63, "", True),
    ]


@pytest.mark.parametrize("text", ["[]", "{}", "[1, 2, 3]", '"x"', "[" * 5000])
def test_json_without_records_is_an_error(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.json").write_text(text, encoding="utf-8")
    with pytest.raises(InputError):
        reader_of(tmp_path / "a.json", None)


COMPLAINT = {"id": "1", "status": "Selesai", "laporan": "lubang"}
PHOTOS = [
    ["a.jpg", "b.jpg"],
    [{"url": "a.jpg"}, {"url": "b.jpg"}],
    [{"id": 7, "name": "Depan", "file": "a.jpg"}, {"id": 8, "name": "Belakang", "file": "b.jpg"}],
    [
        {"id": n, "date": "2026-10-01", "title": "Foto", "type": "jpeg", "lat": 1.0, "lon": 2.0, "description": "x", "url": name}
        for n, name in enumerate(("a.jpg", "b.jpg"))
    ],
]  # fmt: skip
AROUND: list[Callable[[dict[str, object]], object]] = [
    lambda record: record,
    lambda record: [record, {**record, "id": "2"}],
    lambda record: {"data": [record]},
    lambda record: {"status": "ok", "request_id": "r-1", "data": [record, record]},
    lambda record: {"meta": {"page": 1}, "result": {"hasil": [record]}},
    lambda record: [{"page": 1, "rows": [record]}],
]


@pytest.mark.parametrize("around", AROUND, ids=["alone", "list", "data", "envelope", "deep", "pages"])
@pytest.mark.parametrize("photos", PHOTOS, ids=["names", "addresses", "objects", "many-names"])
@pytest.mark.parametrize("last", [True, False])
def test_a_complaint_with_a_list_of_photos_is_one_record_with_its_photos(
    tmp_path: Path, last: bool, photos: list[object], around: Callable[[dict[str, object]], object]
) -> None:
    record: dict[str, object] = {**COMPLAINT, "foto": photos} if last else {"foto": photos, **COMPLAINT}
    path = tmp_path / "a.json"
    path.write_text(json.dumps(around(record), indent=2), encoding="utf-8")
    wanted = [("id",), ("status",), Files(("foto",))]
    first = next(iter(reader_of(path, None).rows(wanted, lambda _: None)))
    assert first[1] == ["1", "Selesai", "a.jpg; b.jpg"]


def test_answers_and_items_inside_a_complaint_are_not_complaints(tmp_path: Path) -> None:
    answers = [{"id": n, "text": "Kami cek", "date": "2026-10-01", "by": "Dinas"} for n in range(3)]
    records = [{**COMPLAINT, "id": str(n), "response": answers, "items": [{"id": 1, "text": "x"}]} for n in range(2)]
    pretty = "\n".join(json.dumps(record, indent=1) for record in records)
    for text in (json.dumps(records), "\n".join(map(json.dumps, records)), pretty):
        path = tmp_path / "a.json"
        path.write_text(text, encoding="utf-8")
        rows = list(reader_of(path, None).rows([("id",), ("status",)], lambda _: None))
        assert [values for _, values in rows] == [["0", "Selesai"], ["1", "Selesai"]]


def test_an_object_that_is_longer_than_a_reading_chunk_is_one_record(tmp_path: Path) -> None:
    answers = [{"text": "x" * 4000, "date": "2026-10-01"} for _ in range(100)]
    text = "\n".join(json.dumps({"response": answers, **COMPLAINT, "id": str(n)}, indent=1) for n in range(3))
    path = tmp_path / "a.json"
    path.write_text(text, encoding="utf-8")
    rows = list(reader_of(path, None).rows([("id",)], lambda _: None))
    assert [values for _, values in rows] == [["0"], ["1"], ["2"]]


def test_half_a_letter_becomes_a_sign_wherever_it_stands(tmp_path: Path) -> None:
    half = '{"service_request_id": "1\\ud83d", "description": ["x \\udc00", "y"], "ba\\ud83dd": 1, "ba\\ud83dd": 2}'
    rows, problems = read(tmp_path / "a.json", half)
    assert rows == [["1\ufffd", "x \ufffd; y", "", "", "", ""]]
    assert [problem.field for problem in problems] == ["ba\ufffdd"]
    assert reader_of(tmp_path / "a.json", None).layout.headers[2] == "ba\ufffdd"
