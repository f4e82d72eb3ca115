"""A notice and its template become scenes with words, captions and times; what does not fit is one clear error."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.notices import CASES, TEMPLATES, brand_for, notice_for, story_for
from tests.sampled import examples

from vlogkit.catalogue import load_template, load_words
from vlogkit.errors import InputError
from vlogkit.records.marks import letters
from vlogkit.records.notices.media import Clip, Trim
from vlogkit.records.notices.update import Update
from vlogkit.records.story import Story
from vlogkit.records.templates.filled import says_yes
from vlogkit.records.templates.template import Template
from vlogkit.writing.stories import LAST_HOLD, LEAD_SECONDS, without_empty_sentences, write_story


def tell(notice: Update, *scenes: dict[str, object], **more: object) -> Story:
    """The story of a notice in a template of these scenes."""
    made = [{"name": f"s{index}", "layers": [], **scene} for index, scene in enumerate(scenes)]
    template = Template.model_validate({"name": "t", "summary": "s", "scenes": made, **more})
    return write_story(notice, template, brand_for("ordinary"), load_words("id"))


NEWS = Update(id="a", title="Jalan *mulus* kembali", summary="Ringkas.", body=("Satu kalimat.", "Dua kalimat."))


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("template", TEMPLATES)
def test_every_template_tells_every_notice_of_its_kinds(template: str, case: str) -> None:
    story = story_for(template, case)
    assert any(scene.video for scene in story.scenes)
    assert all("{{" not in scene.alt and "{%" not in scene.alt for scene in story.scenes)
    assert "{{" not in story.model_dump_json()


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_template_makes_a_card_of_an_ordinary_notice(template: str) -> None:
    assert any(scene.card for scene in story_for(template, "ordinary").scenes)


@pytest.mark.parametrize("template", TEMPLATES)
def test_captions_stand_inside_their_scene(template: str) -> None:
    for scene in story_for(template, "longest").scenes:
        for before, after in zip(scene.cues, scene.cues[1:], strict=False):
            assert before.end <= after.start + 1e-9
        if scene.cues:
            assert scene.cues[0].start >= LEAD_SECONDS
            assert scene.cues[-1].end <= scene.seconds + 1e-9


@pytest.mark.parametrize("template", ["program-update", "vlog"])
def test_what_a_clip_says_of_its_framing_shake_and_ends_counts_where_nobody_talks_too(template: str) -> None:
    trim = Trim.model_validate({"in": 1.5, "out": 2.0})
    clip = Clip(file="a.mp4", alt="Saluran", framing="brand", steady=True, focus=(0.2, 0.3), trim=trim)
    notice = NEWS.model_copy(update={"clips": (clip,)})
    story = write_story(notice, load_template(template), brand_for("ordinary"), load_words("id"))
    shown = [layer for scene in story.scenes for layer in scene.layers if layer.type == "footage"]
    assert [(layer.framing, says_yes(layer.steady)) for layer in shown] == [("brand", True)] * len(shown)
    assert shown
    assert all(layer.pieces == ((1.5, 2.0),) for layer in shown)


def test_the_last_scene_stays_after_its_last_word() -> None:
    story = tell(NEWS, {"say": "Satu."}, {"say": "{{ notice.body | join(' ') }}", "tail": 0, "seconds": 0.5})
    last = story.scenes[-1]
    assert last.seconds == pytest.approx(last.cues[-1].end + LAST_HOLD)


def test_a_scene_lasts_as_long_as_its_words_need() -> None:
    scene = tell(
        NEWS, {"say": "Kalimat yang lebih panjang daripada setengah detik.", "seconds": 0.5, "tail": 1}, {}
    ).scenes[0]
    assert scene.seconds == pytest.approx(scene.cues[-1].end + 1)


def test_a_scene_is_left_out_or_repeated_as_it_says() -> None:
    story = tell(NEWS, {"when": "notice.place"}, {"each": "notice.body", "say": "{{ index }}. {{ item }}"})
    assert [scene.name for scene in story.scenes] == ["s1-1", "s1-2"]
    assert "Dua kalimat." in " ".join(cue.text for cue in story.scenes[1].cues)


def test_marked_words_are_highlighted_and_their_stars_go() -> None:
    story = tell(NEWS, {"say": "{{ notice.title }}", "alt": "{{ notice.title }}"})
    assert story.title == "Jalan mulus kembali"
    assert lit(story) == ["mulus"]
    assert "*" not in story.scenes[0].cues[0].text + story.scenes[0].alt


def lit(story: Story) -> list[str]:
    """The highlighted stretches of the first scene's captions, by cue."""
    return [cue.text[start:end] for cue in story.scenes[0].cues for start, end in cue.marks]


def test_a_marked_word_is_highlighted_where_it_stands_and_nowhere_else() -> None:
    story = tell(NEWS, {"say": "Kini *air* bersih. Pencairan air ke rumah warga sudah lancar."})
    cues = story.scenes[0].cues
    assert [(cue.text[:8], cue.marks) for cue in cues] == [("Kini air", ((5, 8),)), ("Pencaira", ())]


def test_a_marked_phrase_that_two_captions_share_is_highlighted_in_both() -> None:
    said = "Warga di sepanjang ruas Purwodadi sampai Blora kini *bisa melintas dengan lancar dan tiba di tempat kerja* lebih cepat."
    story = tell(NEWS, {"say": said})
    assert len(story.scenes[0].cues) > 1
    assert len(lit(story)) > 1
    assert " ".join(lit(story)) == "bisa melintas dengan lancar dan tiba di tempat kerja"


