"""A band around words is as strong as the picture behind them needs, and stands only where words do."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from tests.notices import brand_for, material
from tests.staging.looks import seen
from tests.staging.test_light_look import LIGHT, scene, story

from vlogkit.catalogue import load_frame
from vlogkit.records.brand import Brand
from vlogkit.records.timeline import Fill, PictureLayer, Scene, Shade, Text
from vlogkit.seeing.seen import Seen
from vlogkit.staging.placing.local_scrims import CAP
from vlogkit.staging.placing.veils import grey_level
from vlogkit.staging.scenes import stage_card, stage_video
from vlogkit.timelines.word_boxes import inside, rect_of

BOLD = brand_for("ordinary")
PICTURE = {"type": "picture", "file": "a.jpg"}
SCRIM = {"type": "scrim", "edge": "words"}


def title(words: str = "Jalan mulus", role: str = "paper") -> dict[str, object]:
    return {"type": "text", "words": words, "style": "title", "role": role}


def staged(
    look: Seen, *elements: dict[str, object], brand: Brand = BOLD, cues: object = (), video: bool = False
) -> Scene:
    one = scene(PICTURE, SCRIM, *elements, cues=cues)
    given = replace(material(), look=lambda asset: look)
    if video:
        return stage_video(story(one), brand, load_frame("portrait"), given).timeline.scenes[0]
    return stage_card(story(one), one, brand, load_frame("portrait"), given).timeline.scenes[0]


def shades(made: Scene) -> list[Shade]:
    return [layer for layer in made.layers if isinstance(layer, Shade)]


def strength(made: Scene) -> float:
    return max((max(shade.strengths) for shade in shades(made)), default=0.0)


def mixed(tone: int, dark: int = 20) -> np.ndarray:
    """Cells in two tones, so that dark words are no better off than light ones."""
    cells = np.full((48, 64), dark, np.uint8)
    cells[::2, ::2] = cells[1::2, 1::2] = tone
    return cells


def glaring() -> np.ndarray:
    """White cells with so few dark ones that dark words could not be read, and a band would be seen for what it is."""
    cells = np.full((48, 64), 255, np.uint8)
    cells[::4, ::4] = 20
    return cells


def test_the_brighter_the_picture_the_stronger_the_band_and_never_above_its_cap() -> None:
    found = [strength(staged(seen(tones=mixed(tone)), title())) for tone in (40, 130, 190, 220)]
    assert found[0] == 0
    assert found == sorted(found)
    assert 0.3 < found[-1] <= CAP


def test_a_band_that_would_be_seen_as_a_fog_on_a_bright_picture_is_a_panel_instead() -> None:
    assert shades(staged(seen(tones=mixed(255)), title()))
    made = staged(seen(tones=glaring()), title())
    assert shades(made) == []
    (panel,) = (layer for layer in made.layers if isinstance(layer, Fill))
    (words,) = (layer for layer in made.layers if isinstance(layer, Text))
    assert panel.colour == BOLD.colours.deep
    assert inside(rect_of(words.box), rect_of(panel.box))


def test_a_picture_that_nobody_looked_at_is_taken_for_white() -> None:
    (panel,) = (layer for layer in staged(Seen(), title()).layers if isinstance(layer, Fill))
    (other,) = (layer for layer in staged(seen(tones=glaring()), title()).layers if isinstance(layer, Fill))
    assert panel == other


def test_nothing_is_shaded_where_no_word_stands() -> None:
    assert shades(staged(seen(tones=255))) == []
    (shade,) = shades(staged(seen(tones=mixed(200)), title()))
    assert shade.box.y + shade.box.h < 1000


def test_words_on_a_ground_of_their_own_need_no_band() -> None:
    panel = {"type": "stack", "ground": "deep", "pad": 40, "items": [title()]}
    assert shades(staged(seen(tones=255), panel)) == []


def test_only_the_tones_behind_the_words_count() -> None:
    tones = np.full((48, 64), 20, np.uint8)
    tones[30:] = 255
    assert shades(staged(seen(tones=tones), title())) == []


def test_words_far_from_each_other_have_bands_of_their_own() -> None:
    low = {"type": "stack", "at": "bottom", "items": [title("Selesai")]}
    made = staged(seen(tones=mixed(200)), title(), low)
    assert sorted(layer.name for layer in made.layers if layer.name in {"scrim", "panel"}) == ["panel", "scrim"]


def test_dark_words_get_a_pale_band() -> None:
    (shade,) = shades(staged(seen(tones=90), title(role="ink")))
    assert shade.colour == BOLD.colours.paper
    assert shades(staged(seen(tones=250), title(role="ink"))) == []


def test_light_words_become_dark_on_a_bright_picture_and_stay_light_on_others() -> None:
    def colours(look: Seen) -> set[str]:
        return {layer.colour for layer in staged(look, title()).layers if isinstance(layer, Text)}

    assert colours(seen(tones=245)) == {BOLD.colours.ink}
    assert colours(seen(tones=mixed(245))) == {BOLD.colours.paper}
    assert colours(seen(tones=60)) == {BOLD.colours.paper}


def test_a_panel_of_paper_holds_the_bar_of_progress_on_which_it_would_end() -> None:
    block = {"type": "stack", "zone": "main", "items": [title()]}
    one = scene(PICTURE, SCRIM, block, {"type": "progress"})
    given = replace(material(), look=lambda asset: seen(tones=120))
    made = stage_video(story(one, one), LIGHT, load_frame("portrait"), given).timeline.scenes[0]
    (panel,) = (rect_of(layer.box) for layer in made.layers if layer.name == "panel")
    bars = [rect_of(layer.box) for layer in made.layers if layer.name.startswith("progress")]
    assert bars
    assert all(inside(bar, panel) for bar in bars)


def test_words_that_no_band_makes_readable_get_a_panel_that_hugs_them() -> None:
    made = staged(seen(tones=255), title(role="good"))
    assert shades(made) == []
    (panel,) = (layer for layer in made.layers if isinstance(layer, Fill))
    (words,) = (layer for layer in made.layers if isinstance(layer, Text))
    assert panel.box.w < words.box.w + 100
    assert panel.box.x < words.box.x


def test_a_highlight_stays_on_every_picture_in_a_tone_that_a_band_carries() -> None:
    def highlights(tone: int) -> set[str]:
        made = staged(seen(tones=mixed(tone)), title("Jalan *mulus*"))
        assert strength(made) <= CAP
        lines = [line for layer in made.layers if isinstance(layer, Text) for line in layer.lines]
        return {colour for line in lines for _, _, colour in line.spans}

    assert highlights(90) == highlights(255)
    (colour,) = highlights(255)
    assert grey_level(BOLD.colours.accent) <= grey_level(colour) < grey_level(BOLD.colours.paper)


def test_captions_need_no_ground_but_their_pills() -> None:
    cues = [{"start": 0.35, "end": 2.0, "text": "Warga tak lagi memutar."}]
    for brand in (BOLD, LIGHT):
        made = staged(seen(tones=220), cues=cues, video=True, brand=brand)
        assert [layer.name for layer in made.layers if layer.name in {"scrim", "panel", "caption-pill"}] == [
            "caption-pill"
        ]


def test_a_dark_band_has_no_hue_of_its_own() -> None:
    (shade,) = shades(staged(seen(tones=mixed(200)), title()))
    assert shade.colour == "#000000"


def test_a_band_goes_on_to_an_edge_of_the_frame_near_the_words_and_ends_softly_before_a_far_one() -> None:
    (shade,) = shades(staged(seen(tones=mixed(200)), title()))
    assert shade.box.x == 0
    assert {(area.x, area.w) for area in shade.areas} == {(0, 1080)}, "from side to side, but for a wide frame"
    assert shade.box.y + shade.box.h < 1000


def test_in_the_light_look_paper_hugs_the_words_and_the_picture_keeps_its_frame() -> None:
    made = staged(seen(tones=200), title(), brand=LIGHT)
    (shown,) = (layer for layer in made.layers if isinstance(layer, PictureLayer))
    assert (shown.box.w, shown.box.h) == (1080, 1920)
    (panel,) = (layer for layer in made.layers if isinstance(layer, Fill))
    (words,) = (layer for layer in made.layers if isinstance(layer, Text))
    assert panel.colour == LIGHT.colours.paper
    assert words.colour == LIGHT.colours.ink
    assert panel.box.w < words.box.w + 100


def test_in_the_light_look_one_panel_carries_all_that_stands_together() -> None:
    chip = {"type": "chip", "words": "Agenda", "ground": "accent", "role": "ink"}
    block = {"type": "stack", "gap": 24, "items": [{"type": "identity"}, {"type": "spacer", "size": 40}, chip, title()]}
    made = staged(seen(tones=200), block, brand=LIGHT)
    (panel,) = (layer for layer in made.layers if layer.name == "panel")
    words = [layer for layer in made.layers if isinstance(layer, Text)]
    assert len(words) >= 3
    assert all(inside(rect_of(layer.box), rect_of(panel.box)) for layer in words)
