"""Choose how a chart is measured and drawn, by its form."""

from __future__ import annotations

from collections.abc import Callable

from vlogkit.records.templates.element import ChartElement
from vlogkit.staging.pieces.charts.bar_chart import bars_piece
from vlogkit.staging.pieces.charts.dot_grid import dots_piece
from vlogkit.staging.pieces.charts.ranking import ranking_piece
from vlogkit.staging.pieces.charts.slope_chart import slope_piece
from vlogkit.staging.pieces.charts.time_chart import columns_piece, line_piece
from vlogkit.staging.setting import Piece, Setting

_FORMS: dict[str, Callable[[ChartElement, float, Setting], Piece]] = {
    "bars": bars_piece,
    "columns": columns_piece,
    "dots": dots_piece,
    "line": line_piece,
    "ranking": ranking_piece,
    "slope": slope_piece,
}


def chart_piece(element: ChartElement, width: float, setting: Setting) -> Piece:
    """A chart in its form; two values are needed for a slope, and what has fewer or more stands as bars."""
    form = element.form
    if form == "slope" and len(element.items) != 2:
        form = "bars"
    if not element.items:
        return Piece(width, 0, lambda spot: [])
    return _FORMS[form](element, width, setting)
