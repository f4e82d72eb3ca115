"""Find faces and focus points that lie under words, logos, chips or panels, and faces that the frame cuts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from statistics import median
from typing import Literal, NamedTuple

from vlogkit.checking.layout import TOUCH, is_mark
from vlogkit.checking.text_lines import Rect, ShownLine, StagedOutput, meet, standing
from vlogkit.errors import Where
from vlogkit.findings.codes import found
from vlogkit.findings.messages import shortened
from vlogkit.records.finding import Finding
from vlogkit.records.timeline import (
    Bar,
    Box,
    Camera,
    Compare,
    Fill,
    FootageLayer,
    Layer,
    LogoLayer,
    PictureLayer,
    Scene,
    Track,
    Vector,
)  # fmt: skip
from vlogkit.seeing.pair_look import shared_faces, shared_size
from vlogkit.seeing.seen import Seen, SeenFace, main_faces
from vlogkit.timelines.camera import CropWindow, windows
from vlogkit.timelines.film_moments import moments
from vlogkit.timelines.keyframes import at
from vlogkit.timelines.word_boxes import BACKDROP, GROUND, rested

Look = Callable[[str, str], Seen]
"""(path, sha256) of a picture → what was seen in it."""
LookThrough = Callable[[str, str, Sequence[float]], tuple[Seen, ...]]
"""(path, sha256) of a clip and seconds of it → what was seen at each."""
PROGRESS = "progress"
"""The hairline of how far a video is, at the top of the frame: nobody's face is hidden by it."""
CUT = (0.15, 0.75)
"""Shares of a main face between which it is neither in the frame nor out of it."""
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
    main: bool = False
    """Whether the picture is about it."""


class _Sight(NamedTuple):
    """A picture in a scene, with its subjects and its size; of a pair, also the divider and the side of it that shows."""

    file: str
    subjects: list[_Subject]
    size: tuple[int, int]
    camera: Camera
    divider: Track = ()
    side: Literal["", "left", "right"] = ""
    span: tuple[int, int] | None = None
    """The frames for which it is so; None is as long as the layer stands."""


class Looks(NamedTuple):
    """How pictures and clips are looked at, and the points that people named in them, by path."""

    look: Look
    look_through: LookThrough
    focus: Mapping[str, tuple[float, float]]


def subject_findings(picture: StagedOutput, looks: Looks, names: Mapping[str, str]) -> Iterator[Finding]:
    """Faces and named points in pictures and clips that something covers at any moment, and faces that are cut; `names` is
    how the item calls each path."""
    fps = float(picture.timeline.fps())
    for scene, lines in picture.scenes():
        covers = list(_covers(scene, lines, picture.timeline.width * picture.timeline.height))
        for index, layer in enumerate(scene.layers):
            sights = list(_sights(layer, looks, scene.frames, fps))
            for file, share in _cuts(sights, layer, scene.frames):
                yield found(
                    "covered-subject",
                    "cut",
                    place=Where.read(layer.origin),
                    scene=scene.name,
                    about=names.get(file, file),
                    measured=f"{share:.0%} of it shows",
                    limit=f"{CUT[1]:.0%}",
                    kind=picture.kind,
                    format=picture.format,
                )
            for file, kind, cover in _covered(sights, scene, index, covers):
                yield found(
                    "covered-subject",
                    kind,
                    place=Where.read(layer.origin),
                    scene=scene.name,
                    about=names.get(file, file),
                    cover=shortened(cover.name),
                    kind=picture.kind,
                    format=picture.format,
                )


def _covered(
    sights: Sequence[_Sight], scene: Scene, index: int, covers: list[Overlay]
) -> Iterator[tuple[str, str, Overlay]]:
    """For each file of a layer the first thing that covers a face, and the first that covers a named point."""
    told: set[tuple[str, str, str]] = set()
    for sight in sights:
        for subject in sight.subjects:
            key = (sight.file, subject.kind, sight.side)
            cover = None if key in told else next(_over(subject, scene, index, sight, covers), None)
            if cover is not None:
                told.add(key)
                yield sight.file, subject.kind, cover


def _cuts(sights: Sequence[_Sight], layer: Layer, frames: int) -> Iterator[tuple[str, float]]:
    """For each file of a layer of which a main face is cut, the share of it that shows: of a film at most of the looks at
    it, since people come and go."""
    if isinstance(layer, FootageLayer):
        shares = [share for one in sights if (share := _shown_share(one, layer.box, frames)) is not None]
        if shares and CUT[0] < median(shares) < CUT[1]:
            yield sights[0].file, median(shares)
        return
    for sight in sights:
        share = _cut(sight, layer.box, frames)
        if share is not None:
            yield sight.file, share


