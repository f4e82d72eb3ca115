"""Collect every piece of text that would leave with a story, and where each came from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from vlogkit.records.story import Story, StoryScene
from vlogkit.records.templates.element import Element

WORDS = ("words", "first", "second", "before", "after", "by", "label", "before_label", "after_label")
"""Keys of elements that hold words to be shown."""
FILES = ("file", "before", "after")


class Said(NamedTuple):
    """Words, what they are (shown, caption, alt, post, file), and the template's place and the scene they came from."""

    text: str
    kind: str
    origin: str = ""
    scene: str = ""


def said_in(story: Story) -> Iterator[Said]:
    """Everything that the story shows, captions, describes, posts and names its files by; the same words once a kind."""
    seen: set[tuple[str, str]] = set()
    for said in _all(story):
        if said.text.strip() and (said.text, said.kind) not in seen:
            seen.add((said.text, said.kind))
            yield said


def scene_words(scene: StoryScene, *, card: bool) -> str:
    """What a scene says, as somebody would call it: its first caption, or on a card and without captions the most words
    that it shows, else its alt text."""
    shown = (said.text for layer in scene.layers for said in _element(layer) if said.kind == "shown")
    heard = "" if card or not scene.cues else scene.cues[0].text
    return heard or max(shown, key=len, default="") or scene.alt


def _all(story: Story) -> Iterator[Said]:
    yield Said(story.title, "post")
    yield Said(story.id, "file")
    for scene in story.scenes:
        origin = next((layer.origin for layer in scene.layers if layer.origin), "")
        yield Said(scene.alt, "alt", origin, scene.name)
        yield from (Said(cue.text, "caption", origin, scene.name) for cue in scene.cues)
        for layer in scene.layers:
            yield from (said._replace(scene=scene.name) for said in _element(layer))
    for post in story.posts:
        yield Said(post.title, "post")
        yield Said(post.text, "post")
        yield from (Said(f"#{tag}", "post") for tag in post.hashtags)
        yield Said(post.link, "post")


def _element(element: Element) -> Iterator[Said]:
    origin = element.origin
    if element.type == "stack":
        for item in element.items:
            yield from _element(item)
        return
    if element.type in {"picture", "footage", "compare"}:
        for key in FILES:
            name = getattr(element, key, "")
            if isinstance(name, str) and name:
                yield Said(PurePosixPath(name).name, "file", origin)
    for key in WORDS:
        words = getattr(element, key, "")
        if isinstance(words, str) and words:
            yield Said(words.replace("*", ""), "shown", origin)
    for key in ("items", "parts"):
        for item in getattr(element, key, ()):
            said = "" if isinstance(item, str) else getattr(item, "written", "") or getattr(item, "date", "")
            words = item if isinstance(item, str) else f"{item.label} {said}".strip()
            yield Said(words, "shown", origin)
