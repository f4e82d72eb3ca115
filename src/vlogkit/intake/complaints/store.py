"""The private store of a workspace's complaints: raw words, kept apart from all that is published."""

from __future__ import annotations

from vlogkit.errors import UsageError
from vlogkit.intake.complaints.storing.case import StoredCase
from vlogkit.intake.complaints.storing.decision_tables import DecisionTables
from vlogkit.intake.complaints.storing.import_tables import ImportTables
from vlogkit.intake.complaints.storing.stored_cases import CaseTable


class ComplaintStore(CaseTable, ImportTables, DecisionTables):
    """All tables of the store; use it as a context manager."""

    def named(self, name: str) -> StoredCase | None:
        """The stored case of an id or a ticket, or None. Raises UsageError where several sources use the ticket."""
        item = self.one(name)
        if item is not None:
            return item
        found = self.with_ticket(name)
        if len(found) > 1:
            hint = f"Name one: {', '.join(one.id for one in found[:5])}."
            raise UsageError(f"several complaints have the ticket `{name}`", hint=hint)
        return found[0] if found else None

    def find(self, name: str) -> StoredCase:
        """The stored case of an id or a ticket. Raises UsageError where there is none, or several have the ticket."""
        item = self.named(name)
        if item is None:
            raise UsageError(f"there is no complaint `{name}`", hint="See: vlogkit complaints list")
        return item
