"""Tests of the command line in Indonesian: help, errors, findings and reports, and English untouched."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest
from tests.cli.runner import runner
from tests.material import ROOT, make_workspace

from vlogkit.translating.gettext_catalogue import system_language, terminal_language


def test_help_is_in_the_language_that_is_asked_for(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run = runner(capsys, monkeypatch)
    said = run("--lang", "id", "--help").out
    assert "Pemakaian: vlogkit [OPSI] PERINTAH" in said
    assert "Setujui atau tolak kiriman yang dijadwalkan." in said
    said = run("--lang=id", "still", "--help").out
    assert "Contoh: vlogkit still" in said
    assert "Tampilkan pesan ini lalu selesai." in said
    assert run("--help").out.startswith("Usage: vlogkit [OPTIONS]")


def test_errors_are_in_the_language_and_their_json_is_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run = runner(capsys, monkeypatch)
    place = make_workspace(tmp_path).root
    said = run("--lang", "id", "check", "belum-ada", "--workspace", place)
    assert f"kesalahan tidak ada kabar `belum-ada` di {place}" in said.err
    said = run("--lang", "id", "check", "belum-ada", "--json", "--workspace", place)
    assert "there is no item `belum-ada`" in json.loads(said.out)["error"]["message"]
    said = run("--lang", "id", "chekc")
    assert "Kesalahan: Tidak ada perintah 'chekc'." in said.err
    said = run("--lang", "en", "check", "belum-ada", "--workspace", place)
    assert said.err.startswith("error there is no item `belum-ada`")


def test_findings_are_in_the_language(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run = runner(capsys, monkeypatch)
    place = make_workspace(tmp_path).root
    update = next((place / "updates").glob("*.md"))
    text = update.read_text(encoding="utf-8")
    update.write_text(text.replace("title: ", "title: Bupati ", 1), encoding="utf-8")
    said = run("--lang", "id", "check", update.stem, "--workspace", place).out
    assert "temuan" in said
    assert "judulnya" in said or "judul" in said


def test_a_language_that_is_not_spoken_is_refused(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    said = runner(capsys, monkeypatch)("--lang", "de", "--help")
    assert said.code == 2
    assert "vlogkit does not speak `de`" in said.err


@pytest.mark.parametrize(
    ("environment", "lang"),
    [
        ({"VLOGKIT_LANG": "id", "LANG": "en_US.UTF-8"}, "id"),
        ({"LANG": "id_ID.UTF-8"}, "id"),
        ({"LC_ALL": "C.UTF-8", "LANG": "id_ID.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({"LANG": "Indonesian_Indonesia.1252"}, "id"),
    ],
)
def test_the_terminal_speaks_as_it_is_told_else_as_the_system(
    environment: dict[str, str], lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("VLOGKIT_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert terminal_language() == lang
    assert system_language() == (environment.get("LC_ALL") or environment["LANG"])


SHOWN = re.compile(r"^```text\n\$ vlogkit (.+)\n((?:.*\n)+?)```$", re.MULTILINE)


@pytest.mark.parametrize("shown", SHOWN.findall((ROOT / "docs" / "mulai.md").read_text(encoding="utf-8")))
def test_the_program_says_what_the_first_page_shows(
    shown: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(make_workspace(tmp_path).root)
    Path("takarir.srt").write_text("1\n00:00:01 --> besok\nHalo\n", encoding="utf-8")
    said = runner(capsys, monkeypatch)(*shlex.split(shown[0]))
    assert (said.out + said.err).startswith(shown[1])
