"""Find captions that are missing, or too long for a format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from vlogkit.checking.codes import found
from vlogkit.checking.text_lines import CAPTION, StagedOutput, short
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
            yield from _shape(lines, rules.characters, rules.lines, f"{picture.format}", scene.name)


def _shape(lines: list[str], characters: int, most: int, name: str, scene: str) -> Iterator[Finding]:
    words = short(" ".join(lines))
    longest = max(map(len, lines))
    if longest > characters:
        yield found(
            "captions-line",
            f"the caption {words} has a line that is too long in {name}",
            where=f"scene {scene}",
            measured=f"{longest} characters",
            limit=f"{characters}",
            hint="Use shorter words, or part the sentence.",
        )
    if len(lines) > most:
        yield found(
            "captions-lines",
            f"the caption {words} has too many lines in {name}",
            where=f"scene {scene}",
            measured=f"{len(lines)}",
            limit=f"{most}",
            hint="Part the sentence, or shorten it.",
        )


def missing_captions(story: Story, where: Mapping[str, str]) -> Iterator[Finding]:
    """Scenes in which footage speaks and nothing is captioned, and a video without a single caption.

    `where` maps a scene's name to the place it came from."""
    scenes = [scene for scene in story.scenes if scene.video]
    hint = "Write what is said or what happens, so that it can be read without sound."
    for scene in scenes:
        if not scene.cues and any(map(_speaks, scene.layers)):
            yield found(
                "captions-missing",
                f"the clip in scene `{scene.name}` is heard and has no captions",
                where=where.get(scene.name, ""),
                hint=hint,
            )
    if scenes and not any(scene.cues for scene in scenes):
        yield found(
            "captions-missing", "the video has no captions at all", where=where.get(scenes[0].name, ""), hint=hint
        )


def _speaks(element: object) -> bool:
    if getattr(element, "type", "") == "stack":
        return any(map(_speaks, element.items))  # type: ignore[attr-defined]  # a stack has items
    return getattr(element, "type", "") == "footage" and says_yes(getattr(element, "sound", False))
