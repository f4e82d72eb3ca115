"""Read and write cut lists, the YAML files in which a person corrects what is cut."""

from __future__ import annotations

from pathlib import Path

from vlogkit.files import write_text
from vlogkit.records.clips.cut_list import CutList
from vlogkit.strict_yaml import load, read_text

_HEAD = """# Pieces of the clip in order, seconds from its start. `keep: true` brings a pause back,
# `keep: false` takes a piece out. To move a cut, change an `end` and the `start` of the piece after it alike.
pieces:
"""


def read_cut_list(path: Path) -> CutList:
    """The cut list of a file. Raises InputError or SeveralErrors with file:line:column."""
    return load(CutList, path)


def write_cut_list(cuts: CutList, path: Path) -> None:
    """Write a cut list, one line a piece; what a person wrote above the pieces of an earlier one stays."""
    lines = [
        f"  - {{start: {piece.start:.3f}, end: {piece.end:.3f}, keep: {str(piece.keep).lower()}"
        + (f", why: {piece.why}}}" if piece.why else "}")
        for piece in cuts.pieces
    ]
    head = _HEAD
    if path.is_file():
        before, found, _ = read_text(path).partition("pieces:")
        head = f"{before}pieces:\n" if found else _HEAD
    write_text(path, head + "\n".join(lines) + "\n")
