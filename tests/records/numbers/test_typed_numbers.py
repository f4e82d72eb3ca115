"""Numbers keep the decimals they were typed with, and what can be read in two ways is asked about, wherever it stands."""

from __future__ import annotations

import pytest

from vlogkit.errors import VlogkitError
from vlogkit.formatting import NBSP
from vlogkit.records.base import Language
from vlogkit.records.notices.notice_base import Fact
from vlogkit.records.notices.tally import Tally
from vlogkit.records.notices.update import Update
from vlogkit.strict_yaml import parse, validate
from vlogkit.writing.chart_facts import chart_facts
from vlogkit.writing.update_facts import fact_data

UPDATE = "id: a\ntitle: Jalan\nfacts:\n  - {{label: Jalan, value: {value}, unit: km{more}}}\n"
TALLY = (
    "id: a\ntitle: Aduan\ntotal: {total}\nsource: Dinas\nfrom: '2026-01-01'\nto: '2026-01-31'\nremainder: lain\n"
    "parts:\n  - {{label: Selesai, count: {count}}}\n"
    "charts:\n  - {{kind: {kind}, title: Sektor, series: [{{points: [{{label: A, value: {value}{more}}}, {{label: B, value: 2}}]}}]}}\n"
)


def shown(value: str, lang: Language = "id", more: str = "") -> str:
    update = validate(Update, parse(UPDATE.format(value=value, more=more), "a.md"))
    return str(fact_data(update.facts[0], lang)["written"]).replace(NBSP, " ")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("12.4", "12,4 km"),
        ("0.5", "0,5 km"),
        ("12.40", "12,40 km"),
        ("12.0", "12,0 km"),
        ('"12.4"', "12,4 km"),
        ("12072", "12.072 km"),
        ("-3.25", "-3,25 km"),
        ("0.125", "0,125 km"),
        ("1234.567", "1.234,567 km"),
        ("12.0720", "12,0720 km"),
        ("0.000001", "0,000001 km"),
        (".5", "0,5 km"),
        ('".5"', "0,5 km"),
        ("-.25", "-0,25 km"),
        ("1_234.5", "1.234,5 km"),
        ("1.5e-3", "0,0015 km"),
        ("1.5e3", "1.500 km"),
        ("12.072e0", "12,072 km"),
    ],
)
def test_a_fact_is_shown_with_the_decimals_it_was_typed_with(value: str, written: str) -> None:
    assert shown(value) == written


def test_decimals_that_are_said_win() -> None:
    assert shown("12.072", more=", decimals: 3") == "12,072 km"
    assert shown("12.072", "en", more=", decimals: 3") == "12.072 km"
    assert shown("12", more=", decimals: 1") == "12,0 km"
    assert Fact(label="a", value=12.4).decimals == 1


@pytest.mark.parametrize("value", ["12.072", '"12.072"', "' 12.072 '", "-1.000", "318.500"])
def test_a_fact_that_can_be_read_in_two_ways_is_asked_about(value: str) -> None:
    with pytest.raises(
        VlogkitError, match=r"a\.md:4.*thousand.*point.*write -?\d+ for the first, or add `decimals: 3`"
    ):
        shown(value)


@pytest.mark.parametrize(
    "value", ["true", "0.0000001", "1234567890123456.5", "12345678901234567", "12.123456789012345678"]
)
def test_a_value_that_cannot_be_shown_as_it_was_typed_is_refused(value: str) -> None:
    with pytest.raises(VlogkitError, match=r"a\.md:4.*(not true|more than \d+ digits)"):
        shown(value)


def test_what_rounds_to_nothing_has_no_sign() -> None:
    assert shown("-0.25", more=", decimals: 0") == "0 km"


def test_both_readings_are_named() -> None:
    with pytest.raises(VlogkitError, match=r"12 thousand and 72 \(12072\) or 12 point 0 7 2 \(12,072\)"):
        shown("12.072")


@pytest.mark.parametrize("kind", ["bars", "ranking", "lines"])
def test_charts_show_what_was_typed_and_ask_about_the_same(kind: str) -> None:
    def chart(value: str, more: str = "") -> str:
        text = TALLY.format(total=20, count=9, kind=kind, value=value, more=more)
        (drawn,) = chart_facts(validate(Tally, parse(text, "a.md")), {}, "id")
        return str(drawn["alt"])

    assert "A: 12,345" in chart("12.345", ", decimals: 3").replace("A 1", "A: 1")
    assert "0,0625" in chart("0.0625")
    assert "212,0" not in chart("212.0"), "files of older versions hold counts like this"
    with pytest.raises(VlogkitError, match="two ways"):
        chart("12.072")


@pytest.mark.parametrize("typed", ["12.072", '"12.072"', "9.000", '"9.000"'])
@pytest.mark.parametrize("key", ["total", "count"])
def test_counts_are_asked_about_and_never_cut(typed: str, key: str) -> None:
    values = {"total": "12072", "count": "9", "kind": "bars", "value": "1", "more": ""} | {key: typed}
    with pytest.raises(VlogkitError, match=r"two ways.*a count is a whole number"):
        validate(Tally, parse(TALLY.format(**values), "a.md"))
