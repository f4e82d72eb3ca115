"""Measure the contrast of words with the pixels drawn behind them, after WCAG 2.2."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vlogkit.checking.sampling import is_one_picture
from vlogkit.checking.text_lines import ShownLine, StagedOutput, elements
from vlogkit.errors import Where
from vlogkit.findings.codes import found
from vlogkit.media.luminance import luminance, ratio
from vlogkit.records.finding import Finding
from vlogkit.records.timeline import Scene

NORMAL, LARGE = 4.5, 3.0
"""Least contrast of text, and of large text (24 px bold up): WCAG 2.2, success criterion 1.4.3."""
WORST = 5.0
"""Per cent of the pixels that may be worse than what counts."""


@dataclass(frozen=True, eq=False)
class Backdrop:
    """A frame of a scene without its words: RGB (h, w, 3) at `scale` of the frame's pixels."""

    scene: int
    frame: int
    pixels: NDArray[np.uint8]
    scale: float


def contrast_findings(picture: StagedOutput, backdrops: Sequence[Backdrop]) -> Iterator[Finding]:
    """Texts whose contrast with the worst 5 % of the pixels behind them is too low in any of the frames."""
    by_scene: dict[int, list[Backdrop]] = {}
    for backdrop in backdrops:
        by_scene.setdefault(backdrop.scene, []).append(backdrop)
    for index, (scene, lines) in enumerate(picture.scenes()):
        for group in elements(lines):
            yield from _group(picture, scene, group, by_scene.get(index, []))


def _group(picture: StagedOutput, scene: Scene, group: list[ShownLine], backdrops: list[Backdrop]) -> Iterator[Finding]:
    limit = LARGE if group[0].large() else NORMAL
    still = is_one_picture(scene)
    measured = [
        measure(line, backdrop)
        for line in group
        for backdrop in backdrops
        if still or line.first <= backdrop.frame < line.last
    ]
    if not measured:
        return
    worst = min(measured)
    if worst < limit - 0.005:
        yield found(
            "contrast-low",
            place=Where.read(group[0].origin),
            scene=scene.name,
            about=" ".join(line.text.strip() for line in group),
            measured=f"{worst:.1f}:1",
            limit=f"{limit:g}:1",
            kind=picture.kind,
            format=picture.format,
        )


def measure(line: ShownLine, backdrop: Backdrop) -> float:
    """The contrast of a line, in each of its colours, with all but the worst 5 % of the pixels behind it."""
    _, top, _, bottom = line.ink
    worst = 21.0
    for left, right, colour in stretches(line):
        ground = _crop(backdrop, left, top, right, bottom)
        if not ground.size:
            continue
        rgb = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)], np.float64)
        if line.outline is not None:
            edge = np.array([int(line.outline[i : i + 2], 16) for i in (1, 3, 5)], np.uint8)
            ground = np.broadcast_to(edge, ground.shape)
        words = np.rint(rgb * line.opacity + ground * (1 - line.opacity)).astype(np.uint8)
        contrast = ratio(luminance(words), luminance(np.asarray(ground)))
        worst = min(worst, float(np.percentile(contrast, WORST)))
    return worst


def _crop(backdrop: Backdrop, left: float, top: float, right: float, bottom: float) -> NDArray[np.uint8]:
    height, width = backdrop.pixels.shape[:2]
    x0, x1 = (round(x * backdrop.scale) for x in (left, right))
    y0, y1 = (round(y * backdrop.scale) for y in (top, bottom))
    return backdrop.pixels[max(0, y0) : min(height, max(y0 + 1, y1)), max(0, x0) : min(width, max(x0 + 1, x1))]


def stretches(line: ShownLine) -> Iterator[tuple[float, float, str]]:
    """Left, right and colour of the stretches of a line in one colour."""
    if line.turns:
        yield line.ink[0], line.ink[2], line.colour
        yield from ((span.left, span.right, span.colour) for span in line.spans)
        return
    at, left = 0, line.ink[0]
    for span in sorted(span for span in line.spans if span.end > span.start):
        if span.start > at:
            yield left, span.left, line.colour
        yield span.left, span.right, span.colour
        at, left = span.end, span.right
    if at < len(line.text.rstrip()):
        yield left, line.ink[2], line.colour
