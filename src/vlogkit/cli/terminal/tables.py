"""Lay out a table as lines of text in which ids are never cut or wrapped."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size

GAP = "  "
LEAST = 12
"""Cells that are left of a free text, however narrow the terminal is."""


def lines_of(columns: Sequence[str], rows: Sequence[Sequence[str]], width: int | None) -> list[str]:
    """The head and one line a row. A column whose name ends with `#` stands to the right; one that ends with `~` is a
    free text, and the only kind that is cut, where the lines would be wider than `width` cells (None: never)."""
    names = [column.rstrip("#~") for column in columns]
    cells = [[_one_line(cell) for cell in row] for row in rows]
    wide = [max(cell_len(row[place]) for row in [names, *cells]) for place in range(len(names))]
    if width is not None:
        _narrow(wide, [place for place, column in enumerate(columns) if column.endswith("~")], width)
    return [_line(row, columns, wide) for row in [names, *cells]]


def _narrow(wide: list[int], free: list[int], width: int) -> None:
    """Take cells from the widest free text until the line fits, or none has any to give."""
    over = sum(wide) + len(GAP) * (len(wide) - 1) - width
    while over > 0 and free:
        widest = max(free, key=lambda place: wide[place])
        if wide[widest] <= LEAST:
            return
        wide[widest] -= 1
        over -= 1


def _line(row: Sequence[str], columns: Sequence[str], wide: Sequence[int]) -> str:
    cells = []
    for cell, column, room in zip(row, columns, wide, strict=True):
        text = cell if cell_len(cell) <= room else set_cell_size(cell, room - 1).rstrip() + "…"
        blank = " " * (room - cell_len(text))
        cells.append(blank + text if column.endswith("#") else text + blank)
    return GAP.join(cells).rstrip()


def _one_line(text: str) -> str:
    return " ".join(text.split())
