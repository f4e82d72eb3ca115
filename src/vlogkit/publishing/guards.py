"""The checks right before a post leaves: every gate, its files and its secrets."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Protocol

from vlogkit.errors import InputError
from vlogkit.files import sha256_of
from vlogkit.gates import destination_gate, shut_gates
from vlogkit.keeping.manifests import DamagedManifestError, NoManifestError, read_manifest
from vlogkit.publishing.answers import HeldError, ReconnectError
from vlogkit.publishing.job import Job
from vlogkit.records.bundle import MANIFEST, Bundle
from vlogkit.records.notices.gate import Question
from vlogkit.records.post import Hold, Post, Yes
from vlogkit.records.settings import Account, Approval


class GuardLedger(Protocol):
    """What the ledger is asked before anything leaves."""

    def said_yes(self, post: Post) -> tuple[Yes, ...]:
        """Who approved exactly this content."""

    def stopped_by(self, post: Post, now: dt.datetime, *, waits: bool = False) -> Hold | None:
        """The hold that stands in the way, or stood in it while the post waited."""

    def retracted(self, item: str, account: str) -> str:
        """Why the item was retracted; empty where it was not."""


def read_bundle(post: Post, folder: Path) -> Bundle:
    """The bundle's manifest. Raises HeldError when it is gone, unreadable or another one than was planned."""
    try:
        bundle = read_manifest(folder)
    except NoManifestError:
        raise HeldError(f"the bundle `{post.bundle}` is gone; render the item and plan again") from None
    except DamagedManifestError:
        raise HeldError(f"{MANIFEST} of `{post.bundle}` is damaged; render the item and plan again") from None
    except InputError as newer:
        raise HeldError(f"`{post.bundle}`: {newer.message}; update it on the machine that publishes") from None
    if not _is_planned(bundle, post):
        raise HeldError("the item was rendered again since this was planned; plan again, then approve it")
    return bundle


def _is_planned(bundle: Bundle, post: Post) -> bool:
    """Whether a bundle holds what a post was planned with; an older vlogkit bound posts to the whole bundle."""
    own = (bundle.sent_hash(post.platform, post.files, every_wording=every) for every in (False, True))
    return post.bundle_hash in {*own, bundle.content_hash()}


def check_destination(post: Post, account: Account, approval: Approval) -> None:
    """Raise HeldError where approval is asked for and the account no longer goes where it went when the post was planned:
    not even a look at what was begun goes elsewhere."""
    for gate in destination_gate(post, account) if approval.required else ():
        raise HeldError(gate.told())


def check_secrets(job: Job) -> None:
    """Raise ReconnectError for an account whose secrets are not stored; an access token comes with a refresh token."""
    own = {"access_token"} if job.secrets.get("refresh_token") else set()
    missing = [name for name in job.facts.secrets if not job.secrets.get(name) and name not in own]
    if missing:
        hint = f"vlogkit accounts add {job.account.name}"
        raise ReconnectError(f"`{job.account.name}` has no {', '.join(missing)} stored; add it with: {hint}")


def check_files(job: Job) -> None:
    """Compare each file with the manifest. Raises HeldError for one that is gone or was changed."""
    listed = {output.path for output in job.outputs()}
    for path in job.post.files:
        if path not in listed:
            raise HeldError(f"the bundle no longer has {path}; plan again")
    for output in job.outputs():
        file = job.path(output)
        inside = file.resolve().is_relative_to(job.folder.resolve())
        if not inside or not file.is_file() or sha256_of(file) != output.sha256:
            raise HeldError(f"{output.path} is not the file that was rendered; render the item again")


def check_gates(question: Question) -> None:
    """Raise HeldError for the first gate that is shut. Asked directly before every call that cannot be undone."""
    for gate in shut_gates(question):
        held = question.hold.id if gate.name == "hold" and question.hold is not None else None
        raise HeldError(gate.told(), hold=held)
