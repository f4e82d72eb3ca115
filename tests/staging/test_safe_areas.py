"""Every shipped template keeps its words in the safe area and apart from each other, or says so in a finding."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import pytest
from tests.notices import CASES, TEMPLATES, anywhere, brand_for, story_for
from tests.staging.inks import clashes, outside

from vlogkit.catalogue import load_frame
from vlogkit.records.base import Format
from vlogkit.staging.scenes import Staged, stage_card, stage_video

FORMATS: tuple[Format, ...] = ("portrait", "feed", "square", "landscape")
everywhere = pytest.mark.parametrize("format_", FORMATS)
every_case = pytest.mark.parametrize("case", CASES)
every_template = pytest.mark.parametrize("template", TEMPLATES)


@cache
def staged(template: str, case: str, format_: Format) -> tuple[Staged, ...]:
    """The video and the cards of a notice in one format."""
    story, brand, frame = story_for(template, case), brand_for(case), load_frame(format_)
    cards = [stage_card(story, scene, brand, frame, anywhere) for scene in story.scenes if scene.card]
    return (stage_video(story, brand, frame, anywhere), *cards)


def grave(made: Staged) -> bool:
    return any(finding.severity == "error" for finding in made.findings)


@everywhere
@every_case
@every_template
def test_words_stay_in_the_safe_area_or_are_found(template: str, case: str, format_: Format) -> None:
    safe = load_frame(format_).zones["safe"]
    for made in staged(template, case, format_):
        for scene in made.timeline.scenes:
            left = list(outside(scene.layers, safe))
            assert not left or grave(made), f"{scene.name}: {left}"


@everywhere
@every_case
@every_template
def test_words_do_not_cover_each_other_or_are_found(template: str, case: str, format_: Format) -> None:
    for made in staged(template, case, format_):
        for scene in made.timeline.scenes:
            met = list(clashes(scene.layers))
            assert not met or grave(made), f"{scene.name}: {met}"


@everywhere
@pytest.mark.parametrize("case", ["ordinary", "barest"])
@every_template
def test_an_ordinary_and_a_bare_notice_fit_without_a_grave_finding(template: str, case: str, format_: Format) -> None:
    for made in staged(template, case, format_):
        assert not [finding for finding in made.findings if finding.severity == "error"]


@everywhere
@every_case
@every_template
def test_captions_stay_in_their_zone_and_one_stands_at_a_time(template: str, case: str, format_: Format) -> None:
    frame = load_frame(format_)
    for scene in staged(template, case, format_)[0].timeline.scenes:
        captions = [layer for layer in scene.layers if layer.name == "caption"]
        assert not list(outside(captions, frame.zones["captions"]))
        spans = [layer.span for layer in captions if layer.span]
        assert len(spans) == len(captions)
        assert all(0 <= first < last <= scene.frames for first, last in spans)
        assert all(before[1] <= after[0] for before, after in pairwise(spans))


@everywhere
@every_case
@every_template
def test_boxes_fall_on_even_pixels(template: str, case: str, format_: Format) -> None:
    for made in staged(template, case, format_):
        for scene in made.timeline.scenes:
            for layer in scene.layers:
                box = layer.box
                assert not any(side % 2 for side in (box.x, box.y, box.w, box.h)), (scene.name, layer.name, box)


@everywhere
@every_template
def test_no_words_are_smaller_than_people_can_read(template: str, format_: Format) -> None:
    for made in staged(template, "longest", format_):
        for scene in made.timeline.scenes:
            sizes = [layer.style.size for layer in scene.layers if layer.kind in {"text", "counter"}]  # type: ignore[union-attr]
            assert min(sizes, default=26) >= 26


@everywhere
def test_the_longest_title_and_agency_name_give_findings_with_measure_and_limit(format_: Format) -> None:
    findings = [
        found for template in TEMPLATES for made in staged(template, "longest", format_) for found in made.findings
    ]
    assert findings
    for found in findings:
        assert found.measured
        assert found.limit
        assert found.where
        assert found.hint or found.severity == "note"
