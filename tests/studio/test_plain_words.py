"""The pages speak of services and faults as people do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.desk import make_bundle
from tests.studio.pages import open_studio

from vlogkit.pipeline.beginning.first_workspace import first_workspace
from vlogkit.pipeline.editing.field_findings import FieldFinding
from vlogkit.records.finding import Finding
from vlogkit.studio.routes import items_page
from vlogkit.studio.showing import SPEAKING, platform_name


def test_a_platform_is_called_as_it_is_in_the_persons_language() -> None:
    said = {}
    for lang in ("id", "en"):
        SPEAKING.set(lang)
        said[lang] = [platform_name(name) for name in ("facebook", "instagram", "lain")]
    assert said == {
        "id": ["Halaman Facebook", "Instagram", "lain"],
        "en": ["a Facebook Page", "Instagram", "lain"],
    }


def test_faults_of_one_kind_at_one_field_are_one_box(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first_workspace(tmp_path / "dinas", "Dinas Contoh")
    make_bundle(tmp_path / "dinas")
    small = [Finding(code="image-small", severity="note", message=f"kecil {n}") for n in range(3)]
    found = [FieldFinding("pictures", 0, one) for one in small] + [FieldFinding("pictures", 1, small[0])]
    monkeypatch.setattr(items_page, "field_findings", lambda *_, **__: found)
    with open_studio(tmp_path / "dinas", "id") as client:
        page = client.get("/items/jalan-blora/findings").text
    assert re.findall(r'data-at-row="(\d)"', page) == ["0", "1"]
    assert "2 lagi yang serupa" in page
    assert all(page.count(f"kecil {n}") == (2 if n == 0 else 1) for n in range(3))


def test_why_a_row_is_doubtful_is_said_in_the_persons_language(tmp_path: Path) -> None:
    with open_studio(tmp_path / "dinas", "id") as client:
        assert client.post("/start", data={"sample": "1"}).url.path == "/"
        export = tmp_path / "dinas" / "complaints" / "laporgub-sample.csv"
        page = client.post("/complaints/files", files={"file": ("ekspor.csv", export.read_bytes())}).text
    assert "status `Didalami` tidak dikenal; tahapnya tetap tidak diketahui" in page
    assert "unknown status" not in page
