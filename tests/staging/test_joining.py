"""Scenes on one ground are never pushed or wiped, and what both name is carried from its place to the next."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from tests.notices import brand_for, material

from vlogkit.catalogue import load_frame
from vlogkit.records.story import Story, StoryScene
from vlogkit.records.timeline import Bar, Box, Counter, Layer, Scene, Text
from vlogkit.staging.joining import way
from vlogkit.staging.scenes import stage_video
from vlogkit.timelines.keyframes import at

BRAND, SQUARE = brand_for("ordinary"), load_frame("square")


def scene(*items: dict[str, object], kind: str = "push", ground: str = "paper") -> StoryScene:
    stack = {"type": "stack", "items": [{"type": "text", "words": "Sama", "style": "label"}, *items]}
    return StoryScene.model_validate(
        {"name": "a", "seconds": 3, "ground": ground, "layers": [stack], "transition": {"kind": kind, "seconds": 0.5}}
    )


def staged(*scenes: StoryScene) -> tuple[Scene, ...]:
    story = Story(id="a", notice="update:a", template="t", lang="id", brand="jateng", title="t", scenes=scenes)
    return stage_video(story, BRAND, SQUARE, material()).timeline.scenes


def number(carry: str = "", size: int = 300) -> dict[str, object]:
    return {"type": "counter", "value": "9805", "carry": carry, "size": [size, 40]}


def label(carry: str, words: str = "9.805", role: str = "brand") -> dict[str, object]:
    return {"type": "text", "words": words, "carry": carry, "style": "body", "role": role}


def named(part: Scene, carry: str) -> list[Layer]:
    return [layer for layer in part.layers if layer.carry == carry]


def seen(layer: Layer, frame: int) -> tuple[float, float, float]:
    """The left edge, the middle's height and the size at a frame."""
    motion, box = layer.motion, layer.box
    size = at(motion.scale, frame, 1.0)
    x, y = box.x + box.w / 2 + at(motion.dx, frame, 0.0), box.y + box.h / 2 + at(motion.dy, frame, 0.0)
    return x - box.w * size / 2, y, size


@pytest.mark.parametrize("kind", ["push", "wipe", "slide"])
def test_scenes_on_one_ground_fade_into_each_other(kind: str) -> None:
    assert staged(scene(), scene(kind=kind))[1].enter.kind == "fade"
    assert staged(scene(), scene(kind=kind, ground="brand"))[1].enter.kind == kind


def test_what_is_the_same_in_both_scenes_stays() -> None:
    first, last = label("n", "Satu"), label("n", "Dua")
    _, after = staged(scene(first), scene(last, label("", "Lain")))
    texts = {layer.lines[0].text: layer for layer in after.layers if isinstance(layer, Text)}
    assert texts["Sama"].motion.opacity == ()
    assert texts["Lain"].motion.opacity


def test_a_number_shrinks_from_its_place_into_the_label_of_the_next_scene() -> None:
    before, after = staged(scene(number("n")), scene(label("", "Aduan selesai"), label("n")))
    assert after.enter.kind == "cut"
    (old,), (new,) = named(before, "n"), [layer for layer in named(after, "n") if isinstance(layer, Text)]
    assert isinstance(old, Counter)
    left, middle, size = seen(new, 0)
    assert left == pytest.approx(old.box.x, abs=8)
    assert middle == pytest.approx(old.box.y + old.box.h / 2, abs=1)
    assert size == pytest.approx(old.style.size / new.style.size, rel=0.01)
    assert seen(new, 40) == (new.box.x, new.box.y + new.box.h / 2, 1.0)


def test_all_else_has_left_when_what_is_carried_moves_on() -> None:
    before, _ = staged(scene(number("n"), label("", "Hanya di sini")), scene(label("n")))
    last = before.frames - 1
    alone = next(
        layer for layer in before.layers if isinstance(layer, Text) and layer.lines[0].text.startswith("Hanya")
    )
    assert at(alone.motion.opacity, last, 1.0) == 0
    shared = next(layer for layer in before.layers if isinstance(layer, Text) and layer.lines[0].text == "Sama")
    assert at(shared.motion.opacity, last, 1.0) == 1
    (carried,) = named(before, "n")
    assert at(carried.motion.opacity, last, 1.0) == 1


@pytest.mark.parametrize("other", [("9.805 aduan selesai",), ("9.805", "ink")])
def test_other_words_or_colours_come_along_and_fade_on_the_way(other: tuple[str, ...]) -> None:
    _, after = staged(scene(number("n")), scene(label("n", *other)))
    gone = next(layer for layer in named(after, "n") if isinstance(layer, Counter))
    assert gone.span is not None
    assert (at(gone.motion.opacity, 0, 1.0), at(gone.motion.opacity, gone.span[1], 1.0)) == (1.0, 0.0)


def test_a_bar_grows_out_of_the_number() -> None:
    bar = {"type": "bar", "value": 0.8, "carry": "n"}
    before, after = staged(scene(number("n", 150)), scene(bar))
    (old,) = named(before, "n")
    grown = next(layer for layer in named(after, "n") if isinstance(layer, Bar))
    assert at(grown.length, 0, 1.0) * grown.box.w == pytest.approx(old.box.w, rel=0.01)
    bottom = grown.box.y + grown.box.h + at(grown.motion.dy, 0, 0.0)
    assert bottom == pytest.approx(old.box.y + old.box.h, abs=1)
    assert at(grown.length, after.frames - 1, 1.0) == pytest.approx(0.8)


def test_of_the_parts_of_a_whole_the_first_bar_and_its_count_come_out_of_the_number() -> None:
    parts = [
        {"label": name, "count": count, "written": str(count), "share": count / 100, "role": role}
        for name, count, role in (("Selesai", 80, "brand"), ("Diproses", 20, "mute"))
    ]
    before, after = staged(scene(number("n", 150)), scene({"type": "parts", "parts": parts, "carry": "n"}))
    (old,) = named(before, "n")
    kinds = [(layer.kind, layer.name) for layer in named(after, "n")]
    assert kinds == [("bar", "part Selesai"), ("text", "part-count"), ("counter", "counter")]
    count = next(layer for layer in named(after, "n") if isinstance(layer, Text))
    assert seen(count, 0)[1] == pytest.approx(old.box.y + old.box.h / 2, abs=1)


def test_a_group_is_moved_as_one() -> None:
    home, other = Box(x=100, y=400, w=200, h=40), Box(x=80, y=100, w=600, h=120)
    parts: Sequence[Box] = (Box(x=100, y=400, w=80, h=40), Box(x=200, y=410, w=100, h=20))
    first, second = (way(part, home, other, 3.0) for part in parts)
    middles = [part.x + part.w / 2 + moved[0] for part, moved in zip(parts, (first, second), strict=True)]
    assert middles[0] - 3 * 40 == other.x
    assert middles[1] - middles[0] == 3 * (250 - 140)
