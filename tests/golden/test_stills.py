"""Every shipped template looks as it did when somebody last looked at it and said yes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tests.golden.stills import (
    FORMATS,
    compare,
    difference,
    drawn,
    golden_folder,
    paint_pictures,
    read,
    reduced,
    shots,
    update,
    write,
)
from tests.material import ROOT
from tests.notices import TEMPLATES, brand_for, notice_for

from vlogkit.catalogue import load_template, load_words
from vlogkit.records.base import Format
from vlogkit.rendering.frames.drawn_cache import DrawnCache
from vlogkit.writing.stories import write_story

MOST_BYTES = 4_000_000


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("template", TEMPLATES)
def test_the_stills_of_a_template_are_its_golden_ones(
    template: str, format_: Format, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    folder, rewrite = golden_folder(template), request.config.getoption("--golden")
    if not rewrite and not any(folder.parent.parent.glob("*/golden/*.png")):
        pytest.skip("no golden stills were made yet: make golden")
    made = dict(shots(template, format_, tmp_path))
    left = {path.stem for path in folder.glob(f"{format_}-*.png")} - made.keys()
    if rewrite:
        for name in left:
            (folder / f"{name}.png").unlink()
        for name, pixels in made.items():
            update(folder, name, pixels)
        return
    wrong = [message for name, pixels in made.items() if (message := compare(folder, name, pixels, tmp_path))]
    wrong += [f"{name} is the golden still of no scene any more; make golden" for name in sorted(left)]
    assert not wrong, "\n".join(wrong)


def test_golden_stills_are_small() -> None:
    sizes = {path: path.stat().st_size for path in (ROOT / "templates").glob("*/golden/*.png")}
    assert sum(sizes.values()) < MOST_BYTES
    for path in sizes:
        assert max(read(path).shape[:2]) <= 360


def test_a_changed_still_is_named_with_its_difference_picture(tmp_path: Path) -> None:
    golden = np.full((20, 30, 3), 100, np.uint8)
    write(tmp_path / "golden" / "a.png", golden)
    near, far = golden + 3, golden.copy()
    far[5, 5] = 104
    assert compare(tmp_path / "golden", "a", near, tmp_path) == ""
    said = compare(tmp_path / "golden", "a", far, tmp_path)
    assert "differs by 4/255" in said
    shown = next(Path(word.rstrip(";")) for word in said.split() if word.rstrip(";").endswith(".png"))
    assert read(shown).shape == (20, 90, 3)
    assert "no golden still" in compare(tmp_path / "golden", "b", near, tmp_path)
    assert difference(golden, golden[:10]) == 255


def test_golden_stills_are_rewritten_only_where_they_changed(tmp_path: Path) -> None:
    golden = np.full((20, 30, 3), 100, np.uint8)
    for pixels, kept in ((golden, 100), (golden + 2, 100), (golden + 9, 109)):
        update(tmp_path, "a", pixels)
        assert read(tmp_path / "a.png")[0, 0, 0] == kept


@pytest.mark.parametrize(
    ("template", "file", "old", "new"),
    [
        ("faq", "compositions/photo-list.yaml", "pad: 36", "pad: 37"),
        ("event", "event/template.yaml", "gap: 40", "gap: 42"),
    ],
)
def test_one_pixel_more_in_a_template_is_seen(template: str, file: str, old: str, new: str, tmp_path: Path) -> None:
    """Of padding in a card, of a gap in a scene of the video: the comparison fails, and names the still."""
    path = ROOT / "templates" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    own = tmp_path / "templates" / file
    own.parent.mkdir(parents=True)
    own.write_text(text.replace(old, new), encoding="utf-8")
    paint_pictures(tmp_path)
    brand, notice = brand_for("ordinary"), notice_for(template, "ordinary")
    folder = tmp_path / "golden"
    for place in (None, tmp_path):
        story = write_story(notice, load_template(template, place), brand, load_words(notice.lang))
        now = dict(drawn(story, brand, "square", tmp_path, DrawnCache(), scenes=2))
        if place is None:
            for name, one in now.items():
                update(folder, name, reduced(one))
    said = [compare(folder, name, reduced(one), tmp_path) for name, one in now.items()]
    assert any("differs by" in one for one in said)
