"""Run a command line, and return its exit code, its output and its JSON as `vlogkit` itself gives them."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from vlogkit.cli import main


@dataclass(frozen=True)
class Said:
    """What a command returned and said."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> object:
        return json.loads(self.out)


Run = Callable[..., Said]


def runner(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Calls the entry point in this process; a traceback would end the test."""

    def run(*words: str | Path) -> Said:
        monkeypatch.setenv("VLOGKIT_LANG", "en")  # `--lang` changes it; undone after the test
        monkeypatch.setattr("sys.argv", ["vlogkit", *map(str, words)])
        capsys.readouterr()
        answers = signal.getsignal(signal.SIGINT)
        try:
            with pytest.raises(SystemExit) as left:
                main()
        finally:
            signal.signal(
                signal.SIGINT, answers
            )  # a command that was stopped ignores Ctrl-C from then on, and all it starts
        said = capsys.readouterr()
        return Said(left.value.code if isinstance(left.value.code, int) else 0, said.out, said.err)

    return run


def errors_in(said: Said) -> list[str]:
    """The first line of each error that was printed for a person."""
    return [line for line in said.err.splitlines() if line.startswith("error ")]
