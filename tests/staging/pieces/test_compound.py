"""A list gives way with the title of its stack, and stays the smaller of the two."""

from __future__ import annotations

import pytest
from tests.staging.test_flow import setting_of, stack

from vlogkit.records.base import Format
from vlogkit.records.timeline import Text
from vlogkit.staging.flow import place_in

TITLE = {
    "type": "text",
    "words": "Rekam KTP bisa di balai desa, mobil layanan keliling",
    "style": "heading",
    "size": [84, 42],
    "lines": 6,
    "origin": "t:1:1",
}
STEPS = {
    "type": "steps",
    "items": [f"Hari ke-{day}, balai desa yang ke-{day}" for day in range(1, 6)],
    "size": [62, 34],
    "origin": "t:2:1",
}


@pytest.mark.parametrize("format_", ["portrait", "square", "landscape"])
@pytest.mark.parametrize("height", [1100, 800, 640, 520])
def test_a_list_stays_smaller_than_the_title_over_it(format_: Format, height: int) -> None:
    drawn = place_in(stack(TITLE, STEPS, gap=20), (84, 84, 996, 84 + height), setting_of(format_))
    sizes = {one.name: one.style.size for one in drawn if isinstance(one, Text)}
    assert sizes["heading"] > 1.15 * sizes["step"]
