"""Make an item's bundle by its name; what it is made of is known as long as nothing has changed."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from vlogkit.keeping.manifests import manifest_if_any
from vlogkit.pipeline.making.bundles import Made, folder_of, formats_to_make, make_bundle, unencoded, up_to_date
from vlogkit.pipeline.making.options import QUIET, Formats, Listener, Options
from vlogkit.pipeline.unchanged import ItemNote
from vlogkit.workspace import Workspace

VERSION = 1
"""Goes up with every change of what decides about the files of a bundle."""


class Ingredients(NamedTuple):
    """The formats of a bundle, and the sha256 (hex) of all that decides about its files."""

    formats: Formats
    made_of: str


def make_item(
    workspace: Workspace, name: str, options: Options, *, now: dt.datetime, listener: Listener = QUIET
) -> Made:
    """Make everything of an item; one whose bundle stands and whose files have not changed since is not even told.
    Raises UsageError, InputError, RenderError, OutsideError."""
    today = workspace.today(now)
    note = ItemNote(workspace, name, today, Ingredients, options.formats, options.draft, version=VERSION)
    known = note.read() if options.use_cache else None
    if known is not None and (made := _standing(workspace, name.removesuffix(".md"), options, known)):
        return made
    from vlogkit.pipeline.telling.items import tell  # here: what is known needs none of it
    from vlogkit.seeing.networks import put_away

    told = tell(workspace, name, today=today)
    put_away()  # faces and plates are found; what found them takes more memory than a render
    formats = formats_to_make(workspace, options, manifest_if_any(folder_of(workspace, told.story.id, options)))
    made = make_bundle(workspace, told, now=now, options=options, formats=formats, listener=listener)
    note.keep(Ingredients(formats, made.bundle.made_of), told)
    return made


def is_made(workspace: Workspace, name: str, options: Options, *, now: dt.datetime) -> bool:
    """Whether making an item would change nothing, as far as that is known without telling it."""
    note = ItemNote(workspace, name, workspace.today(now), Ingredients, options.formats, options.draft, version=VERSION)
    known = note.read()
    return known is not None and _standing(workspace, name.removesuffix(".md"), options, known) is not None


def _standing(workspace: Workspace, name: str, options: Options, known: Ingredients) -> Made | None:
    """The bundle that stands, where it is whole and made of what is known."""
    folder = folder_of(workspace, name, options)
    before = manifest_if_any(folder)
    if before is None or formats_to_make(workspace, options, before) != known.formats:
        return None
    return Made(unencoded(before), unchanged=True) if up_to_date(before, folder, options, known.made_of) else None
