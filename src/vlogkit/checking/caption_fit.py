"""Find captions that are missing, or too long for a format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from vlogkit.checking.text_lines import CAPTION, StagedOutput
from vlogkit.errors import Where, counted
from vlogkit.findings.codes import found
from vlogkit.records.base import Format
from vlogkit.records.finding import Finding
from vlogkit.records.frame import Frame
from vlogkit.records.story import Story
from vlogkit.records.templates.filled import says_yes


def staged_findings(picture: StagedOutput, frame: Frame) -> Iterator[Finding]:
    """Captions that as laid out have more characters a line, or more lines, than the format allows."""
    rules = frame.captions
    for scene, shown in picture.scenes():
        cues: dict[int, list[str]] = {}
        for line in shown:
            if line.name == CAPTION:
                cues.setdefault(line.layer, []).append(line.text.rstrip())
        for lines in cues.values():
            yield from _shape(lines, rules.characters, rules.lines, picture.format, scene.name)


def _shape(lines: list[str], characters: int, most: int, name: Format, scene: str) -> Iterator[Finding]:
    words = " ".join(lines)
    longest = max(map(len, lines))
    if longest > characters:
        yield found(
            "captions-line",
            "laid-out",
            scene=scene,
            about=words,
            measured=counted(longest, "character"),
            limit=f"{characters}",
            format=name,
        )
    if len(lines) > most:
        yield found(
            "captions-lines",
            "laid-out",
            scene=scene,
            about=words,
            measured=f"{len(lines)}",
            limit=f"{most}",
            format=name,
        )


def missing_captions(story: Story, where: Mapping[str, Where | None]) -> Iterator[Finding]:
    """Scenes in which footage speaks and nothing is captioned, and a video without a single caption.

    `where` maps a scene's name to the place it came from."""
    scenes = [scene for scene in story.scenes if scene.video]
    for scene in scenes:
        if not scene.cues and any(map(_speaks, scene.layers)):
            yield found("captions-missing", "scene", place=where.get(scene.name), scene=scene.name)
    if scenes and not any(scene.cues for scene in scenes):
        yield found("captions-missing", place=where.get(scenes[0].name))


def _speaks(element: object) -> bool:
    if getattr(element, "type", "") == "stack":
        return any(map(_speaks, element.items))  # type: ignore[attr-defined]  # a stack has items
    return getattr(element, "type", "") == "footage" and says_yes(getattr(element, "sound", False))
