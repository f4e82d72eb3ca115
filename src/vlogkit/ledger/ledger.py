"""The ledger as one object: plans, claims, approvals, holds, the queue and its trail."""

from __future__ import annotations

from collections.abc import Collection

from vlogkit.ledger.approvals import Approvals
from vlogkit.ledger.approving.approval_sheets import ApprovalSheets
from vlogkit.ledger.approving.passphrase_marks import PassphraseMarks
from vlogkit.ledger.claims import Claims
from vlogkit.ledger.database import make_engine, migrate
from vlogkit.ledger.forgetting import Forgetting
from vlogkit.ledger.holds import Holds
from vlogkit.ledger.overviews import Heartbeats, Overviews
from vlogkit.ledger.plans import Plans
from vlogkit.ledger.post_actions import Queue
from vlogkit.ledger.restoring import Restoring
from vlogkit.ledger.retractions import Retractions
from vlogkit.ledger.shares import Shares


class Ledger(
    Plans,
    Claims,
    Approvals,
    ApprovalSheets,
    PassphraseMarks,
    Holds,
    Queue,
    Forgetting,
    Restoring,
    Retractions,
    Heartbeats,
    Overviews,
    Shares,
):
    """All that is known of posts, in one database that several workers on several machines may share."""

    def close(self) -> None:
        """Give the database's connections back."""
        self.engine.dispose()


def open_ledger(url: str, *, accounts: Collection[str] = (), workspace: str = "") -> Ledger:
    """Open the ledger at `url`, made or migrated where needed, for the posts of these accounts or of all, and for the
    reservations of this workspace of a network. Raises InputError, OutsideError."""
    engine = make_engine(url)
    migrate(engine)
    return Ledger(engine, accounts, workspace)
