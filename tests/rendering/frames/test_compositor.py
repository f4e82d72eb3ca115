"""A frame depends on its number only."""

from __future__ import annotations

import random
import threading
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import pytest
from tests.rendering.scenes import drift, fill, photo, picture, scene, timeline

from vlogkit.media.colour import STILL, VIDEO
from vlogkit.records.timeline import (
    Box,
    Gradient,
    Key,
    Motion,
    Text,
    TextLine,
    TextStyle,
    Timeline,
    Transition,
)
from vlogkit.rendering.frames.compositor import Compositor, frames_hash
from vlogkit.typesetting.fonts import open_book


def story(folder: Path, kind: str = "fade") -> Timeline:
    """Two scenes with everything that moves, rests, begins and ends."""
    path = photo(folder / "a.png")
    whole = Box(x=0, y=0, w=96, h=160)
    rise = Motion(
        opacity=(Key(frame=2, value=0), Key(frame=8, value=1)),
        dy=(Key(frame=2, value=7), Key(frame=8, value=0)),
    )
    style = TextStyle(family="Plus Jakarta Sans", weight=700, size=16.0)
    line = TextLine(text="Jalan", x=8.0, baseline=60.0, width=50.0)
    layers = (
        picture(path, whole, camera=drift(24)),
        Gradient(box=Box(x=0, y=80, w=96, h=80), colour="#3D0A15", edge="bottom", stops=((0, 0.9), (1, 0))),
        fill("#F2B134", 9, 11, 21, 15, radius=5),
        Text(box=Box(x=8, y=44, w=60, h=20), lines=(line,), style=style, colour="#FBF6EE", motion=rise),
        fill("#CE1126", 20, 100, 40, 12, span=(5, 15)),
        fill("#CE1126", 64, 100, 20, 12, span=(9, 20)),
    )
    still = (fill("#102030", 0, 0, 96, 160), *layers[2:])
    enter = Transition(kind=kind, frames=6, colour="#9E1B32", accent="#F2B134")
    return timeline(scene(*layers, frames=24), scene(*still, frames=24, enter=enter))


def hashes(made: Timeline, order: list[int], space: object = VIDEO) -> dict[int, int]:
    desk = Compositor(made, space=STILL if space is STILL else VIDEO, book=open_book()).desk()
    return {number: hash(desk.frame(number).buffer.tobytes()) for number in order}


@pytest.mark.parametrize("space", [VIDEO, STILL], ids=lambda space: space.name)
@pytest.mark.parametrize("seed", [1, 2])
def test_frames_are_the_same_in_any_order(tmp_path: Path, seed: int, space: object) -> None:
    made = story(tmp_path)
    straight = list(range(made.frames()))
    mixed = straight * 2
    random.Random(seed).shuffle(mixed)
    assert hashes(made, mixed, space) == hashes(made, straight, space)


def test_threads_that_share_a_compositor_draw_the_same_frames(tmp_path: Path) -> None:
    made = story(tmp_path)
    expected = hashes(made, list(range(made.frames())))
    compositor, found = Compositor(made, book=open_book()), {}

    def draw(part: int) -> None:
        desk = compositor.desk()
        for number in range(part, made.frames(), 3):
            found[number] = hash(desk.frame(number).buffer.tobytes())

    threads = [threading.Thread(target=draw, args=(part,)) for part in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == expected


def test_what_did_not_change_is_not_drawn_again(tmp_path: Path) -> None:
    made = story(tmp_path)
    desk = Compositor(made, book=open_book()).desk()
    desk.scene_frame(1, 21)
    desk.take_spent()
    desk.scene_frame(1, 22)
    assert desk.take_spent() == {}


def test_the_hash_of_frames_tells_frames_apart(tmp_path: Path) -> None:
    made = story(tmp_path)
    assert frames_hash(made, [3], book=open_book()) != frames_hash(made, [4], book=open_book())
    assert frames_hash(made, [3], book=open_book()) == frames_hash(made, [3], book=open_book())


def test_layers_drawn_one_by_one_and_joined_differ_by_rounding_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = story(tmp_path)
    joined = Compositor(made, book=open_book()).desk().scene_frame(1, 12).buffer.astype(int)
    monkeypatch.setattr("vlogkit.rendering.frames.scene.REST", 10_000)
    apart = Compositor(made, book=open_book()).desk().scene_frame(1, 12).buffer.astype(int)
    assert np.abs(joined - apart).max() <= 2


@pytest.mark.parametrize("kind", ["fade", "dip", "slide", "push", "wipe"])
@pytest.mark.parametrize("direction", ["left", "right", "up", "down"])
def test_a_transition_starts_near_the_old_scene_and_ends_near_the_new(kind: str, direction: str) -> None:
    old, new = scene(fill("#202020", 0, 0, 96, 160)), scene(fill("#E0E0E0", 0, 0, 96, 160), frames=30)
    enter = Transition(kind=kind, frames=12, colour="#9E1B32", accent="#F2B134", direction=direction)
    made = timeline(old.model_copy(update={"frames": 20}), new.model_copy(update={"enter": enter}))
    desk = Compositor(made, book=open_book()).desk()
    before, after = desk.frame(7).arrays[0].mean(), desk.frame(20).arrays[0].mean()
    means = [float(desk.frame(number).arrays[0].mean()) for number in range(8, 20)]
    assert abs(means[0] - before) < 25
    assert abs(means[-1] - after) < 25
    assert before < float(desk.frame(14).arrays[0].mean()) < after or kind == "dip"


def test_a_cut_shares_no_frame() -> None:
    made = timeline(scene(ground="#000000", frames=5), scene(ground="#FFFFFF", frames=5))
    desk = Compositor(made, book=open_book()).desk()
    assert [int(desk.frame(number).arrays[0][0, 0]) for number in (4, 5)] == [16, 235]


def test_a_dip_passes_through_its_colour() -> None:
    enter = Transition(kind="dip", frames=11, colour="#CE1126")
    made = timeline(scene(ground="#000000", frames=20), scene(ground="#FFFFFF", frames=20, enter=enter))
    planes = Compositor(made, book=open_book()).desk().frame(9 + 5)
    shown = [int(array[0, 0]) for array in planes.arrays]
    assert np.abs(np.array(shown) - VIDEO.colour("#CE1126")).max() <= 2


def _hash_of_some(made: Timeline) -> str:
    return frames_hash(made, [3, 20, 30], book=open_book())


def test_another_process_draws_the_same_frames(tmp_path: Path) -> None:
    made = story(tmp_path, "wipe")
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        there = pool.submit(_hash_of_some, made).result()
    assert there == _hash_of_some(made)
