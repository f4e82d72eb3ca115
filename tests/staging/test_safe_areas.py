"""Every shipped template keeps its words in the safe area and apart from each other, or says so in a finding."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, product

import pytest
from tests.notices import CASES, TEMPLATES, brand_for, material, notice_for, story_for
from tests.sampled import EVERY
from tests.staging.inks import clashes, outside

from vlogkit.catalogue import load_frame
from vlogkit.records.base import Format
from vlogkit.records.frame import Frame
from vlogkit.records.timeline import Scene
from vlogkit.staging.scenes import Staged, stage_card, stage_video

FORMATS: tuple[Format, ...] = ("portrait", "feed", "square", "landscape")


@dataclass(frozen=True)
class LaidOut:
    """A notice of one template in one format: its video, and its cards."""

    frame: Frame
    video: Staged
    cards: tuple[Staged, ...]

    def all(self) -> tuple[Staged, ...]:
        return (self.video, *self.cards)

    def scenes(self) -> Iterator[tuple[Staged, Scene]]:
        return ((made, scene) for made in self.all() for scene in made.timeline.scenes)


def layouts(*cases: str) -> list[tuple[str, str, Format]]:
    """Every template with each of these cases, in every format in CI; while developing in one of the four for a case and in
    the next one for the next case."""
    return [
        (template, case, format_)
        for template, case, format_ in product(TEMPLATES, cases, FORMATS)
        if EVERY or (TEMPLATES.index(template) + CASES.index(case) + FORMATS.index(format_)) % 4 == 0
    ]


@pytest.fixture(scope="module", params=layouts(*CASES), ids=lambda value: "-".join(map(str, value)))
def laid_out(request: pytest.FixtureRequest) -> LaidOut:
    """Laid out once; pytest runs the tests of one layout after each other."""
    template, case, format_ = request.param
    story, brand, frame = story_for(template, case), brand_for(case), load_frame(format_)
    cards = tuple(stage_card(story, scene, brand, frame, material()) for scene in story.scenes if scene.card)
    return LaidOut(frame, stage_video(story, brand, frame, material()), cards)


def of(*cases: str) -> pytest.MarkDecorator:
    """Only layouts of these cases."""
    chosen = layouts(*cases)
    return pytest.mark.parametrize("laid_out", chosen, indirect=True, ids=["-".join(one) for one in chosen])


def grave(made: Staged) -> bool:
    return any(finding.severity == "error" for finding in made.findings)


def test_words_stay_in_the_safe_area_or_are_found(laid_out: LaidOut) -> None:
    for made, scene in laid_out.scenes():
        frame = laid_out.frame
        zones = frame.zones if made is laid_out.video else frame.zones | frame.card_zones
        left = list(outside(scene.layers, zones["safe"]))
        assert not left or grave(made), f"{scene.name}: {left}"


def test_words_do_not_cover_each_other_or_are_found(laid_out: LaidOut) -> None:
    for made, scene in laid_out.scenes():
        met = list(clashes(scene.layers))
        assert not met or grave(made), f"{scene.name}: {met}"


@of("ordinary", "barest")
def test_an_ordinary_and_a_bare_notice_fit_without_a_grave_finding(laid_out: LaidOut) -> None:
    for made in laid_out.all():
        assert not [finding for finding in made.findings if finding.severity == "error"]


def test_captions_stay_in_their_zone_and_one_stands_at_a_time(laid_out: LaidOut) -> None:
    """In an upright frame they may stand above it, right below the words, so that a picture has all the room below."""
    left, top, right, bottom = laid_out.frame.zones["captions"]
    top = laid_out.frame.zones["safe"][1] if laid_out.frame.format == "portrait" else top
    for scene in laid_out.video.timeline.scenes:
        captions = [layer for layer in scene.layers if layer.name == "caption"]
        assert not list(outside(captions, (left, top, right, bottom)))
        spans = [layer.span for layer in captions if layer.span]
        assert len(spans) == len(captions)
        assert all(0 <= first < last <= scene.frames for first, last in spans)
        assert all(before[1] <= after[0] for before, after in pairwise(spans))


def test_boxes_fall_on_even_pixels(laid_out: LaidOut) -> None:
    for _, scene in laid_out.scenes():
        for layer in scene.layers:
            box = layer.box
            assert not any(side % 2 for side in (box.x, box.y, box.w, box.h)), (scene.name, layer.name, box)


@of("longest")
def test_no_words_are_smaller_than_people_can_read(laid_out: LaidOut) -> None:
    for _, scene in laid_out.scenes():
        sizes = [layer.style.size for layer in scene.layers if layer.kind in {"text", "counter"}]  # type: ignore[union-attr]
        assert min(sizes, default=26) >= 26


@of("longest")
def test_what_is_found_comes_with_measure_and_limit(laid_out: LaidOut) -> None:
    for found in (finding for made in laid_out.all() for finding in made.findings):
        assert found.measured
        assert found.limit
        assert found.where
        assert found.hint or found.severity == "note"


@pytest.mark.parametrize("format_", FORMATS)
def test_a_title_that_no_size_holds_is_found_too_long(format_: Format) -> None:
    story, brand = story_for("announcement", "longest"), brand_for("longest")
    title = notice_for("announcement", "longest").title
    longer = type(story).model_validate_json(story.model_dump_json().replace(title, " ".join([title] * 4)))
    found = stage_video(longer, brand, load_frame(format_), material()).findings
    assert {"text-overflow", "stack-overflow"} & {one.code for one in found}
