"""Pictures are refused as before and after with what was measured."""

from __future__ import annotations

import datetime as dt

import pytest

from vlogkit.findings.picture_pairs import order_findings, pair_findings
from vlogkit.records.registration import Registration

MORNING = dt.datetime(2026, 10, 20, 8, 0)
EVENING = dt.datetime(2026, 10, 20, 18, 0)
JAKARTA = dt.timezone(dt.timedelta(hours=7))


@pytest.mark.parametrize(
    ("before", "after", "refused"),
    [
        (None, MORNING, False),
        (EVENING, None, False),
        (MORNING, EVENING, False),
        (EVENING, MORNING, True),
        (MORNING, MORNING, True),
        (EVENING, MORNING.replace(tzinfo=JAKARTA), True),
        (dt.date(2026, 10, 20), MORNING, False),
        (dt.date(2026, 10, 20), dt.date(2026, 10, 20), False),
        (dt.date(2026, 10, 21), MORNING, True),
    ],
)
def test_an_after_older_than_its_before_is_refused(
    before: dt.datetime | dt.date | None, after: dt.datetime | dt.date | None, refused: bool
) -> None:
    found = list(order_findings(before, after))
    assert [one.code for one in found] == ["picture-order"] * refused
    assert all(one.measured.startswith("2026-10-20") for one in found)


@pytest.mark.parametrize(
    ("pair", "code", "measured"),
    [
        (Registration(verdict="registered", inliers=800, points=900), None, ""),
        (Registration(verdict="elsewhere", inliers=7, points=900), "picture-elsewhere", "7 of 900 points"),
        (Registration(verdict="unsure", inliers=3, points=40), "picture-unregistered", "3 of 40 points"),
        (Registration(verdict="same", differing=0.004), "picture-same", "0.4 % differ"),
    ],
)
def test_a_pair_is_told_by_what_was_measured(pair: Registration, code: str | None, measured: str) -> None:
    found = list(pair_findings(pair, about="b.jpg"))
    assert [(one.code, one.measured) for one in found] == ([(code, measured)] if code else [])
