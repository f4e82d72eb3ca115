"""Write lines to standard output and error, styled where a terminal shows it."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from rich.console import Console

ASKS_FOR_STYLE = ("FORCE_COLOR", "TTY_COMPATIBLE")
"""Variables of the environment by which Rich takes a pipe for a terminal."""


class Printer:
    """One of the two streams. Rich is loaded for a terminal only: a file, a pipe or another program gets the same words
    without styles, and a command that writes there begins sooner."""

    def __init__(self, name: Literal["stdout", "stderr"]) -> None:
        self._name = name

    @property
    def is_terminal(self) -> bool:
        """Whether styles, progress and questions are seen by somebody."""
        stream = getattr(sys, self._name)
        styled = stream.isatty() or any(os.environ.get(name) for name in ASKS_FOR_STYLE)
        return styled and self.console.is_terminal

    @property
    def width(self) -> int:
        """Cells in a line."""
        return self.console.width

    @cached_property
    def console(self) -> Console:
        """Rich's console on the stream as it stands when it writes."""
        from rich.console import Console

        return Console(stderr=self._name == "stderr", highlight=False, emoji=False)

    def line(self, parts: Sequence[str | tuple[str, str]], style: str) -> None:
        """Write one line, never broken or cut. A part is a text, or a text and its style."""
        plain = [_visible(part) if isinstance(part, str) else (_visible(part[0]), part[1]) for part in parts]
        if self.is_terminal:
            from rich.text import Text

            self.console.print(Text.assemble(*plain, style=style), soft_wrap=True)
        else:
            text = "".join(part if isinstance(part, str) else part[0] for part in plain)
            getattr(sys, self._name).write(text + "\n")


def _visible(text: str) -> str:
    """The text without bells, backspaces, returns and the like, and with � for what else would make a terminal hide,
    colour or turn words that somebody reads before they approve them."""
    return text if text.isascii() and text.isprintable() else text.translate(_SIGNS)


_SIGNS = (
    dict.fromkeys((*range(32), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)), "\ufffd")
    | dict.fromkeys((7, 8, 11, 12, 13))
    | {9: "\t", 10: "\n"}
)
