"""A crop keeps faces and named points in the frame, and shows what draws the eye rather than an empty edge."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.notices import brand_for, material
from tests.staging.looks import seen
from tests.staging.test_light_look import scene, story

from vlogkit.catalogue import load_frame
from vlogkit.records.frame import Rect
from vlogkit.records.timeline import PictureLayer, Text
from vlogkit.rendering.frames.layers.shapes import rounded
from vlogkit.staging.layers.framing import visible
from vlogkit.staging.placing.aiming import Aim, View, aim
from vlogkit.staging.placing.picture_shapes import cut_to
from vlogkit.staging.placing.picture_views import heads_shown
from vlogkit.staging.scenes import stage_card

FRAME = (0, 0, 1080, 1920)


def window(view: View, found: Aim) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of what is shown, as shares of the picture."""
    rect = view.rect
    across, down = (side / found.zoom for side in visible(view.size, (rect[2] - rect[0], rect[3] - rect[1])))
    left = min(max(found.x - across / 2, 0), 1 - across)
    top = min(max(found.y - down / 2, 0), 1 - down)
    return left, top, left + across, top + down


@pytest.mark.parametrize("words", [(0, 0, 1080, 900), (0, 1000, 1080, 1920), (0, 500, 1080, 1400)])
def test_a_face_that_cannot_stand_free_of_words_is_not_pushed_off_the_frame(words: Rect) -> None:
    view = View(seen((0.6, 0.05, 0.3, 0.8)), FRAME)
    found = aim(view, [words], FRAME)
    left, _, right, _ = window(view, found)
    assert found.covered == 1
    assert left < 0.65
    assert right > 0.85


def test_of_several_faces_one_at_the_back_may_leave_the_frame_for_the_main_one() -> None:
    view = View(seen((0.1, 0.2, 0.2, 0.25), (0.9, 0.3, 0.05, 0.06)), FRAME)
    found = aim(view, [], FRAME)
    assert found.covered == 0
    assert window(view, found)[0] < 0.1


def test_a_crop_shows_what_draws_the_eye() -> None:
    eye = np.zeros((48, 64), np.uint8)
    eye[20:40, 44:60] = 255
    view = View(seen(salience=eye), FRAME)
    left, _, right, _ = window(view, aim(view, [(80, 100, 1000, 500)], FRAME))
    assert left <= 44 / 64
    assert right >= 60 / 64


def test_of_a_pair_the_repair_is_shown_and_not_the_people_above_it() -> None:
    done = np.zeros((48, 64), np.uint8)
    done[36:46, 8:56] = 255
    people = seen((0.3, 0.1, 0.06, 0.1), (0.6, 0.1, 0.06, 0.1), size=(1600, 1200), salience=done)
    room = (0, 500, 1080, 1080)
    of_faces, of_repair = (
        window(view, aim(view, [], (0, 0, 1080, 1080)))
        for view in (View(people, room), View(people, room, of_faces=False))
    )
    assert of_faces[1] <= 0.1
    assert of_repair[1] >= 0.2
    assert of_repair[3] >= 0.95


def test_a_face_in_a_pair_about_something_else_is_off_the_frame_or_whole_and_never_under_words() -> None:
    done = np.zeros((48, 64), np.uint8)
    done[38:46, 8:56] = 255
    people = seen((0.3, 0.3, 0.06, 0.1), size=(1600, 1200), salience=done)
    view = View(people, (0, 0, 1080, 1080), of_faces=False)
    found = aim(view, [(80, 80, 700, 420)], (0, 0, 1080, 1080))
    _, top, _, bottom = window(view, found)
    assert found.covered == 0
    assert top >= 0.4 or top <= 0.3
    assert bottom >= 0.95


def test_a_crop_without_heads_goes_on_down_to_the_feet_where_the_repair_stays_seen() -> None:
    done = np.zeros((48, 64), np.uint8)
    done[34:38, 8:56] = 255
    people = seen((0.3, 0.1, 0.06, 0.1), (0.6, 0.1, 0.06, 0.1), size=(1600, 1200), salience=done)
    room = (0, 0, 1080, 364)
    view = View(people, room, of_faces=False)
    _, top, _, bottom = window(view, aim(view, [], room))
    assert top >= 0.5
    assert bottom >= 0.8


