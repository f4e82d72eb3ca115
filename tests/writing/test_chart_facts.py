"""A tally's charts become rows and lines that sum to what was counted, and their alt text reads every number."""

from __future__ import annotations

from vlogkit.records.notices.tally import Chart, Point, Series, Tally
from vlogkit.writing.chart_facts import ROWS, chart_facts

WORDS = {"others": "{count} others"}


def tally(*charts: Chart) -> Tally:
    parts = [{"label": "Selesai", "count": 3}]
    data = {
        "id": "a",
        "title": "t",
        "total": 3,
        "parts": parts,
        "source": "s",
        "from": "2026-01-01",
        "to": "2026-02-01",
    }
    return Tally.model_validate({**data, "charts": charts})


def facts(*charts: Chart) -> list[dict]:  # type: ignore[type-arg]
    return chart_facts(tally(*charts), WORDS, "id")


def series(label: str = "", **values: float) -> Series:
    return Series(label=label, points=tuple(Point(label=name, value=value) for name, value in values.items()))


def test_charts_keep_their_order_and_take_the_form_that_suits_them() -> None:
    weeks = series(**{"1 Okt": 9, "8 Okt": 12, "15 Okt": 3})
    found = facts(
        Chart(kind="ranking", title="a", series=(series(a=1),)),
        Chart(kind="lines", title="b", series=(weeks, weeks)),
        Chart(kind="lines", title="c", series=(weeks,)),
        Chart(kind="bars", title="d", series=(weeks,)),
        Chart(kind="bars", title="e", series=(series(Jalan=1, Air=2),)),
        Chart(kind="bars", title="f", unit="orang", series=(series(Desa=120, Kota=30),)),
        Chart(kind="line", title="g", series=(weeks,)),
    )
    assert [chart["form"] for chart in found] == ["ranking", "lines", "columns", "columns", "bars", "dots", "line"]
    assert [item["role"] for item in found[3]["items"]] == ["mute", "mute", "brand"]


def test_dots_say_how_many_each_stands_for() -> None:
    chart = Chart(kind="dots", title="t", unit="warga", series=(series(Desa=2000, Kota=300),))
    words = {"one_dot": "1 titik = {count} {unit}"}
    (found,) = chart_facts(tally(chart), words, "id")
    assert (found["per"], found["note"]) == (10, "warga. 1 titik = 10 warga")


def test_more_rows_than_fit_become_one_that_keeps_the_sum() -> None:
    values = {f"Dinas {number}": 100 - number for number in range(12)} | {"4 lainnya": 7}
    (chart,) = facts(Chart(kind="bars", title="t", series=(series(**values),)))
    assert len(chart["items"]) == 8
    assert sum(item["value"] for item in chart["items"]) == sum(values.values())
    assert chart["items"][-1]["label"] == "9 others"
    assert [item["numbered"] for item in chart["items"]] == [True] * 7 + [False]


def test_long_names_leave_room_for_fewer_rows() -> None:
    values = {f"{'Dinas ' * 10}{number}": 9 for number in range(8)}
    (chart,) = facts(Chart(kind="ranking", title="t", series=(series(**values),)))
    assert (len(chart["items"]), chart["items"][-1]["label"]) == (4, "5 others")
    assert min(len(name) for name in values) > ROWS[-2][0]


def test_shares_are_never_added_up() -> None:
    values = {f"Dinas {number}": 50.5 for number in range(10)}
    (chart,) = facts(Chart(kind="bars", title="t", unit="%", series=(series(**values),)))
    assert len(chart["items"]) == 10
    assert chart["items"][0]["written"] == "50,5\N{NO-BREAK SPACE}%"


def test_a_ranking_is_in_order_with_the_others_last() -> None:
    (chart,) = facts(Chart(kind="ranking", title="t", series=(series(b=1, **{"3 lainnya": 9}, a=5),)))
    assert [item["label"] for item in chart["items"]] == ["a", "b", "3 lainnya"]


def test_the_line_called_like_the_leading_part_leads() -> None:
    lines = (series("Selesai", a=1, b=2), series("Masuk", a=3, b=4))
    (chart,) = facts(Chart(kind="lines", title="t", series=lines))
    assert [item["role"] for item in chart["items"]] == ["brand", "mute"]
    (chart,) = facts(Chart(kind="lines", title="t", series=(series("X", a=1), series("Y", a=2))))
    assert [item["role"] for item in chart["items"]] == ["mute", "brand"]


def test_the_alt_text_reads_every_number() -> None:
    lines = (series("Masuk", **{"1 Okt": 1200, "8 Okt": 30}), series("Selesai", **{"1 Okt": 9, "8 Okt": 0}))
    found = facts(
        Chart(kind="lines", title="Per pekan", unit="aduan", note="pekan masuk", series=lines),
        Chart(kind="bars", title="Aduan menurut sektor", unit="aduan", series=(series(Jalan=4.5, Air=2),)),
    )
    assert found[0]["alt"] == (
        "Per pekan (aduan, pekan masuk). Masuk: 1 Okt 1.200, 8 Okt 30. Selesai: 1 Okt 9, 8 Okt 0."
    )
    assert found[1]["alt"] == "Aduan menurut sektor. Jalan: 4,5; Air: 2,0."
