"""Tell an item: find its notice by name, and write its story in its brand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from vlogkit import resources
from vlogkit.catalogue import known_brand, known_template, load_words
from vlogkit.errors import InputError, UsageError, Where, raise_all
from vlogkit.faults import nearest, suggestion
from vlogkit.files import SETTINGS, sha256_of
from vlogkit.findings.codes import found
from vlogkit.gates import gate_findings, shut_gates
from vlogkit.intake.updates import read_update
from vlogkit.pipeline.shown_files import shown_files
from vlogkit.pipeline.telling.assets import check_logo
from vlogkit.pipeline.telling.blurred_people import left_out, without_blurred_people
from vlogkit.pipeline.telling.item_state import edited_story, item_state, state_as_read
from vlogkit.pipeline.telling.protection import protect_complaint, protect_story
from vlogkit.pipeline.telling.source_places import named_in, open_source
from vlogkit.records.brand import Brand
from vlogkit.records.bundle import Input
from vlogkit.records.clips.take import Take
from vlogkit.records.finding import Finding
from vlogkit.records.notices.complaint import Complaint
from vlogkit.records.notices.gate import Question
from vlogkit.records.notices.media import Picture
from vlogkit.records.notices.notice import Notice
from vlogkit.records.story import Story
from vlogkit.records.templates.template import Template
from vlogkit.strict_yaml import load
from vlogkit.workspace import Workspace
from vlogkit.writing.stories import write_story
from vlogkit.writing.words_in_templates import MAX_ITEMS, LongListError

if TYPE_CHECKING:
    from vlogkit.pipeline.telling.complaint_state import LeftOut


@dataclass(frozen=True)
class Item:
    """A notice and where it came from; pictures are checked against the lines of that file."""

    notice: Notice
    source: Path
    sha256: str


@dataclass(frozen=True)
class StoryDraft:
    """An item told as a story, in its brand."""

    item: Item
    story: Story
    brand: Brand
    findings: tuple[Finding, ...]
    inputs: tuple[Input, ...]
    copies: Mapping[str, str] = field(default_factory=dict)
    """The protected copy that stands in the story for each picture and clip of the workspace."""


@dataclass(frozen=True)
class ChosenItems:
    """What is made or checked, and what is left out since a gate is shut."""

    names: tuple[str, ...]
    left_out: tuple[LeftOut, ...] = ()


def chosen_items(
    workspace: Workspace, names: Sequence[str], now: dt.datetime, *, everything: bool = False
) -> ChosenItems:
    """The names given, each once, or everything that may leave. Raises UsageError where nothing is named or there."""
    if names and not everything:
        return ChosenItems(tuple(dict.fromkeys(names)))
    if not everything:
        raise UsageError("no item is named", hint="Name items, or say --all.")
    from vlogkit.pipeline.telling.complaint_state import shut_for_all

    updates = [path.stem for path in workspace.items()]
    complaints = list(shut_for_all(workspace, now))
    if not updates and not complaints:
        hint = f"Put Markdown files into {workspace.updates}."
        raise UsageError(f"there are no items in {workspace.root}", hint=hint)
    chosen = (*updates, *(one.name for one in complaints if not one.gates))
    return ChosenItems(chosen, tuple(one for one in complaints if one.gates))


def find_item(workspace: Workspace, name: str) -> Item:
    """The item of a name, an update's file or a complaint's ticket. Raises InputError, UsageError."""
    path = Path(name)
    stem = path.stem if path.suffix == ".md" else name
    update = workspace.updates / f"{stem}.md"
    if "/" not in stem and ".." not in stem and update.is_file():
        return Item(read_update(update), update, sha256_of(update))
    from vlogkit.pipeline.telling.complaints import find_complaint

    complaint = find_complaint(workspace, name)
    if complaint is not None:
        return Item(complaint, workspace.complaints, complaint.fingerprint())
    items = [path.stem for path in workspace.items()]
    known = ", ".join(items[:8])
    hint = f"Items here: {known}, …" if known else f"Put Markdown files into {workspace.updates}."
    if near := nearest(stem, items):
        hint = f"Did you mean `{near}`?"
    raise UsageError(f"there is no item `{name}` in {workspace.root}", hint=hint)


def tell(workspace: Workspace, name: str, *, today: dt.date) -> StoryDraft:
    """The story of an item. A person's own `stories/NAME.yaml` or the template says it. Raises InputError."""
    return tell_item(workspace, find_item(workspace, name), today=today)


