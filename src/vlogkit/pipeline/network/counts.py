"""Count the posts of each workspace of a network by their states."""

from __future__ import annotations

from dataclasses import dataclass

from vlogkit.pipeline.network.members import OpenNetwork, own_ledger


@dataclass(frozen=True)
class MemberCounts:
    """A workspace of a network, where it is, and how many of its posts are in each state."""

    name: str
    folder: str
    states: dict[str, int]


def counts_of(opened: OpenNetwork) -> list[MemberCounts]:
    """The counts of every workspace, in the order of the network's file; of a ledger that several share, of each its own
    posts. Raises InputError, OutsideError."""
    found = []
    for member in opened.members:
        ledger = own_ledger(opened, member)
        try:
            states = {str(state): count for state, count in sorted(ledger.counts().items())}
        finally:
            ledger.close()
        found.append(MemberCounts(member.name, str(member.workspace.root) if member.workspace else "", states))
    return found
