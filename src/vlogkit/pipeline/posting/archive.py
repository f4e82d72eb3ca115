"""Archive everything published in a period as a zip file, for the record."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json
import zipfile
from pathlib import Path

from vlogkit.errors import UsageError
from vlogkit.files import new_file
from vlogkit.pipeline.posting.holding import check_agency
from vlogkit.pipeline.posting.publishing_desk import PublishingDesk
from vlogkit.records.post import Receipt


def list_receipts(
    desk: PublishingDesk, *, since: dt.datetime | None, until: dt.datetime | None, agency: str = ""
) -> list[Receipt]:
    """What was published or handed over in a stretch of time, by all or by an agency, in order; a pack that was posted
    counts as its post. Raises UsageError."""
    check_agency(desk, agency)
    found = desk.ledger.receipts(since=since, until=until, agency=agency)
    out = {receipt.post for receipt in found if receipt.outcome == "published"}
    return [receipt for receipt in found if receipt.outcome == "published" or receipt.post not in out]


def make_archive(
    desk: PublishingDesk,
    path: Path,
    now: dt.datetime,
    *,
    since: dt.datetime | None,
    until: dt.datetime | None,
    agency: str = "",
) -> dict[str, object]:
    """Write receipts, posts, decisions and the trail, of all or of an agency, to a new zip file, with a list of sha256 sums.

    The file appears whole or not at all. Raises UsageError when it exists already, OutsideError from the disk.
    """
    if path.exists():
        raise UsageError(f"`{path}` already exists", hint="Name a new file: an archive is never changed.")
    check_agency(desk, agency)
    receipts = desk.ledger.receipts(since=since, until=until, agency=agency)
    parts = _parts(desk, receipts)
    sums = {name: hashlib.sha256(data).hexdigest() for name, data in parts.items()}
    parts["SHA256SUMS"] = "".join(f"{digest}  {name}\n" for name, digest in sums.items()).encode()
    with new_file(path) as part, zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            info = zipfile.ZipInfo(name, date_time=now.timetuple()[:6])
            archive.writestr(info, data, zipfile.ZIP_DEFLATED)
    return {"file": str(path), "receipts": len(receipts), "sha256": sums}


def _parts(desk: PublishingDesk, receipts: list[Receipt]) -> dict[str, bytes]:
    ids = list(dict.fromkeys(receipt.post for receipt in receipts))
    posts = [desk.ledger.entry(one).model_dump(mode="json") for one in ids]
    decisions = {one: desk.ledger.decisions(one) for one in ids}
    trail = [line.model_dump(mode="json") for one in ids for line in desk.ledger.trail(one)]
    return {
        "receipts.json": _json([receipt.model_dump(mode="json") for receipt in receipts]),
        "receipts.csv": _table(receipts).encode("utf-8-sig"),
        "posts.json": _json(posts),
        "approvals.json": _json(decisions),
        "trail.json": _json(trail),
    }


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _table(receipts: list[Receipt]) -> str:
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(["sent_at", "platform", "account", "post", "outcome", "remote_id", "url"])
    for one in receipts:
        cells = [one.platform, one.account, one.post, one.outcome, one.remote_id, one.url]
        table.writerow([one.sent_at.isoformat(), *cells])
    return text.getvalue()
