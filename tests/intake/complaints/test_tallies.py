"""Counts of a window sum to their total, say what they count, and compare only with what the store covers."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from vlogkit import formatting
from vlogkit.catalogue import load_brand, load_template, load_words
from vlogkit.errors import UsageError
from vlogkit.intake.complaints.exports import open_file
from vlogkit.intake.complaints.importing import import_into
from vlogkit.intake.complaints.store import ComplaintStore
from vlogkit.intake.complaints.tallies import TallyTerms, TallyWindow, as_markdown, tally
from vlogkit.intake.complaints.tally_words import tally_words
from vlogkit.intake.updates import read_update
from vlogkit.records.base import Language
from vlogkit.records.notices.tally import Tally, TallyPart
from vlogkit.resources import shipped
from vlogkit.writing.stories import write_story

OCTOBER = TallyWindow(dt.date(2026, 10, 1), dt.date(2026, 10, 31), zone="Asia/Jakarta")
TERMS = TallyTerms("id", tally_words("id"), 48.0)
Write = Callable[..., Path]


@pytest.fixture
def sample(store: ComplaintStore, now: dt.datetime) -> ComplaintStore:
    path = shipped("assets", "samples", "workspace", "complaints", "laporgub-sample.csv")
    import_into(store, open_file(path, None, now=now), now=now)
    return store


def test_the_parts_sum_to_the_total(sample: ComplaintStore, now: dt.datetime) -> None:
    found = tally(sample, OCTOBER, TERMS, now=now)
    assert sum(part.count for part in found.parts) == found.total == 25
    assert not found.remainder
    assert 1 <= len(found.parts) <= 5


def test_the_bars_and_weeks_sum_to_the_total_too(sample: ComplaintStore, now: dt.datetime) -> None:
    charts = {chart.title: chart for chart in tally(sample, OCTOBER, TERMS, now=now).charts}
    for title in ("Aduan menurut sektor", "Aduan menurut wilayah"):
        assert sum(point.value for point in charts[title].series[0].points) == 25
        assert len(charts[title].series[0].points) <= 8
    reported, resolved = charts["Aduan per pekan"].series
    assert sum(point.value for point in reported.points) == 25
    assert all(a.value >= b.value for a, b in zip(reported.points, resolved.points, strict=True))


def test_a_filter_counts_only_its_own(sample: ComplaintStore, now: dt.datetime) -> None:
    found = tally(sample, TallyWindow(OCTOBER.first, OCTOBER.last, category="kesehatan"), TERMS, now=now)
    assert found.total == 2
    assert "kesehatan" in found.title


def test_the_median_and_the_share_in_time_say_of_what(store: ComplaintStore, laporgub: Write, now: dt.datetime) -> None:
    answered = [
        {"respon1_date": f"12-10-2026 {hour}:14 WIB", "respon2_date": "20-10-2026 08:14 WIB"}
        for hour in ("10", "12", "18")
    ]
    late = {
        "status": "Dalam Tindakan",
        "respon1_date": "20-10-2026 08:14 WIB",
        "respon2_date": "",
        "respon2_keterangan": "",
    }
    import_into(store, open_file(laporgub(*answered, late), None, now=now), now=now)
    median, share = tally(store, OCTOBER, TERMS, now=now).facts[:2]
    assert (median.value, "3 aduan yang selesai" in median.label) == (4.0, True)
    assert (share.value, "dari 4 aduan" in share.label) == (75.0, True)


def test_a_window_before_the_first_export_is_not_compared(sample: ComplaintStore, now: dt.datetime) -> None:
    assert len(tally(sample, OCTOBER, TERMS, now=now).facts) == 2
    november = TallyWindow(dt.date(2026, 11, 1), dt.date(2026, 11, 20))
    labels = [fact.label for fact in tally(sample, november, TERMS, now=now).facts]
    assert any("periode sebelumnya" in label for label in labels)


def test_the_window_before_is_as_long(now: dt.datetime) -> None:
    before = OCTOBER.before()
    assert (before.first, before.last) == (dt.date(2026, 8, 31), dt.date(2026, 9, 30))


def test_a_day_begins_in_the_agencys_own_zone(store: ComplaintStore, laporgub: Write, now: dt.datetime) -> None:
    import_into(store, open_file(laporgub({"posting_date": "01-10-2026 00:30 WIB"}), None, now=now), now=now)
    assert tally(store, OCTOBER, TERMS, now=now).total == 1


def test_an_empty_window_is_an_error(sample: ComplaintStore, now: dt.datetime) -> None:
    with pytest.raises(UsageError, match="2020-01-01"):
        tally(sample, TallyWindow(dt.date(2020, 1, 1), dt.date(2020, 1, 31)), TERMS, now=now)


def test_a_saved_tally_reads_back_as_the_same(sample: ComplaintStore, now: dt.datetime, tmp_path: Path) -> None:
    found = tally(sample, OCTOBER, TERMS, now=now)
    path = tmp_path / f"{found.id}.md"
    path.write_text(as_markdown(found), encoding="utf-8")
    read = read_update(path)
    assert isinstance(read, Tally)
    assert (read.parts, read.total, read.charts, read.facts) == (found.parts, found.total, found.charts, found.facts)


def test_the_published_figures_of_2018_keep_their_remainder_under_its_own_name() -> None:
    year = {"from": dt.date(2018, 1, 1), "to": dt.date(2018, 12, 13)}
    parts = (TallyPart(label="Selesai", count=9805), TallyPart(label="Diproses", count=932))
    with pytest.raises(ValueError, match="1335"):
        Tally(id="a", title="t", total=12072, parts=parts, source="s", **year)
    found = Tally(id="a", title="t", total=12072, parts=parts, remainder="Belum dirinci", source="s", **year)
    assert [part.count for part in found.all_parts()] == [9805, 932, 1335]
    assert sum(part.count for part in found.all_parts()) == 12072


def test_a_saved_tally_is_told_with_a_scene_and_a_card_for_each_chart(
    sample: ComplaintStore, now: dt.datetime, tmp_path: Path
) -> None:
    found = tally(sample, OCTOBER, TERMS, now=now, name="oktober")
    path = tmp_path / "oktober.md"
    path.write_text(as_markdown(found), encoding="utf-8")
    notice = read_update(path)
    story = write_story(notice, load_template("tally"), load_brand("jateng"), load_words("id"))
    charts = [scene for scene in story.scenes if scene.name.startswith("chart")]
    assert [scene.name for scene in charts] == ["chart-1", "chart-2", "chart-3", "chart-4"]
    assert all(scene.card and scene.video for scene in charts)
    for chart, scene in zip(found.charts, charts, strict=True):
        assert scene.alt.startswith(chart.title)
        assert formatting.number(chart.series[0].points[0].value) in scene.alt


@pytest.mark.parametrize("lang", ["id", "en", "jv"])
@pytest.mark.parametrize("window", [OCTOBER, TallyWindow(dt.date(2026, 11, 1), dt.date(2026, 11, 20), district="a")])
def test_a_tally_is_told_in_the_workspaces_language_without_a_brace_left(
    sample: ComplaintStore, now: dt.datetime, lang: Language, window: TallyWindow
) -> None:
    found = tally(sample, window, TallyTerms(lang, tally_words(lang), 48.0), now=now)
    assert found.lang == lang
    assert not re.search(r"\{\w", found.model_dump_json())
    assert {"id": "aduan", "en": "complaints", "jv": "wadulan"}[lang] in found.title


@pytest.mark.parametrize(
    ("hours", "said", "share"), [(48, "2 × 24 jam", 75.0), (24, "1 × 24 jam", 75.0), (3, "3 jam", 25.0)]
)
def test_the_time_limit_for_a_first_response_is_the_workspaces_own(
    store: ComplaintStore, laporgub: Write, now: dt.datetime, hours: float, said: str, share: float
) -> None:
    answered = [{"respon1_date": f"12-10-2026 {hour}:14 WIB"} for hour in ("10", "12", "18")]
    late = {"respon1_date": "20-10-2026 08:14 WIB", "respon2_date": "20-10-2026 09:14 WIB"}
    import_into(store, open_file(laporgub(*answered, late), None, now=now), now=now)
    fact = tally(store, OCTOBER, TallyTerms("id", tally_words("id"), hours), now=now).facts[1]
    assert (said in fact.label, fact.value) == (True, share)
