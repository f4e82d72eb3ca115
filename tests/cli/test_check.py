"""`vlogkit check` says what is wrong to people, programs, CI servers and code hosts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from tests.checking.planting import SPARE, Bench
from tests.cli.runner import Run
from tests.material import UPDATE, write

from vlogkit.cli import check
from vlogkit.workspace import Workspace


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path / "uji")


def test_a_clean_item_returns_0_and_says_so(vlogkit: Run, bench: Bench) -> None:
    bench.settings(SPARE)
    said = vlogkit("check", "uji", "-w", bench.root)
    assert (said.code, said.out) == (0, "uji: nothing found, 3 accepted\n")


def test_an_error_returns_1_with_place_measure_limit_code_and_hint(vlogkit: Run, bench: Bench) -> None:
    bench.template(("style: title, role: paper", "style: title, role: mute"))
    said = vlogkit("check", "uji", "-w", bench.root)
    assert said.code == 1
    assert "error updates/uji.md:3:1: “Jembatan Karanganyar dibuka lagi” is hard to read" in said.out
    assert "[contrast-low]" in said.out
    assert "It is shown by templates/uji/template.yaml:16:13." in said.out


def test_warnings_alone_return_0(vlogkit: Run, bench: Bench) -> None:
    bench.update(("place: Kabupaten Kebumen\n", ""))
    assert vlogkit("check", "uji", "-w", bench.root).code == 0


def test_json_has_findings_and_what_was_accepted(vlogkit: Run, bench: Bench) -> None:
    bench.update(("place: Kabupaten Kebumen\n", ""), ('date: "2026-11-24"\n', ""))
    bench.settings("checks: {suppress: [{code: title-place, reason: It is all over the province.}]}\n")
    said = vlogkit("check", "--all", "-w", bench.root, "--json")
    assert said.json["uji"]["findings"][0]["code"] == "title-date"  # type: ignore[index]
    assert said.json["uji"]["accepted"][0]["reason"] == "It is all over the province."  # type: ignore[index]


def test_junit_and_sarif_are_one_document_each(vlogkit: Run, bench: Bench) -> None:
    bench.settings(SPARE)
    bench.template(("style: title, role: paper", "style: title, role: mute"))
    suite = ET.fromstring(vlogkit("check", "uji", "-w", bench.root, "--format", "junit").out).find("testsuite")
    assert suite is not None
    assert suite.get("failures") == "1"
    log = json.loads(vlogkit("check", "uji", "-w", bench.root, "--format", "sarif").out)
    open_ones = {one["ruleId"] for one in log["runs"][0]["results"] if not one.get("suppressions")}
    assert open_ones == {"contrast-low", "brand-pair"}


def test_one_broken_item_does_not_stop_the_others(vlogkit: Run, bench: Bench) -> None:
    bench.settings(SPARE)
    (bench.root / "updates" / "rusak.md").write_text("tidak ada apa-apa", encoding="utf-8")
    said = vlogkit("check", "--all", "-w", bench.root)
    assert said.code == 1
    assert "rusak: 1 finding" in said.out
    assert "uji: nothing found" in said.out


@pytest.mark.parametrize("words", [("check",), ("check", "tidak-ada"), ("check", "uji", "--format", "xml"), ("check", "uji", "--format", "sarif", "--json")])  # fmt: skip
def test_wrong_calls_return_2(vlogkit: Run, bench: Bench, words: tuple[str, ...]) -> None:
    assert vlogkit(*words, "-w", bench.root).code == 2


def test_several_items_say_how_many_are_done_and_which_one_is_looked_at(
    vlogkit: Run, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[int, int, str]] = []

    @contextmanager
    def line(label: str, **_: object) -> Iterator[object]:
        yield lambda done, total, label="": told.append((done, total, label))

    (bench.root / "updates" / "rusak.md").write_text("tidak ada apa-apa", encoding="utf-8")
    monkeypatch.setattr(check, "progress_line", line)
    vlogkit("check", "uji", "rusak", "-w", bench.root)
    assert told == [(0, 2, ""), (1, 2, "checking rusak"), (2, 2, "checking rusak")]


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "file:///etc/passwd", "vbscript:x", "ftp://x.example/y", "mailto:a@dinas.example",
     "tel:0242811", "//dinas.example/x", "https://", "https://a@b.example/x", "https://javascript:alert(1)", "dinas.example.go.id/kabar"],
)  # fmt: skip
def test_a_link_that_is_not_a_web_address_is_told_at_its_line(link: str, workspace: Workspace, vlogkit: Run) -> None:
    write(workspace.root / "updates" / "jembatan.md", UPDATE.replace("title:", f'link: "{link}"\ntitle:'))
    said = vlogkit("check", "jembatan", "--workspace", workspace.root)
    assert said.code == 1
    assert "jembatan.md:3:1: `link` is not a web address" in said.out


@pytest.mark.parametrize(
    ("site", "fine"),
    [("dinas.example.go.id", True), ("https://dinas.example/kabar", True), ("javascript:alert(1)", False), ("a b", False), ("file:///x", False)],
)  # fmt: skip
def test_a_site_of_a_brand_is_an_address(site: str, fine: bool, workspace: Workspace, vlogkit: Run) -> None:
    brand = 'name: dinas\nextends: jateng\nagency: {name: Dinas, short: D, site: "' + site + '"}\n'
    write(workspace.root / "brands" / "dinas.yaml", brand)
    write(workspace.root / "updates" / "jembatan.md", UPDATE.replace("title:", "brand: dinas\ntitle:"))
    said = vlogkit("check", "jembatan", "--workspace", workspace.root)
    assert ("is not a web site" not in said.out + said.err) is fine
    assert fine or "dinas.yaml:3:" in said.out + said.err
