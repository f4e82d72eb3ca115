"""The highlight of a caption follows the voice word by word, and every check still sees one caption."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.notices import brand_for, material
from tests.sampled import examples

from vlogkit.catalogue import load_frame
from vlogkit.checking.contrast import stretches
from vlogkit.checking.text_lines import lines_of
from vlogkit.records.caption import Cue, Word
from vlogkit.records.story import Story, StoryScene
from vlogkit.records.templates.template import SceneTransition
from vlogkit.records.timeline import Scene, Text, Vector
from vlogkit.staging.layers.caption_turns import places
from vlogkit.staging.scenes import stage_video
from vlogkit.timelines.keyframes import at
from vlogkit.timelines.word_boxes import inside, rect_of
from vlogkit.typesetting.fonts import open_book

BRAND = brand_for("ordinary")
ACCENT = BRAND.colours.accent
SAID = ("Ruas", "Grobogan", "12,4", "km", "kini", "mulus.")
LONG = ("Ruas", "Purwodadi–Blora", "12,4", "km", "di", "Grobogan,", "kini", "mulus", "di", "Blora.")


def cue(
    words: tuple[str, ...] = SAID,
    *,
    text: str = "",
    start: float = 0.5,
    gap: float = 0.4,
    timed: bool = True,
    marks: tuple[tuple[int, int], ...] = (),
) -> Cue:
    at = [start + 0.2 + gap * place for place in range(len(words))]
    spoken = tuple(Word(start=when, end=when + gap - 0.05, text=word) for when, word in zip(at, words, strict=True))
    return Cue(start=start, end=at[-1] + gap, text=text or " ".join(words), words=spoken if timed else (), marks=marks)


def staged(style: str, *cues: Cue, seconds: float = 10.0, **more: object) -> Scene:
    scene = StoryScene.model_validate(
        {"name": "a", "seconds": seconds, "ground": "brand", "layers": (), "transition": SceneTransition(),
         "cues": cues, "caption_style": style, **more}
    )  # fmt: skip
    story = Story(id="a", notice="update:a", template="t", lang="id", brand="jateng", title="t", scenes=(scene,))
    return stage_video(story, BRAND, load_frame("portrait"), material()).timeline.scenes[0]


def captions(part: Scene) -> list[Text]:
    return [layer for layer in part.layers if isinstance(layer, Text) and layer.name == "caption"]


def lit(layer: Text) -> str:
    """The highlighted words."""
    assert all(colour == ACCENT for line in layer.lines for _, _, colour in line.spans)
    return " ".join(line.text[start:end] for line in layer.lines for start, end, _ in line.spans)


def test_the_word_that_is_said_is_highlighted_and_no_other() -> None:
    assert [lit(layer) for layer in captions(staged("word", cue()))] == ["", *SAID]


def test_karaoke_highlights_all_words_said_so_far() -> None:
    shown = [lit(layer) for layer in captions(staged("karaoke", cue()))]
    assert shown == [" ".join(SAID[:count]) for count in range(len(SAID) + 1)]


def test_a_words_turn_lasts_until_the_next_word_starts() -> None:
    made = cue()
    layers = captions(staged("word", made))
    assert [layer.span[0] for layer in layers[1:]] == [round(word.start * 30) for word in made.words]  # type: ignore[index]
    assert all(one.span[1] == other.span[0] for one, other in pairwise(layers))  # type: ignore[index]
    assert (layers[0].span[0], layers[-1].span[1]) == (15, round(made.end * 30))  # type: ignore[index]


def test_only_the_cue_fades_in_and_no_word_does() -> None:
    layers = captions(staged("word", cue()))
    assert layers[0].motion.opacity
    assert all(layer.motion.opacity == () for layer in layers[1:-1])
    assert layers[-1].motion.opacity[-1].value == 0, "and goes"


def test_words_do_not_move_while_the_highlight_does() -> None:
    places_ = {
        tuple((line.text, line.x, line.baseline) for line in layer.lines) for layer in captions(staged("word", cue()))
    }
    assert len(places_) == 1


@pytest.mark.parametrize("style", ["word", "karaoke"])
def test_without_the_times_of_its_words_a_cue_stands_plain(style: str) -> None:
    layers = captions(staged(style, cue(timed=False, marks=((27, 32),))))
    assert [lit(layer) for layer in layers] == ["mulus"]


def test_marks_keep_their_places_when_a_cue_is_broken_anew() -> None:
    made = Cue(start=0, end=3, text="Kini  air\nbersih mengalir, pencairan dana air selesai", marks=((6, 9), (10, 16)))
    (layer,) = captions(staged("plain", made))
    assert lit(layer) == "air bersih"


def test_words_that_are_not_those_of_the_text_leave_it_plain() -> None:
    assert len(captions(staged("word", cue(text="Sesuatu yang lain sama sekali")))) == 1


def test_repeated_words_are_found_one_after_the_other() -> None:
    assert places("di kota, di desa", [Word(start=0, end=1, text=text) for text in ("di", "kota,", "di", "desa")]) == (
        (0, 2), (3, 8), (9, 11), (12, 16),
    )  # fmt: skip


def test_blanks_inside_a_word_are_one_space() -> None:
    assert places("Rp 1,2 miliar cair", [Word(start=0, end=1, text="Rp\u00a01,2  miliar")]) == ((0, 13),)


def test_the_first_capital_of_a_sentence_may_be_missing() -> None:
    assert places("Jalan mulus", [Word(start=0, end=1, text="jalan")]) == ((0, 5),)


@given(
    st.lists(st.tuples(st.sampled_from(SAID), st.floats(0, 0.6)), min_size=1, max_size=10),
    st.sampled_from(["word", "karaoke"]),
)
@settings(deadline=None, max_examples=examples(40))
def test_whatever_the_times_the_caption_stands_without_a_gap(parts: list[tuple[str, float]], style: str) -> None:
    at, words = 0.4, []
    for text, pause in parts:
        words.append(Word(start=at, end=at + 0.1, text=text))
        at += pause
    made = Cue(start=0.2, end=at + 0.5, text=" ".join(text for text, _ in parts), words=tuple(words))
    layers = captions(staged(style, made))
    assert len(layers) <= len(words) + 1
    assert (layers[0].span[0], layers[-1].span[1]) == (6, min(round(made.end * 30), 300))  # type: ignore[index]
    assert all(one.span[1] == other.span[0] for one, other in pairwise(layers))  # type: ignore[index]


@pytest.mark.parametrize("style", ["word", "karaoke"])
def test_the_checks_see_one_caption_in_both_its_colours(style: str) -> None:
    made = staged(style, cue(), cue(start=5.0))
    plain = list(lines_of(staged("plain", cue(), cue(start=5.0)), book=open_book()))
    lines = list(lines_of(made, book=open_book()))
    assert [(line.text, line.first, line.last) for line in lines] == [
        (line.text, line.first, line.last) for line in plain
    ]
    assert {colour for _, _, colour in stretches(lines[0])} == {BRAND.colours.paper, ACCENT}


def pills(part: Scene) -> list[Vector]:
    return [layer for layer in part.layers if isinstance(layer, Vector) and layer.name == "caption-pill"]


def test_on_a_pill_words_need_no_scrim_and_every_cue_has_one_size() -> None:
    short, long = cue(("Ya.",), start=0.5), cue(LONG, start=3.0)
    made = staged("word", short, long)
    shapes, words = pills(made), captions(made)
    assert [shape.span for shape in shapes] == [(15, 33), (90, 156), (156, 216)], "a long cue in two parts"
    assert all(len(layer.lines) <= 2 for layer in words)
    assert len({layer.style.size for layer in words}) == 1
    for layer in words:
        pill = next(shape for shape in shapes if shape.span[0] <= layer.span[0] < shape.span[1])  # type: ignore[index]
        assert inside(rect_of(layer.box), rect_of(pill.box))
        for line in layer.lines:
            assert pill.box.x + 8 < line.x
            assert line.x + line.width < pill.box.x + pill.box.w - 8


def test_the_spoken_word_pops_and_nothing_else_does() -> None:
    layers = captions(staged("word", cue(("Ruas", "penyeberangan", "mulus."))))
    assert layers[0].pop == ()
    sizes = {lit(one): (at(one.pop, one.span[0], 1.0), at(one.pop, one.span[1], 1.0)) for one in layers[1:]}  # type: ignore[index]
    assert all(before == 1.0 for before, _ in sizes.values())
    assert 1.0 < sizes["penyeberangan"][1] < 1.02 < sizes["mulus."][1] < sizes["Ruas"][1] < 1.06, "spaces stay open"
    assert all(layer.pop == () for layer in captions(staged("karaoke", cue())))


def test_a_cue_leaves_before_a_pause_and_stands_until_one_that_follows_at_once() -> None:
    first = cue(("Satu", "dua."), start=0.5)
    for pause, left in ((0.0, 1.0), (1.0, 0.0)):
        made = staged("plain", first, cue(("Tiga.",), start=first.end + pause))
        one, other = captions(made)
        assert at(one.motion.opacity, one.span[1] - 1, 1.0) == left  # type: ignore[index]
        assert at(other.motion.opacity, other.span[0], 1.0) == left  # type: ignore[index]


def test_captions_stand_on_pills_whatever_a_scene_says_of_their_tone() -> None:
    made = [staged("plain", cue(), caption_tone=tone) for tone in ("light", "dark", "pill")]
    assert made[0] == made[1] == made[2]
    assert len(pills(made[0])) == 1
    assert captions(staged("plain", cue(), caption_tone="none")) == []


def test_on_a_ground_in_the_pills_own_colour_the_words_stand_bare_and_flush() -> None:
    made = staged("plain", cue(), ground="deep")
    (words,) = captions(made)
    assert pills(made) == []
    assert words.lines[0].x == pytest.approx(load_frame("portrait").zones["captions"][0], abs=6)
