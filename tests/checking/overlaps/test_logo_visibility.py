"""A logo that cannot be made out is found, and one that can is not."""

from __future__ import annotations

import pytest
from tests.checking.scenes import backdrop, picture

from vlogkit.checking.overlaps.logo_visibility import logo_findings
from vlogkit.records.timeline import Box, Fill, Layer, Vector

DISC = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><circle cx="50" cy="50" r="46" fill="#1B3A8C"/></svg>'
WIDE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><rect y="42" width="100" height="16" fill="#FFFFFF"/></svg>'


def mark(svg: str = DISC, size: int = 72) -> Vector:
    return Vector(name="mark", box=Box(x=90, y=90, w=size, h=size), svg=svg)


def codes(ground: tuple[int, int, int], *layers: Layer) -> list[str]:
    return [finding.code for finding in logo_findings(picture(*layers), [backdrop(ground)])]


@pytest.mark.parametrize(("ground", "found"), [((255, 255, 255), []), ((20, 40, 110), ["logo-vanishing"])])
def test_blue_on_navy_vanishes_and_blue_on_white_does_not(ground: tuple[int, int, int], found: list[str]) -> None:
    assert codes(ground, mark()) == found


def test_a_plate_made_for_the_logo_is_its_ground() -> None:
    plate = Fill(name="plate", box=Box(x=80, y=80, w=92, h=92), colour="#FFFFFF")
    assert codes((20, 40, 110), plate, mark()) == []


def test_a_wide_wordmark_fitted_into_a_small_square_is_unreadable() -> None:
    assert codes((0, 0, 0), mark(WIDE)) == ["logo-unreadable"]
    assert codes((0, 0, 0), mark(WIDE, 300)) == []
