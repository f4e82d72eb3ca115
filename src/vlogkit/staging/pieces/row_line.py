"""Draw the thin line that parts two rows of a list."""

from __future__ import annotations

from vlogkit.records.templates.element_base import Role
from vlogkit.records.timeline import Fill
from vlogkit.staging.setting import Setting, Spot, box

LINE, OPACITY = 2, 0.22


def row_line(name: str, spot: Spot, role: Role, setting: Setting, *, origin: str, delay: float = 0.0) -> Fill:
    """The line at the top of a place, as wide as that."""
    return Fill(
        name=name,
        origin=origin,
        box=box(spot.x, spot.y, spot.width, LINE),
        colour=setting.colour(role),
        opacity=OPACITY,
        motion=setting.clock.enter("fade", delay),
    )
