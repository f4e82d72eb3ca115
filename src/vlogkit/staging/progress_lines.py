"""Stand the hairline of how far a video is where it crosses no face and no edge between a picture and a panel: at one height
in all scenes of the video, and shorter or left out in a scene where that is not enough."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vlogkit.records.frame import Frame, Rect
from vlogkit.records.timeline import Camera, Compare, Fill, FootageLayer, Layer, MapLayer, PictureLayer, Scene
from vlogkit.seeing.pair_look import shared_faces, shared_size
from vlogkit.seeing.seen import Seen, SeenFace
from vlogkit.staging.material import Asset, Material
from vlogkit.timelines.camera import windows
from vlogkit.timelines.film_moments import moments
from vlogkit.timelines.word_boxes import grown, hull, meets, rect_of, standing_boxes

PROGRESS = "progress"
TOP, UNDER = 36, 12
"""Pixels by which a line stands over the zone of words, and under that of captions."""
AWAY = 10
"""Pixels that it keeps from faces and words."""
APART = 44
"""Pixels that a shorter one keeps from the edge of a picture."""
LEAST = 0.3
"""Share of its length that a shorter one has at least."""
FACE, SEAM = 10, 3
"""What it costs to lie on a face or on words, and to cross an edge."""
GROUND = 0.9
"""Share of the frame's width and height from which on a fill is its ground."""


def clear_progress(scenes: Sequence[Scene], frame: Frame, material: Material, rate: float) -> list[Scene]:
    """The scenes with their lines moved to the height at which fewest of them cross something."""
    lines = {index: line for index, one in enumerate(scenes) if (line := _line(one))}
    if not lines:
        return list(scenes)
    obstacles = {index: _Obstacles(scenes[index], frame, material, rate) for index in lines}
    ways = list(_heights(next(iter(lines.values())), frame))
    height = min(ways, key=lambda y: sum(obstacles[index].cost(_at(one, y)) for index, one in lines.items()))
    made = list(scenes)
    for index, line in lines.items():
        moved = _at(line, height)
        short = [moved, *obstacles[index].shorter(moved)]
        found = next((one for one in short if not obstacles[index].cost(one)), None)
        made[index] = _with_line(scenes[index], line, found)
    return made


def _line(scene: Scene) -> Rect | None:
    boxes = [rect_of(layer.box) for layer in scene.layers if layer.name.startswith(PROGRESS)]
    return hull(boxes) if boxes else None


def _heights(line: Rect, frame: Frame) -> Iterator[int]:
    """Where the line may stand: in its own place, over the words, under the captions."""
    yield line[1]
    yield (frame.zones["safe"][1] - TOP) // 2 * 2
    yield (frame.zones["captions"][3] + UNDER) // 2 * 2


def _at(line: Rect, y: int) -> Rect:
    return line[0], y, line[2], y + line[3] - line[1]


