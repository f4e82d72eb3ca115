"""A golden still changes with a pixel of padding, and not with the machine."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from tests.checking.planting import TITLE, Bench
from tests.material import ROOT

from vlogkit import __version__
from vlogkit.pipeline.templates.golden_stills import clear, compare_golden, write_golden
from vlogkit.pipeline.templates.scene_stills import difference, difference_picture, read_webp, webp
from vlogkit.pipeline.templates.template_checks import own_templates

PADDED = TITLE.replace("- {type: text", "- {type: stack, pad: 40, ground: brand, items: [{type: text").replace(
    "}\n", "}]}\n"
)


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    bench = Bench(tmp_path / "uji")
    bench.template((TITLE, PADDED))
    return bench


def compared(bench: Bench) -> list[tuple[str, str]]:
    result = compare_golden(bench.workspace(), "uji", "update", bench.root / "build" / "beda")
    assert result is not None
    return [(finding.code, finding.where) for finding in result.judged.findings]


def test_a_template_without_golden_stills_is_not_compared(bench: Bench) -> None:
    assert compare_golden(bench.workspace(), "uji", "update", bench.root / "beda") is None


def test_stills_just_written_are_the_same_again_and_are_not_written_twice(bench: Bench) -> None:
    written = write_golden(bench.workspace(), "uji", "update")
    assert len(written) == 8
    assert compared(bench) == []
    assert write_golden(bench.workspace(), "uji", "update") == []


def test_one_pixel_of_padding_changes_every_still_and_leaves_a_difference_picture(bench: Bench) -> None:
    write_golden(bench.workspace(), "uji", "update")
    bench.template((TITLE, PADDED.replace("pad: 40", "pad: 41")))
    found = compared(bench)
    assert [code for code, _ in found] == ["golden-changed"] * 8
    assert ("golden-changed", "templates/uji/golden/portrait-card-satu.webp") in found
    pictures = sorted((bench.root / "build" / "beda").glob("*.webp"))
    assert len(pictures) == 8
    assert (
        read_webp(pictures[0]).shape[1]
        == 3 * read_webp(bench.root / "templates/uji/golden/feed-card-satu.webp").shape[1]
    )
    clear(bench.root / "build" / "beda")
    assert not list((bench.root / "build" / "beda").iterdir())


def test_scenes_without_a_golden_still_and_stills_without_a_scene_are_found(bench: Bench) -> None:
    write_golden(bench.workspace(), "uji", "update")
    folder = bench.root / "templates" / "uji" / "golden"
    (folder / "square-card-satu.webp").rename(folder / "square-card-dua.webp")
    assert [code for code, _ in compared(bench)] == ["golden-missing", "golden-orphaned"]
    write_golden(bench.workspace(), "uji", "update")
    assert compared(bench) == []


def test_a_copied_template_is_compared_in_the_brand_and_language_of_its_golden_stills(bench: Bench) -> None:
    write_golden(bench.workspace(), "uji", "update")
    settings = bench.root / "vlogkit.yaml"
    other = settings.read_text(encoding="utf-8").replace("brand: uji", "brand: dinkes\nlang: en")
    settings.write_text(other, encoding="utf-8")
    assert compared(bench) == []
    made = bench.root / "templates" / "uji" / "golden" / "made-with.json"
    made.write_text(made.read_text(encoding="utf-8").replace('"uji"', '"tidak-ada"'), encoding="utf-8")
    ((code, _),) = compared(bench)
    assert code == "template-broken"
    made.write_text("{", encoding="utf-8")
    ((code, where),) = compared(bench)
    assert (code, where) == ("template-broken", "templates/uji/golden/made-with.json")


def test_what_changed_with_another_version_says_which_one_made_the_golden_stills(bench: Bench) -> None:
    write_golden(bench.workspace(), "uji", "update")
    made = bench.root / "templates" / "uji" / "golden" / "made-with.json"
    made.write_text(made.read_text(encoding="utf-8").replace(f'"{__version__}"', '"0.0.1"'), encoding="utf-8")
    bench.template((TITLE, PADDED.replace("pad: 40", "pad: 41")))
    result = compare_golden(bench.workspace(), "uji", "update", bench.root / "build" / "beda")
    assert result is not None
    assert all("They were made by vlogkit 0.0.1." in finding.hint for finding in result.judged.findings)


def test_a_damaged_golden_still_is_a_finding_and_no_crash(bench: Bench) -> None:
    write_golden(bench.workspace(), "uji", "update")
    (bench.root / "templates" / "uji" / "golden" / "square-card-satu.webp").write_bytes(b"RIFF0000WEBP")
    assert [code for code, _ in compared(bench)] == ["template-broken"]


def test_only_templates_of_the_workspace_itself_are_its_own(bench: Bench) -> None:
    assert own_templates(bench.workspace(), ["faq", "uji"]) == ["uji"]


def test_another_locale_time_zone_hash_seed_and_no_system_fonts_change_nothing(bench: Bench) -> None:
    write_golden(bench.workspace(), "uji", "update")
    before = {path.name: path.read_bytes() for path in (bench.root / "templates" / "uji" / "golden").glob("*.webp")}
    code = (
        "import pathlib, sys\n"
        "from vlogkit.workspace import open_workspace\n"
        "from vlogkit.pipeline.templates.golden_stills import golden_shots, golden_task\n"
        "from vlogkit.pipeline.templates.scene_stills import webp\n"
        "place = open_workspace(pathlib.Path(sys.argv[1]))\n"
        "for name, pixels in golden_shots(golden_task(place, 'uji', 'update')):\n"
        "    pathlib.Path(sys.argv[2], name + '.webp').write_bytes(webp(pixels))\n"
    )
    other = bench.root / "lain"
    other.mkdir()
    nowhere = str(bench.root / "kosong")
    env = {
        **os.environ, "PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8",
        "FONTCONFIG_PATH": nowhere, "FONTCONFIG_FILE": nowhere, "HOME": nowhere, "PYTHONPATH": str(ROOT / "src"),
    }  # fmt: skip
    subprocess.run([sys.executable, "-c", code, str(bench.root), str(other)], check=True, env=env, cwd=bench.root)
    assert {path.name: path.read_bytes() for path in other.glob("*.webp")} == before


def test_stills_differ_by_their_worst_pixel_and_other_sizes_differ_wholly() -> None:
    still = np.full((6, 4, 3), 100, np.uint8)
    changed = still.copy()
    changed[2, 1, 0] = 107
    assert difference(still, still) == 0
    assert difference(still, changed) == 7
    assert difference(still, still[:4]) == 255
    assert difference_picture(still, changed).shape == (6, 12, 3)
    assert difference_picture(still, still[:4]).shape == (6, 8, 3)


def test_a_golden_still_is_kept_without_loss(tmp_path: Path) -> None:
    pixels = np.random.default_rng(3).integers(0, 256, (20, 30, 3), dtype=np.uint8)
    (tmp_path / "a.webp").write_bytes(webp(pixels))
    assert np.array_equal(read_webp(tmp_path / "a.webp"), pixels)
