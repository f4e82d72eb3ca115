"""Places of words: safe areas of the platforms an agency is on, collisions, sizes, parted phrases."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.checking.scenes import SIZES, picture, words

from vlogkit.checking.layout import SafeAreas, layout_findings, old_areas
from vlogkit.pipeline.checking.examining import safe_areas
from vlogkit.records.base import Format
from vlogkit.records.timeline import Key, Motion


def codes(*layers: object, name: Format = "portrait", kind: str = "video") -> list[str]:
    shown = picture(*layers, name=name, kind=kind)  # type: ignore[arg-type]
    return [finding.code for finding in layout_findings(shown, safe_areas().areas)]


def test_words_in_the_box_that_clears_all_platforms_are_not_found() -> None:
    assert codes(words(x=130, y=400), words(x=130, y=1200)) == []


def test_the_hook_of_a_j_may_hang_over_the_edge_at_which_its_stem_stands() -> None:
    assert codes(words("jalan", x=116, y=900, size=90)) == []
    assert codes(words("lajan", x=96, y=900, size=90)) == ["outside-safe-area"]


@pytest.mark.parametrize(("x", "y"), [(20, 700), (130, 120), (130, 1500), (700, 700)])
def test_words_under_the_buttons_of_a_platform_are_found(x: float, y: float) -> None:
    assert codes(words("Jembatan dibuka", x=x, y=y)) == ["outside-safe-area"]


def test_only_the_platforms_that_the_agency_is_on_are_checked() -> None:
    areas = safe_areas()
    assert {area.name for area in areas.for_platforms(["youtube"])} == {"shorts", "screens"}
    assert {area.name for area in areas.for_platforms(["instagram", "youtube"])} >= {"shorts", "reels", "stories"}


def test_a_pack_posted_by_hand_may_go_anywhere() -> None:
    areas = safe_areas()
    assert areas.for_platforms(["youtube", "outbox"]) == areas.areas
    assert areas.for_platforms([]) == areas.areas


def test_every_area_is_dated_sourced_and_inside_its_frames() -> None:
    areas = safe_areas()
    assert areas.checked <= dt.date(2026, 12, 31)
    for area in areas.areas:
        assert area.source.startswith("https://")
        for name in area.formats:
            left, top, right, bottom = area.rect(*SIZES[name])
            assert 0 <= left < right <= SIZES[name][0]
            assert 0 <= top < bottom <= SIZES[name][1]


def test_areas_nobody_looked_at_for_a_year_are_a_note() -> None:
    areas = SafeAreas(checked=dt.date(2025, 1, 1), areas=())
    assert [finding.code for finding in old_areas(areas, dt.date(2026, 11, 24))] == ["safe-area-old"]
    assert list(old_areas(areas, dt.date(2025, 6, 1))) == []


def test_words_on_words_are_found_and_words_below_words_are_not() -> None:
    assert codes(words(y=600, name="a"), words("Menumpuk", y=610, name="b")) == ["text-overlap"]
    assert codes(words(y=600, name="a"), words("Di bawah", y=680, name="b")) == []


def test_captions_that_follow_each_other_in_one_place_do_not_overlap() -> None:
    first = words("Satu kalimat", name="caption", span=(0, 20))
    second = words("Dua kalimat", name="caption", span=(20, 40))
    assert codes(first, second) == []


def test_words_still_on_their_way_are_judged_where_they_arrive() -> None:
    rise = Motion(dy=(Key(frame=0, value=400), Key(frame=12, value=0)))
    assert codes(words(y=400, motion=rise), words("Di bawah", y=700, name="b")) == []


@pytest.mark.parametrize("name", SIZES)
def test_words_of_less_than_30_pixels_in_portrait_and_28_elsewhere_are_too_small(name: Format) -> None:
    least = 30 if name == "portrait" else 28
    assert "text-small" in codes(words(x=300, y=600, size=least - 1), name=name)
    assert "text-small" not in codes(words(x=300, y=600, size=least), name=name)
