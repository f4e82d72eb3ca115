"""In a vlog nothing stands on the person who signs, names wrap, and pictures cover the voice for as long as they should."""

from __future__ import annotations

import pytest
from tests.notices import brand_for, material, template_of

from vlogkit.catalogue import load_frame, load_words
from vlogkit.records.base import Format
from vlogkit.records.caption import Cue, Word
from vlogkit.records.clips.take import Cover, Take
from vlogkit.records.notices.media import Clip
from vlogkit.records.notices.update import Update
from vlogkit.records.story import Story
from vlogkit.records.timeline import Box, FootageLayer, Gradient, PictureLayer, Scene, Timeline
from vlogkit.staging.scenes import stage_video
from vlogkit.writing.stories import write_story

FORMATS: tuple[Format, ...] = ("portrait", "feed", "square", "landscape")
TEMPLATES = ("vlog", "vlog-interview")
SAID = "Dulu petani di hilir menunggu dua pekan, sekarang cukup tiga hari saja."
WORDS = tuple(Word(start=0.5 + 0.3 * i, end=0.7 + 0.3 * i, text=text) for i, text in enumerate(SAID.split()))


def told(template: str, style: str = "karaoke") -> Story:
    """A talk of two pieces with a sign-language inset, b-roll, and names as long as they come."""
    clip = Clip(
        file="clips/a.mp4", alt="Sawah.", speaker="Raden Roro Wahyu Setyaningrum Kusumawardhani",
        office="Kepala Seksi Operasi dan Pemeliharaan Jaringan Irigasi Kabupaten Demak", sign="clips/sign.mp4",
        question="Bagaimana petani di ujung saluran tidak lagi menunggu air sampai dua pekan?",
    )  # fmt: skip
    covers = (
        Cover(file="pictures/b.jpg", at=2.0, seconds=1.5),
        Cover(file="clips/c.mp4", is_clip=True, at=4.0, seconds=1.0, start=3.0),
    )
    cues = (Cue(start=0.5, end=4.0, text=" ".join(w.text for w in WORDS[:6]), words=WORDS[:6]),
            Cue(start=4.0, end=7.0, text=" ".join(w.text for w in WORDS[6:]), words=WORDS[6:]))  # fmt: skip
    take = Take(
        file="clips/a.mp4", seconds=8.0, source_seconds=11.0, pieces=((1.0, 4.0), (7.0, 12.0)), cues=cues, covers=covers
    )
    notice = Update.model_validate(
        {"id": "a", "title": "Air sampai ke ujung", "template": template, "clips": [clip], "captions": style}
    )
    return write_story(notice, template_of(template), brand_for("ordinary"), load_words("id"), {clip.file: take})


def staged(template: str, name: Format, style: str = "karaoke") -> Timeline:
    return stage_video(told(template, style), brand_for("ordinary"), load_frame(name), material()).timeline


def talk(timeline: Timeline) -> Scene:
    return next(scene for scene in timeline.scenes if scene.name == "talk")


def apart(one: Box, other: Box) -> bool:
    return (
        one.x + one.w <= other.x or other.x + other.w <= one.x or one.y + one.h <= other.y or other.y + other.h <= one.y
    )


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("template", TEMPLATES)
def test_nothing_stands_on_the_person_who_signs(template: str, name: Format) -> None:
    layers = talk(staged(template, name)).layers
    inset = next(layer.box for layer in layers if isinstance(layer, FootageLayer) and layer.name == "sign")
    first = max(index for index, layer in enumerate(layers) if layer.name == "sign")
    over = [layer for layer in layers[first + 1 :] if not isinstance(layer, Gradient)]
    assert {"caption", "lower-third"} <= {layer.name for layer in over}
    assert [layer.name for layer in over if not apart(layer.box, inset)] == []


@pytest.mark.parametrize("name", FORMATS)
def test_the_inset_is_cut_with_the_talk(name: Format) -> None:
    layers = [layer for layer in talk(staged("vlog", name)).layers if isinstance(layer, FootageLayer)]
    pieces = {
        kind: [(layer.start, layer.span) for layer in layers if layer.name == kind and not layer.blurred]
        for kind in ("talk", "sign")
    }
    assert pieces["sign"] == pieces["talk"] == [(1.0, (0, 90)), (7.0, (90, 240))]


def test_b_roll_covers_the_voice_for_its_time_and_the_voice_goes_on() -> None:
    timeline = staged("vlog", "portrait")
    broll = [layer for layer in talk(timeline).layers if layer.name == "b-roll"]
    spans = {type(layer): layer.span for layer in broll}
    assert spans[PictureLayer] == (60, 105)
    assert spans[FootageLayer] == (120, 150)
    (voice,) = timeline.sound.clips
    assert (voice.pieces, voice.seconds, voice.speech, voice.clean) == (((1.0, 4.0), (7.0, 12.0)), 8.0, True, True)


@pytest.mark.parametrize(("style", "most"), [("plain", 2), ("word", 13), ("karaoke", 13)])
def test_captions_follow_the_voice_as_the_item_says(style: str, most: int) -> None:
    captions = [layer for layer in talk(staged("vlog", "portrait", style)).layers if layer.name == "caption"]
    assert len(captions) <= most
    assert (len(captions) > 2) == (style != "plain")


def test_a_vlog_without_a_talk_still_tells_its_title() -> None:
    notice = Update(id="a", title="Air sampai ke ujung", template="vlog")
    story = write_story(notice, template_of("vlog"), brand_for("ordinary"), load_words("id"))
    assert [scene.name for scene in story.scenes if scene.video] == ["opening", "outro"]
    assert story.scenes[0].cues
