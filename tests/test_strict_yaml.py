"""YAML as people write it: plain values stay what they look like, and every fault has a place and an answer."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.material import ROOT, write
from tests.sampled import examples
from vlogkit import strict_yaml
from vlogkit.catalogue import to_yaml
from vlogkit.errors import InputError, SeveralErrors, VlogkitError, Where
from vlogkit.records.notices.tally import Tally
from vlogkit.records.notices.update import Update
from vlogkit.records.settings import Settings
from vlogkit.records.templates.template import Template
from vlogkit.strict_yaml import Model, load, parse, read_text, validate

LAYER = "name: a\nsummary: b\nscenes:\n  - name: a\n    layers:\n      - "


def read(model: type[Model], text: str) -> Model:
    return validate(model, parse(text, "f.yaml"))


def fault(model: type[Model], text: str) -> InputError:
    """The one error of a text; several would be a fault of their own."""
    with pytest.raises(VlogkitError) as caught:
        read(model, text)
    assert isinstance(caught.value, InputError), str(caught.value)
    return caught.value


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("9:16", "9:16"),
        ("no", "no"),
        ("on", "on"),
        ("2026-08-17", "2026-08-17"),
        ("0x10", "0x10"),
        ("1_000", "1_000"),
        ("007", "007"),
        ("1e3", "1e3"),
        ("12", 12),
        ("-3", -3),
        ("12.50", 12.5),
        ("1.5e-05", 1.5e-05),
        ("true", True),
        ("~", None),
        ("", None),
    ],
)
def test_plain_values_stay_what_they_look_like(written: str, meant: object) -> None:
    data = parse(f"a: {written}\n", "f.yaml").data
    assert data == {"a": meant}
    assert isinstance(data["a"], type(meant))  # type: ignore[index]


@pytest.mark.parametrize("number", [0.1, -1e-05, 1e16, 2.2250738585072014e-308, 1.7976931348623157e308])
def test_a_number_that_vlogkit_writes_is_read_as_that_number(number: float) -> None:
    assert parse(to_yaml({"a": number}), "f.yaml").data == {"a": number}


def test_a_number_is_written_as_it_was_typed() -> None:
    assert to_yaml(parse("a: 12.40\n", "f.yaml").data) == "a: 12.40\n"


def test_an_unknown_key_names_its_place_and_the_nearest_valid_name() -> None:
    error = fault(Settings, "name: x\naproval: {}\n")
    assert (str(error.where), error.message, error.hint) == (
        "f.yaml:2:1",
        "unknown key `aproval`",
        "Did you mean `approval`?",
    )


def test_an_unknown_key_deep_in_a_stack_names_that_elements_keys() -> None:
    error = fault(Template, LAYER + "{type: stack, items: [{type: text, words: a, styl: body}]}")
    assert (str(error.where), error.hint) == ("f.yaml:6:54", "Did you mean `style`?")


def test_a_key_like_no_other_lists_the_known_ones() -> None:
    assert "brand" in fault(Settings, "name: x\nzzzz: 1\n").hint


def test_a_misspelt_required_key_is_one_fault_and_not_also_missing() -> None:
    assert fault(Template, LAYER + "{type: text, wrods: a}").message == "unknown key `wrods`"


@pytest.mark.parametrize(
    ("text", "place", "message", "hint"),
    [
        ("videos: portrait", "2:1", "should be a list, not 'portrait'", "[one, two]"),
        ("videos: [potrait]", "2:10", "should be one of portrait, feed", "Did you mean `portrait`?"),
        ("timezone: Mars/Utara", "2:1", "no such time zone", ""),
        ("cache_gb: many", "2:1", "should be a number, not 'many'", "12 or 3.5"),
        ("cache_gb: 0", "2:1", "should be greater than 0", ""),
        ("timezone: 5", "2:1", "should be text, not 5", "quotes"),
        ("approval: {required: maybe}", "2:12", "should be true or false", "true or false"),
        ("approval: strict", "2:1", "should be `key: value` lines", "indented"),
        ("brand: Foo Bar", "2:1", "should be a name, not 'Foo Bar'", "lower-case"),
        ("accounts:\n  - platform: x", "3:5", "`accounts.0.name` is missing", "Add `name:` here."),
    ],
)
def test_a_wrong_value_says_what_it_should_be(text: str, place: str, message: str, hint: str) -> None:
    error = fault(Settings, f"name: x\n{text}\n")
    assert str(error.where) == f"f.yaml:{place}"
    assert message in error.message
    assert hint in error.hint


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("{type: tekst}", "has an unknown `type: tekst`", "Did you mean `text`?"),
        ("{words: a}", "has no `type`", "Add `type:`"),
        ("5", "should be `key: value` lines", ""),
        ("{type: counter, value: [1]}", "`scenes.0.layers.0.value` should be a number", ""),
        ("{type: text, words: a, lines: 0}", "greater than or equal to 1", ""),
    ],
)
def test_a_wrong_element_says_what_it_should_be(text: str, message: str, hint: str) -> None:
    error = fault(Template, LAYER + text)
    assert message in error.message
    assert hint in error.hint


def test_a_value_of_two_possible_types_is_one_fault() -> None:
    assert "should be a list" in fault(Template, LAYER + "{type: picture, file: a, focus: 3}").message


def test_all_faults_of_a_file_come_together_in_its_order() -> None:
    with pytest.raises(SeveralErrors) as caught:
        read(Settings, "name: x\nlang: de\nzzzz: 1\n")
    assert [str(error.where) for error in caught.value.errors] == ["f.yaml:2:1", "f.yaml:3:1"]


def test_what_a_record_itself_refuses_is_said_in_its_words() -> None:
    front = "id: a\ntitle: t\ntotal: 3\nparts: [{label: a, count: 5}]\nsource: s\nfrom: 2026-01-01\nto: 2026-02-01\n"
    assert "the parts sum to 5, more than the total 3" in fault(Tally, front).message


def test_dates_are_dates_in_the_record() -> None:
    update = read(Update, "id: a\ntitle: t\ndate: 2026-11-24\n")
    assert update.date == dt.date(2026, 11, 24)
    assert "should be a date" in fault(Update, "id: a\ntitle: t\ndate: kemarin\n").message


def test_lines_count_from_where_the_document_starts_in_its_file() -> None:
    with pytest.raises(InputError) as caught:
        validate(Settings, parse("name: x\nzzzz: 1\n", "f.md", first_line=2))
    assert str(caught.value.where) == "f.md:3:1"


def test_a_key_written_twice_is_refused() -> None:
    with pytest.raises(InputError, match="duplicate key") as caught:
        parse("a: 1\nb:\n  c: 1\n  c: 2\n", "f.yaml")
    assert str(caught.value.where) == "f.yaml:4:3"


@pytest.mark.parametrize(
    "text",
    [
        "[" * 20_000,
        "a: " + "{a: " * 3_000,
        "a: &a [*a]",
        "a: &a [x]\n" + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(9)),
        "a: !!timestamp abc",
        "a: !!bool x",
        "a: !!int ''",
        "a: !!float x",
        "a: !!python/object/apply:os.system [x]",
        "a: " + "9" * 5_000,
        "a: \x00",
        "a: 1\n---\nb: 2",
        "\tname: x",
        "name: 'x",
        "name: x: y",
        "? [a]\n: b",
    ],
    ids=lambda text: text[:24].encode("unicode_escape").decode(),
)  # fmt: skip
def test_yaml_that_breaks_readers_is_one_error(text: str) -> None:
    with pytest.raises(InputError) as caught:
        parse(text, "f.yaml")
    assert caught.value.where is not None
    assert caught.value.hint


@given(st.text(alphabet=st.sampled_from("ab:-[]{}&*!#|>'\"%@`,? \n\t~<=0.9"), max_size=40))
@settings(deadline=None, max_examples=examples(150))
@example("=: 1\n<<: [1]")
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(VlogkitError):
        read(Settings, text)


def test_a_file_is_read_without_its_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "vlogkit.yaml"
    path.write_bytes(b"\xef\xbb\xbfname: Dinas\r\n")
    assert load(Settings, path).name == "Dinas"


def test_a_file_that_cannot_be_read_says_so(tmp_path: Path) -> None:
    latin = tmp_path / "latin.yaml"
    latin.write_bytes("name: Café".encode("cp1252"))
    with pytest.raises(InputError, match=r"not UTF-8 text \(byte 9\)"):
        read_text(latin)
    with pytest.raises(InputError, match="no such file"):
        read_text(tmp_path / "none.yaml")
    with pytest.raises(InputError, match="cannot be read"):
        read_text(tmp_path)


def test_a_file_larger_than_any_person_writes_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="larger than 1 MB"):
        load(Settings, write(tmp_path / "big.yaml", "name: " + "x" * 2_100_000))


SHIPPED = sorted([*(ROOT / "templates").glob("*/template.yaml"), *(ROOT / "config").rglob("*.yaml")])


def test_libyaml_reads_every_shipped_file_as_python_does(monkeypatch: pytest.MonkeyPatch) -> None:
    quick = [parse(read_text(path), path) for path in SHIPPED]
    monkeypatch.setattr("vlogkit.strict_yaml._QUICK", None)
    for path, document in zip(SHIPPED, quick, strict=True):
        slow = parse(read_text(path), path)
        assert (document.data, document.positions) == (slow.data, slow.positions), path.name


@pytest.mark.parametrize("text", ["[" * 40_000, "- " * 40_000, "? " * 40_000, "{a: " * 40_000])
def test_endless_nesting_is_one_error(text: str) -> None:
    with pytest.raises(InputError):
        parse(text, "f.yaml")


def test_keys_that_are_merged_in_have_the_place_where_they_are_written() -> None:
    document = parse("a: &a\n  x: 1\n  y: 2\nb:\n  y: 3\n  <<: *a\n", "f.yaml")
    assert document.data == {"a": {"x": 1, "y": 2}, "b": {"x": 1, "y": 3}}
    assert (document.where(("b", "x")).line, document.where(("b", "y")).line) == (2, 5)


def test_a_file_that_is_too_large_to_be_written_by_hand_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with (tmp_path / "a.yaml").open("wb") as file:
        file.truncate(3_000_000_000)
    with pytest.raises(InputError, match="3000 MB, the limit is 20"):
        read_text(tmp_path / "a.yaml")


@pytest.mark.parametrize("value", ["12,4", "-12,40", "0,5"])
def test_a_decimal_comma_between_braces_is_told_with_the_number_that_was_meant(value: str) -> None:
    with pytest.raises(InputError, match=f"the comma in {value} ends the value here") as caught:
        parse(f"facts:\n  - {{label: Jalan, value: {value}, unit: km}}\n", "a.yaml")
    assert (str(caught.value.where), caught.value.hint) == ("a.yaml:2:27", f"Write {value.replace(',', '.')}")
    assert parse("{a: 12, 4: }\n{b: 12, 4: x}".splitlines()[1], "a.yaml").data == {"b": 12, 4: "x"}


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ('"12,4"', "Write 12.4, with a point"),
        ("'-3,5'", "Write -3.5,"),
        ("dua", "Write it like 12 or 3.5"),
        ("012", "write 12"),
    ],
)
def test_a_number_that_is_written_otherwise_is_told_as_it_should_be(tmp_path: Path, value: str, told: str) -> None:
    path = write(tmp_path / "a.yaml", f"id: a\ntitle: Jalan\nfacts:\n  - {{label: Jalan, value: {value}, unit: km}}\n")
    with pytest.raises(InputError) as caught:
        load(Update, path)
    assert told in f"{caught.value.message} {caught.value.hint}"


def test_of_a_file_full_of_faults_the_first_hundred_are_told_in_a_moment() -> None:
    text = "title: a\n" + "".join(f"kunci{number}: x\n" for number in range(20_000))
    with pytest.raises(SeveralErrors) as caught:
        read(Update, text)
    told = list(caught.value.each())
    assert len(told) == 101
    assert told[-1].message == "more than 100 things are wrong here"


@pytest.mark.parametrize("row", ["  - {label: a, value: 1}\n", "  - [1, [2, {a: 3}]]\n"])
def test_a_long_file_of_braces_is_read_by_libyaml(row: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if strict_yaml._QUICK is None:
        pytest.skip("PyYAML was built without libyaml")
    monkeypatch.setattr(strict_yaml, "_Loader", None)
    data = parse("a:\n" + row * 20_000, "f.yaml").data
    assert isinstance(data, dict)
    assert len(data["a"]) == 20_000


@pytest.mark.parametrize("deep", ["[" * 5000, "{a: " * 5000, "- " * 5000, '["]", ' * 5000, "? " * 3000])
def test_nesting_that_libyaml_has_no_stack_for_is_an_error(deep: str) -> None:
    with pytest.raises(InputError):
        parse("a:\n  " + deep, "f.yaml")
    with pytest.raises(InputError):
        parse("a:\n  " + deep + "x" + "]" * 5000 if "[" in deep else deep + "x" + "}" * 5000, "f.yaml")


def test_a_fault_at_the_end_of_a_long_file_has_its_line() -> None:
    with pytest.raises(InputError) as caught:
        parse("a: 1\n" + "".join(f"b{number}: {{x: 1}}\n" for number in range(30_000)) + "c: [1\n", "f.yaml")
    assert caught.value.where is not None
    assert caught.value.where.line >= 30_002


@pytest.mark.parametrize(
    ("text", "column"), [('name: "Dinas \\ud83d"', 7), ('"na\\udc00me": x', 1), ('a: [x, {b: "\\ud83d"}]', 12)]
)
def test_half_a_character_is_told_at_its_place(text: str, column: int) -> None:
    with pytest.raises(InputError, match="half a character") as caught:
        parse(text, "f.yaml")
    assert isinstance(caught.value.where, Where)
    assert (caught.value.where.line, caught.value.where.column) == (1, column)


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [("title: Kabar #1 dibuka\n", 1, 13), ("title: #jateng maju\n", 1, 7), ("a: 1\nbody:\n  - Loket #2\n", 3, 10)],
)
def test_a_text_of_which_a_comment_would_take_the_rest_is_refused(text: str, line: int, column: int) -> None:
    with pytest.raises(InputError, match="is a comment in YAML") as error:
        parse(text, Path("a.yaml"))
    assert error.value.where is not None
    assert (error.value.where.line, error.value.where.column) == (line, column)


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("title: Kabar # lama\n", {"title": "Kabar"}),
        ("title: 'Kabar #1'\n", {"title": "Kabar #1"}),
        ("title: Kabar#1\n", {"title": "Kabar#1"}),
        ("seconds: 5 #detik\n", {"seconds": 5}),
        ("#lama\ntitle: a\n", {"title": "a"}),
        ("a: |\n  b #1\n", {"a": "b #1\n"}),
        ("a: #isi\n  b: c\n", {"a": {"b": "c"}}),
    ],
)
def test_a_comment_is_one_after_a_number_a_quote_or_a_space(text: str, data: object) -> None:
    assert parse(text, Path("a.yaml")).data == data
