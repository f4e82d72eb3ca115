"""Replace every picture and clip of a story by its protected copy, and ask what only a person can answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from vlogkit.errors import InputError, Where
from vlogkit.findings.codes import found
from vlogkit.findings.picture_pairs import order_findings, pair_findings
from vlogkit.intake.protecting.picture_notes import SUFFIX, Care, care_of
from vlogkit.media.kinds import is_drawing, is_picture
from vlogkit.pipeline.telling.assets import find_file, is_shipped
from vlogkit.pipeline.telling.source_places import Source, open_source
from vlogkit.records.base import KeyPath
from vlogkit.records.finding import Finding
from vlogkit.records.notices.complaint import Complaint
from vlogkit.records.notices.media import Minor, Picture
from vlogkit.records.notices.notice import Notice
from vlogkit.records.story import Story, StoryScene
from vlogkit.records.templates.element import Element
from vlogkit.records.templates.element_files import renamed
from vlogkit.records.templates.element_ground import CompareElement
from vlogkit.records.templates.filled import walk
from vlogkit.seeing.known_pairs import KnownPairs
from vlogkit.workspace import Workspace
from vlogkit.writing.speech.takes import is_clip


class Named(NamedTuple):
    """A file that a notice names: where, who agreed to be seen, whether a child is in it, and whether it stays as it is
    (somebody talks or signs in it)."""

    key: KeyPath
    consent: str = ""
    minor: Minor = "unknown"
    as_it_is: bool = False


@dataclass(frozen=True)
class Protection:
    """A story that may be shown, what a person has to answer, and the copy of each file."""

    story: Story
    findings: tuple[Finding, ...] = ()
    copies: Mapping[str, str] = field(default_factory=dict)


def protect_complaint(
    workspace: Workspace, complaint: Complaint, today: dt.date
) -> tuple[Complaint, tuple[Finding, ...]]:
    """A complaint with protected copies in place of its pictures, or without those that may not be shown."""
    from vlogkit.intake.protecting.pairs import protect_pair  # here: most items are not complaints

    now = dt.datetime.combine(today, dt.time.max, dt.UTC)
    zone = workspace.settings.timezone
    pair = protect_pair(complaint, workspace.root, workspace.protected_pictures, now=now, zone=zone, strict=False)
    return pair.complaint, pair.findings


def protect_story(workspace: Workspace, notice: Notice, story: Story, source: Path) -> Protection:
    """Replace every file of the workspace that the story shows by its protected copy: faces, plates and codes blurred,
    metadata gone. Clips of somebody who talks or signs, and shipped files, stay as they are.

    Raises InputError, MediaError, SeveralErrors for a file that cannot be opened or its care file, OutsideError.
    """
    named = named_files(notice)
    keeper = _Keeper(workspace, named)
    scenes = tuple(
        scene.model_copy(update={"layers": tuple(keeper.shown(layer) for layer in scene.layers)})
        for scene in story.scenes
    )
    where = _Places(workspace, source)
    seen = keeper.findings
    asked = [*_minors(keeper, where), *_questions(seen, named, where), *_cards(seen, named, where)]
    asked += _pairs(keeper, notice, scenes, where)
    return Protection(story.model_copy(update={"scenes": scenes}), tuple(asked), keeper.copies)


def original(story: Story, copies: Mapping[str, str]) -> Story:
    """The story with the names of its own files, as a person reads and edits it."""
    names = {copy: name for name, copy in copies.items()}
    scenes = tuple(
        scene.model_copy(update={"layers": tuple(renamed(layer, lambda name: names.get(name, name)) for layer in scene.layers)})
        for scene in story.scenes
    )  # fmt: skip
    return story.model_copy(update={"scenes": scenes})


def named_files(notice: Notice) -> dict[str, Named]:
    """The files of a notice; of one named twice the child counts, and consent and a talk wherever they are said."""
    files: dict[str, Named] = {}
    for name, one in _named(notice):
        known = files.get(name, one)
        minor = max(known.minor, one.minor, key=("unknown", "no", "yes").index)
        key = one.key if one.minor == "yes" != known.minor else known.key
        files[name] = Named(key, known.consent or one.consent, minor, known.as_it_is or one.as_it_is)
    return files


def _named(notice: Notice) -> Iterator[tuple[str, Named]]:
    for key, medium in notice.media():
        if isinstance(medium, Picture):
            yield medium.file, Named(key, medium.consent, medium.minor)
            continue
        yield medium.file, Named(key, medium.consent, medium.minor, medium.talks())
        if medium.sign:
            yield medium.sign, Named((*key, "sign"), as_it_is=True)
        for index, cover in enumerate(medium.broll):
            yield cover.file, Named((*key, "broll", index), cover.consent, cover.minor)


class _ProtectedFile(NamedTuple):
    """What was found in a file that was protected."""

    faces: int
    care: Care
    taken: dt.datetime | None = None
    card: bool = False
    """Whether it shows a number as identity cards carry it."""


@dataclass
class _Keeper:
    """Makes the copies of one story's files, each once."""

    workspace: Workspace
    named: Mapping[str, Named]
    copies: dict[str, str] = field(default_factory=dict)
    findings: dict[str, _ProtectedFile] = field(default_factory=dict)

    def shown(self, element: Element) -> Element:
        """An element with protected copies in place of what it names."""
        return renamed(element, self.copy_of)

    def copy_of(self, name: str) -> str:
        """The name of a file's protected copy; its own where it needs none."""
        if name not in self.copies:
            path = self._unprotected(name)
            if path is None:
                return name
            self.copies[name] = self._protect(name, path)
        return self.copies[name]

    def taken(self, name: str) -> dt.datetime | None:
        """When a file says that it was taken."""
        return self.findings[name].taken if name in self.findings else None

    def shows_a_child(self, name: str) -> bool:
        """Whether the care file of a file says that a child is in it, also where no copy is made."""
        if name in self.findings:
            return self.findings[name].care.minor == "yes"
        if is_shipped(name, self.workspace.root):
            return False
        return care_of(self.workspace.inside(name)).minor == "yes"

    def _unprotected(self, name: str) -> Path | None:
        """The file, where it is one of the workspace, is not a drawing and was not protected yet."""
        root, one = self.workspace.root, self.named.get(name)
        if is_shipped(name, root) or (one is not None and one.as_it_is):
            return None
        try:
            path = self.workspace.inside(name)
        except InputError:
            return None  # it is named with its place where the file is looked up to be shown
        is_copy = any(path.is_relative_to(folder) for folder in self._shown_folders)
        return None if is_copy or is_drawing(path) else path

    @cached_property
    def _shown_folders(self) -> tuple[Path, ...]:
        return tuple(folder.resolve() for folder in self.workspace.shown())

    def _protect(self, name: str, path: Path) -> str:
        from vlogkit.intake.protecting.protected_pictures import copy_stem, protect_picture  # here: many show nothing

        one = self.named.get(name, Named(()))
        care = care_of(path).with_answers(one.consent, one.minor)
        if is_clip(name) and not is_picture(path):
            from vlogkit.intake.protecting.protected_clips import protect_clip  # here: most items show no clip

            folder = self.workspace.protected_clips
            clip = protect_clip(path, folder, name=copy_stem(path), care=care, domains=self._domains())
            self.findings[name] = _ProtectedFile(clip.faces, care)
            return self._named(folder / clip.file)
        folder = self.workspace.protected_pictures
        picture = protect_picture(path, folder, name=copy_stem(path), care=care, domains=self._domains())
        self.findings[name] = _ProtectedFile(len(picture.faces), care, picture.taken, picture.asks_about_numbers())
        return self._named(folder / picture.file)

    def _domains(self) -> tuple[str, ...]:
        """Public addresses: codes that lead to them may be seen."""
        from vlogkit.intake.redaction.word_lists import public_domains  # here: most items show no picture

        return public_domains(self.workspace.root)

    def _named(self, copy: Path) -> str:
        return copy.relative_to(self.workspace.root).as_posix()


