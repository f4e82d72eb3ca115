"""See how a complaint stands now, and which complaints are made where everything is."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from vlogkit.gates import COMPLAINTS
from vlogkit.intake.complaints.store import ComplaintStore
from vlogkit.intake.complaints.storing.case import StoredCase
from vlogkit.intake.complaints.storing.store_file import FILE
from vlogkit.intake.highlights.choice import Choice
from vlogkit.intake.highlights.nine_gates import confidence_gate, unchosen_gate
from vlogkit.pipeline.shown_files import complaint_pictures
from vlogkit.pipeline.telling.complaints import as_decided
from vlogkit.records.bundle import Input
from vlogkit.records.notices.gate import Gate, ItemState
from vlogkit.workspace import Workspace


@dataclass(frozen=True)
class LeftOut:
    """An item that is left out where everything is made, and the gates that are shut."""

    name: str
    gates: tuple[Gate, ...]


def complaint_state(workspace: Workspace, name: str, now: dt.datetime) -> ItemState:
    """A complaint, as the private store has it: nothing where it is not there."""
    if not (workspace.private / FILE).is_file():
        return ItemState(notice=name)
    with ComplaintStore(workspace.private) as store:
        stored = store.one(name)
        if stored is None:
            return ItemState(notice=name)
        complaint = as_decided(store, stored, workspace)
        gates = _choice(workspace, store, now).candidate(stored, {}, Counter()).gates
    agency = workspace.settings.agency_called(stored.case.agency)
    inputs = (
        Input(path=COMPLAINTS, sha256=complaint.fingerprint()),
        *complaint_pictures(workspace, complaint),
    )
    return ItemState(notice=name, inputs=inputs, gates=gates, agency=agency)


def shut_for_all(workspace: Workspace, now: dt.datetime) -> Iterator[LeftOut]:
    """Every resolved complaint with the gates that keep it from being made, none for those that may be; the costly gates
    are asked of those that somebody approved."""
    if not (workspace.private / FILE).is_file():
        return
    with ComplaintStore(workspace.private) as store:
        choice = _choice(workspace, store, now)
        for stored in store.cases("resolved"):
            gates = _unapproved(store, stored) or choice.candidate(stored, {}, Counter()).gates
            yield LeftOut(stored.id, tuple(gate for gate in gates if not gate.open))


def _unapproved(store: ComplaintStore, stored: StoredCase) -> tuple[Gate, ...]:
    if stored.case.in_confidence():
        return (confidence_gate(confidential=True),)
    return () if "approve" in store.decisions(stored.id) else (unchosen_gate(),)


def _choice(workspace: Workspace, store: ComplaintStore, now: dt.datetime) -> Choice:
    zone = workspace.settings.timezone
    return Choice(store, workspace.root, workspace.protected_pictures, now=now, zone=zone)
