"""A story follows the voice that reads it: scenes last as long as their words, and the recording is cut between them."""

from __future__ import annotations

import pytest
from tests.notices import story_for

from vlogkit.records.caption import Word
from vlogkit.records.story import Story
from vlogkit.writing.speech.voice_over import LEAD_SECONDS, follow_voice, narration_of


def read(sentences: tuple[tuple[str, ...], ...], pace: float = 0.4, pause: float = 0.8) -> list[list[Word]]:
    """A voice that says a word every `pace` seconds and pauses after each sentence."""
    at, spoken = 1.0, []
    for sentence in sentences:
        words = []
        for text in sentence:
            words.append(Word(start=at, end=at + pace * 0.9, text=text))
            at += pace
        spoken.append(words)
        at += pause
    return spoken


@pytest.fixture
def story() -> Story:
    return story_for("program-update", "ordinary")


def follow(story: Story, spoken: list[list[Word]]) -> Story:
    return follow_voice(story, "voice/a.wav", spoken, seconds=300.0, style="word", lang="id")


def test_every_scene_that_says_something_hears_its_own_part(story: Story) -> None:
    narration = narration_of(story)
    told = follow(story, read(narration.sentences()))
    voiced = [scene for scene in told.scenes if scene.voice]
    assert [scene.name for scene in voiced] == list(narration.scenes)
    ends = 0.0
    for scene in voiced:
        assert scene.voice is not None
        assert scene.voice.start >= ends
        ends = scene.voice.start + scene.voice.seconds
        assert scene.voice.at == LEAD_SECONDS
        assert scene.seconds >= LEAD_SECONDS + scene.voice.seconds
        assert scene.caption_style == "word"


def test_captions_stand_where_their_words_are_heard(story: Story) -> None:
    spoken = read(narration_of(story).sentences())
    told = follow(story, spoken)
    scene = next(scene for scene in told.scenes if scene.voice)
    assert scene.voice is not None
    first = scene.cues[0].words[0]
    assert first.start == pytest.approx(spoken[0][0].start - scene.voice.start + LEAD_SECONDS)


def test_a_slower_voice_makes_longer_scenes(story: Story) -> None:
    sentences = narration_of(story).sentences()
    quick, slow = (sum(s.seconds for s in follow(story, read(sentences, pace)).scenes) for pace in (0.35, 0.9))
    assert slow > quick


def test_a_scene_whose_words_were_not_heard_stays_timed_for_reading(story: Story) -> None:
    spoken = read(narration_of(story).sentences())
    spoken[0] = []
    told = follow(story, spoken)
    name = narration_of(story).scenes[0]
    before, after = (next(s for s in one.scenes if s.name == name) for one in (story, told))
    assert after == before


def test_highlighted_words_stay_highlighted_when_the_voice_parts_the_captions_anew(story: Story) -> None:
    first = next(scene for scene in story.scenes if scene.cues)
    cues = (first.cues[0].model_copy(update={"marks": ((0, len(first.cues[0].text)),)}), *first.cues[1:])
    marked = first.model_copy(update={"cues": cues})
    story = story.model_copy(update={"scenes": tuple(marked if one is first else one for one in story.scenes)})
    told = follow(story, read(narration_of(story).sentences(), pace=1.5))
    scene = next(scene for scene in told.scenes if scene.name == first.name)
    lit = [cue.text[start:end] for cue in scene.cues for start, end in cue.marks]
    assert " ".join(lit) == " ".join(cues[0].text.split())


def test_what_nobody_heard_takes_its_highlight_with_it(story: Story) -> None:
    first = next(scene for scene in story.scenes if scene.cues)
    text = "Satu kalimat. Dua kalimat lagi."
    cue = first.cues[0].model_copy(update={"text": text, "words": (), "marks": ((0, 4), (14, 17))})
    marked = first.model_copy(update={"cues": (cue,)})
    story = story.model_copy(update={"scenes": tuple(marked if one is first else one for one in story.scenes)})
    spoken = read(narration_of(story).sentences())
    spoken[0] = []
    scene = next(scene for scene in follow(story, spoken).scenes if scene.name == first.name)
    assert [cue.text[start:end] for cue in scene.cues for start, end in cue.marks] == ["Dua"]
