"""Texts are looked through for personal data once, and again when anything that decides what is found has changed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.material import write

from vlogkit import resources
from vlogkit.checking.privacy import Said
from vlogkit.intake.redaction import redact
from vlogkit.pipeline.checking.personal import finders_version, looked_through, personal_findings
from vlogkit.workspace import Workspace

TEXTS = ["Hubungi Sri di 0812 2877 4561", "Jembatan dibuka."]


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that finders were run over."""
    looked: list[str] = []
    look = redact.redact_with

    def noted(text: str, lists: object) -> object:
        looked.append(text)
        return look(text, lists)  # type: ignore[arg-type]  # handed on as it came

    monkeypatch.setattr(redact, "redact_with", noted)
    return looked


def test_the_next_command_finds_the_same_without_looking(workspace: Workspace, looks: list[str]) -> None:
    first = looked_through(TEXTS, workspace)
    assert "phone" in [find.kind for find in first[0].findings]
    assert looks == TEXTS
    assert looked_through(TEXTS, workspace) == first
    assert looks == TEXTS


def test_another_text_is_looked_through(workspace: Workspace, looks: list[str]) -> None:
    looked_through(TEXTS, workspace)
    looked_through(["Hubungi Sri di 0812 2877 4562", "Jembatan dibuka."], workspace)
    assert len(looks) == 4


def test_other_word_lists_make_it_look_again(workspace: Workspace, looks: list[str]) -> None:
    looked_through(TEXTS, workspace)
    shipped = resources.shipped("config", "words", "redaction.yaml")
    own = write(workspace.root / "words" / "redaction.yaml", shipped.read_text(encoding="utf-8") + "# own\n")
    looked_through(TEXTS, workspace)
    assert len(looks) == 4
    own.unlink()


def test_other_finders_make_it_look_again(
    workspace: Workspace, looks: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    looked_through(TEXTS, workspace)
    package = Path(redact.__file__).parent
    shutil.copytree(package, tmp_path / "redaction")
    (tmp_path / "redaction" / "people.py").write_text("# found otherwise\n", encoding="utf-8")
    monkeypatch.setattr("vlogkit.intake.redaction.__path__", [str(tmp_path / "redaction")])
    finders_version.cache_clear()
    looked_through(TEXTS, workspace)
    finders_version.cache_clear()
    assert len(looks) == 4


def test_what_is_kept_does_not_hold_the_words(workspace: Workspace) -> None:
    looked_through(TEXTS, workspace)
    (note,) = workspace.redacted.iterdir()
    assert "phone" in note.read_text(encoding="utf-8")
    assert "0812" not in note.read_text(encoding="utf-8")
    assert "Sri" not in note.read_text(encoding="utf-8")


def test_the_agencys_own_addresses_may_be_said(workspace: Workspace) -> None:
    said = [
        Said("Tulis ke @dinas.contoh", "shown", "t.yaml:1:1"),
        Said("Tulis ke @warga.contoh", "shown", "t.yaml:2:1"),
    ]
    found = list(personal_findings(said, lambda _: None, workspace, addresses=("dinas.contoh", "")))
    assert [str(one.place) for one in found] == ["t.yaml:2:1"]
