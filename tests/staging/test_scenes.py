"""A story becomes a timeline of whole frames; cards stand still; transitions, sound and formats follow the story."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.notices import TEMPLATES, brand_for, material, story_for
from tests.sampled import examples

from vlogkit.catalogue import load_frame
from vlogkit.errors import InputError
from vlogkit.records.story import Story, StoryMusic, StoryScene
from vlogkit.records.templates.element import StackElement
from vlogkit.records.templates.template import SceneTransition
from vlogkit.records.timeline import Key, Timeline
from vlogkit.staging.scenes import stage_card, stage_video
from vlogkit.staging.visibility import in_format

BRAND, SQUARE = brand_for("ordinary"), load_frame("square")


def scene(seconds: float = 2.0, *layers: dict[str, object], **more: object) -> StoryScene:
    return StoryScene.model_validate(
        {"name": "a", "seconds": seconds, "ground": "deep", "layers": layers, "transition": SceneTransition(), **more}
    )


def story(*scenes: StoryScene, **more: object) -> Story:
    values = {"id": "a", "notice": "update:a", "template": "t", "lang": "id", "brand": "jateng", "title": "t"}
    return Story.model_validate({**values, "scenes": scenes, **more})


def video(made: Story, rate: tuple[int, int] = (30, 1)) -> Timeline:
    return stage_video(made, BRAND, SQUARE, material(), rate=rate).timeline


@given(
    st.lists(st.tuples(st.floats(0.1, 20), st.sampled_from(["cut", "fade", "wipe", "push"]), st.floats(0, 1.5)), min_size=1, max_size=6),
    st.sampled_from([(30, 1), (25, 1), (30000, 1001), (15, 1)]),
)  # fmt: skip
@settings(deadline=None, max_examples=examples(60))
def test_a_timeline_is_as_long_as_its_scenes_less_what_they_share(
    parts: list[tuple[float, str, float]], rate: tuple[int, int]
) -> None:
    scenes = [scene(seconds, transition={"kind": kind, "seconds": over}) for seconds, kind, over in parts]
    made = video(story(*scenes), rate)
    shared = sum(part.enter.frames for part in made.scenes)
    assert made.frames() == sum(part.frames for part in made.scenes) - shared
    assert [part.frames for part in made.scenes] == [max(2, round(part[0] * Fraction(*rate))) for part in parts]
    assert made.scenes[0].enter.kind == "cut"
    for before, after in zip(made.scenes, made.scenes[1:], strict=False):
        assert after.enter.frames <= min(before.frames, after.frames) / 3
        assert (after.enter.kind == "cut") == (after.enter.frames == 0)
    assert list(made.starts()) == sorted(made.starts())


@pytest.mark.parametrize("template", TEMPLATES)
def test_the_same_story_gives_the_same_timeline(template: str) -> None:
    made = story_for(template, "ordinary")
    assert video(made).fingerprint() == video(made).fingerprint()


@pytest.mark.parametrize("template", TEMPLATES)
def test_keys_rise_and_stay_in_their_scene(template: str) -> None:
    for part in video(story_for(template, "ordinary")).scenes:
        assert 0 <= part.still < part.frames
        for layer in part.layers:
            tracks = [getattr(layer.motion, name) for name in ("opacity", "dx", "dy", "reveal")]
            tracks += [getattr(layer, name) for name in ("length", "divider") if hasattr(layer, name)]
            for track in tracks:
                frames = [key.frame for key in track if isinstance(key, Key)]
                assert frames == sorted(frames)
                assert all(0 <= frame < part.frames for frame in frames), (part.name, layer.name)


@pytest.mark.parametrize("template", TEMPLATES)
def test_nothing_moves_on_a_card_and_no_captions_run(template: str) -> None:
    made = story_for(template, "ordinary")
    for part in made.scenes:
        if part.card:
            timeline = stage_card(made, part, BRAND, SQUARE, material()).timeline
            assert timeline.frames() == 1
            for layer in timeline.scenes[0].layers:
                assert layer.name not in {"caption", "progress"}
                assert (layer.motion.opacity, layer.motion.dy, layer.motion.reveal) == ((), (), ())


def test_a_number_counts_up_to_its_value_and_never_back() -> None:
    number = scene(3, {"type": "stack", "items": [{"type": "counter", "value": "12072", "after": " km"}]})
    made = video(story(scene(2), number))
    counter = next(layer for layer in made.scenes[1].layers if layer.kind == "counter")
    read = [int(step.text.removesuffix(" km").replace(".", "")) for step in counter.steps]
    assert read == sorted(read)
    assert (read[-1], counter.steps[-1].text) == (12072, "12.072 km")
    assert counter.steps[0].frame == 0
    assert all(step.frame < 90 for step in counter.steps)


def test_what_one_format_says_differently_holds_there_only() -> None:
    stack = StackElement.model_validate(
        {
            "items": [
                {"type": "text", "words": "a", "formats": {"square": {"hidden": True}}},
                {"type": "text", "words": "b", "formats": {"square": {"lines": 5}}},
            ],
            "formats": {"square": {"gap": 7}},
        }
    )
    square, feed = (in_format(stack, name, "video") for name in ("square", "feed"))  # type: ignore[arg-type]
    assert isinstance(square, StackElement)
    assert isinstance(feed, StackElement)
    assert (square.gap, [item.words for item in square.items]) == (7, ["b"])  # type: ignore[union-attr]
    assert (square.items[0].lines, len(feed.items), feed.gap) == (5, 2, stack.gap)  # type: ignore[union-attr]


def test_what_formats_say_is_as_strict_as_the_element() -> None:
    for changes, words in (({"sise": 3}, "sise"), ({"lines": 0}, "greater than or equal to 1"), ({"type": "icon"}, "")):
        with pytest.raises(ValueError, match=words):
            StackElement.model_validate({"items": [{"type": "text", "words": "a", "formats": {"square": changes}}]})


def test_a_zone_that_does_not_exist_lists_those_that_do() -> None:
    with pytest.raises(InputError, match="there is no zone `attic`") as caught:
        video(story(scene(2, {"type": "text", "words": "a", "zone": "attic", "origin": "t.yaml:4:9"})))
    assert "main" in caught.value.hint
    assert str(caught.value.where) == "t.yaml:4:9"


def test_a_character_no_font_has_is_one_error_about_its_line() -> None:
    with pytest.raises(InputError, match="U\\+10E7B9") as caught:
        video(story(scene(2, {"type": "text", "words": "a\U0010e7b9", "origin": "t.yaml:4:9"})))
    assert str(caught.value.where) == "t.yaml:4:9"


def test_footage_that_keeps_its_sound_is_heard_and_music_steps_back() -> None:
    made = video(
        story(
            scene(2), scene(3, {"type": "footage", "file": "clips/a.mp4", "start": "1.5", "sound": "True"}),
            music=StoryMusic(seed=7, tempo=88, mood="proud"),
        )
    )  # fmt: skip
    clip = made.sound.clips[0]
    start = made.starts()[1] / 30
    assert (clip.at, clip.start, clip.seconds) == (pytest.approx(start), 1.5, 3)
    assert made.sound.duck == ((pytest.approx(start), pytest.approx(start + 3)),)
    assert made.sound.music is not None
    assert (made.sound.music.seed, made.sound.music.tempo, made.sound.music.mood) == (7, 88, "proud")


def test_music_is_told_when_scenes_begin() -> None:
    made = video(story(scene(2), scene(3), scene(2), music=StoryMusic(seed=7)))
    assert made.sound.music is not None
    assert made.sound.music.cuts == pytest.approx([start / 30 for start in made.starts()[1:]])


def test_a_story_without_music_has_none() -> None:
    assert video(story(scene(2))).sound.music is None


def test_the_progress_bar_has_a_segment_a_scene() -> None:
    made = video(story(*[scene(2, {"type": "progress"})] * 3))
    for index, part in enumerate(made.scenes):
        names = [layer.name for layer in part.layers]
        assert (names.count("progress-track"), names.count("progress")) == (3, index + 1)
