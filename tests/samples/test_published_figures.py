"""The figures published for 2018 make a card whose parts sum to what was received, the remainder under its own name."""

from __future__ import annotations

from vlogkit.catalogue import load_brand, load_template, load_words
from vlogkit.intake.updates import read_update
from vlogkit.records.notices.tally import Tally
from vlogkit.records.templates.element import Element, Part, PartsElement
from vlogkit.records.templates.filled import walk
from vlogkit.resources import shipped
from vlogkit.writing.stories import write_story


def parts_in(layers: tuple[Element, ...], only: str) -> list[Part]:
    return [
        part
        for element in walk(layers)
        if isinstance(element, PartsElement) and element.only == only
        for part in element.parts
        if isinstance(part, Part)
    ]


def test_the_parts_of_2018_sum_on_the_card_and_in_the_video() -> None:
    notice = read_update(shipped("assets", "samples", "workspace", "updates", "aduan-2018.md"))
    assert isinstance(notice, Tally)
    story = write_story(notice, load_template("tally"), load_brand("jateng"), load_words("id"))
    (scene,) = [scene for scene in story.scenes if scene.name == "parts"]
    for only in ("card", "video"):
        parts = parts_in(scene.layers, only)
        counts = {part.label: part.count for part in parts}
        assert counts == {"Selesai": 9805, "Diproses": 932, "Belum dirinci": 1335}
        assert sum(counts.values()) == notice.total == 12072
        assert sum(part.share for part in parts) == 1
    card = next(scene for scene in story.scenes if scene.card)
    for words in ("12.072", "81,2", "9.805", "932", "1.335", "Belum dirinci", "Diskominfo", "13 Desember 2018"):
        assert words in card.alt
