"""A complaint's words, its steps and its stamp stand where they are put, and nothing of them is lost."""

from __future__ import annotations

from typing import get_args

import pytest
from tests.notices import brand_for, material
from tests.staging.layers.test_footage import scene, story

from vlogkit.catalogue import load_frame
from vlogkit.records.base import Format
from vlogkit.records.timeline import Fill, Layer, Text, Vector
from vlogkit.staging.scenes import stage_card, stage_video
from vlogkit.staging.shapes.glyph_paths import word_path
from vlogkit.timelines.keyframes import values
from vlogkit.typesetting.fonts import open_book
from vlogkit.typesetting.style import Style

BRAND = brand_for("ordinary")
STEPS = [
    {"label": "Dilaporkan", "date": "19 Okt"},
    {"label": "Ditanggapi", "date": "19 Okt"},
    {"label": "Selesai", "date": "20 Okt"},
]


def card(name: Format, *items: dict[str, object]) -> list[Layer]:
    made = story(scene(4.0, {"type": "stack", "items": items}))
    return list(stage_card(made, made.scenes[0], BRAND, load_frame(name), material()).timeline.scenes[0].layers)


@pytest.mark.parametrize("name", get_args(Format))
def test_a_bubble_holds_its_words_and_makes_quiet_what_was_taken_out(name: Format) -> None:
    said = "Kata Bu [nama], air meluber ke jalan tiap hujan dan tidak ada yang datang."
    layers = card(name, {"type": "bubble", "words": said, "by": "19 Oktober 2026"})
    (bubble,) = [one for one in layers if isinstance(one, Fill) and one.name == "bubble"]
    words = [one for one in layers if isinstance(one, Text)]
    for text in words:
        assert bubble.box.x < text.box.x
        assert text.box.x + text.box.w < bubble.box.x + bubble.box.w
        assert bubble.box.y < text.box.y < text.box.y + text.box.h < bubble.box.y + bubble.box.h
    spoken = [line for text in words if text.name == "bubble-words" for line in text.lines]
    assert " ".join(line.text for line in spoken).split() == said.split()
    quiet = [
        line.text[start:end] for line in spoken for start, end, colour in line.spans if colour == BRAND.colours.mute
    ]
    assert "".join(quiet) == "[nama]"


@pytest.mark.parametrize("name", get_args(Format))
def test_every_step_has_its_day_on_its_line_and_the_last_has_its_own_colour(name: Format) -> None:
    layers = card(name, {"type": "milestones", "items": STEPS})
    labels = [one for one in layers if isinstance(one, Text) and one.name == "milestone"]
    days = [one for one in layers if isinstance(one, Text) and one.name == "milestone-date"]
    assert [one.lines[0].text for one in labels] == [step["label"] for step in STEPS]
    assert [one.lines[0].text for one in days] == [step["date"] for step in STEPS]
    for label, day in zip(labels, days, strict=True):
        assert abs(label.lines[0].baseline - day.lines[0].baseline) <= 2
        assert label.box.x + label.box.w < day.box.x
    assert len({one.style.size for one in labels}) == 1
    dots = [one.colour for one in layers if isinstance(one, Fill) and one.name == "milestone-dot"]
    assert dots == [BRAND.colours.brand, BRAND.colours.brand, BRAND.colours.good]


def test_a_stamp_comes_down_from_above_its_size_and_stands_on_a_card() -> None:
    stamp = {"type": "stamp", "words": "Selesai", "delay": 1.0}
    made = story(scene(4.0, {"type": "stack", "items": [stamp]}))
    staged = stage_video(made, BRAND, load_frame("square"), material()).timeline.scenes[0]
    (layer,) = [one for one in staged.layers if isinstance(one, Vector)]
    size, seen = values(layer.motion.scale, 0, 120, 1.0), values(layer.motion.opacity, 0, 120, 1.0)
    assert (seen[0], seen[-1], size[-1]) == (0, 1, 1)
    assert size[44] > 1
    (still,) = [one for one in card("square", stamp) if isinstance(one, Vector)]
    assert still.motion.opacity == ()
    assert still.box.w > still.box.h


def test_a_word_becomes_paths_as_wide_as_it_is_set() -> None:
    style = Style(weight=700, size=100)
    path, width, height = word_path("Ii", style, open_book())
    one, half, _ = word_path("I", style, open_book())
    assert path.startswith(one)
    assert half < width
    assert 60 < height < 90
    assert path.count("M") >= 3, "a stem, a stem and a dot"
