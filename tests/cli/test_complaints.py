"""The complaints commands say what became of every row, to people and as JSON."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from vlogkit.cli import complaints, redact
from vlogkit.errors import InputError, UsageError
from vlogkit.resources import shipped

run = CliRunner()


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    (tmp_path / "vlogkit.yaml").write_text("name: Dinas Contoh\n", encoding="utf-8")
    (tmp_path / "complaints").mkdir()
    shutil.copy(
        shipped("assets", "samples", "workspace", "complaints", "laporgub-sample.csv"),
        tmp_path / "complaints" / "a.csv",
    )
    return tmp_path


def call(workspace: Path, *words: str) -> tuple[int, str]:
    result = run.invoke(complaints.app, [*words, "--workspace", str(workspace)])
    if isinstance(result.exception, Exception) and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout


def test_an_import_counts_its_rows_as_json(workspace: Path) -> None:
    code, text = call(workspace, "import", "a.csv", "--json")
    report = json.loads(text)
    assert (code, report["rows"], report["imported"], report["skipped"]) == (0, 60, 60, 0)
    assert report["problems"][0]["field"] == "status"


def test_complaints_are_listed_and_shown_without_personal_data(workspace: Path) -> None:
    call(workspace, "import", "a.csv")
    listed = json.loads(call(workspace, "list", "--json", "--limit", "100")[1])
    assert len(listed) == 60
    assert "a.n. [nama]" in json.dumps(listed)
    shown = json.loads(call(workspace, "show", listed[0]["ticket"])[1])
    assert shown["id"] == listed[0]["id"]


def test_forgetting_and_purging_say_what_they_removed(workspace: Path) -> None:
    call(workspace, "import", "a.csv")
    ticket = json.loads(call(workspace, "list", "--json", "--limit", "1")[1])[0]["ticket"]
    assert json.loads(call(workspace, "forget", ticket, "--json")[1])["complaints"] == 1
    assert json.loads(call(workspace, "purge", "--before", "2030-01-01", "--dry-run", "--json")[1])["complaints"] == 59
    assert json.loads(call(workspace, "purge", "--before", "2030-01-01", "--json")[1])["complaints"] == 59
    assert json.loads(call(workspace, "list", "--json")[1]) == []


def test_wrong_usage_says_so(workspace: Path) -> None:
    with pytest.raises(UsageError):
        call(workspace, "import")
    with pytest.raises(UsageError):
        call(workspace, "purge", "--before", "kemarin")
    with pytest.raises(InputError):
        call(workspace, "import", "missing.csv")


def test_a_header_only_file_fails_without_an_error(workspace: Path) -> None:
    path = workspace / "complaints" / "a.csv"
    path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    code, text = call(workspace, "import", "a.csv", "--json")
    assert code == 1
    assert json.loads(text)["rows"] == 0


def test_a_profile_is_drafted_to_a_file_once(workspace: Path) -> None:
    (workspace / "odd.csv").write_text("Nomor,Aduan,Email\n1,lubang,x@y.id\n", encoding="utf-8")
    target = workspace / "profiles" / "odd.yaml"
    assert call(workspace, "profile", str(workspace / "odd.csv"), "-o", str(target))[0] == 0
    assert "drop: [Email]" in target.read_text(encoding="utf-8")
    with pytest.raises(UsageError, match="already exists"):
        call(workspace, "profile", str(workspace / "odd.csv"), "-o", str(target))


def test_a_profile_of_the_workspace_around_is_known(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    headers = "Nomor Aduan,Isi Aduan,Tanggal Aduan,Status Aduan"
    (workspace / "odd.csv").write_text(f"{headers}\n1,lubang,2026-10-01 08:00,selesai\n", encoding="utf-8")
    words = "columns: {ticket: [Nomor Aduan], text: [Isi Aduan], reported_at: [Tanggal Aduan], status: [Status Aduan]}"
    (workspace / "profiles").mkdir()
    (workspace / "profiles" / "kota.yaml").write_text(
        f"title: Kota\nshapes: [csv]\nrecognise: [Nomor Aduan, Isi Aduan]\n{words}\n", encoding="utf-8"
    )
    monkeypatch.chdir(workspace)
    said = json.loads(run.invoke(complaints.app, ["profile", "odd.csv", "--json"]).stdout)
    assert said["fits"] == "kota"


def test_redact_reads_a_text_a_file_and_standard_input(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("WA 0812-3456-7890", encoding="utf-16")
    words = "NIK saya 3374125708950003"
    result = json.loads(run.invoke(redact.app, [words, "--json"]).stdout)
    assert result["text"] == "NIK saya [NIK]"
    assert result["findings"][0]["class"] == "nik"
    assert result["findings"][0]["span"] == [9, 25]
    assert run.invoke(redact.app, [str(tmp_path / "a.txt")]).stdout == "WA [telepon]\n"
    assert run.invoke(redact.app, ["-"], input=words).stdout == "NIK saya [NIK]\n"


def test_a_stage_that_there_is_not_is_an_error_and_not_an_empty_list(workspace: Path) -> None:
    with pytest.raises(UsageError, match="there is no stage `resolvd`") as refused:
        call(workspace, "list", "--stage", "resolvd")
    assert refused.value.hint == "Did you mean `resolved`?"
