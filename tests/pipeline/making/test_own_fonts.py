"""A workspace's own typeface is measured, checked, drawn and named in the bundle from one file."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tests.fonts import SHIPPED, own_font
from tests.material import NOW, TODAY, make_workspace, write

from vlogkit.catalogue import load_frame
from vlogkit.files import sha256_of
from vlogkit.pipeline.checking.check_item import check_item
from vlogkit.pipeline.making.bundles import Made, make_bundle
from vlogkit.pipeline.making.options import Options
from vlogkit.pipeline.telling.assets import Assets
from vlogkit.pipeline.telling.items import tell
from vlogkit.pipeline.templates.preview import TemplatePreview
from vlogkit.records.timeline import Text, Timeline
from vlogkit.rendering.stills import still_pixels
from vlogkit.staging.scenes import stage_card
from vlogkit.typesetting.fonts import open_book
from vlogkit.workspace import Workspace

BRAND = "name: jateng-sendiri\nextends: jateng\ntype: {family: Dinas Sans, strong: 800, normal: 600}\n"


@pytest.fixture
def own(tmp_path: Path) -> Workspace:
    """A workspace whose brand is set in a family that only its own fonts/ has."""
    made = make_workspace(tmp_path / "dinas")
    for weight in ("ExtraBold", "SemiBold"):
        own_font(made.root / "fonts" / "dinas" / f"DinasSans-{weight}.ttf", family="Dinas Sans", weight=weight)
    write(made.root / "brands" / "jateng-sendiri.yaml", BRAND)
    write(made.root / "updates" / "jembatan.md", (made.root / "updates" / "jembatan.md").read_text().replace(
        "template: tiny\n", "template: tiny\nbrand: jateng-sendiri\n"))  # fmt: skip
    return made


def made_of(workspace: Workspace) -> Made:
    return make_bundle(workspace, tell(workspace, "jembatan", today=TODAY), now=NOW, options=Options(draft=True))


def card_of(workspace: Workspace) -> Timeline:
    told, assets = tell(workspace, "jembatan", today=TODAY), Assets(workspace)
    return stage_card(told.story, told.story.scenes[0], told.brand, load_frame("square"), assets.material).timeline


def title_of(timeline: Timeline) -> Text:
    return next(layer for layer in timeline.scenes[0].layers if isinstance(layer, Text))


def test_a_family_of_the_workspace_is_checked_rendered_and_named_in_the_bundle(own: Workspace) -> None:
    found = check_item(own, "jembatan", today=TODAY).findings
    grave = {one.code for one in found if one.severity == "error"}
    assert grave - {"contrast-low"} == {"captions-missing"}  # its template lays the title on the picture without a band
    bundle = made_of(own).bundle
    assert {output.kind for output in bundle.outputs} >= {"video", "card", "thumbnail"}
    file = own.root / "fonts" / "dinas" / "DinasSans-ExtraBold.ttf"
    assert sha256_of(file) in {one.sha256 for one in bundle.inputs}
    assert title_of(card_of(own)).style.family == "Dinas Sans"


def test_a_shipped_family_that_a_workspace_replaces_is_measured_and_drawn_with_the_same_file(
    workspace: Workspace,
) -> None:
    before = title_of(card_of(workspace)).lines[0].width
    own_font(workspace.root / "fonts" / "Own-ExtraBold.ttf", wider=1.25)
    timeline = card_of(workspace)
    line = title_of(timeline).lines[0]
    assert line.width / title_of(timeline).style.size > before / title_of(timeline).style.size * 1.05
    bare = timeline.model_copy(
        update={"scenes": (timeline.scenes[0].model_copy(update={"layers": (title_of(timeline),)}),)}
    )
    pixels = still_pixels(bare, book=open_book(workspace.root)).astype(int)
    inked = np.flatnonzero((np.abs(pixels - pixels[0, 0]).max(axis=2) > 60).any(axis=0))
    assert abs((inked[-1] - inked[0]) - line.width) <= 3


def test_a_font_that_is_replaced_makes_the_bundle_anew(workspace: Workspace) -> None:
    made_of(workspace)
    assert made_of(workspace).unchanged
    own_font(workspace.root / "fonts" / "Own-ExtraBold.ttf")
    again = made_of(workspace)
    assert not again.unchanged
    (video,) = [one for one in again.bundle.outputs if one.kind == "video"]
    assert video.frames_encoded, "the fonts decide about its pixels"


def test_one_process_draws_with_the_fonts_as_they_are_now(workspace: Workspace) -> None:
    preview = TemplatePreview(workspace, "tiny", {"format": "square"})
    try:
        shipped = preview.draw({})
        known = set(preview.files())
        file = own_font(workspace.root / "fonts" / "Own-ExtraBold.ttf", wider=1.25)
        assert set(preview.files()) - known == {file}, "a watching preview sees a new font"
        wide = preview.draw({})
        file.unlink()
        assert preview.draw({}) == shipped != wide
    finally:
        preview.close()


def test_every_stage_is_handed_the_same_book_while_the_fonts_stay(workspace: Workspace) -> None:
    book = open_book(workspace.root)
    assert Assets(workspace).material.book is book
    own_font(workspace.root / "fonts" / "Own-ExtraBold.ttf")
    changed = open_book(workspace.root)
    assert changed is not book
    assert changed.sha256 != book.sha256
    assert changed.find(SHIPPED, 800).path.is_relative_to(workspace.root)