def _sights(layer: Layer, looks: Looks, frames: int, fps: float) -> Iterator[_Sight]:
    """The pictures that a layer shows: one, both of a registered pair, each look at a clip, or none."""
    look, focus = looks.look, looks.focus
    if isinstance(layer, FootageLayer) and not (layer.effects or layer.blurred):
        times = moments(layer, frames, fps)
        seen_then = looks.look_through(layer.file, layer.sha256, [one.second for one in times])
        for moment, seen in zip(times, seen_then, strict=True):
            if seen.size is not None:
                subjects = _subjects(seen.faces, focus.get(layer.file), seen.size, main_faces(seen))
                yield _Sight(layer.file, subjects, seen.size, layer.camera, span=(moment.first, moment.last))
    elif isinstance(layer, PictureLayer):
        seen = look(layer.file, layer.sha256)
        if seen.size is not None:
            subjects = _subjects(seen.faces, focus.get(layer.file), seen.size, main_faces(seen))
            yield _Sight(layer.file, subjects, seen.size, layer.camera)
    elif isinstance(layer, Compare) and layer.registration and layer.registration.aligned():
        pair = layer.registration
        before, after = look(layer.before, layer.before_sha256), look(layer.after, layer.after_sha256)
        if before.size is None or after.size is None:
            return
        size = shared_size(pair, after.size)
        point = focus.get(layer.after)
        first, second = shared_faces(before, after, pair)
        yield _Sight(layer.before, _subjects(first, None, size), size, layer.before_camera, layer.divider, "left")
        subjects = _subjects(second, pair.within(point) if point else None, size)
        yield _Sight(layer.after, subjects, size, layer.after_camera, layer.divider, "right")


def _subjects(
    faces: Sequence[SeenFace], point: tuple[float, float] | None, size: tuple[int, int], main: Sequence[SeenFace] = ()
) -> list[_Subject]:
    """The faces and the focus of a picture of a size."""
    subjects = [_Subject("face", (one.x, one.y, one.x + one.w, one.y + one.h), one in main) for one in faces]
    if point is not None:
        across, down = (POINT * min(size) / side for side in size)
        x, y = point
        subjects.append(_Subject("focus", (x - across, y - down, x + across, y + down)))
    return subjects


def _covers(scene: Scene, lines: tuple[ShownLine, ...], frame: int) -> Iterator[Overlay]:
    for line in lines:
        yield Overlay(line.text.strip(), line.ink, line.first, line.last, line.layer)
    for index, layer in enumerate(scene.layers):
        ways = (*layer.motion.dx, *layer.motion.dy)
        first, last = standing(layer.motion.opacity, ways, layer.span, scene.frames)
        small = layer.box.w * layer.box.h < GROUND * frame
        if layer.name == BACKDROP or layer.name.startswith(PROGRESS):
            continue
        if isinstance(layer, Fill | Vector | LogoLayer | Bar) and small:
            yield Overlay("logo" if is_mark(layer) else layer.name, rested(layer), first, last, index)


def _over(subject: _Subject, scene: Scene, index: int, sight: _Sight, covers: list[Overlay]) -> Iterator[Overlay]:
    """What lies over a subject of a picture while both are seen."""
    layer = scene.layers[index]
    begin, end = sight.span or layer.span or (0, scene.frames)
    for cover in covers:
        first, last = max(begin, cover.first), min(end, cover.last)
        if cover.layer < index or first >= last:
            continue
        frames = sorted({first, (first + last) // 2, last - 1})
        views = windows(sight.camera, sight.size, (layer.box.w, layer.box.h), frames)
        for frame, window in zip(frames, views, strict=True):
            shown = _shown(subject, layer.box, window, sight, frame)
            across, down = meet(shown, cover.rect)
            if across > TOUCH and down > TOUCH and not _behind(shown, scene.layers[index + 1 : cover.layer], frame):
                yield cover
                break


def _cut(sight: _Sight, box: Box, frames: int) -> float | None:
    """The least share that shows of a main face which an edge of the picture's place cuts, at the scene's beginning or
    end; None where all are whole, or off."""
    return min((share for share in _shares(sight, box, frames) if CUT[0] < share < CUT[1]), default=None)


def _shown_share(sight: _Sight, box: Box, frames: int) -> float | None:
    """The least share that shows of a main face at a look at a film; None where there is no face, or all are off."""
    return min((share for share in _shares(sight, box, frames) if share > CUT[0]), default=None)


def _shares(sight: _Sight, box: Box, frames: int) -> Iterator[float]:
    """The share that shows of each main face at the beginning and the end of the time for which it is there."""
    first, end = sight.span or (0, frames)
    moments_seen = sorted({first, end - 1})
    shown = windows(sight.camera, sight.size, (box.w, box.h), moments_seen)
    for frame, window in zip(moments_seen, shown, strict=True):
        for subject in sight.subjects:
            x, y, right, bottom = (min(1.0, max(0.0, share)) for share in subject.rect)
            whole = _Subject(subject.kind, (x, y, right, bottom))
            left, top, far, low = _shown(whole, box, window, sight, frame)
            scale = box.w / window.width
            area = (right - x) * sight.size[0] * (bottom - y) * sight.size[1] * scale**2
            if subject.main and area:
                yield max(0.0, far - left) * max(0.0, low - top) / area


def _shown(subject: _Subject, box: Box, window: CropWindow, sight: _Sight, frame: int) -> Rect:
    """The part of a subject that is seen at a frame, in pixels of the frame."""
    scale = box.w / window.width
    left, right = (box.x + (share * sight.size[0] - window.left) * scale for share in subject.rect[::2])
    top, bottom = (box.y + (share * sight.size[1] - window.top) * scale for share in subject.rect[1::2])
    divider = box.x + at(sight.divider, frame, 0.5) * box.w
    low, high = (divider if sight.side == "right" else box.x), (divider if sight.side == "left" else box.x + box.w)
    return max(left, low), max(top, box.y), min(right, high), min(bottom, box.y + box.h)


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
