"""Footage is laid out piece by piece on whole frames, framed for the format, and seen when it is told to be."""

from __future__ import annotations

from itertools import pairwise

import pytest
from tests.notices import brand_for, material

from vlogkit.catalogue import load_frame
from vlogkit.records.base import Format
from vlogkit.records.story import Story, StoryMusic, StoryScene
from vlogkit.records.templates.template import SceneTransition
from vlogkit.records.timeline import FootageLayer, Scene, Timeline
from vlogkit.seeing.watched import Shift, Sighting, Watched
from vlogkit.staging.material import Asset, Glance
from vlogkit.staging.scenes import stage_card, stage_video
from vlogkit.timelines.keyframes import values

BRAND = brand_for("ordinary")
FPS = 30


def clip(**more: object) -> dict[str, object]:
    return {"type": "footage", "file": "clips/a.mp4", **more}


def scene(seconds: float, *layers: dict[str, object], **more: object) -> StoryScene:
    values_ = {
        "name": "a",
        "seconds": seconds,
        "ground": "deep",
        "layers": layers,
        "transition": SceneTransition(kind="cut"),
    }
    return StoryScene.model_validate({**values_, **more})


def story(*scenes: StoryScene, **more: object) -> Story:
    head = {"id": "a", "notice": "update:a", "template": "t", "lang": "id", "brand": "jateng", "title": "t"}
    return Story.model_validate({**head, "scenes": scenes, **more})


def seeing(*middles: float, size: tuple[int, int] = (1920, 1080), w: float = 0.1, asked: list[Glance] | None = None):  # type: ignore[no-untyped-def]
    """Looks at a clip in which the subject stands at these places, a look every 0.2 s."""

    def watch(asset: Asset, glance: Glance) -> Watched:
        if asked is not None:
            asked.append(glance)
        seen = tuple(Sighting(0.2 * n, "face", x - w / 2, 0.3, w, 0.2) for n, x in enumerate(middles))
        frames = round(sum(end - start for start, end in glance.pieces) * FPS)
        shifts = tuple(Shift(0.003 * (-1) ** n, 0.0) for n in range(frames)) if glance.shake else ()
        return Watched(size, seen if glance.subject else (), shifts)

    return watch


def video(made: Story, name: Format = "portrait", watch=None) -> Timeline:  # type: ignore[no-untyped-def]
    return stage_video(made, BRAND, load_frame(name), material(watch=watch or seeing())).timeline


def footage(part: Scene, name: str = "footage") -> list[FootageLayer]:
    return [layer for layer in part.layers if isinstance(layer, FootageLayer) and layer.name == name]


def test_each_piece_is_a_layer_and_they_follow_each_other() -> None:
    made = video(story(scene(5, clip(pieces=[[1.0, 2.5], [4.0, 6.0], [7.0, 8.5]]))))
    layers = footage(made.scenes[0])
    assert [layer.span for layer in layers] == [(0, 45), (45, 105), (105, 150)]
    assert [layer.start for layer in layers] == [1.0, 4.0, 7.0]


def test_many_pieces_do_not_drift_from_their_sound() -> None:
    pieces = [[i * 2.0, i * 2.0 + 1.0333333333] for i in range(580)]
    made = video(story(scene(600, clip(pieces=pieces, sound=True))))
    layers = footage(made.scenes[0])
    for number, layer in enumerate(layers[:-1]):
        heard = sum(end - start for start, end in pieces[: number + 1])
        assert layer.span is not None
        assert abs(layer.span[1] / FPS - heard) <= 0.5 / FPS + 1e-9


def test_nothing_follows_the_last_piece_but_its_last_frame() -> None:
    tail = footage(video(story(scene(5, clip(pieces=[[1.0, 2.0], [4.0, 5.0]])))).scenes[0])[-1]
    assert tail.span == (30, 150)
    assert tail.last == pytest.approx(5.0 - 1 / FPS, abs=1e-6)


def test_a_piece_too_short_for_a_frame_stands_instead_of_leaving_the_scene_empty() -> None:
    (layer,) = footage(video(story(scene(5, clip(pieces=[[1.0, 1.001]])))).scenes[0])
    assert (layer.span, layer.start, layer.last) == (None, 1.0, 1.0)


def test_a_clip_over_a_talk_is_seen_for_its_seconds_by_a_cut() -> None:
    b_roll = footage(video(story(scene(8, clip(), clip(name="b-roll", at=2.0, seconds=3.5)))).scenes[0], "b-roll")[0]
    assert b_roll.span == (60, 165)
    assert b_roll.motion.opacity == ()


