"""Find faces and focus points that lie under words, logos, chips or panels."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from vlogkit.checking.layout import TOUCH, is_mark, rect_of
from vlogkit.checking.text_lines import Rect, ShownLine, StagedOutput, meet
from vlogkit.errors import Where
from vlogkit.findings.codes import found
from vlogkit.findings.messages import shortened
from vlogkit.records.finding import Finding
from vlogkit.records.timeline import Bar, Fill, Layer, LogoLayer, PictureLayer, Scene, Vector
from vlogkit.seeing.seen import Seen
from vlogkit.timelines.camera import windows
from vlogkit.timelines.word_boxes import BACKDROP, GROUND

Look = Callable[[str, str], Seen]
"""(path, sha256) of a picture → what was seen in it."""
POINT = 0.02
"""Half the side of what a focus point stands for, as a share of the picture's shorter side."""
MEDIA = {"picture", "footage", "compare", "moviepy"}


class Overlay(NamedTuple):
    """Something that must not lie on a face: what it is called, its box, its frames, and its layer from the back."""

    name: str
    rect: Rect
    first: int
    last: int
    layer: int


class _Subject(NamedTuple):
    kind: str
    rect: Rect
    """Shares of the picture."""


def subject_findings(
    picture: StagedOutput, look: Look, focus: Mapping[str, tuple[float, float]], names: Mapping[str, str]
) -> Iterator[Finding]:
    """Faces, and the points that `focus` names by a picture's path, that something covers at any moment; `names` is how
    the item calls each path."""
    for scene, lines in picture.scenes():
        covers = list(_covers(scene, lines, picture.timeline.width * picture.timeline.height))
        for index, layer in enumerate(scene.layers):
            if isinstance(layer, PictureLayer):
                subjects, size = _subjects(look(layer.file, layer.sha256), focus.get(layer.file))
                for kind in ("face", "focus"):
                    hidden = [s for s in subjects if s.kind == kind]
                    cover = next((c for s in hidden for c in _over(s, scene, index, layer, size, covers)), None)
                    if cover is not None:
                        yield found(
                            "covered-subject",
                            kind,
                            place=Where.read(layer.origin),
                            scene=scene.name,
                            about=names.get(layer.file, layer.file),
                            cover=shortened(cover.name),
                            kind=picture.kind,
                            format=picture.format,
                        )


def _subjects(seen: Seen, point: tuple[float, float] | None) -> tuple[list[_Subject], tuple[int, int]]:
    """The faces and the focus of a picture, and its size."""
    if seen.size is None:
        return [], (1, 1)
    subjects = [_Subject("face", (one.x, one.y, one.x + one.w, one.y + one.h)) for one in seen.faces]
    if point is not None:
        across, down = (POINT * min(seen.size) / side for side in seen.size)
        x, y = point
        subjects.append(_Subject("focus", (x - across, y - down, x + across, y + down)))
    return subjects, seen.size


def _covers(scene: Scene, lines: tuple[ShownLine, ...], frame: int) -> Iterator[Overlay]:
    for line in lines:
        yield Overlay(line.text.strip(), line.ink, line.first, line.last, line.layer)
    for index, layer in enumerate(scene.layers):
        first, last = layer.span or (0, scene.frames)
        small = layer.box.w * layer.box.h < GROUND * frame
        if isinstance(layer, Fill | Vector | LogoLayer | Bar) and layer.name != BACKDROP and small:
            yield Overlay("logo" if is_mark(layer) else layer.name, rect_of(layer), first, last, index)


def _over(
    subject: _Subject, scene: Scene, index: int, layer: PictureLayer, size: tuple[int, int], covers: list[Overlay]
) -> Iterator[Overlay]:
    """What lies over a subject of a picture while both are seen."""
    begin, end = layer.span or (0, scene.frames)
    for cover in covers:
        first, last = max(begin, cover.first), min(end, cover.last)
        if cover.layer < index or first >= last:
            continue
        frames = sorted({first, (first + last) // 2, last - 1})
        box = (layer.box.w, layer.box.h)
        for frame, window in zip(frames, windows(layer.camera, size, box, frames), strict=True):
            scale = box[0] / window.width
            left, top, right, bottom = (
                layer.box.x + (subject.rect[0] * size[0] - window.left) * scale,
                layer.box.y + (subject.rect[1] * size[1] - window.top) * scale,
                layer.box.x + (subject.rect[2] * size[0] - window.left) * scale,
                layer.box.y + (subject.rect[3] * size[1] - window.top) * scale,
            )
            shown = (
                max(left, layer.box.x),
                max(top, layer.box.y),
                min(right, layer.box.x + box[0]),
                min(bottom, layer.box.y + box[1]),
            )
            across, down = meet(shown, cover.rect)
            if across > TOUCH and down > TOUCH and not _behind(shown, scene.layers[index + 1 : cover.layer], frame):
                yield cover
                break


def _behind(rect: Rect, layers: tuple[Layer, ...], frame: int) -> bool:
    """Whether another picture or clip hides a rectangle at a frame."""
    return any(
        layer.kind in MEDIA
        and (layer.span is None or layer.span[0] <= frame < layer.span[1])
        and layer.box.x <= rect[0]
        and layer.box.y <= rect[1]
        and rect[2] <= layer.box.x + layer.box.w
        and rect[3] <= layer.box.y + layer.box.h
        for layer in layers
    )
