"""Write to any terminal or pipe: what its code page does not have is written in other signs, and never ends a command."""

from __future__ import annotations

import codecs
import io
import sys
import unicodedata

HANDLER = "vlogkit-nearest"
_NEAREST = {
    "…": "...",
    "–": "-",
    "—": "-",
    "‑": "-",
    "−": "-",
    "×": "x",
    "→": "->",
    "“": '"',
    "”": '"',
    "„": '"',
    "‘": "'",
    "’": "'",
    "•": "*",
    "·": ".",
    "°": " deg",
    "≤": "<=",
    "≥": ">=",
    "\u00a0": " ",
    "\u202f": " ",
    "━": "-",
    "╸": "-",
    "╺": "-",
}


def nearest(text: str) -> str:
    """The text in ASCII: signs by others that mean the same, letters without their accents, else a question mark."""
    return "".join(_NEAREST.get(sign) or _bare(sign) for sign in text)


def be_printable() -> None:
    """Let standard output and error take every text."""
    codecs.register_error(HANDLER, _handled)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=HANDLER)


def _handled(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return nearest(error.object[error.start : error.end]), error.end


def _bare(sign: str) -> str:
    bare = unicodedata.normalize("NFKD", sign).encode("ascii", "ignore").decode()
    return bare or "?"
