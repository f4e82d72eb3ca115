"""The highlights command lists with reasons, and takes two people's decisions."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from vlogkit.cli import complaints, highlights
from vlogkit.errors import UsageError
from vlogkit.resources import shipped

run = CliRunner()


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("ws")
    (root / "vlogkit.yaml").write_text("name: Dinas Contoh\n", encoding="utf-8")
    (root / "complaints").mkdir()
    sample = shipped("assets", "samples", "workspace", "complaints", "laporgub-sample.csv")
    # The sample's year lies ahead or behind by the calendar; what is shown here must be closed and settled today.
    text = sample.read_text(encoding="utf-8").replace("-2026 ", "-2025 ")
    (root / "complaints" / "a.csv").write_text(text, encoding="utf-8")
    call(complaints.app, root, "import", "a.csv")
    return root


def call(app: object, workspace: Path, *words: str) -> str:
    result = run.invoke(app, [*words, "--workspace", str(workspace)])  # type: ignore[arg-type]
    if isinstance(result.exception, Exception) and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.stdout


def listed(workspace: Path, *words: str) -> dict[str, object]:
    return json.loads(call(highlights.app, workspace, "--since", "2025-09-01", "--json", *words))  # type: ignore[no-any-return]


def test_every_candidate_has_nine_gates_and_a_score(workspace: Path) -> None:
    found = listed(workspace, "--limit", "3")
    assert found["considered"] == 60
    assert len(found["highlights"]) == 3  # type: ignore[arg-type]
    for one in found["highlights"]:  # type: ignore[attr-defined]
        assert [gate["number"] for gate in one["gates"]] == list(range(1, 10))
        assert one["score"] == pytest.approx(sum(one["parts"].values()), abs=0.01)


def test_a_person_reads_how_many_of_how_many(workspace: Path) -> None:
    text = call(highlights.app, workspace, "--since", "2025-09-01", "--agency", "Kesehatan")
    assert "of 2 eligible" in text
    assert "about a person's health" in text


def test_two_people_approve_and_the_list_says_so(workspace: Path, tmp_path: Path) -> None:
    copy = tmp_path / "ws"
    shutil.copytree(workspace, copy)
    name = listed(copy, "--limit", "1")["highlights"][0]["id"]  # type: ignore[index]
    assert "second person" in call(highlights.app, copy, "propose", name, "--by", "Sari")
    with pytest.raises(UsageError):
        call(highlights.app, copy, "approve", name, "--by", "Sari")
    assert "approved by Budi" in call(highlights.app, copy, "approve", name, "--by", "Budi")
    assert listed(copy)["eligible"] == 1
    call(highlights.app, copy, "reject", name, "--by", "Sari", "--reason", "keluarga keberatan")
    call(highlights.app, copy, "without-pictures", name, "--by", "Sari")
    with pytest.raises(UsageError):
        call(highlights.app, copy, "--since", "kemarin")


def test_a_tally_is_saved_once_as_an_item(workspace: Path, tmp_path: Path) -> None:
    copy = tmp_path / "ws"
    shutil.copytree(workspace, copy)
    words = ("tally", "--from", "2025-10-01", "--to", "2025-10-31", "--save")
    assert "total" in call(complaints.app, copy, *words)
    assert (copy / "updates" / "aduan-20251001-20251031.md").is_file()
    with pytest.raises(UsageError, match="already exists"):
        call(complaints.app, copy, *words)
    with pytest.raises(UsageError, match="before the first"):
        call(complaints.app, copy, "tally", "--from", "2025-10-31", "--to", "2025-10-01")