MARKED_WORDS = st.lists(
    st.tuples(
        st.sampled_from(["Jalan", "air.", "“kini”", "12,4\u00a0km", "Jl.", "ke-", "pan\u00adjang", "—"]), st.booleans()
    ),
    min_size=1,
    max_size=30,
)


@given(MARKED_WORDS, st.sampled_from([" ", "  ", "\n\n"]))
@settings(deadline=None, max_examples=examples(60))
def test_captions_highlight_exactly_the_marked_words(words: list[tuple[str, bool]], between: str) -> None:
    story = tell(NEWS, {"say": between.join(f"*{word}*" if marked else word for word, marked in words)})
    cues = story.scenes[0].cues
    shown = [(cue.text[at], any(a <= at < b for a, b in cue.marks)) for cue in cues for at in letters(cue.text)]
    assert shown == [(char, marked) for word, marked in words for char in (word[at] for at in letters(word))]


def test_a_template_for_another_kind_is_refused() -> None:
    with pytest.raises(InputError, match="tells tally, and `a` is a update"):
        write_story(notice_for("faq", "ordinary"), load_template("tally"), brand_for("ordinary"), {})


@pytest.mark.parametrize("scenes", [[{"when": "notice.place"}], [{"each": "[1, 2, 3, 4, 5, 6, 7, 8, 9]"}] * 5])
def test_a_template_that_gives_no_scene_or_too_many_is_refused(scenes: list[dict[str, object]]) -> None:
    with pytest.raises(InputError, match="scenes for `a`"):
        tell(NEWS, *scenes)


@pytest.mark.parametrize(
    ("layer", "words"),
    [
        ({"type": "parts", "parts": "notice.body"}, "parts"),
        ({"type": "text", "words": "{{ notice.nobody }}"}, "nobody"),
        ({"type": "counter", "value": "{{ notice.title }}"}, "is not a number"),
        ({"type": "counter", "value": "12.072"}, "two ways.*say its `decimals`"),
        ({"type": "bar", "value": "{{ notice.title }}"}, "is not a number"),
        ({"type": "counter", "value": 1, "decimals": "{{ notice.title }}"}, "is not a number"),
        ({"type": "steps", "items": "notice.body", "first": "x"}, "is not a number"),
        ({"type": "picture", "file": "a.jpg", "focus": "{{ notice.title }}"}, "is not a point"),
        ({"type": "picture", "file": "a.jpg", "focus": "0.5, 7"}, "is not a point"),
        ({"type": "footage", "file": "a.mp4", "start": "x"}, "is not a number"),
    ],
)
def test_words_that_do_not_fit_their_element_are_one_error_about_its_line(layer: dict[str, object], words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        tell(NEWS, {"layers": [{"origin": "templates/t/template.yaml:5:9", **layer}]})
    assert str(caught.value.where) == "templates/t/template.yaml:5:9"


def test_a_post_text_a_person_wrote_wins_on_its_platform() -> None:
    news = NEWS.model_copy(update={"posts": {"x": "Pendek saja."}, "hashtags": ("Blora", "Blora")})
    posts = {post.platform: post for post in tell(news, {}).posts}
    assert posts["x"].text == "Pendek saja."
    assert "Satu kalimat." in posts["outbox"].text
    assert posts["x"].hashtags.count("Blora") == 1


def test_the_same_notice_is_told_the_same_way() -> None:
    tell_anew = story_for.__wrapped__
    assert tell_anew("program-update", "ordinary") == tell_anew("program-update", "ordinary")


def test_music_has_the_mood_of_the_item_else_of_the_template_else_of_the_brand() -> None:
    brand = brand_for("ordinary")
    told = [
        tell(NEWS, {}),
        tell(NEWS, {}, mood="playful"),
        tell(NEWS.model_copy(update={"mood": "urgent"}), {}, mood="playful"),
    ]
    assert [story.music.mood for story in told if story.music] == [brand.mood, "playful", "urgent"]
    assert tell(NEWS, {}, music=False).music is None


def test_a_scene_that_is_repeated_until_nobody_can_look_at_it_is_refused() -> None:
    layers = [{"type": "text", "words": "{{ item }}"}] * 290
    with pytest.raises(InputError, match="3000 elements"):
        tell(NEWS.model_copy(update={"body": ("Satu.",) * 12}), {"each": "notice.body", "layers": layers})
    with pytest.raises(InputError, match="300 elements"):
        tell(NEWS, {"layers": [{"type": "text", "words": "a"}] * 301})


@pytest.mark.parametrize(
    ("told", "read"),
    [
        ("Baru. . Warga senang. Foto.", "Baru. Warga senang. Foto."),
        ("Baru. . ", "Baru."),
        ("Darurat: Banjir. , 08.00. Sumber: BPBD, .", "Darurat: Banjir. 08.00. Sumber: BPBD."),
        ("Buka 07.00 … tutup... nanti", "Buka 07.00 … tutup... nanti"),
        ("Apa? . Ya", "Apa? Ya"),
    ],
)
def test_a_description_has_no_sentence_of_what_is_not_filled(told: str, read: str) -> None:
    assert without_empty_sentences(told) == read
