"""An item's name comes in; its notice, its story and its brand go out, with what was found on the way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from vlogkit.catalogue import load_brand, load_template, load_words
from vlogkit.errors import UsageError
from vlogkit.files import sha256_of
from vlogkit.intake.updates import read_update
from vlogkit.pipeline.complaints import find_complaint, resolved_complaints
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
    yield from (complaint.id for complaint in resolved_complaints(workspace))


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
    item, missing = without_missing(workspace, find_item(workspace, name))
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
    found = (*missing, *brand_findings(brand, today))
    return Told(item, story, brand, found, (Input(path=_relative(item.source, workspace), sha256=item.sha256),))


def _relative(path: Path, workspace: Workspace) -> str:
    return path.relative_to(workspace.root).as_posix() if path.is_relative_to(workspace.root) else path.name


def without_missing(workspace: Workspace, item: Item) -> tuple[Item, tuple[Finding, ...]]:
    """A complaint without the pictures that its export names and the workspace does not have; a finding for each.

    An update's pictures were named by its author, so a missing one there is an error instead."""
    if not isinstance(item.notice, Complaint):
        return item, ()
    gone = {
        side: picture.file
        for side, picture in (("before", item.notice.before), ("after", item.notice.after))
        if picture is not None and not (workspace.root / picture.file).is_file()
    }
    findings = tuple(
        Finding(
            code="picture-missing",
            severity="warning",
            message=f"the picture `{file}` ({side}) is not in the workspace",
            where=item.notice.ticket,
            hint=f"Put it at {workspace.root / file} and render again.",
        )
        for side, file in gone.items()
    )
    notice = item.notice.model_copy(update=dict.fromkeys(gone, None))
    return replace(item, notice=notice), findings


def check_media(workspace: Workspace, item: Item) -> None:
    """Every picture and clip that the notice names is inside the workspace and can be opened. Raises InputError."""
    from vlogkit.rendering.pictures import picture_size

    notice = item.notice
    named = [*notice.pictures, getattr(notice, "before", None), getattr(notice, "after", None)]
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
