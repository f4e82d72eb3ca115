"""The report holds every still and finding, and needs no other file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.checking.planting import TITLE, Bench

from vlogkit.pipeline.templates.golden_stills import compare_golden, write_golden
from vlogkit.pipeline.templates.template_checks import TemplateSelection, run, tasks_for
from vlogkit.studio.template_report import write_report


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path / "uji")


def test_the_page_stands_alone_and_shows_stills_findings_and_differences(bench: Bench, tmp_path: Path) -> None:
    write_golden(bench.workspace(), "uji", "update")
    bench.template((TITLE, TITLE.replace("role: paper", "role: mute")))
    differences = tmp_path / "beda"
    golden = compare_golden(bench.workspace(), "uji", "update", differences)
    tasks, _ = tasks_for(bench.workspace(), ["uji"], TemplateSelection(["uji"], (), ["id"], ["ordinary"]))
    results = [run(task) for task in tasks]
    assert golden is not None
    path = tmp_path / "sub" / "laporan.html"
    write_report(path, [golden, *results], name="Dinas <Uji>", seconds=1.5)
    page = path.read_text(encoding="utf-8")
    assert page.count("<figure") == 8
    assert page.count('src="data:image/webp;base64,') == 8 + 8
    assert not re.findall(r'(?:src|href)="(?!data:|#)', page)
    assert "http" not in page
    assert "Dinas &lt;Uji&gt;" in page
    assert "<b>contrast-low</b>" in page
    assert "8 stills" in page
