"""Each kind of layer draws what its record says, at the pixel."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from tests.rendering.scenes import clip, fill, photo, picture, scene, sha, timeline

from vlogkit.errors import InputError, MediaError, MissingGlyphError
from vlogkit.media.colour import Bytes
from vlogkit.records.registration import Registration
from vlogkit.records.timeline import (
    Bar,
    Box,
    Compare,
    Counter,
    CounterStep,
    Effect,
    FootageLayer,
    Gradient,
    Key,
    Motion,
    MovieClip,
    Shade,
    Text,
    TextLine,
    TextStyle,
    Vector,
)
from vlogkit.rendering.stills import still_pixels
from vlogkit.typesetting.fonts import open_book

STYLE = TextStyle(family="Plus Jakarta Sans", weight=700, size=24.0)


def show(*layers: Any, frame: int = 0, frames: int = 12, ground: str = "#000000") -> Bytes:
    return still_pixels(timeline(scene(*layers, frames=frames, ground=ground)), scene=0, frame=frame, book=open_book())


def test_a_fill_covers_its_box_and_nothing_else() -> None:
    rgb = show(fill("#CE1126", 10, 20, 30, 40))
    assert rgb[20, 10].tolist() == [0xCE, 0x11, 0x26]
    assert rgb[59, 39].tolist() == [0xCE, 0x11, 0x26]
    assert rgb[19, 10].sum() == rgb[60, 39].sum() == rgb[30, 40].sum() == 0


def test_round_corners_are_smooth_and_symmetric() -> None:
    rgb = show(fill("#FFFFFF", 10, 20, 30, 40, radius=12))[20:60, 10:40, 0]
    assert rgb[0, 0] == 0
    assert rgb[20, 0] == 255
    assert 0 < rgb[3, 3] < 255
    assert np.array_equal(rgb, rgb[::-1, ::-1])


def test_a_layer_shows_in_its_span_only() -> None:
    layer = fill("#FFFFFF", 10, 20, 30, 40, span=(4, 8))
    assert [int(show(layer, frame=n)[30, 20, 0]) for n in (3, 4, 7, 8)] == [0, 255, 255, 0]


def test_a_scrim_rises_smoothly_from_its_edge() -> None:
    layer = Gradient(
        box=Box(x=0, y=40, w=96, h=120), colour="#FFFFFF", edge="bottom", stops=((0, 1), (0.5, 0.6), (1, 0))
    )
    column = show(layer)[:, :, 0].astype(float).mean(axis=1)
    assert column[159] > 250
    assert column[39] == 0
    assert abs(column[100] / 255 - 0.6) < 0.03
    assert np.all(np.diff(column[40:]) > -1.0)


def test_a_band_around_words_is_as_strong_as_asked_behind_them_and_gone_beyond_its_fall() -> None:
    around = Box(x=0, y=0, w=96, h=160)
    areas = (Box(x=40, y=40, w=16, h=16), Box(x=40, y=80, w=16, h=16))
    layer = Shade(box=around, colour="#FFFFFF", areas=areas, strengths=(0.5, 0.25), fall=24)
    alpha = show(layer)[:, :, 0].astype(float) / 255
    assert alpha[44:52, 44:52].mean() == pytest.approx(0.5, abs=0.02)
    assert alpha[84:92, 44:52].mean() == pytest.approx(0.25, abs=0.02)
    assert alpha[:8].max() == alpha[130:].max() == alpha[:, :8].max() == 0
    across = alpha[48].copy()
    assert np.all(np.diff(across[48:]) < 0.02)
    assert np.abs(np.diff(across)).max() < 0.06, "an edge shows"


def test_a_long_scrim_has_no_band() -> None:
    layer = Gradient(box=Box(x=0, y=0, w=96, h=160), colour="#000000", edge="top", stops=((0, 0.1), (1, 0)))
    rgb = show(layer, ground="#808080")[:, :, 0].astype(float)
    mixed = sum(len(np.unique(row)) > 1 for row in rgb)
    assert mixed > 100, "rows change in one step: a band"
    assert np.all(np.abs(np.diff(rgb.mean(axis=1))) < 0.7)


def test_text_keeps_its_descenders_outside_the_box() -> None:
    line = TextLine(text="gjpqy", x=10.0, baseline=40.0, width=60.0)
    rgb = show(Text(box=Box(x=10, y=22, w=60, h=18), lines=(line,), style=STYLE, colour="#FFFFFF"))
    assert rgb[41:48, 10:70].max() == 255


def test_a_span_of_a_line_has_its_own_colour() -> None:
    line = TextLine(text="IIII", x=10.0, baseline=40.0, width=60.0, spans=((2, 4, "#00FF00"),))
    rgb = show(Text(box=Box(x=10, y=20, w=60, h=24), lines=(line,), style=STYLE, colour="#FF0000"))
    inked = np.flatnonzero(rgb.max(axis=(0, 2)))
    assert rgb[:, inked[0] + 1, 1].max() == 0
    assert rgb[:, inked[-1] - 1, 0].max() == 0


def test_a_stroke_lies_around_the_letters() -> None:
    line = TextLine(text="I", x=20.0, baseline=40.0, width=10.0)
    layer = Text(
        box=Box(x=10, y=20, w=60, h=24),
        lines=(line,),
        style=STYLE,
        colour="#FFFFFF",
        stroke=3,
        stroke_colour="#FF0000",
    )
    rgb = show(layer)
    row = rgb[32]
    inked = np.flatnonzero(row.max(axis=1))
    assert row[inked[0] + 1].tolist() == [255, 0, 0]
    assert row[(inked[0] + inked[-1]) // 2].tolist() == [255, 255, 255]


def test_a_character_that_no_font_has_is_named() -> None:
    line = TextLine(text="a\U00012345", x=10.0, baseline=40.0, width=60.0)
    with pytest.raises(MissingGlyphError, match="U\\+12345"):
        show(Text(box=Box(x=10, y=20, w=60, h=24), lines=(line,), style=STYLE, colour="#FFFFFF"))


def test_a_counter_reads_its_steps_and_keeps_its_place() -> None:
    steps = (CounterStep(frame=0, text="11"), CounterStep(frame=6, text="88"))
    layer = Counter(
        box=Box(x=10, y=20, w=60, h=24),
        steps=steps,
        style=STYLE,
        colour="#FFFFFF",
        x=10.0,
        baseline=40.0,
        align="right",
    )
    before, after = show(layer, frame=5), show(layer, frame=6)
    assert not np.array_equal(before, after)
    assert np.array_equal(before, show(layer, frame=0))
    assert abs(int(np.flatnonzero(after.max(axis=(0, 2)))[-1]) - 69) <= 3


@pytest.mark.parametrize("align", ["left", "center", "right"])
def test_a_counter_that_stops_draws_its_last_digits_where_they_stood_on_the_way(align: str) -> None:
    layer = Counter(
        box=Box(x=10, y=20, w=60, h=24),
        steps=(CounterStep(frame=0, text="17 m"), CounterStep(frame=6, text="16 m"), CounterStep(frame=9, text="17 m")),
        style=STYLE,
        colour="#FFFFFF",
        x=10.0,
        baseline=40.0,
        align=align,  # type: ignore[arg-type]
    )
    assert np.array_equal(show(layer, frame=0), show(layer, frame=9))
    on_the_way, arrived = show(layer, frame=6), show(layer, frame=9)
    changed = np.flatnonzero((on_the_way != arrived).any(axis=(0, 2)))
    inked = np.flatnonzero(arrived.any(axis=(0, 2)))
    assert inked[0] + 3 < changed[0]
    assert changed[-1] < inked[-1] - 10


def test_a_drawing_is_fitted_into_its_box_and_a_wrong_one_named() -> None:
    square = '<rect width="10" height="10" fill="#0F0"/>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">{square}</svg>'
    rgb = show(Vector(box=Box(x=10, y=20, w=40, h=20), svg=svg))
    assert rgb[30, 15].tolist() == [0, 0, 0]
    assert rgb[30, 30].tolist() == [0, 255, 0]
    with pytest.raises(InputError, match="kawung"):
        show(Vector(box=Box(x=0, y=0, w=40, h=20), svg="<svg", name="kawung"))


def test_a_bar_grows_from_the_left_by_parts_of_a_pixel() -> None:
    layer = Bar(
        box=Box(x=10, y=20, w=40, h=10),
        colour="#FFFFFF",
        length=(Key(frame=0, value=0), Key(frame=10, value=1, ease="linear")),
    )
    lit = [int(show(layer, frame=n)[25, :, 0].astype(int).sum()) / 255 for n in range(11)]
    assert lit[0] == 0
    assert lit[10] == pytest.approx(40, abs=0.1)
    assert lit[3] == pytest.approx(12, abs=0.1)
    layer = layer.model_copy(update={"length": (Key(frame=0, value=0.1125),)})
    assert show(layer)[25, 12:16, 0].tolist() == [255, 255, 128, 0]


def test_a_column_grows_up_by_parts_of_a_pixel_and_is_round_at_its_top_alone() -> None:
    layer = Bar(
        box=Box(x=10, y=10, w=20, h=40),
        colour="#FFFFFF",
        radius=8,
        grows="up",
        length=(Key(frame=0, value=0), Key(frame=10, value=1, ease="linear")),
    )
    lit = [int(show(layer, frame=n)[:, 20, 0].astype(int).sum()) / 255 for n in range(11)]
    assert lit[0] == 0
    assert lit[3] == pytest.approx(12, abs=0.1)
    assert lit[10] == pytest.approx(40, abs=0.1)
    whole = show(layer, frame=10)
    assert whole[49, 10:30, 0].tolist() == [255] * 20
    assert whole[10, 10, 0] == 0


def test_a_picture_covers_its_box_and_keeps_round_corners_clear(tmp_path: Path) -> None:
    path = photo(tmp_path / "a.png")
    plain = show(picture(path, Box(x=10, y=20, w=60, h=80)))
    rounded = show(picture(path, Box(x=10, y=20, w=60, h=80), radius=16))
    assert plain[20, 10].sum() > 0
    assert rounded[20, 10].sum() == 0
    assert np.abs(plain[40:80, 30:50].astype(int) - rounded[40:80, 30:50]).max() <= 2


def test_a_shape_that_goes_on_beyond_the_box_is_cut_there(tmp_path: Path) -> None:
    path, box = photo(tmp_path / "a.png"), Box(x=10, y=20, w=60, h=80)
    arch = show(picture(path, box, radius=30, beyond=(0, 0, 0, 30)))
    assert arch[20, 10].sum() == arch[20, 69].sum() == 0
    assert arch[99, 10].sum() > 0
    assert arch[99, 69].sum() > 0
    bled = show(picture(path, box, radius=60, beyond=(0, 0, 60, 40)))
    assert bled[20, 10].sum() == 0
    assert [int(bled[y, x].sum()) > 0 for y, x in ((20, 69), (60, 69), (99, 69), (79, 10))] == [True] * 4


def test_a_picture_may_hang_over_the_frame_and_stand_on_odd_pixels(tmp_path: Path) -> None:
    path = photo(tmp_path / "a.png")
    whole = show(picture(path, Box(x=10, y=20, w=60, h=80)))
    moved = show(picture(path, Box(x=-21, y=125, w=60, h=80)))
    assert np.abs(moved[125:160, 0:39].astype(int) - whole[20:55, 31:70]).max() <= 1


def test_before_and_after_meet_at_the_line(tmp_path: Path) -> None:
    for name, value in (("before", 200), ("after", 90)):
        Image.new("RGB", (96, 160), (value, value, value)).save(tmp_path / f"{name}.png")
    before, after = tmp_path / "before.png", tmp_path / "after.png"
    layer = Compare(
        box=Box(x=0, y=0, w=96, h=160),
        before=str(before), before_sha256=sha(before), after=str(after), after_sha256=sha(after),
        divider=(Key(frame=0, value=0.25), Key(frame=10, value=0.75, ease="linear")),
        line="#FF0000", line_width=4,
    )  # fmt: skip
    for frame, x in ((0, 24), (5, 48), (10, 72)):
        row = show(layer, frame=frame)[80]
        assert row[x - 6].tolist() == [200, 200, 200]
        assert row[x].tolist() == [255, 0, 0]
        assert row[x + 6].tolist() == [90, 90, 90]


def test_the_picture_before_is_warped_onto_what_both_show_with_the_light_of_the_picture_after(tmp_path: Path) -> None:
    before, after = tmp_path / "before.png", tmp_path / "after.png"
    ramp = np.repeat(np.linspace(20, 120, 96)[None, :, None], 96, 0).repeat(3, 2)
    Image.fromarray(ramp.astype(np.uint8)).save(before)
    Image.new("RGB", (96, 96), (240, 240, 240)).save(after)
    doubled = tuple(min(255, 2 * level) for level in range(0, 256, 15))
    pair = Registration(
        verdict="registered",
        homography=(0.5, 0, 0.25, 0, 0.5, 0.25, 0, 0, 1),
        window=(0.5, 0, 1, 1),
        curves=(doubled,) * 3,
    )
    layer = Compare(
        box=Box(x=0, y=0, w=48, h=96),
        before=str(before), before_sha256=sha(before), after=str(after), after_sha256=sha(after),
        registration=pair, divider=(Key(frame=0, value=1.0),), line="#FF0000",
    )  # fmt: skip
    row = show(layer, frame=0)[48, :48, 0].astype(float)
    x = (np.arange(48) + 0.5) / 48 * 0.5 + 0.5
    seen = 20 + (0.5 * x + 0.25) * 96 / 95 * 100
    assert np.abs(row - np.minimum(255, 2 * seen))[2:-2].max() < 4


def test_footage_starts_where_it_is_told_and_stays_on_its_last_frame(tmp_path: Path) -> None:
    path = clip(tmp_path / "a.mp4")
    layer = FootageLayer(box=Box(x=0, y=0, w=96, h=64), file=str(path), sha256=sha(path), start=0.5)
    greys = [float(show(layer, frame=n, frames=120)[32, 40, 0]) for n in (0, 30, 110)]
    assert [round((grey - 40) / 8) for grey in greys] == [5, 15, 19]


def test_a_moviepy_effect_is_put_on_footage_by_name(tmp_path: Path) -> None:
    path = clip(tmp_path / "a.mp4")
    layer = FootageLayer(
        box=Box(x=0, y=0, w=96, h=64),
        file=str(path),
        sha256=sha(path),
        effects=(Effect(name="InvertColors"),),
    )
    assert abs(float(show(layer)[32, 40, 0]) - (255 - 40)) <= 3


def test_an_unknown_effect_names_the_nearest(tmp_path: Path) -> None:
    path = clip(tmp_path / "a.mp4", frames=4)
    layer = FootageLayer(
        box=Box(x=0, y=0, w=96, h=64), file=str(path), sha256=sha(path), effects=(Effect(name="InvertColor"),)
    )
    with pytest.raises(InputError, match="InvertColors"):
        show(layer)


def test_a_moviepy_clip_is_a_layer() -> None:
    layer = MovieClip(box=Box(x=10, y=20, w=40, h=30), call=f"{__name__}:lamp", arguments={"value": 200})
    rgb = show(layer)
    assert rgb[30, 20].tolist() == [200, 200, 200]
    assert rgb[30, 60].sum() == 0


def lamp(value: int) -> Any:
    """What a person's own module would hold."""
    from moviepy import ColorClip

    return ColorClip((20, 15), color=(value, value, value), duration=1.0)


@pytest.mark.parametrize(
    ("call", "words"),
    [("nothing", "module:function"), ("no_such_module:x", "cannot be imported"), ("math:x", "no function")],
)
def test_a_call_that_cannot_be_meant_is_explained(call: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        show(MovieClip(box=Box(x=10, y=20, w=40, h=30), call=call))


def test_a_missing_picture_stops_before_anything_is_drawn(tmp_path: Path) -> None:
    path = photo(tmp_path / "a.png")
    layer = picture(path, Box(x=0, y=0, w=96, h=160))
    path.unlink()
    with pytest.raises(MediaError, match="does not exist"):
        show(layer)


def test_a_rising_title_ends_exactly_at_rest() -> None:
    motion = Motion(
        dy=(Key(frame=0, value=9), Key(frame=8, value=0)),
        opacity=(Key(frame=0, value=0), Key(frame=8, value=1)),
    )
    rising, resting = fill("#CE1126", 10, 20, 30, 40, motion=motion), fill("#CE1126", 10, 20, 30, 40)
    assert np.array_equal(show(rising, frame=8), show(resting))
    assert not np.array_equal(show(rising, frame=7), show(resting))
    assert show(rising, frame=0).max() == 0
