"""What stands in one place on several pages has one size there, and one height."""

from __future__ import annotations

from tests.notices import brand_for, material
from tests.staging.layers.test_footage import scene, story

from vlogkit.catalogue import load_frame
from vlogkit.records.timeline import Text
from vlogkit.staging.scenes import stage_card

SHORT, LONG = "Ganti PIN", "Tutup tuts dengan tangan lain saat mengetik, juga kalau tidak ada orang di belakang Anda"


def drawn(words: str, *like: str) -> list[Text]:
    items = [
        {"type": "text", "words": words, "style": "title", "size": [120, 44], "lines": 7, "like": list(like)},
        {"type": "text", "words": "Kaki", "style": "body"},
    ]
    told = story(scene(4.0, {"type": "stack", "zone": "main", "items": items}))
    timeline = stage_card(told, told.scenes[0], brand_for("ordinary"), load_frame("square"), material()).timeline
    return [layer for layer in timeline.scenes[0].layers if isinstance(layer, Text)]


def test_a_page_is_set_as_its_longest_one() -> None:
    (short, foot), (long, lower) = drawn(SHORT, SHORT, LONG), drawn(LONG, SHORT, LONG)
    assert short.style.size == long.style.size
    assert foot.box.y == lower.box.y


def test_a_text_by_itself_is_as_large_as_it_goes() -> None:
    assert drawn(SHORT)[0].style.size > drawn(SHORT, LONG)[0].style.size