def tell_item(workspace: Workspace, item: Item, *, today: dt.date) -> StoryDraft:
    """The story of an item that was read, from wherever it came. Raises InputError."""
    given = item.notice
    item, asked = protected(workspace, item, today)
    notice = item.notice
    check_media(workspace, item)
    check_platforms(item)
    check_agency(workspace, item)
    named_in = item.source if notice.brand else workspace.root / SETTINGS
    brand = known_brand(notice.brand or _brand_of_agency(workspace, item), workspace.root, where=named_in)
    check_logo(workspace, brand)
    takes = _takes(workspace, item)
    template = known_template(notice.template, workspace.root, where=item.source)
    edited = workspace.stories / f"{notice.id}.yaml"
    shown = notice if edited.is_file() else without_blurred_people(workspace, notice)
    words = load_words(notice.lang, workspace.root, notice.javanese or brand.javanese)
    try:
        story = write_story(shown, template, brand, words, takes)
    except LongListError as error:
        raise _too_long(item, error) from None
    if edited.is_file():
        story = own_story(edited, notice)
    story, doubts = _narrated(workspace, item, story, brand, again=not edited.is_file())
    heard = (finding for take in takes.values() for finding in take.findings)
    files = shown_files(workspace, given, story)
    safe = protect_story(workspace, notice, story, item.source)
    if shown is not notice:
        asked = (*asked, *left_out(notice, shown, open_source(item.source, _relative(item.source, workspace))))
    findings = (*asked, *safe.findings, *heard, *doubts, *brand_findings(brand, today, workspace.root))
    findings = (*shut_for_item(workspace, item, template, today), *findings)
    own = (Input(path=_relative(item.source, workspace), sha256=item.sha256), *edited_story(workspace, notice.id))
    return StoryDraft(item, safe.story, brand, findings, (*own, *files), safe.copies)


def _too_long(item: Item, error: LongListError) -> InputError:
    """More than a template can tell, at the item's own line of its longest list."""
    if not item.source.is_file():
        return error
    count, key = max((len(value), key) for key, value in item.notice if isinstance(value, tuple))
    if error.where and count <= MAX_ITEMS:
        return error
    source = open_source(item.source, str(item.source))
    place = Where(item.source, source.body_line) if key == "body" else source.place((key,))
    hint = "Leave some out, or tell them in two items."
    return InputError(f"`{key}` has {count} entries, more than the template can tell", where=place, hint=hint)


def own_story(path: Path, notice: Notice) -> Story:
    """The story that a person wrote for an item. Raises InputError, at its line where it is that of another: it would be
    made into the other's bundle, past the gates that are asked of the notice that it names."""
    story = load(Story, path)
    own = {"id": (story.id, notice.id), "notice": (story.notice, f"{notice.kind}:{notice.id}")}
    raise_all(
        [
            InputError(
                f"`{key}: {given}` is not that of the item whose story this file is",
                where=_key_place(path, str(path), key),
                hint=f"Write `{key}: {wanted}`, or call the file after the item that it tells.",
            )
            for key, (given, wanted) in own.items()
            if given != wanted
        ]
    )
    return story


def _brand_of_agency(workspace: Workspace, item: Item) -> str:
    """The brand of the agency whose item it is, else the workspace's."""
    settings, notice = workspace.settings, item.notice
    name = settings.agency_called(notice.agency) if isinstance(notice, Complaint) else notice.agency
    return settings.agencies[name].brand if name and name in settings.agencies else settings.brand


def check_agency(workspace: Workspace, item: Item) -> None:
    """Raise InputError at its line where an item names an agency that vlogkit.yaml does not have."""
    name = "" if isinstance(item.notice, Complaint) else item.notice.agency
    known = list(workspace.settings.agencies)
    if name and name not in known:
        hint = suggestion(name, known) if known else f"Write `agencies:` into {SETTINGS}, or take `agency:` out."
        place = open_source(item.source, str(item.source)).place(("agency",)) if item.source.is_file() else item.source
        raise InputError(f"there is no agency `{name}` in {SETTINGS}", where=place, hint=hint)