def test_a_main_face_keeps_clear_of_the_corners_that_a_shape_cuts_off() -> None:
    look, room = seen((0.06, 0.3, 0.12, 0.16), size=(1600, 1200)), (0, 1000, 1080, 1920)
    made = cut_to("arch", room, FRAME, (96, 264, 984, 956))
    whole, cut = (aim(one, [], FRAME) for one in (View(look, room), View(look, room, hidden=made.hidden())))
    shares = []
    for found in (whole, cut):
        left, top, right, bottom = window(View(look, room), found)
        x, y = (0.06 - left) / (right - left) * 1080, (0.3 - top) / (bottom - top) * 920
        shares.append(rounded(1080, 920 + made.radius, made.radius)[max(0, int(y)), max(0, int(x))])
    assert shares[1] == 1
    assert cut.covered == 0


@pytest.mark.parametrize("height", [0, 600])
def test_a_picture_in_a_stack_is_cropped_to_its_face(height: int) -> None:
    look = seen((0.4, 0.02, 0.15, 0.25), size=(900, 1600))
    picture = {"type": "picture", "file": "a.jpg", "height": height}
    words = {"type": "text", "words": "Jembatan dibuka", "style": "title", "role": "paper"}
    one = scene({"type": "stack", "zone": "safe", "items": [picture, words]})
    given = replace(material(), look=lambda asset: look)
    made = stage_card(story(one), one, brand_for("ordinary"), load_frame("square"), given).timeline.scenes[0]
    (shown,) = (layer for layer in made.layers if isinstance(layer, PictureLayer))
    found = Aim(shown.camera.x[0].value, shown.camera.y[0].value, 1.0, 0.0, 0)
    view = View(look, (shown.box.x, shown.box.y, shown.box.x + shown.box.w, shown.box.y + shown.box.h))
    _, top, _, bottom = window(view, found)
    assert top <= 0.02
    assert bottom >= 0.27


def test_one_of_two_main_faces_that_cannot_both_be_seen_leaves_the_frame_before_it_stands_under_words() -> None:
    look = seen((0.02, 0.3, 0.12, 0.2), (0.86, 0.3, 0.12, 0.2))
    found = aim(View(look, FRAME), [(0, 0, 1080, 500), (0, 1300, 1080, 1920)], FRAME)
    assert found.covered == 0
    left, _, right, _ = window(View(look, FRAME), found)
    assert left < 0.02 or right > 0.98


def test_a_face_beside_two_near_lines_keeps_the_room_that_a_panel_around_both_would_take() -> None:
    x, y, wide, high = 0.6, 0.17, 0.08, 0.025
    view = View(seen((x, y, wide, high)), FRAME)
    found = aim(view, [(120, 300, 420, 360), (120, 400, 900, 520)], FRAME)
    left, top, right, bottom = window(view, found)
    across, down = 1080 / (right - left), 1920 / (bottom - top)
    face = ((x - left) * across, (y - top) * down, (x + wide - left) * across, (y + high - top) * down)
    panel = (120 - 36, 300 - 36, 900 + 36, 520 + 36)
    assert found.covered == 0
    assert face[2] <= panel[0] or face[0] >= panel[2] or face[3] <= panel[1] or face[1] >= panel[3]


def test_a_picture_is_not_shown_so_close_that_it_looks_soft_for_what_draws_the_eye() -> None:
    eye = np.zeros((36, 64), np.uint8)
    eye[14:22, 28:36] = 255
    frame, words = (0, 0, 1920, 1080), [(96, 700, 900, 1000)]
    large, small = seen(size=(3840, 2160), salience=eye), seen(size=(1100, 620), salience=eye)
    found = [aim(View(one, frame), words, frame).zoom for one in (large, small)]
    assert found[1] == 1.0
    assert found[0] >= found[1]


