"""Say which items are left out where everything is made or checked, and which gate is shut."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from vlogkit.cli.common import say

if TYPE_CHECKING:
    from vlogkit.pipeline.telling.complaint_state import LeftOut

NAMED = 8
"""How many items are named in a line; `--json` names all."""


def print_left_out(left_out: Sequence[LeftOut]) -> None:
    """A line for each reason, with how many items have it and the first of their names."""
    by_reason: dict[str, list[str]] = {}
    for one in left_out:
        by_reason.setdefault(one.gates[0].reason, []).append(one.name)
    for reason, names in by_reason.items():
        more = f" and {len(names) - NAMED:,} more" if len(names) > NAMED else ""
        say(("left out", "yellow"), f"  {reason}: {', '.join(names[:NAMED])}{more}")


def left_out_as_json(left_out: Sequence[LeftOut]) -> list[dict[str, object]]:
    """Every item with the gates that are shut."""
    return [{"item": one.name, "gates": [gate.model_dump(mode="json") for gate in one.gates]} for one in left_out]
