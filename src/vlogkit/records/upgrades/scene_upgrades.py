"""Change the scenes of stories and timelines that older versions wrote into those of the next version."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TypeAlias

Data: TypeAlias = Mapping[str, object]

EDGE_KEYS = {"edge", "strength", "fall", "reach", "hold"}
"""What scrims of version 2 said about the edge that they came from."""


def marks_of_phrases(story: Data) -> Data:
    """Stories of version 1 named the highlighted phrases of a scene; now each cue says which of its characters they are."""
    return _in_scenes(story, _with_marks)


def scrims_around_words(story: Data) -> Data:
    """Stories of version 2 had scrims that came from an edge of the frame; now each stands around the words of its scene,
    once."""
    return _in_scenes(story, _with_one_scrim)


def arches_go_on_below(timeline: Data) -> Data:
    """Timelines of version 1 said of a picture that it is an arch; now it says by how much its round shape goes on beyond
    its box."""
    return _in_scenes(timeline, _with_arches)


def _in_scenes(data: Data, change: Callable[[Data], Data]) -> Data:
    scenes = data.get("scenes")
    if not isinstance(scenes, list | tuple):
        return data
    return {**data, "scenes": [change(scene) if isinstance(scene, Mapping) else scene for scene in scenes]}


def _with_marks(scene: Data) -> Data:
    phrases, cues = scene.get("highlights"), scene.get("cues")
    kept = {key: value for key, value in scene.items() if key != "highlights"}
    if not isinstance(phrases, list | tuple) or not isinstance(cues, list | tuple):
        return kept
    whole = "|".join(rf"(?<!\w){re.escape(phrase)}(?!\w)" for phrase in phrases if isinstance(phrase, str) and phrase)
    marked = []
    for cue in cues:
        text = cue.get("text") if isinstance(cue, Mapping) else None
        marks = [[found.start(), found.end()] for found in re.finditer(whole, str(text))] if whole and text else []
        marked.append({**cue, "marks": marks} if marks else cue)
    return {**kept, "cues": marked}


def _with_one_scrim(scene: Data) -> Data:
    layers = scene.get("layers")
    if not isinstance(layers, list | tuple):
        return scene
    kept: list[object] = []
    shaded = False
    for layer in layers:
        if isinstance(layer, Mapping) and layer.get("type") == "scrim":
            if shaded:
                continue
            layer, shaded = {key: value for key, value in layer.items() if key not in EDGE_KEYS}, True
        kept.append(layer)
    return {**scene, "layers": kept}


def _with_arches(scene: Data) -> Data:
    layers = scene.get("layers")
    if not isinstance(layers, list | tuple):
        return scene
    changed: list[object] = []
    for layer in layers:
        if isinstance(layer, Mapping) and "arch" in layer:
            below = layer.get("radius", 0) if layer["arch"] else 0
            layer = {key: value for key, value in layer.items() if key != "arch"} | {"beyond": (0, 0, 0, below)}
        changed.append(layer)
    return {**scene, "layers": changed}