def test_the_eyes_of_a_large_face_stand_on_the_upper_third_and_its_head_is_whole() -> None:
    view = View(seen((0.4, 0.4, 0.2, 0.2), size=(900, 1600)), (0, 0, 1080, 1080))
    found = aim(view, (), (0, 0, 1080, 1080))
    _, top, _, bottom = window(view, found)
    assert (0.4 + 0.42 * 0.2 - top) / (bottom - top) == pytest.approx(1 / 3, abs=0.07)
    assert heads_shown(view, found) == 1


def test_a_strip_shows_the_people_of_a_group_down_to_their_shoulders_and_the_child_among_them() -> None:
    adults, child = ((0.24, 0.37, 0.09, 0.09), (0.66, 0.37, 0.08, 0.1)), (0.4, 0.57, 0.05, 0.05)
    view = View(seen(*adults, child, size=(1600, 2000)), (0, 0, 1080, 640), focus=(0.5, 0.45))
    _, top, _, bottom = window(view, aim(view, (), (0, 0, 1080, 1920)))
    assert top < 0.37 - 0.05
    assert bottom > 0.62 + 0.05


def test_a_head_that_no_crop_holds_is_shown_as_far_as_it_can_be() -> None:
    view = View(seen((0.3, 0.1, 0.5, 0.8), size=(1600, 900)), (0, 0, 400, 1080))
    left, _, right, _ = window(view, aim(view, (), (0, 0, 1080, 1080)))
    assert min(right, 0.8) - max(left, 0.3) == pytest.approx(right - left, abs=0.01)


@pytest.mark.parametrize(("face", "turned"), [((0.3, 0.1, 0.45, 0.6), True), ((0.45, 0.4, 0.06, 0.08), False)])
def test_a_headline_stands_beside_a_head_that_a_strip_above_it_would_cut(
    face: tuple[float, float, float, float], turned: bool
) -> None:
    look = seen(face, size=(900, 1300))
    title = {"type": "text", "words": "Jembatan dibuka", "style": "heading"}
    panel = {
        "type": "stack",
        "ground": "paper",
        "pad": 36,
        "items": [{"type": "steps", "items": ["Datang", "Daftar", "Ambil"]}],
    }
    words = {"type": "stack", "pad": 44, "pad_x": 84, "items": [title, {"type": "spacer", "size": 28}, panel]}
    one = scene({"type": "stack", "zone": "sheet", "gap": 0, "items": [{"type": "picture", "file": "a.jpg"}, words]})
    given = replace(material(), look=lambda asset: look)
    made = stage_card(story(one), one, brand_for("ordinary"), load_frame("square"), given).timeline.scenes[0]
    (shown,) = (layer for layer in made.layers if isinstance(layer, PictureLayer))
    (headline,) = (layer for layer in made.layers if isinstance(layer, Text) and layer.lines[0].text.startswith("Jemb"))
    line = headline.lines[0]
    assert (shown.box.x > line.x + line.width) is turned
    assert (line.baseline < shown.box.y + shown.box.h) is turned
    assert shown.box.x + shown.box.w == 1080


def test_a_strip_of_a_tall_frame_that_would_cut_a_head_becomes_higher() -> None:
    heights = []
    for face in ((0.45, 0.4, 0.08, 0.08), (0.25, 0.1, 0.5, 0.5)):
        look = seen(face, size=(1200, 1300))
        title = {"type": "text", "words": "Jembatan dibuka", "style": "heading", "size": [240, 40], "lines": 6}
        words = {"type": "stack", "pad": 44, "items": [title, {**title, "words": "Warga kembali menyeberang " * 4}]}
        items = [{"type": "picture", "file": "a.jpg", "least": 0.28}, words]
        one = scene({"type": "stack", "zone": "sheet", "gap": 0, "items": items})
        given = replace(material(), look=lambda asset, look=look: look)
        made = stage_card(story(one), one, brand_for("ordinary"), load_frame("portrait"), given).timeline.scenes[0]
        heights += [layer.box.h for layer in made.layers if isinstance(layer, PictureLayer)]
    assert heights[1] > 1.1 * heights[0]
