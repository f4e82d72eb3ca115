"""Every command writes to every code page without an error, and JSON loses nothing there."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from tests.checking.planting import Bench
from tests.cli.terminal.words import calls

from vlogkit.cli import main
from vlogkit.cli.terminal.plain_output import nearest

ENCODINGS = ("cp1252", "cp437", "cp850", "ascii")
EVERY = bool(os.environ.get("CI"))
"""Every command to every code page, as in CI; less while developing: to one of them, in turn."""
TITLE = "Jembatan “Karanganyar” → dibuka … 3 × 4 m – ꦗꦮ"


@dataclass
class Pipe:
    """What a command wrote to a pipe of one encoding."""

    code: int
    out: bytes
    err: bytes


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    bench = Bench(tmp_path / "uji")
    bench.update(("title: Jembatan Karanganyar dibuka lagi", f"title: {TITLE}"))
    monkeypatch.chdir(bench.root)
    monkeypatch.setenv("VLOGKIT_DEBUG", "1")
    monkeypatch.setenv("VLOGKIT_KEYRING", "no")
    monkeypatch.setenv("VLOGKIT_SECRETS", str(tmp_path / "secrets"))
    return bench


def piped(monkeypatch: pytest.MonkeyPatch, encoding: str, *words: str) -> Pipe:
    """Run a command in this process with strict streams of an encoding, as PYTHONIOENCODING makes them."""
    out, err = io.BytesIO(), io.BytesIO()
    with monkeypatch.context() as patch:
        patch.setattr("sys.argv", ["vlogkit", *words])
        patch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"NIK 3374125708950003"), encoding=encoding))
        patch.setattr("sys.stdout", io.TextIOWrapper(out, encoding=encoding, errors="strict", write_through=True))
        patch.setattr("sys.stderr", io.TextIOWrapper(err, encoding=encoding, errors="strict", write_through=True))
        with pytest.raises(SystemExit) as left:
            main()
        sys.stdout.flush()
        sys.stderr.flush()
        return Pipe(int(left.value.code or 0), out.getvalue(), err.getvalue())


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_command_writes_to_a_pipe_of_any_code_page(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    for turn, words in enumerate(calls()):
        if not EVERY and (turn + ENCODINGS.index(encoding)) % len(ENCODINGS):
            continue
        for more in ((), ("--json",)):
            said = piped(monkeypatch, encoding, *words, *more)
            assert said.code in {0, 1, 2, 3}, words
            assert b"UnicodeEncodeError" not in said.err, words
            said.out.decode("utf-8" if words[:2] == ("plan", "export") else encoding)
            if more:
                assert json.loads(said.out.decode(encoding)) is not None, words


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_json_has_every_sign_in_every_code_page(bench: Bench, monkeypatch: pytest.MonkeyPatch, encoding: str) -> None:
    said = piped(monkeypatch, encoding, "redact", TITLE, "--json")
    assert json.loads(said.out.decode(encoding))["text"] == TITLE


def test_documents_for_programs_are_utf_8_whatever_the_terminal_is(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.template(("style: title, role: paper", "style: title, role: mute"))
    for form in ("junit", "sarif"):
        said = piped(monkeypatch, "ascii", "check", "uji", "--format", form)
        assert TITLE.split()[-1].encode() in said.out
    assert ET.fromstring(piped(monkeypatch, "cp437", "check", "uji", "--format", "junit").out).tag == "testsuites"


def test_signs_that_a_code_page_lacks_are_written_in_others() -> None:
    assert nearest("“3 × 4” → é … – ꦗ") == '"3 x 4" -> e ... - ?'


def test_a_process_of_its_own_with_an_ascii_pipe_ends_as_with_any_other(bench: Bench) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    words = [sys.executable, "-m", "vlogkit", "check", "uji"]
    done = subprocess.run(words, capture_output=True, env=environment, cwd=bench.root, check=False)
    assert done.returncode in {0, 1}, done.stderr
    assert done.stdout.decode("ascii").startswith("uji: ")
