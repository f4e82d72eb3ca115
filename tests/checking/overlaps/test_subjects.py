"""A face or a named point under words is found: each of forty that are planted."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from tests.checking.scenes import SIZES, picture, words
from tests.staging.looks import seen

from vlogkit.checking.overlaps.subjects import Looks, subject_findings
from vlogkit.records.base import Format
from vlogkit.records.registration import Registration
from vlogkit.records.timeline import Box, Camera, Compare, Fill, FootageLayer, Key, Layer, Motion, PictureLayer, Vector
from vlogkit.seeing.picture_look import look_at_picture
from vlogkit.seeing.seen import Seen
from vlogkit.timelines.camera import windows

PHOTOS = Path(os.environ.get("VLOGKIT_PHOTOS", "none"))
"""A folder of real photographs with faces, of whoever has one."""
SIZE = (1280, 960)


def photo(name: Format, *, at: tuple[float, float] = (0.5, 0.5), zoom: float = 1.0, drift: float = 1.0) -> PictureLayer:
    width, height = SIZES[name]
    track = (Key(frame=0, value=zoom), Key(frame=59, value=zoom * drift, ease="linear"))
    camera = Camera(x=(Key(frame=0, value=at[0]),), y=(Key(frame=0, value=at[1]),), zoom=track)
    return PictureLayer(box=Box(x=0, y=0, w=width, h=height), file="a.jpg", sha256="0", camera=camera)


def codes(
    *layers: Layer, look: Seen, name: Format = "square", focus: tuple[float, float] | None = None, kind: str = "video"
) -> list[str]:
    shown = picture(*layers, name=name, kind=kind)  # type: ignore[arg-type]
    points = {"a.jpg": focus} if focus else {}
    looks = Looks(lambda file, sha256: look, lambda file, sha256, seconds: (look,) * len(seconds), points)
    found = list(subject_findings(shown, looks, {"a.jpg": "foto/a.jpg"}))
    assert {one.about for one in found} <= {"foto/a.jpg"}
    return [f"{one.code}:{one.variant}" for one in found]


def in_frame(layer: PictureLayer, x: float, y: float, size: tuple[int, int] = SIZE) -> tuple[float, float]:
    """Where a point of the picture (shares) stands at the first frame."""
    (window,) = windows(layer.camera, size, (layer.box.w, layer.box.h), [0])
    scale = layer.box.w / window.width
    return (x * size[0] - window.left) * scale, (y * size[1] - window.top) * scale


@pytest.mark.parametrize("seed", range(20))
def test_a_planted_face_and_a_planted_point_under_words_are_found(seed: int) -> None:
    random = np.random.default_rng(seed)
    name = list(SIZES)[seed % 4]
    x, y = random.uniform(0.35, 0.6, 2)
    near = (x + random.uniform(-0.05, 0.05), y + random.uniform(-0.05, 0.05))
    layer = photo(name, at=near, zoom=random.uniform(1, 1.3))
    look = seen((x - 0.05, y - 0.05, 0.1, 0.1))
    left, top = in_frame(layer, x, y)
    over = words("Jembatan", x=left - 100, y=top + 20, size=60)
    assert codes(layer, over, look=look, name=name) == ["covered-subject:face"]
    assert codes(layer, over, look=seen(), name=name, focus=(x, y)) == ["covered-subject:focus"]
    beside = words("Jembatan", x=left - 100, y=top + 420 if top < 600 else top - 420, size=60)
    assert codes(layer, beside, look=look, name=name, focus=(x, y)) == []


@pytest.mark.parametrize("x", [0.16, 0.84])
def test_a_main_face_that_the_frame_cuts_in_two_is_found(x: float) -> None:
    """A square shows the middle three quarters of this picture: from 0.125 to 0.875."""
    half = seen((x - 0.1, 0.4, 0.2, 0.2))
    assert codes(photo("square"), look=half) == ["covered-subject:cut"]
    assert codes(photo("square", at=(x, 0.5)), look=half) == []


def test_a_face_off_the_frame_and_a_small_one_at_its_edge_are_not_cut() -> None:
    assert codes(photo("square"), look=seen((0.0, 0.4, 0.1, 0.1), (0.4, 0.4, 0.2, 0.2))) == []
    assert codes(photo("square"), look=seen((0.1, 0.4, 0.04, 0.05), (0.4, 0.3, 0.2, 0.3))) == []


def test_a_face_that_drifts_over_the_edge_is_found() -> None:
    look = seen((0.14, 0.4, 0.12, 0.2))
    assert codes(photo("square"), look=look) == []
    assert codes(photo("square", drift=1.25), look=look) == ["covered-subject:cut"]


def test_a_panel_a_chip_or_a_logo_covers_as_words_do() -> None:
    layer, look = photo("square"), seen((0.45, 0.45, 0.1, 0.1))
    panel = Fill(name="panel", box=Box(x=500, y=500, w=80, h=80), colour="#FFFFFF")
    assert codes(layer, panel, look=look) == ["covered-subject:face"]
    ground = Fill(box=Box(x=0, y=0, w=1080, h=1080), colour="#FFFFFF", opacity=0.1)
    assert codes(layer, ground, look=look) == [], "a ground is not something that stands on the picture"


def test_a_face_that_drifts_under_words_later_is_found() -> None:
    look = seen((0.62, 0.45, 0.08, 0.1))
    over = words("Jembatan", x=850, y=560, size=60)
    assert codes(photo("square"), over, look=look) == []
    assert codes(photo("square", drift=1.2), over, look=look) == ["covered-subject:face"]


def test_words_that_have_gone_before_the_picture_comes_cover_nothing() -> None:
    look = seen((0.45, 0.45, 0.1, 0.1))
    late = photo("square").model_copy(update={"span": (30, 60)})
    assert codes(late, words("Jembatan", x=450, y=560, span=(0, 30)), look=look) == []
    assert codes(late, words("Jembatan", x=450, y=560, span=(0, 40)), look=look) == ["covered-subject:face"]


def test_a_face_behind_another_picture_is_not_seen_and_not_covered() -> None:
    look = seen((0.45, 0.45, 0.1, 0.1))
    above = photo("square").model_copy(update={"file": "b.jpg", "sha256": "1"})
    shown = picture(photo("square"), above, words("Jembatan", x=450, y=560), kind="card")
    looks = {"0": look, "1": seen()}
    given = Looks(lambda file, sha256: looks[sha256], lambda file, sha256, seconds: (), {})
    assert list(subject_findings(shown, given, {})) == []


def film(name: Format, **fields: object) -> FootageLayer:
    """The same as a clip of sixty frames from second 3 on."""
    still = photo(name)
    given = {"file": "a.jpg", "sha256": "0", "camera": still.camera, "start": 3.0} | fields
    return FootageLayer(box=still.box, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", range(20))
def test_a_planted_face_and_a_planted_point_of_a_film_under_words_are_found(seed: int) -> None:
    random = np.random.default_rng(seed)
    name = list(SIZES)[seed % 4]
    x, y = random.uniform(0.35, 0.6, 2)
    layer = film(name, camera=photo(name, at=(x, y), zoom=random.uniform(1, 1.3)).camera)
    look = seen((x - 0.05, y - 0.05, 0.1, 0.1))
    left, top = in_frame(photo(name).model_copy(update={"camera": layer.camera}), x, y)
    over = words("Jembatan", x=left - 100, y=top + 20, size=60)
    assert codes(layer, over, look=look, name=name) == ["covered-subject:face"]
    assert codes(layer, over, look=seen(), name=name, focus=(x, y)) == ["covered-subject:focus"]
    beside = words("Jembatan", x=left - 100, y=top + 420 if top < 600 else top - 420, size=60)
    assert codes(layer, beside, look=look, name=name, focus=(x, y)) == []


def test_a_face_that_comes_in_a_film_is_covered_by_what_stands_then() -> None:
    """The face is there from the second look on, at the middle of these two seconds, and so from frame 15 on."""
    come = {3.0: seen(), 3.967: seen((0.45, 0.45, 0.1, 0.1)), 4.967: seen((0.45, 0.45, 0.1, 0.1))}
    asked: list[float] = []

    def look_through(file: str, sha256: str, seconds: object) -> tuple[Seen, ...]:
        asked.extend(seconds)  # type: ignore[call-overload]
        return tuple(come[second] for second in asked[-len(list(seconds)) :])  # type: ignore[call-overload]

    looks = Looks(lambda file, sha256: seen(), look_through, {})
    for span, covered in (((0, 14), False), ((0, 20), True), ((40, 60), True)):
        shown = picture(film("square"), words("Jembatan", x=450, y=560, span=span), kind="video")
        assert bool(list(subject_findings(shown, looks, {}))) is covered, span


def test_a_face_is_cut_by_the_frame_of_a_film_where_it_is_cut_at_most_looks() -> None:
    half, whole = seen((0.06, 0.4, 0.2, 0.2)), seen((0.4, 0.4, 0.2, 0.2))
    for looks, cut in (((half, half, whole), True), ((half, whole, whole), False), ((seen(), half, half), True)):
        given = Looks(lambda file, sha256: seen(), lambda file, sha256, seconds, then=looks: then, {})  # type: ignore[misc]
        found = list(subject_findings(picture(film("square"), kind="video"), given, {}))
        assert [f"{one.code}:{one.variant}" for one in found] == ["covered-subject:cut"] * cut


def test_nobody_knows_where_a_face_is_after_an_effect() -> None:
    changed = film("square", effects=({"name": "MirrorX", "arguments": {}},))
    assert codes(changed, words("Jembatan", x=450, y=560), look=seen((0.45, 0.45, 0.1, 0.1))) == []


@pytest.mark.skipif(not PHOTOS.is_dir(), reason="VLOGKIT_PHOTOS names no folder of photographs")
def test_faces_of_real_photographs_are_found_under_words() -> None:
    planted = 0
    for file in sorted(PHOTOS.glob("*.jpg")):
        look = look_at_picture(file)
        for face in look.faces:
            layer = photo("landscape", at=(face.x + face.w / 2, face.y + face.h / 2))
            assert look.size is not None
            left, top = in_frame(layer, face.x + face.w / 2, face.y + face.h / 2, look.size)
            over = words("Jembatan", x=left - 100, y=top + 20)
            assert codes(layer, over, look=look, name="landscape") == ["covered-subject:face"]
            planted += 1
    assert planted >= 10


def pair(*layers: Layer, divider: float) -> tuple[Layer, ...]:
    """Two pictures over each other, of which the one after is seen from (0.2, 0) on, and what lies on them."""
    width, height = SIZES["square"]
    laid = Registration(verdict="registered", homography=(1, 0, 0, 0, 1, 0, 0, 0, 1), window=(0.2, 0.0, 1.0, 1.0))
    shown = Compare(
        box=Box(x=0, y=0, w=width, h=height), before="a.jpg", before_sha256="0", after="a.jpg", after_sha256="0",
        registration=laid, divider=(Key(frame=0, value=divider),), line="#FFFFFF", line_width=6,
    )  # fmt: skip
    return (shown, *layers)


def test_a_face_of_a_pair_counts_where_its_picture_shows() -> None:
    look = seen((0.57, 0.45, 0.06, 0.1))
    over = words("Jembatan", x=440, y=560, size=60)
    assert codes(*pair(over, divider=0.5), look=look) == ["covered-subject:face"] * 2
    assert codes(*pair(over, divider=1.0), look=look) == ["covered-subject:face"]
    aside = words("Jembatan", x=440, y=900, size=60)
    assert codes(*pair(aside, divider=0.5), look=look) == []
    left = words("Jem", x=420, y=560, size=60)
    far = seen((0.52, 0.45, 0.02, 0.1))
    assert codes(*pair(left, divider=0.0), look=far) == codes(*pair(left, divider=1.0), look=far)


def test_the_handle_of_a_pair_covers_where_it_comes_to_rest() -> None:
    handle = Vector(
        name="handle", box=Box(x=0, y=500, w=88, h=88), svg="<svg/>",
        motion=Motion(dx=(Key(frame=0, value=0), Key(frame=30, value=500))),
    )  # fmt: skip
    face = seen((0.57, 0.47, 0.06, 0.1))
    assert "covered-subject:face" in codes(*pair(handle, divider=0.5), look=face)
    assert codes(*pair(handle, divider=0.5), look=seen((0.25, 0.47, 0.06, 0.1))) == []
