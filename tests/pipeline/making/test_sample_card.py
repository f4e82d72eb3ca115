"""Every kind of news can be shown by a sample before one is written."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from tests.material import ROOT

from vlogkit.catalogue import load_brand
from vlogkit.errors import InputError
from vlogkit.pipeline.making.sample_card import sample_card
from vlogkit.pipeline.templates.template_list import list_templates
from vlogkit.records.settings import Settings
from vlogkit.rendering.frames.drawn_cache import DrawnCache
from vlogkit.workspace import Workspace

PLACE = Workspace(ROOT, Settings(name="Dinas Contoh"))


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_template_has_a_sample_card(lang: str) -> None:
    store = DrawnCache(24_000_000)
    for template in list_templates(PLACE):
        drawn = sample_card(PLACE, load_brand("dinkes"), template.name, lang, store)  # type: ignore[arg-type]  # one of the languages
        assert Image.open(io.BytesIO(drawn)).size == (432, 540), template.name


def test_an_unknown_template_is_an_error() -> None:
    with pytest.raises(InputError, match="there is no template"):
        sample_card(PLACE, load_brand("dinkes"), "tidak-ada", "id", DrawnCache(1000))
