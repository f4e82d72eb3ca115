"""Keep each receipt as a file beside the bundles, notice a ledger that lacks some, and make a lost ledger again from them."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from vlogkit.errors import InputError, UsageError
from vlogkit.files import new_file
from vlogkit.freshness import stamp_of
from vlogkit.ledger.forgetting import WORDLESS
from vlogkit.ledger.ledger import Ledger
from vlogkit.planning.compose import post_id
from vlogkit.records.bundle import MANIFEST
from vlogkit.records.post import KeptReceipt, Outcome, Post, Receipt
from vlogkit.workspace import Workspace

_PACK = re.compile(r"(\d{4}-\d\d-\d\d)-(.+)")
_AGAIN = 10
"""Repetitions of a bundle on an account that are looked for by the name of a pack."""


@dataclass(frozen=True)
class Rebuilt:
    """How many receipts a ledger got back, and packs that no bundle and account explain."""

    receipts: int
    unknown: tuple[Path, ...]


def keep_receipts(workspace: Workspace, ledger: Ledger, *, post: str = "") -> None:
    """Write a file for every receipt that has none yet, or for those of one post; one that is there is never changed. Raises
    DiskError."""
    there = set(_files(workspace)) if not post else set()
    lacking = [one for one in ledger.receipts(post=post) if (one.post, one.outcome) not in there]
    for receipt in lacking:
        target = workspace.receipts / _name(receipt.post, receipt.outcome)
        if target.exists():
            continue
        of = ledger.entry(receipt.post).post
        kept = KeptReceipt(receipt=receipt, post=Post.model_validate(of.model_dump() | WORDLESS))
        with new_file(target) as part:
            part.write_text(kept.model_dump_json(indent=1) + "\n", encoding="utf-8")


def check_known(workspace: Workspace, ledger: Ledger) -> None:
    """Raise UsageError where receipts or packs lie beside the bundles that the ledger does not know: it is new, empty, older
    or another one, and planning with it would post again."""
    state = _state(workspace, ledger)
    if _KNOWN.get(workspace.root) == state:
        return
    there, packs = set(_files(workspace)), list(_packs(workspace))
    strange = there - ledger.receipt_keys() if there else set()
    lost = [path for path, _, name in packs if name not in _posts(ledger)] if packs else []
    if strange or lost:
        what = f"{len(strange)} in receipts/ and {len(lost)} in outbox/ that it does not know"
        hint = "Make it again with: vlogkit ledger rebuild. To begin anew, move receipts/ and outbox/ away first."
        raise UsageError(f"this ledger is not the one that published here: there are {what}", hint=hint)
    _KNOWN[workspace.root] = state


_KNOWN: dict[Path, object] = {}
"""How receipts, packs and ledger of each workspace stood when this process compared them last and all was well."""


def _state(workspace: Workspace, ledger: Ledger) -> object:
    """What changes when a receipt or a pack comes or goes, and when another file takes the place of the ledger's."""
    url = ledger.engine.url
    file = Path(url.database or "") if url.get_backend_name() == "sqlite" else None
    own = (file.stat().st_dev, file.stat().st_ino) if file and file.is_file() else ()
    return str(url), own, stamp_of([workspace.receipts, workspace.outbox])


def rebuild(workspace: Workspace, ledger: Ledger, *, by: str, now: dt.datetime) -> Rebuilt:
    """Give the ledger every post that is out, as receipts and packs beside the bundles say, so that planning again does not
    post it twice. Raises InputError for a damaged receipt."""
    known = ledger.receipt_keys()
    kept = [_read(path) for key, path in sorted(_files(workspace).items()) if key not in known]
    for one in kept:
        ledger.restore(one.post, one.receipt, by=by, now=now)
    posts, unknown = _posts(ledger), []
    for path, day, name in _packs(workspace):
        if name in posts:
            continue
        post = _post_of(workspace, name, day)
        if post is None:
            unknown.append(path)
            continue
        receipt = _receipt_of(path, post, now)
        ledger.restore(post, receipt, by=by, now=now)
        kept.append(KeptReceipt(receipt=receipt, post=post))
    return Rebuilt(len(kept), tuple(unknown))


def _name(post: str, outcome: Outcome) -> str:
    return f"{post}.{outcome}.json"


def _files(workspace: Workspace) -> dict[tuple[str, Outcome], Path]:
    found: dict[tuple[str, Outcome], Path] = {}
    outcomes: tuple[Outcome, ...] = ("published", "handed-over")
    with suppress(FileNotFoundError):
        for name in os.listdir(workspace.receipts):  # noqa: PTH208 - names alone: there may be ten thousand
            for outcome in outcomes:
                if name.endswith(f".{outcome}.json") and not name.startswith("."):
                    found[name.removesuffix(f".{outcome}.json"), outcome] = workspace.receipts / name
    return found


def _read(path: Path) -> KeptReceipt:
    try:
        return KeptReceipt.from_json(path.read_bytes(), path)
    except (OSError, ValueError):
        hint = "Restore it from a backup, or move it away: its post may then be sent again."
        raise InputError("this receipt is damaged", where=path, hint=hint) from None


def _packs(workspace: Workspace) -> Iterator[tuple[Path, str, str]]:
    """The folders of the outbox that are packs, each with its day and its post."""
    for path in sorted(workspace.outbox.glob("*/post.txt")):
        if match := _PACK.fullmatch(path.parent.name):
            yield path.parent, match[1], match[2]


def _posts(ledger: Ledger) -> set[str]:
    return {post.id for post in ledger.posts()}


def _post_of(workspace: Workspace, name: str, day: str) -> Post | None:
    """The post of a pack: the bundle and account whose post would have this id."""
    bundles: Iterable[str] = [path.parent.name for path in workspace.bundles.glob(f"*/{MANIFEST}")]
    for bundle, account, again in product(bundles, workspace.settings.accounts, range(_AGAIN)):
        if post_id(bundle, account.name, again) == name:
            due = dt.datetime.fromisoformat(f"{day}T00:00:00+00:00")
            values = {"platform": account.platform, "account": account.name, "due": due}
            return Post.model_validate({"id": name, "bundle": bundle, "bundle_hash": "", **values})
    return None


def _receipt_of(pack: Path, post: Post, now: dt.datetime) -> Receipt:
    where = {"remote_id": pack.name, "url": pack.resolve().as_uri(), "outcome": "handed-over", "sent_at": now}
    return Receipt.model_validate({"post": post.id, "platform": post.platform, "account": post.account, **where})