def test_a_picture_over_a_talk_drifts_only_while_it_is_seen() -> None:
    picture = {"type": "picture", "file": "pictures/a.jpg", "at": "2", "seconds": "3"}
    layer = video(story(scene(8, clip(), picture))).scenes[0].layers[-1]
    assert layer.span == (60, 150)
    assert [key.frame for key in layer.camera.zoom] == [60, 149]  # type: ignore[union-attr]
    assert layer.camera.zoom[1].value == pytest.approx(1 + 3 * 0.02)  # type: ignore[union-attr]


@pytest.mark.parametrize(("at", "shown"), [(0.0, True), (2.0, False)])
def test_a_card_shows_what_is_there_from_the_beginning(at: float, shown: bool) -> None:
    part = scene(8, clip(at=at, seconds=3), card=True)
    card = stage_card(story(part), part, BRAND, load_frame("square"), material(watch=seeing())).timeline
    assert bool(footage(card.scenes[0])) is shown


def test_every_second_piece_is_closer_where_cuts_are_to_read_as_changes_of_shot() -> None:
    layers = footage(video(story(scene(3, clip(pieces=[[0, 1], [2, 3], [4, 5]], zoom_cuts="True")))).scenes[0])
    assert [layer.camera.zoom[0].value for layer in layers] == [1.0, pytest.approx(1.08), 1.0]


def test_corners_are_rounded_where_asked() -> None:
    assert footage(video(story(scene(3, clip(radius=18)))).scenes[0])[0].radius == 18


def test_the_camera_stays_where_it_is_over_a_cut_that_leaves_the_subject_there() -> None:
    middles = [0.3] * 10 + [0.36] * 20
    made = video(story(scene(6, clip(framing="auto", pieces=[[0, 3], [5, 8]]))), watch=seeing(*middles))
    layers = footage(made.scenes[0])
    whole = [value for layer in layers for value in values(layer.camera.x, *layer.span, 0.5)]  # type: ignore[misc]
    assert max(abs(b - a) for a, b in pairwise(whole)) < 0.005


def test_the_keys_of_a_piece_lie_in_its_frames() -> None:
    middles = [0.3 + 0.4 * n / 29 for n in range(30)]
    made = video(story(scene(6, clip(framing="auto", pieces=[[0, 3], [5, 8]]))), watch=seeing(*middles))
    layers = footage(made.scenes[0])
    assert values(layers[1].camera.x, 179, 180, 0.5)[0] - values(layers[0].camera.x, 0, 1, 0.5)[0] > 0.2
    for layer in layers:
        assert all(layer.span[0] <= key.frame < layer.span[1] for key in layer.camera.x)  # type: ignore[index]


def test_at_a_cut_the_camera_goes_at_once_to_a_subject_elsewhere() -> None:
    middles = [0.25] * 15 + [0.75] * 15
    made = video(story(scene(6, clip(framing="auto", pieces=[[0, 3], [5, 8]]))), watch=seeing(*middles))
    before, after = footage(made.scenes[0])
    assert values(before.camera.x, 89, 90, 0.5)[0] == pytest.approx(0.25, abs=0.04)
    assert values(after.camera.x, 90, 91, 0.5)[0] == pytest.approx(0.75, abs=0.07)


def test_a_focus_overrides_what_is_seen_and_nobody_looks() -> None:
    asked: list[Glance] = []
    watch = seeing(*[0.8] * 20, asked=asked)
    layer = footage(video(story(scene(3, clip(framing="auto", focus="0.3, 0.6"))), watch=watch).scenes[0])[0]
    assert (layer.camera.x[0].value, layer.camera.y[0].value) == (0.3, 0.6)
    assert asked == []


def test_a_clip_of_the_zones_shape_is_one_plain_layer() -> None:
    asked = seeing(*[0.8] * 20)
    for framing in ("auto", "blur", "brand", "cover"):
        layers = video(story(scene(3, clip(framing=framing))), "landscape", asked).scenes[0].layers
        assert len(layers) == 1
        assert (layers[0].span, layers[0].blurred, layers[0].last) == (None, False, None)  # type: ignore[union-attr]
        assert all(len(track) < 2 for track in (layers[0].camera.zoom, layers[0].camera.x))  # type: ignore[union-attr]


