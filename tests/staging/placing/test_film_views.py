"""Words leave the faces of a film free, and stand on a band that is no stronger than its tones need."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import get_args

import pytest
from tests.notices import brand_for, material
from tests.staging.looks import seen
from tests.staging.test_light_look import scene, story

from vlogkit.catalogue import load_frame
from vlogkit.checking.overlaps.subjects import Looks, subject_findings
from vlogkit.checking.text_lines import picture_of
from vlogkit.records.base import Format
from vlogkit.records.timeline import Fill, FootageLayer, Scene, Shade, Timeline
from vlogkit.seeing.seen import Seen
from vlogkit.staging.material import Asset
from vlogkit.staging.scenes import stage_video
from vlogkit.typesetting.fonts import open_book

FORMATS: tuple[Format, ...] = get_args(Format)
LookAt = Callable[[float], Seen]
WORDS = {"type": "text", "words": "Jembatan baru memotong waktu tempuh separuh", "style": "title", "role": "paper"}
UPRIGHT = (1080, 1920)
CUES = ({"start": 0.2, "end": 3.8, "text": "Sekarang cukup delapan menit."},)


def staged(look: LookAt, *stacks: dict[str, object], format_: Format = "portrait", **fields: object) -> Timeline:
    """A film of four seconds with stacks before it; `look` says what there is to see at a second of it."""

    def look_through(asset: Asset, seconds: Sequence[float]) -> tuple[Seen, ...]:
        return tuple(look(second) for second in seconds)

    shown = {"type": "footage", "file": "a.mp4", **fields.pop("film", {})}  # type: ignore[dict-item]
    one = scene(shown, {"type": "scrim", "edge": "words"}, *stacks, **fields)
    given = replace(material(), look_through=look_through)
    return stage_video(story(one), brand_for("ordinary"), load_frame(format_), given).timeline


def covers(timeline: Timeline, look: LookAt) -> list[str]:
    looks = Looks(lambda *_: seen(), lambda file, sha256, seconds: tuple(look(second) for second in seconds), {})
    return [
        str(one.params.get("cover")) for one in subject_findings(picture_of(timeline, "video", open_book()), looks, {})
    ]


def block(**fields: object) -> dict[str, object]:
    return {"type": "stack", "items": [WORDS], **fields}


def zoom(made: Scene) -> float:
    (film,) = (layer for layer in made.layers if isinstance(layer, FootageLayer))
    return film.camera.zoom[0].value if film.camera.zoom else 1.0


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("top", [0.15, 0.35, 0.55, 0.7])
def test_placed_words_leave_a_face_of_a_film_free(format_: Format, top: float) -> None:
    look = seen((0.4, top, 0.12, 0.16), size=UPRIGHT if format_ == "portrait" else (1280, 960))
    timeline = staged(lambda _: look, block(place=["bottom", "top", "left", "right"]), format_=format_)
    assert covers(timeline, lambda _: look) == []


@pytest.mark.parametrize("top", [0.5, 0.55, 0.58])
def test_a_film_is_shown_closer_where_its_face_would_lie_under_captions(top: float) -> None:
    look = seen((0.4, top, 0.2, 0.12), size=UPRIGHT)
    timeline = staged(lambda _: look, cues=CUES)
    assert zoom(timeline.scenes[0]) > 1
    assert covers(timeline, lambda _: look) == []


def test_a_film_stays_as_it_is_where_nothing_is_covered() -> None:
    look = seen((0.4, 0.2, 0.2, 0.12), size=UPRIGHT)
    timeline = staged(lambda _: look, cues=CUES)
    assert zoom(timeline.scenes[0]) == 1


def test_a_face_may_come_to_where_words_have_gone() -> None:
    late, no = seen((0.3, 0.35, 0.3, 0.14), size=UPRIGHT), seen(size=UPRIGHT)

    def look(second: float) -> Seen:
        return late if second > 2.5 else no

    gone = staged(look, block(zone="lower", at="bottom", leave=1.0))
    assert zoom(gone.scenes[0]) == 1
    assert covers(gone, look) == []
    assert zoom(staged(look, block(zone="lower", at="bottom")).scenes[0]) > 1


def test_the_second_of_two_pieces_keeps_its_own_closer_look() -> None:
    look = seen((0.4, 0.55, 0.2, 0.1), size=UPRIGHT)
    film = {"pieces": [(0.0, 2.0), (5.0, 7.0)], "zoom_cuts": True}
    timeline = staged(lambda _: look, cues=CUES, film=film)
    zooms = [one.camera.zoom[0].value for one in timeline.scenes[0].layers if isinstance(one, FootageLayer)]
    assert zooms[1] == pytest.approx(zooms[0] * 1.08, abs=0.001)
    assert covers(timeline, lambda _: look) == []


def test_words_on_a_dark_film_need_no_band_and_on_a_bright_one_as_much_as_at_its_brightest() -> None:
    dark, bright = seen(size=UPRIGHT, tones=20), seen(size=UPRIGHT, tones=125)
    calm = staged(lambda _: dark, block()).scenes[0]
    assert not [layer for layer in calm.layers if isinstance(layer, Shade | Fill) and layer.name in {"scrim", "panel"}]
    always, later = staged(lambda _: bright, block()), staged(lambda at: bright if at > 1 else dark, block())
    assert _strength(always) == _strength(later) > 0.1


def _strength(timeline: Timeline) -> float:
    return max(max(one.strengths) for one in timeline.scenes[0].layers if isinstance(one, Shade))


def test_nobody_looks_through_a_film_under_an_effect() -> None:
    dark = seen(size=UPRIGHT, tones=20)
    assert _strength(staged(lambda _: dark, block(), film={"effects": {"InvertColors": {}}})) > 0.3
