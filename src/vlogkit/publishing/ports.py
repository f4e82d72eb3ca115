"""The shapes of what publishing is handed: a ledger that takes its writes, a workspace that has its files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from vlogkit.publishing.guards import GuardLedger
from vlogkit.records.platform import Charge
from vlogkit.records.post import Claim, PostState, ReasonKind, Receipt
from vlogkit.records.settings import Settings


class Quotas(Protocol):
    """What publishing needs of the ledger that keeps quotas, which several workspaces may share."""

    def spend(
        self, charges: Sequence[Charge], *, post: str = "", follows: bool = False, claim: Claim | None = None
    ) -> Charge | None: ...
    def release(self, ids: Collection[str]) -> None: ...


class Book(GuardLedger, Quotas, Protocol):
    """What publishing needs of the ledger; every write answers False when the claim was lost."""

    def claim_due(self, now: dt.datetime, worker: str) -> Claim | None: ...
    def begin(self, claim: Claim, worker: str, now: dt.datetime, handle: Mapping[str, str]) -> bool: ...
    def keep(self, claim: Claim, now: dt.datetime, handle: Mapping[str, str]) -> bool: ...
    def stretch(self, claim: Claim, now: dt.datetime) -> bool: ...
    def accept(
        self,
        claim: Claim,
        worker: str,
        now: dt.datetime,
        *,
        remote_id: str,
        url: str,
        state: PostState,
        wake: dt.datetime | None,
    ) -> bool: ...
    def publish(
        self,
        claim: Claim,
        worker: str,
        receipt: Receipt,
        *,
        rest: str = "",
        lacks: str = "",
        wake: dt.datetime | None = None,
    ) -> bool: ...
    def follow(
        self, claim: Claim, worker: str, now: dt.datetime, *, wake: dt.datetime | None, kind: ReasonKind, reason: str
    ) -> bool: ...
    def put_off(self, claim: Claim, worker: str, now: dt.datetime, *, until: dt.datetime, reason: str) -> bool: ...
    def stop(
        self,
        claim: Claim,
        worker: str,
        now: dt.datetime,
        *,
        state: PostState,
        kind: ReasonKind,
        reason: str,
        hold: int | None = None,
    ) -> bool: ...
    def late_answer(self, claim: Claim, worker: str, now: dt.datetime, *, remote_id: str, url: str) -> None: ...
    def lock(self, name: str, owner: str, now: dt.datetime, *, seconds: float = 60) -> bool: ...
    def unlock(self, name: str, owner: str) -> None: ...


class Places(Protocol):
    """What publishing needs of a workspace."""

    @property
    def root(self) -> Path: ...
    @property
    def bundles(self) -> Path: ...
    @property
    def outbox(self) -> Path: ...
    @property
    def settings(self) -> Settings: ...