@pytest.mark.parametrize("framing", ["blur", "auto"])
def test_a_clip_that_a_crop_would_cut_is_shown_whole_on_itself_out_of_focus(framing: str) -> None:
    made = video(story(scene(4, clip(framing=framing, pieces=[[0, 2], [3, 5]]))), watch=seeing(*[0.5] * 20, w=0.8))
    behind, front = footage(made.scenes[0], "backdrop"), footage(made.scenes[0])
    assert [layer.span for layer in behind] == [layer.span for layer in front] == [(0, 60), (60, 120)]
    assert all(layer.blurred and layer.veil > 0 for layer in behind)
    assert {(layer.box.w, layer.box.h) for layer in behind} == {(1080, 1920)}
    assert {(layer.box.w, layer.box.h) for layer in front} == {(1080, 608)}


def test_a_clip_on_the_brands_ground_stands_on_its_colour_and_motif() -> None:
    layers = video(story(scene(4, clip(framing="brand")))).scenes[0].layers
    assert [layer.kind for layer in layers] == ["fill", "pattern", "footage"]
    assert layers[0].colour == BRAND.colours.deep  # type: ignore[union-attr]


@pytest.mark.parametrize("name", ["feed", "square"])
def test_words_above_a_whole_clip_need_no_scrim(name: Format) -> None:
    layers = [
        clip(framing="blur"),
        {"type": "scrim", "edge": "words"},
        {"type": "stack", "items": [{"type": "identity"}]},
    ]
    cue = {"start": 0.2, "end": 3, "text": "Jalan sudah mulus kembali."}
    made = video(story(scene(4, *layers, cues=[cue])), name)
    assert not [layer for layer in made.scenes[0].layers if layer.kind == "shade"]
    crop = video(story(scene(4, clip(framing="cover"), *layers[1:], cues=[cue])), name)
    assert len([layer for layer in crop.scenes[0].layers if layer.name in {"scrim", "panel"}]) == 1, (
        "captions need none"
    )


def test_a_steady_clip_is_enlarged_and_moves_against_its_shake() -> None:
    layer = footage(video(story(scene(3, clip(steady="true"))), "landscape").scenes[0])[0]
    assert layer.camera.zoom[0].value > 1.05
    assert len(layer.camera.x) > 10


def test_footage_gives_its_sound_where_it_is_seen_and_no_longer() -> None:
    talk = clip(pieces=[[1.0, 3.0], [4.0, 6.0]], sound="True", voice="true")
    over = clip(name="b-roll", at=2.02, seconds=1.5, start=7.0, sound=True)
    made = video(story(scene(2), scene(3.5, talk, over), music=StoryMusic()))
    heard = {clip_.clean: clip_ for clip_ in made.sound.clips}
    assert (heard[True].at, heard[True].seconds) == (2.0, 3.5)
    assert heard[True].pieces == ((1.0, 3.0), (4.0, 6.0))
    assert (heard[False].at, heard[False].start, heard[False].seconds) == (pytest.approx(2 + 61 / 30), 7.0, pytest.approx(3.5 - 61 / 30))  # fmt: skip


def test_hidden_footage_is_not_heard_and_footage_in_a_stack_is() -> None:
    hidden = clip(sound=True, formats={"portrait": {"hidden": True}})
    inside = {"type": "stack", "items": [clip(file="clips/b.mp4", sound=True)]}
    made = story(scene(3, hidden, inside))
    assert [one.file for one in video(made).sound.clips] == ["/clips/b.mp4"]
    assert len(video(made, "square").sound.clips) == 2


def test_a_voice_over_is_heard_from_its_second_on_and_cut_with_its_scene() -> None:
    voice = {"file": "voice/a.wav", "start": 12.0, "seconds": 5.0, "at": 0.5}
    heard = video(story(scene(2), scene(4, voice=voice))).sound.clips[0]
    assert (heard.at, heard.start, heard.seconds, heard.speech, heard.clean) == (2.5, 12.0, 3.5, True, False)


def test_music_comes_back_only_in_long_pauses_of_the_words() -> None:
    words = [{"start": at, "end": at + 0.4, "text": "kata"} for at in (0.5, 1.0, 2.8, 7.0, 7.5)]
    cues = [{"start": 0.5, "end": 4, "text": "kata kata kata", "words": words[:3]},
            {"start": 7, "end": 9, "text": "kata kata", "words": words[3:]}]  # fmt: skip
    made = video(story(scene(2), scene(10, clip(sound=True), cues=cues), music=StoryMusic()))
    assert made.sound.duck == ((2.5, pytest.approx(5.2)), (9.0, pytest.approx(9.9)))
