"""Every fault is found where it was planted, in all four formats, and a clean story has none."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from tests.checking.planting import EVERY_FORMAT, FORMATS, PLANTED, TITLE, Bench, small_text

from vlogkit.findings.codes import CODES
from vlogkit.records.base import Format
from vlogkit.records.finding import Finding
from vlogkit.writing.speech import draft_voice

UNREACHABLE = "text-small"
"""No file of a workspace leads to it, since sizes are raised: it guards what is drawn, and is planted on a timeline beside
the other checks of the layout."""
OF_POSTS = "live-post"
"""Found in the ledger of what is out, and planted there beside the taking back of posts."""


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path / "uji")


def test_a_clean_story_has_no_findings(bench: Bench) -> None:
    left_out = {"place", "date", "body.1"}
    assert {one.params.get("field", one.code) for one in bench.check()} == left_out, "what its template does not show"


def test_every_code_of_an_item_is_planted() -> None:
    elsewhere = {"template", "file", "footage", "speech"}
    item = {code for code, known in CODES.items() if known.family not in elsewhere}
    assert set(PLANTED) == item - {UNREACHABLE, OF_POSTS}


def test_a_size_that_a_template_writes_is_raised_to_the_least_one_of_the_format(bench: Bench) -> None:
    found = bench.template(small_text("Kecil", ", size: [20, 20]"))
    assert UNREACHABLE not in {finding.code for finding in found}


def formats_for(code: str) -> Sequence[Format]:
    """Every format in CI, for faults of the layout and for those of one account's videos; while developing one of the four
    for the others, in turn."""
    every = code in EVERY_FORMAT or code.startswith("video-") or bool(os.environ.get("CI"))
    return FORMATS if every else FORMATS[list(PLANTED).index(code) % 4 :: 4]


@pytest.mark.parametrize("code", PLANTED)
def test_a_planted_fault_is_found(tmp_path: Path, code: str) -> None:
    if code == "voice-draft" and not draft_voice.installed():
        pytest.skip("the extra `voice` is not installed")
    bench = Bench(tmp_path / "uji", formats_for(code))
    found = [finding for finding in PLANTED[code](bench) if finding.code == code]
    assert found
    assert all(finding.where for finding in found)
    if code in EVERY_FORMAT:
        assert named(found) == list(FORMATS)


def made(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def of(found: Sequence[Finding], code: str) -> list[Finding]:
    return [finding for finding in found if finding.code == code]


def named(found: Sequence[Finding]) -> list[str]:
    """The formats that findings are about."""
    return [name for name in FORMATS if any(name in str(finding.params["format"]) for finding in found)]


@pytest.mark.parametrize("brightness", [210, 250])
def test_colours_that_the_brand_allows_fail_on_the_pixels_of_a_bright_picture(bench: Bench, brightness: int) -> None:
    Image.new("RGB", (1600, 1200), (brightness,) * 3).save(made(bench.root / "pictures" / "terang.jpg"))
    found = bench.behind("{type: picture, file: pictures/terang.jpg}")
    assert named(of(found, "contrast-low")) == list(FORMATS)
    assert of(found, "brand-pair") == []
    assert all(float(one.measured.removesuffix(":1")) < 3 for one in of(found, "contrast-low"))


def test_a_scrim_under_the_words_makes_the_same_picture_readable(bench: Bench) -> None:
    Image.new("RGB", (1600, 1200), (250,) * 3).save(made(bench.root / "pictures" / "terang.jpg"))
    lines = "{type: picture, file: pictures/terang.jpg}\n      - {type: scrim, edge: words}"
    assert of(bench.behind(lines), "contrast-low") == []


def test_a_bright_stripe_behind_a_twentieth_of_the_words_counts(bench: Bench) -> None:
    """The mean of such a picture would pass: the worst part of it decides."""
    dark = np.full((1200, 1600, 3), 20, np.uint8)
    dark[:, ::8] = dark[:, 1::8] = 250
    Image.fromarray(dark).resize((3200, 2400), Image.Resampling.NEAREST).save(
        made(bench.root / "pictures" / "garis.jpg")
    )
    assert named(of(bench.behind("{type: picture, file: pictures/garis.jpg}"), "contrast-low")) == list(FORMATS)


def test_the_picture_of_a_recaps_item_needs_an_alt_text(bench: Bench) -> None:
    bench.picture((1600, 1200))
    item = "items: [{title: Pasar dibuka, picture: {file: pictures/hijau.jpg}}]\n---\nJembatan"
    found = of(bench.update(("---\nJembatan", item)), "alt-missing")
    assert [finding.where for finding in found] == ["updates/uji.md:7:31"]
    named_alt = item.replace("hijau.jpg}", "hijau.jpg, alt: Bidang hijau.}")
    assert of(bench.update(("---\nJembatan", named_alt)), "alt-missing") == []


def test_numbers_to_be_called_and_people_who_are_quoted_are_no_personal_data(bench: Bench) -> None:
    more = 'phones: [{label: Posko, number: "0812-3456-7890"}]\nquote: {text: Kami siap., by: Bu Rina Wulandari}\n---\nJembatan'
    shown = TITLE.replace("{{ notice.title }}", "{{ notice.phones[0].number }} {{ notice.quote.by }}")
    bench.update(("---\nJembatan", more))
    assert of(bench.template((TITLE, shown)), "personal-data") == []


@pytest.mark.parametrize("left", ["{{ notice.place", "{% if x %}", "{total}", "}}"])
def test_any_brace_of_a_template_that_is_left_is_found(bench: Bench, left: str) -> None:
    found = of(bench.update(("Jembatan dibuka lagi.", f"Jembatan {left} dibuka lagi.")), "words-unfilled")
    assert [finding.where.split(":")[0] for finding in found] == ["updates/uji.md"]


def test_an_address_that_breaks_after_a_slash_is_not_broken(bench: Bench) -> None:
    words = "https://layanan.contoh.go.id/" + "/".join(["pengaduan-jalan"] * 4)
    template = TITLE.replace("{{ notice.title }}", words).replace("style: title", "style: body, size: [40, 40]")
    assert of(bench.template((TITLE, template)), "text-broken") == []
