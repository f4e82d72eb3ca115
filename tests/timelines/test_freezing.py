"""A scene at one frame stands by itself; what moves in it decides how often it is looked at."""

from __future__ import annotations

import numpy as np
from tests.checking.scenes import words

from vlogkit.checking.sampling import sample_frames
from vlogkit.checking.text_lines import lines_of
from vlogkit.records.timeline import (
    Bar,
    Box,
    Camera,
    Compare,
    Counter,
    CounterStep,
    Fill,
    FootageLayer,
    Key,
    Motion,
    PictureLayer,
    Scene,
    TextStyle,
    Timeline,
)
from vlogkit.rendering.stills import still_pixels
from vlogkit.timelines.freezing import frozen, moves
from vlogkit.typesetting.fonts import open_book


def timeline(*layers: object, frames: int = 30) -> Timeline:
    scene = Scene(name="a", frames=frames, ground="#203040", layers=layers)  # type: ignore[arg-type]
    return Timeline(id="a", format="square", width=1080, height=1080, scenes=(scene,))


PICTURE = PictureLayer(box=Box(x=0, y=0, w=90, h=90), file="a.jpg", sha256="0")
ZOOMED = PICTURE.model_copy(update={"camera": Camera(zoom=(Key(frame=0, value=1), Key(frame=29, value=1.1)))})
DIVIDED = Compare(
    box=Box(x=0, y=0, w=90, h=90), before="a", before_sha256="0", after="b", after_sha256="1", line="#FFFFFF",
    divider=(Key(frame=0, value=0.8), Key(frame=10, value=0.8), Key(frame=20, value=0.2)),
)  # fmt: skip
CLIP = FootageLayer(box=Box(x=0, y=0, w=90, h=90), file="a.mp4", sha256="0")


def frames_of(*layers: object) -> tuple[int, ...]:
    scene = timeline(*layers, words(), frames=90).scenes[0].model_copy(update={"still": 40})
    return sample_frames(scene, list(lines_of(scene, book=open_book())), 30.0)


def test_a_ground_at_rest_is_looked_at_once() -> None:
    assert not moves(timeline(PICTURE).scenes[0])
    assert frames_of(PICTURE) == (40,)


def test_a_drifting_picture_is_looked_at_three_times_up_to_its_end() -> None:
    assert frames_of(ZOOMED) == (40, 64, 89)


def test_a_pair_that_drifts_is_looked_at_as_a_picture_is() -> None:
    resting = DIVIDED.model_copy(update={"divider": (Key(frame=0, value=1.0),)})
    assert not moves(timeline(resting).scenes[0])
    assert moves(timeline(resting.model_copy(update={"after_camera": ZOOMED.camera})).scenes[0])


def test_a_divider_is_looked_at_where_it_turns_and_between() -> None:
    assert set(frames_of(DIVIDED)) >= {0, 5, 10, 15, 20, 89}


def test_footage_is_looked_at_every_three_quarters_of_a_second() -> None:
    assert set(frames_of(CLIP)) >= {0, 22, 44, 66, 88}


def test_words_that_stand_between_the_looks_get_one_of_their_own() -> None:
    caption = words(name="caption", span=(2, 9))
    scene = timeline(ZOOMED, caption, frames=90).scenes[0].model_copy(update={"still": 40})
    assert 5 in sample_frames(scene, list(lines_of(scene, book=open_book())), 30.0)


def test_a_ground_that_comes_and_goes_with_its_words_is_looked_at_while_it_stands() -> None:
    pill = Fill(name="pill", box=Box(x=0, y=0, w=90, h=40), colour="#000000", span=(2, 9))
    scene = timeline(PICTURE, pill, words(name="caption", span=(2, 9)), frames=90).scenes[0]
    looks = sample_frames(scene.model_copy(update={"still": 40}), list(lines_of(scene, book=open_book())), 30.0)
    assert looks == (5, 40)


def test_a_frozen_scene_is_that_frame_of_it() -> None:
    rise = Motion(
        opacity=(Key(frame=4, value=0), Key(frame=20, value=1)), dy=(Key(frame=4, value=60), Key(frame=20, value=0))
    )
    bar = Bar(
        box=Box(x=90, y=800, w=600, h=30), colour="#F0B030", length=(Key(frame=0, value=0), Key(frame=29, value=1))
    )
    caption = words("Jembatan", name="caption", y=950, span=(5, 12))
    style = TextStyle(family="Plus Jakarta Sans", weight=800, size=90)
    counter = Counter(
        box=Box(x=90, y=100, w=400, h=90), style=style, colour="#FFFFFF", x=90, baseline=190,
        steps=(CounterStep(frame=0, text="1"), CounterStep(frame=9, text="12"), CounterStep(frame=15, text="318")),
    )  # fmt: skip
    whole = timeline(words(motion=rise), bar, caption, counter)
    for frame in (0, 9, 14, 29):
        assert np.array_equal(
            still_pixels(frozen(whole, 0, frame), book=open_book()),
            still_pixels(whole, scene=0, frame=frame, book=open_book()),
        )
