"""An item's name comes in; its notice, its story and its brand go out, with what was found on the way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from vlogkit.catalogue import load_brand, load_template, load_words
from vlogkit.errors import UsageError
from vlogkit.files import sha256_of
from vlogkit.intake.protecting.pairs import protect_pair
from vlogkit.intake.updates import read_update
from vlogkit.pipeline.complaints import find_complaint, resolved_names
from vlogkit.records.brand import Brand
from vlogkit.records.bundle import Input
from vlogkit.records.finding import Finding
from vlogkit.records.notice import Complaint, Notice
from vlogkit.records.story import Story
from vlogkit.strict_yaml import load
from vlogkit.workspace import SETTINGS, Workspace
from vlogkit.writing.stories import write_story


@dataclass(frozen=True)
class Item:
    """A notice and where it came from; pictures are checked against the lines of that file."""

    notice: Notice
    source: Path
    sha256: str


@dataclass(frozen=True)
class Told:
    """An item told as a story, in its brand."""

    item: Item
    story: Story
    brand: Brand
    findings: tuple[Finding, ...]
    inputs: tuple[Input, ...]


def items(workspace: Workspace) -> Iterator[str]:
    """The names of everything that can be rendered: updates by file name, then resolved complaints."""
    yield from (path.stem for path in workspace.items())
    yield from resolved_names(workspace)


def find_item(workspace: Workspace, name: str) -> Item:
    """The item of a name, an update's file or a complaint's ticket. Raises InputError, UsageError."""
    path = Path(name)
    stem = path.stem if path.suffix == ".md" else name
    update = workspace.updates / f"{stem}.md"
    if "/" not in stem and ".." not in stem and update.is_file():
        return Item(read_update(update), update, sha256_of(update))
    complaint = find_complaint(workspace, name)
    if complaint is not None:
        return Item(complaint, workspace.complaints, complaint.fingerprint())
    known = ", ".join([p.stem for p in workspace.items()][:8])
    raise UsageError(
        f"there is no item `{name}` in {workspace.root}",
        hint=f"Items here: {known}, …" if known else f"Put Markdown files into {workspace.updates}.",
    )


def tell(workspace: Workspace, name: str, *, today: dt.date) -> Told:
    """The story of an item. A person's own `stories/NAME.yaml` or the template says it. Raises InputError."""
    item, asked = protected(workspace, find_item(workspace, name), today)
    notice = item.notice
    check_media(workspace, item)
    named_in = item.source if notice.brand else workspace.root / SETTINGS
    brand = load_brand(notice.brand or workspace.settings.brand, workspace.root, where=named_in)
    story = write_story(
        notice,
        load_template(notice.template, workspace.root, where=item.source),
        brand,
        load_words(notice.lang, workspace.root),
    )
    edited = workspace.root / "stories" / f"{notice.id}.yaml"
    if edited.is_file():
        story = load(Story, edited)
    found = (*asked, *brand_findings(brand, today))
    return Told(item, story, brand, found, (Input(path=_relative(item.source, workspace), sha256=item.sha256),))


def _relative(path: Path, workspace: Workspace) -> str:
    return path.relative_to(workspace.root).as_posix() if path.is_relative_to(workspace.root) else path.name


def protected(workspace: Workspace, item: Item, today: dt.date) -> tuple[Item, tuple[Finding, ...]]:
    """A complaint with protected copies in place of its pictures, and what a person has to answer about them.

    An update's pictures were chosen and named by its author, so they stay as they are."""
    if not isinstance(item.notice, Complaint):
        return item, ()
    pair = protect_pair(item.notice, workspace.root, now=dt.datetime.combine(today, dt.time.max, dt.UTC), strict=False)
    return replace(item, notice=pair.complaint), pair.findings


def check_media(workspace: Workspace, item: Item) -> None:
    """Every picture and clip that the notice names is inside the workspace and can be opened. Raises InputError."""
    from vlogkit.rendering.pictures import picture_size

    notice = item.notice
    named = [*notice.pictures, getattr(notice, "before", None), getattr(notice, "after", None)]
    named += [told.picture for told in getattr(notice, "items", ())]
    for picture in named:
        if picture is not None:
            picture_size(workspace.inside(picture.file, item.source))
    for clip in notice.clips:
        workspace.inside(clip.file, item.source)


def brand_findings(brand: Brand, today: dt.date) -> Iterator[Finding]:
    """A brand outside its days."""
    for limit, past, word in ((brand.valid_to, True, "expired on"), (brand.valid_from, False, "holds only from")):
        if limit is not None and (today > limit if past else today < limit):
            yield Finding(
                code="brand-expired",
                severity="warning",
                message=f"the brand `{brand.name}` {word} {limit.isoformat()}",
                where=f"brands/{brand.name}.yaml",
                measured=today.isoformat(),
                limit=limit.isoformat(),
                hint="Ask for the current brand, or correct valid_from and valid_to.",
            )
