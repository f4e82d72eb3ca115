"""Write the item that becomes a correction card: an announcement of what was wrong, in the agency's branding."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from vlogkit.errors import UsageError
from vlogkit.files import write_text
from vlogkit.keeping.manifests import read_manifest
from vlogkit.pipeline.posting.publishing_desk import PublishingDesk
from vlogkit.records.bundle import Bundle

TEMPLATE = "announcement"
_TITLES = {"en": "Correction: {title}"}
_TITLE = "Ralat: {title}"


def write_correction(desk: PublishingDesk, item: str, words: str, now: dt.datetime) -> Path:
    """`updates/ITEM-ralat.md`: what was wrong and what is right, in these words; a person may edit it before it is
    rendered. Raises UsageError where there is one already, InputError for an item without a bundle, DiskError."""
    bundle = read_manifest(desk.workspace.bundles / item)
    path = desk.workspace.updates / f"{item}-ralat.md"
    if path.exists():
        raise UsageError("there is a correction of this item already", where=path, hint="Edit it, and render it again.")
    write_text(path, correction_of(bundle, words, desk.workspace.today(now)))
    return path


def correction_of(bundle: Bundle, words: str, today: dt.date) -> str:
    """The text of the update file."""
    import yaml

    title = _TITLES.get(bundle.lang, _TITLE).format(title=bundle.title)
    front = {
        "template": TEMPLATE,
        "title": title,
        "lang": bundle.lang,
        "brand": bundle.brand,
        "date": today.isoformat(),
    }
    front |= {"summary": words.strip()}
    return f"---\n{yaml.safe_dump(front, allow_unicode=True, sort_keys=False)}---\n{words.strip()}\n"
