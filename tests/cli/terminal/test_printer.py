"""Lines on a terminal and in a pipe."""

from __future__ import annotations

import io
import subprocess
import sys

import pytest

from vlogkit.cli.terminal.printer import ASKS_FOR_STYLE, Printer

PARTS = ("made ", ("jalan-purwodadi", "bold"), ": 3\ffiles\r\b\a")


class Terminal(io.StringIO):
    """A stream that somebody sees."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _no_wishes(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*ASKS_FOR_STYLE, "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


def written(monkeypatch: pytest.MonkeyPatch, stream: io.StringIO) -> str:
    monkeypatch.setattr(sys, "stdout", stream)
    Printer("stdout").line(PARTS, "")
    return stream.getvalue()


def test_a_terminal_gets_styles_and_a_pipe_the_same_words_without(monkeypatch: pytest.MonkeyPatch) -> None:
    seen, piped = written(monkeypatch, Terminal()), written(monkeypatch, io.StringIO())
    assert "\x1b[1mjalan-purwodadi\x1b[0m" in seen
    assert piped == "made jalan-purwodadi: 3files\n"
    assert seen.replace("\x1b[1m", "").replace("\x1b[0m", "") == piped


@pytest.mark.parametrize("name", ASKS_FOR_STYLE)
def test_a_pipe_gets_styles_where_the_environment_asks_for_them(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "1")
    assert "\x1b[1m" in written(monkeypatch, io.StringIO())


def test_a_long_line_is_neither_broken_nor_cut_in_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stdout", stream)
    Printer("stdout").line(["word " * 100 + "[bold]as it is[/bold]"], "dim")
    assert stream.getvalue() == "word " * 100 + "[bold]as it is[/bold]\n"


def test_writing_to_a_pipe_loads_nothing_that_styles() -> None:
    code = "from vlogkit.cli.common import say; import sys; say('x'); sys.exit('rich.console' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], stdin=subprocess.DEVNULL, check=False).returncode == 0


@pytest.mark.parametrize("stream", [io.StringIO, Terminal])
def test_words_can_neither_hide_nor_turn_what_is_read(
    monkeypatch: pytest.MonkeyPatch, stream: type[io.StringIO]
) -> None:
    out = stream()
    monkeypatch.setattr(sys, "stdout", out)
    Printer("stdout").line(["a\x1b[8mb\x9b2Kc\u202ede\n", ("\x1b]0;f", "")], "")
    assert out.getvalue() == "a\ufffd[8mb\ufffd2Kc\ufffdde\n\ufffd]0;f\n"