def _with_line(scene: Scene, line: Rect, found: Rect | None) -> Scene:
    """The scene with its line in another place, squeezed to its length, or without one."""
    if found == line:
        return scene
    layers: list[Layer] = []
    for layer in scene.layers:
        if not layer.name.startswith(PROGRESS):
            layers.append(layer)
        elif found is not None:
            share = (found[2] - found[0]) / (line[2] - line[0])
            left = found[0] + round((layer.box.x - line[0]) * share) // 2 * 2
            wide = max(2, round(layer.box.w * share) // 2 * 2)
            box = layer.box.model_copy(update={"x": left, "y": layer.box.y + found[1] - line[1], "w": wide})
            layers.append(layer.model_copy(update={"box": box}))
    return scene.model_copy(update={"layers": tuple(layers)})


class _Obstacles:
    """What a line may not lie on in one scene: faces and words, and the edges of pictures and panels."""

    def __init__(self, scene: Scene, frame: Frame, material: Material, rate: float) -> None:
        whole = frame.zones["frame"]
        others = [layer for layer in scene.layers if not layer.name.startswith(PROGRESS)]
        grounds = [layer for layer in others if isinstance(layer, PictureLayer | FootageLayer | Compare | MapLayer)]
        panels = [layer for layer in others if isinstance(layer, Fill) and not _is_whole(rect_of(layer.box), whole)]
        self.edges = [rect_of(layer.box) for layer in [*grounds, *panels]]
        words = standing_boxes([one for one in others if one not in grounds and one not in panels], whole)
        faces = [face for layer in grounds for face in faces_in(layer, scene.frames, material, rate)]
        self.kept = [grown(box, AWAY) for box in [*words, *faces]]

    def cost(self, line: Rect) -> int:
        """What it costs to have the line in a place; 0 is free."""
        met = sum(meets(line, box) for box in self.kept)
        return FACE * met + SEAM * sum(_crosses(line, box) for box in self.edges)

    def shorter(self, line: Rect) -> Iterator[Rect]:
        """The line on one side of an edge that it crosses, the longest first."""
        least = LEAST * (line[2] - line[0])
        sides = [
            side
            for box in self.edges
            for side in ((line[0], line[1], box[0] - APART, line[3]), (box[2] + APART, line[1], line[2], line[3]))
            if line[0] <= side[0] and side[2] <= line[2] and side[2] - side[0] >= least
        ]
        yield from sorted(sides, key=lambda side: side[0] - side[2])


def _is_whole(box: Rect, frame: Rect) -> bool:
    """Whether a fill is the ground of the frame."""
    across, down = (min(box[i + 2], frame[i + 2]) - max(box[i], frame[i]) for i in (0, 1))
    return across >= GROUND * (frame[2] - frame[0]) and down >= GROUND * (frame[3] - frame[1])


def _crosses(line: Rect, box: Rect) -> bool:
    """Whether a line lies partly in a box and partly beside, above or below it."""
    if not meets(line, box):
        return False
    return not (box[0] <= line[0] and line[2] <= box[2] and box[1] <= line[1] and line[3] <= box[3])


def faces_in(layer: Layer, frames: int, material: Material, rate: float) -> Iterator[Rect]:
    """The boxes of faces in a picture, a pair or a clip at the beginning, in the middle and at the end of the time for
    which it is shown; a pair's both sides."""
    first, last = layer.span or (0, frames)
    when = sorted({first, (first + last) // 2, max(first, last - 1)})
    if isinstance(layer, PictureLayer):
        seen = material.look(Asset(layer.file, layer.sha256))
        yield from _faces(layer, seen.faces, seen.size, layer.camera, when)
    elif isinstance(layer, FootageLayer) and not (layer.effects or layer.blurred):
        times = moments(layer, frames, rate)
        looks: Sequence[Seen] = material.look_through(Asset(layer.file, layer.sha256), [one.second for one in times])
        for moment, seen in zip(times, looks, strict=True):
            yield from _faces(layer, seen.faces, seen.size, layer.camera, [moment.frame])
    elif isinstance(layer, Compare) and layer.registration and layer.registration.aligned():
        pair = layer.registration
        before = material.look(Asset(layer.before, layer.before_sha256))
        after = material.look(Asset(layer.after, layer.after_sha256))
        if before.size is None or after.size is None:
            return
        size = shared_size(pair, after.size)
        sides = zip(shared_faces(before, after, pair), (layer.before_camera, layer.after_camera), strict=True)
        for faces, camera in sides:
            yield from _faces(layer, faces, size, camera, when)


def _faces(
    layer: PictureLayer | FootageLayer | Compare,
    faces: Sequence[SeenFace],
    size: tuple[int, int] | None,
    camera: Camera,
    when: Sequence[int],
) -> Iterator[Rect]:
    """Faces of a picture of a size where its layer shows them, those that are in its box."""
    if size is None or not faces:
        return
    box = layer.box
    for window in windows(camera, size, (box.w, box.h), list(when)):
        scale = box.w / window.width
        for face in faces:
            left = box.x + (face.x * size[0] - window.left) * scale
            top = box.y + (face.y * size[1] - window.top) * scale
            right, low = left + face.w * size[0] * scale, top + face.h * size[1] * scale
            shown = max(left, box.x), max(top, box.y), min(right, box.x + box.w), min(low, box.y + box.h)
            if shown[0] < shown[2] and shown[1] < shown[3]:
                yield round(shown[0]), round(shown[1]), round(shown[2]), round(shown[3])
