"""A command that is stopped by hand says so, in JSON too, from its first moment, and returns 130."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys

import pytest
from tests.cli.runner import Run

from vlogkit.cli.terminal import command_line, stopping

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows sends no signal to one process")
ALONE = """
import os, signal, sys
left = [{at!r}]
def found(self, name, *_):
    if name in left:
        left.clear()
        os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, type("Finder", (), {{"find_spec": found}})())
sys.argv = ["vlogkit", "check", "--all", *{words!r}]
from vlogkit.cli import main
main()
"""
MESSAGE = "stopped; nothing half-made was left"


@pytest.mark.parametrize("at", ["typer", "typer.main", "vlogkit.cli.check", "json"])
@pytest.mark.parametrize("words", [[], ["--json"]])
def test_an_interrupt_while_modules_load_is_answered(at: str, words: list[str]) -> None:
    call = [sys.executable, "-c", ALONE.format(at=at, words=words)]
    environment = {**os.environ, "VLOGKIT_LANG": "en"}
    done = subprocess.run(call, capture_output=True, text=True, encoding="utf-8", env=environment, check=False)
    assert (done.returncode, done.stderr) == (130, MESSAGE + "\n")
    told = {"error": {"message": MESSAGE, "where": None, "hint": "", "exit_code": 130}}
    assert (json.loads(done.stdout) if words else done.stdout) == (told if words else "")


def stopped(vlogkit: Run, monkeypatch: pytest.MonkeyPatch, raised: BaseException) -> tuple[int, object]:
    def stop() -> int:
        raise raised

    monkeypatch.setattr(command_line, "call", stop)
    before = signal.getsignal(signal.SIGINT)
    said = vlogkit("check", "--all", "--json")
    assert signal.getsignal(signal.SIGINT) is before
    return said.code, said.json


def test_what_a_library_makes_of_an_interrupt_is_one_too(vlogkit: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    stopping.STOPPED.set()
    try:
        code, told = stopped(vlogkit, monkeypatch, RuntimeError("KeyboardInterrupt:"))
    finally:
        stopping.STOPPED.clear()
    assert code == 130
    assert told == {"error": {"message": MESSAGE, "where": None, "hint": "", "exit_code": 130}}


def test_another_error_stays_one(vlogkit: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VLOGKIT_DEBUG", raising=False)
    code, told = stopped(vlogkit, monkeypatch, RuntimeError("oh"))
    assert code == 1
    assert "oh" in json.dumps(told)