def shut_for_item(workspace: Workspace, item: Item, template: Template, today: dt.date) -> Iterator[Finding]:
    """What keeps the item, told by its template, from leaving, as it stands on a day."""
    notice, now = item.notice, dt.datetime.combine(today, dt.time.max, ZoneInfo(workspace.settings.timezone))
    if isinstance(notice, Complaint):
        state, place, subject = item_state(workspace, f"complaint:{notice.id}", now), None, f"complaint {notice.ticket}"
    else:
        state = state_as_read(workspace, notice, template, item.sha256)
        place, subject = Where(_relative(item.source, workspace)), ""
    yield from gate_findings(shut_gates(Question(item=state, at=now), opening=True), place=place, subject=subject)


def _takes(workspace: Workspace, item: Item) -> dict[str, Take]:
    """What is said in its clips. Listening is imported where somebody talks: most items are told without."""
    if not any(clip.talks() for clip in item.notice.clips):
        return {}
    from vlogkit.pipeline.telling.talking_clips import takes_of

    return takes_of(workspace, item.notice, item.source)


def _narrated(
    workspace: Workspace, item: Item, story: Story, brand: Brand, *, again: bool
) -> tuple[Story, tuple[Finding, ...]]:
    """The story as its voice-over reads it, if it has one; a person's own story (not `again`) keeps its times."""
    if item.notice.voice is None:
        return story, ()
    from vlogkit.pipeline.telling.narration import draft_findings, narrate

    draft = draft_findings(item.notice.voice, _key_place(item.source, _relative(item.source, workspace), "voice"))
    if not again:
        return story, draft
    told = narrate(workspace, item.notice, story, item.notice.captions or brand.captions, item.source)
    return told.story, (*told.findings, *draft)


def _relative(path: Path, workspace: Workspace) -> str:
    return path.relative_to(workspace.root).as_posix() if path.is_relative_to(workspace.root) else path.name


def protected(workspace: Workspace, item: Item, today: dt.date) -> tuple[Item, tuple[Finding, ...]]:
    """A complaint without the pictures that may not be shown, and what a person has to answer about them."""
    if not isinstance(item.notice, Complaint):
        return item, ()
    complaint, asked = protect_complaint(workspace, item.notice, today)
    return replace(item, notice=complaint), asked


def check_media(workspace: Workspace, item: Item) -> None:
    """Every picture and clip that the notice names is inside the workspace and can be opened. Raises InputError."""
    for _, medium in item.notice.media():
        for name in medium.files():
            try:
                path = workspace.inside(name)
            except InputError as error:
                raise error.at(named_in(item.source, name)) from None
            if isinstance(medium, Picture):
                from vlogkit.media.pictures import picture_size  # here: many items show no picture

                picture_size(path)


def check_platforms(item: Item) -> None:
    """Every platform that the notice has words for exists. Raises InputError at its line."""
    if not item.notice.posts:
        return
    from vlogkit.publishing.registry import names

    known = list(names())
    wrong = [name for name in item.notice.posts if name not in known]
    source = open_source(item.source, str(item.source)) if wrong and item.source.is_file() else None
    raise_all(
        [
            InputError(
                f"`posts:` has words for `{name}`, which is not a platform",
                where=source.place(("posts", name)) if source else item.source,
                hint=suggestion(name, known),
            )
            for name in wrong
        ]
    )


def brand_findings(brand: Brand, today: dt.date, root: Path | None = None) -> Iterator[Finding]:
    """A brand outside its days, at the key that says so."""
    for limit, key, variant in ((brand.valid_to, "valid_to", ""), (brand.valid_from, "valid_from", "early")):
        if limit is not None and (today < limit if variant else today > limit):
            file = f"brands/{brand.name}.yaml"
            path = resources.find(file, workspace=root)
            yield found(
                "brand-expired",
                variant,
                place=_key_place(path, file, key) if path else Where(file),
                measured=today.isoformat(),
                limit=limit.isoformat(),
                brand=brand.name,
            )


def _key_place(path: Path, shown: str, key: str) -> Where | None:
    """The line of a key in a file that a person wrote; None for what stands in no file."""
    return open_source(path, shown).place((key,)) if path.is_file() else None
