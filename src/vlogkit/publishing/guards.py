"""The checks right before a post leaves: files, time, approval, holds and secrets."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Protocol

from vlogkit.errors import InputError
from vlogkit.files import sha256_of
from vlogkit.keeping.manifests import DamagedManifestError, NoManifestError, read_manifest
from vlogkit.publishing.answers import HeldError, ReconnectError
from vlogkit.publishing.job import Job
from vlogkit.records.bundle import MANIFEST, Bundle
from vlogkit.records.post import Hold, Post
from vlogkit.records.settings import Account, Approval


class GuardLedger(Protocol):
    """What the ledger is asked before anything leaves."""

    def approved_by(self, post: Post) -> str:
        """Who approved exactly this content."""

    def stopped_by(self, post: Post, now: dt.datetime) -> Hold | None:
        """The hold that stands in the way."""


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
    """Raise HeldError where approval is asked for and the account no longer goes where it went when the post was planned."""
    was, now = post.goes_to, account.goes_to()
    if not (approval.required and was) or was == now:
        return
    names = [name for name in {**was, **now} if was.get(name, "") != now.get(name, "")]
    changes = ", ".join(f"{name} was {was.get(name) or 'empty'}, is {now.get(name) or 'empty'}" for name in names)
    raise HeldError(
        f"`{account.name}` goes elsewhere than when this was planned: {changes}; plan again, then approve it"
    )


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


def check_time(post: Post, now: dt.datetime, late: dt.timedelta) -> None:
    """Raise HeldError for a post whose time is long past: it is a person who decides whether it still matters."""
    if now - post.due > late:
        hours = (now - post.due).total_seconds() / 3600
        raise HeldError(f"overdue by {hours:.1f} h; give it a new time with: vlogkit queue retry {post.id} --at TIME")


def check_approval(gate: GuardLedger, post: Post, approval: Approval) -> None:
    """Raise HeldError when this workspace asks for approval and exactly this content has none."""
    if not approval.required:
        return
    by = gate.approved_by(post)
    if not by:
        raise HeldError(f"not approved as it stands now; see: vlogkit review show {post.id}")
    if approval.second_person and by.strip().casefold() == post.author.strip().casefold():
        raise HeldError(f"{by} made it and approved it; another person has to approve it")


def check_hold(gate: GuardLedger, post: Post, now: dt.datetime) -> None:
    """Ask the ledger, immediately before a submit. Raises HeldError when a hold stands."""
    hold = gate.stopped_by(post, now)
    if hold is not None:
        raise HeldError(f"hold {hold.id} by {hold.by}: {hold.reason}", hold=hold.id)
