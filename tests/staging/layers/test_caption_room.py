"""Captions stand on one side of the edge between a picture and the ground beside it."""

from __future__ import annotations

import pytest
from tests.notices import brand_for, material
from tests.staging.test_light_look import scene, story

from vlogkit.catalogue import load_frame
from vlogkit.records.caption import Cue
from vlogkit.records.timeline import Scene
from vlogkit.staging.scenes import stage_video
from vlogkit.timelines.word_boxes import words_of

LONG = "Minta surat rujukan di puskesmas terdekat, lalu ambil nomor lewat telepon kami."
SHORT = "Datang pagi."


def staged(text: str, *, zone: str = "strip") -> Scene:
    picture = {"type": "picture", "file": "a.jpg", "zone": zone, "drift": 0.0}
    one = scene(picture).model_copy(update={"cues": (Cue(start=0.2, end=3.8, text=text),)})
    return stage_video(story(one), brand_for("ordinary"), load_frame("landscape"), material()).timeline.scenes[0]


@pytest.mark.parametrize("text", [LONG, SHORT])
def test_captions_end_before_a_picture_at_their_side(text: str) -> None:
    edge = load_frame("landscape").zones["strip"][0]
    captions = [layer for layer in staged(text).layers if layer.name == "caption"]
    assert captions
    assert all(words.box[2] < edge for words in words_of(captions))


def test_a_long_one_is_shown_in_parts_of_two_lines_and_keeps_every_word() -> None:
    captions = [layer for layer in staged(LONG).layers if layer.name == "caption" and layer.kind == "text"]
    assert len(captions) > 1
    assert all(len(layer.lines) <= 2 for layer in captions)
    assert " ".join(line.text for layer in captions for line in layer.lines) == LONG


def test_over_a_whole_picture_they_keep_their_room() -> None:
    captions = [layer for layer in staged(LONG, zone="frame").layers if layer.name == "caption"]
    assert max(one.box.x + one.box.w for one in captions) > 0.4 * load_frame("landscape").width
    assert all(words.box[2] < 0.6 * load_frame("landscape").width for words in words_of(captions))
