"""A picture over a list is large enough to show something, whatever the frame's shape."""

from __future__ import annotations

import pytest
from tests.staging.test_flow import setting_of

from vlogkit.records.base import Format
from vlogkit.records.templates.element_ground import PictureElement
from vlogkit.staging.layers.stack_picture import least_height


@pytest.mark.parametrize("format_", ["portrait", "feed", "square"])
def test_a_picture_has_at_least_its_share_of_the_frame(format_: Format) -> None:
    setting = setting_of(format_)
    x, y, right, bottom = setting.zone("frame")
    usual, asked = PictureElement(file="a.jpg"), PictureElement(file="a.jpg", least=0.5)
    assert least_height(asked, right - x, setting) >= (bottom - y) / 2
    assert least_height(usual, (right - x) / 2, setting) < least_height(usual, right - x, setting)
