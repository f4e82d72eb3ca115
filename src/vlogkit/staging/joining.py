"""Join a scene to the one before it: how it takes over, and what is carried across."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import pairwise

from vlogkit.records.base import Colour
from vlogkit.records.brand import Brand
from vlogkit.records.story import StoryScene
from vlogkit.records.templates.element_base import Look
from vlogkit.records.templates.filled import walk
from vlogkit.records.timeline import (
    Bar,
    Box,
    Counter,
    Fill,
    Key,
    Layer,
    Motion,
    Scene,
    Text,
    Track,
    Transition,
    Vector,
)
from vlogkit.staging.light_look import FULL, is_media, look_of
from vlogkit.staging.motion import ENTER_SECONDS, LEAVE_SECONDS, EntranceClock, between, leaving

FADE_SECONDS = 0.3
"""Of scenes on one ground, of which one fades into the other."""
SWAP = 0.6
"""Share of the way after which nothing is left of what was carried here in other words."""


def transition(scene: StoryScene, before: StoryScene | None, previous: int, brand: Brand, fps: Fraction) -> Transition:
    """How a scene takes over from the one `before`, which is `previous` frames long: never longer than a third of the
    scenes it joins. On one ground nothing is pushed or wiped: what is carried across moves, or one fades into the
    other."""
    wanted = scene.transition
    kind = brand.transition if wanted.kind == "brand" else wanted.kind
    seconds = wanted.seconds
    if before is None or kind == "cut":
        return Transition()
    if alike(before, scene, brand):
        if keys_of_scene(before) & keys_of_scene(scene):
            return Transition()
        kind, seconds = "fade", min(seconds, FADE_SECONDS)
    frames = min(round(seconds * fps), previous // 3, round(scene.seconds * fps) // 3)
    if frames < 2:
        return Transition()
    return Transition(
        kind=kind,
        frames=frames,
        colour=_between(kind, look_of(scene, brand), brand),
        accent=brand.colours.accent,
        direction=wanted.direction,
    )


def _between(kind: str, look: Look, brand: Brand) -> Colour:
    """The colour that a transition passes through; a light video does not become dark for a moment."""
    if look == "bold":
        return brand.colours.deep
    return brand.colours.paper if kind == "dip" else brand.colours.brand


def alike(before: StoryScene, after: StoryScene, brand: Brand) -> bool:
    """Whether two scenes stand on one ground, so that nothing but words tells them apart."""
    if any(is_media(element) for scene in (before, after) for element in scene.layers):
        return False
    one, other = (
        "paper" if look_of(scene, brand) == "light" and scene.ground in FULL else scene.ground
        for scene in (before, after)
    )
    return one == other


def keys_of_scene(scene: StoryScene) -> set[str]:
    """What of a scene can be carried to the next or from the one before."""
    return {element.carry for element in walk(scene.layers) if element.carry}


def joined(scenes: Sequence[Scene], rate: Fraction) -> list[Scene]:
    """The scenes, with what two in succession share carried from its place in the first to that in the second. Where
    one does not leave before the other comes, what is the same in both stays as it is."""
    made = list(scenes)
    for index, (before, after) in enumerate(pairwise(scenes)):
        keys = {layer.carry for layer in before.layers} & {layer.carry for layer in after.layers} - {""}
        if not keys and after.enter.kind != "fade":
            continue
        common = {_face(layer) for layer in before.layers} & {_face(layer) for layer in after.layers}
        layers = [_standing(layer) if _face(layer) in common else layer for layer in after.layers]
        clock = EntranceClock(rate, after.frames)
        for key in sorted(keys):
            place = next(place for place, layer in enumerate(layers) if layer.carry == key)
            layers = [layer for layer in layers if layer.carry != key]
            layers[place:place] = _carried(key, before, after, clock)
        made[index + 1] = after.model_copy(update={"layers": tuple(layers)})
        if after.enter.kind == "cut":
            made[index] = _left(made[index], keys, common, EntranceClock(rate, before.frames))
    return made


def _face(layer: Layer) -> str:
    """What a layer looks like and where it stands, however it comes and goes."""
    return layer.model_dump_json(exclude={"name", "origin", "carry", "span", "motion", "lit"})


def _standing(layer: Layer) -> Layer:
    """The layer without an entrance, if it is one that stands once it has come."""
    return layer.model_copy(update={"motion": Motion()}) if isinstance(layer, Text | Vector | Fill) else layer


def _left(scene: Scene, keys: set[str], common: set[str], clock: EntranceClock) -> Scene:
    """The scene, whose words leave before its end, but for those that are carried on or stay."""
    second = float((scene.frames - 1 - clock.at(LEAVE_SECONDS)) / clock.rate)
    layers: list[Layer] = []
    for layer in scene.layers:
        goes = _leaves(layer) and layer.carry not in keys and _face(layer) not in common
        layers += leaving([layer], second, clock) if goes else [layer]
    return scene.model_copy(update={"layers": tuple(layers)})


def _leaves(layer: Layer) -> bool:
    """Whether a layer belongs to its scene alone; grounds, motifs and progress go on in the next."""
    return isinstance(layer, Text | Counter | Vector | Bar | Fill) and not layer.name.startswith("progress")


def _carried(key: str, before: Scene, after: Scene, clock: EntranceClock) -> list[Layer]:
    """The layers of a key in the new scene, on their way from where they were; other words than these come along and
    fade on the way."""
    old = [layer for layer in before.layers if layer.carry == key]
    new = [layer for layer in after.layers if layer.carry == key]
    start = after.enter.frames
    end = min(start + clock.at(ENTER_SECONDS), after.frames - 1)
    grown: list[Layer] = [_grown(layer, hull(old), start, end) for layer in new if isinstance(layer, Bar)]
    old, new = _written(old), _written(new)
    if not old or not new:
        return [*_behind(after, key), *grown]
    home, away = hull(new), hull(old)
    size = _size(old) / _size(new)
    swap = _words(old) != _words(new)
    gone = start + round((end - start) * SWAP)
    layers = [*_behind(after, key), *grown]
    for layer in new:
        came = between(start, gone, 0, 1, "in-out") if swap else ()
        layers.append(_moving(layer, way(layer.box, home, away, size), (start, end), came, arrives=True))
    for layer in old if swap else ():
        went = between(start, gone, 1, 0, "in-out")
        still = layer.model_copy(update={"span": (0, max(1, gone))} | _settled(layer))
        layers.append(_moving(still, way(layer.box, away, home, 1 / size), (start, end), went, arrives=False))
    return layers


def _written(layers: Sequence[Layer]) -> list[Layer]:
    return [layer for layer in layers if not isinstance(layer, Bar | Fill)]


def _behind(after: Scene, key: str) -> list[Layer]:
    """What stands with a bar and enters as it would alone: its track."""
    return [layer for layer in after.layers if layer.carry == key and isinstance(layer, Fill)]


def _settled(layer: Layer) -> dict[str, object]:
    """What a number reads when it has arrived; all its steps are kept, since one that has counted keeps its slots."""
    if not isinstance(layer, Counter):
        return {}
    return {"steps": tuple(step.model_copy(update={"frame": 0}) for step in layer.steps)}


def _grown(bar: Bar, source: Box, start: int, end: int) -> Bar:
    """A bar that grows out of a number: as wide as that was, at its foot, then in its place and full."""
    full = bar.length[-1].value if bar.length else 1.0
    first = min(full, source.w / bar.box.w)
    drop = source.y + source.h - bar.box.y - bar.box.h
    motion = Motion(
        dx=between(start, end, source.x - bar.box.x, 0, "in-out"), dy=between(start, end, drop, 0, "in-out")
    )
    grows = (*between(start, end, first, first, "hold"), Key(frame=end + (end - start), value=full, ease="out"))
    return bar.model_copy(update={"motion": motion, "length": grows})


def way(box: Box, group: Box, other: Box, size: float) -> tuple[float, float, float]:
    """How far from home (pixels right and down) and how large a layer of a group is that stands in another place:
    left edges and middles meet."""
    x, y = box.x + box.w / 2, box.y + box.h / 2
    middle, there = group.y + group.h / 2, other.y + other.h / 2
    return other.x + (x - group.x) * size - x, there + (y - middle) * size - y, size


def _moving(
    layer: Layer, way: tuple[float, float, float], frames: tuple[int, int], seen: Track, *, arrives: bool
) -> Layer:
    def track(there: float, home: float) -> Track:
        first, last = (there, home) if arrives else (home, there)
        return between(*frames, round(first, 3), round(last, 3), "in-out")

    dx, dy, size = way
    motion = Motion(opacity=seen, dx=track(dx, 0), dy=track(dy, 0), scale=track(size, 1))
    return layer.model_copy(update={"motion": motion})


def hull(layers: Iterable[Layer]) -> Box:
    """The smallest box around layers."""
    boxes = [layer.box for layer in layers]
    x, y = min(box.x for box in boxes), min(box.y for box in boxes)
    right, bottom = max(box.x + box.w for box in boxes), max(box.y + box.h for box in boxes)
    return Box(x=x, y=y, w=right - x, h=bottom - y)


def _size(layers: Sequence[Layer]) -> float:
    """The size of the largest letters, else the height of all: what of two groups is set equal."""
    sizes = [layer.style.size for layer in layers if isinstance(layer, Text | Counter)]
    return max(sizes) if sizes else float(hull(layers).h)


def _words(layers: Sequence[Layer]) -> list[str]:
    """What is written or drawn, and in what colour."""
    words: list[str] = []
    for layer in layers:
        match layer:
            case Text():
                words += [layer.colour, *(line.text for line in layer.lines)]
            case Counter():
                words += [layer.colour, layer.steps[-1].text]
            case _:
                words.append(layer.model_dump_json(include={"kind", "svg", "sha256", "colour"}))
    return words