@dataclass
class _Places:
    """Finds the line of a notice's key; its file is read only when something was found."""

    workspace: Workspace
    source: Path
    opened: Source | None = None

    def of(self, name: str, named: Mapping[str, Named], key: str = "") -> Where | None:
        """The place where a notice names a file, or of a key of it; else the file itself."""
        if name not in named or self.source.suffix != ".md":
            return Where(name)
        if self.opened is None:
            root = self.workspace.root
            inside = self.source.is_relative_to(root)
            shown = self.source.relative_to(root).as_posix() if inside else self.source.name
            self.opened = open_source(self.source, shown)
        place = named[name].key
        return self.opened.place((*place, key) if key else place)


def _pairs(keeper: _Keeper, notice: Notice, scenes: Iterable[StoryScene], where: _Places) -> Iterator[Finding]:
    """What speaks against the pictures that the story shows as before and after; those of a complaint were asked before."""
    compared = {
        (layer.before, layer.after)
        for scene in scenes
        for layer in walk(scene.layers)
        if isinstance(layer, CompareElement)
    }
    if not compared or isinstance(notice, Complaint):
        return
    workspace = keeper.workspace
    known = KnownPairs(workspace.to_keep_in(workspace.watched))
    days = {medium.file: medium.date for _, medium in notice.media() if isinstance(medium, Picture)}
    original = {copy: name for name, copy in keeper.copies.items()}
    for shown in sorted(compared):
        first, second = (original.get(name, name) for name in shown)
        before, after = ((keeper.taken(name) or days.get(name)) for name in (first, second))
        place = where.of(second, keeper.named)
        yield from order_findings(before, after, place=place, about=second)
        pair = known.registration(*(find_file(workspace, name, where.source) for name in shown))
        yield from pair_findings(pair, place=place, about=second)


def _minors(keeper: _Keeper, where: _Places) -> Iterator[Finding]:
    """Errors for children in anything that is named or shown, also in a clip of somebody who talks."""
    named = keeper.named
    for name in dict.fromkeys([*named, *keeper.findings]):
        said = named.get(name, Named(())).minor == "yes"
        if said or keeper.shows_a_child(name):
            place = where.of(name, named, "minor") if said else Where(f"{name}{SUFFIX}")
            yield found("picture-minor", place=place, about=name)


def _questions(seen: Mapping[str, _ProtectedFile], named: Mapping[str, Named], where: _Places) -> Iterable[Finding]:
    """Whether a child is among the faces, where nobody has said: an error while they can be recognised."""
    for name, one in seen.items():
        if one.faces and one.care.minor == "unknown":
            shows = one.care.shows_faces()
            yield found(
                "picture-minor",
                "asked-shown" if shows else "asked-blurred",
                place=where.of(name, named),
                about=name,
                severity="error" if shows else "warning",
                faces=one.faces,
                notes=f"{name}{SUFFIX}",
            )


def _cards(seen: Mapping[str, _ProtectedFile], named: Mapping[str, Named], where: _Places) -> Iterator[Finding]:
    """Whether an identity card is shown, where a picture has a number like one's."""
    for name, one in seen.items():
        if one.card:
            yield found("picture-card", place=where.of(name, named), about=name, notes=f"{name}{SUFFIX}")
