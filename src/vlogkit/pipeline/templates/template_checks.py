"""Render templates with every brand, language and set of data, and collect what is wrong."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import get_args

from vlogkit import resources
from vlogkit.catalogue import known_brand, known_template, load_words, own_documents
from vlogkit.checking.caption_fit import missing_captions
from vlogkit.checking.glyphs import missing_glyphs
from vlogkit.checking.judging import Judged, judge, merged
from vlogkit.checking.privacy import said_in
from vlogkit.checking.samples import DATA_NAMES, DataName, data_set
from vlogkit.checking.wording import alt_findings, hiding_findings, unfilled_findings
from vlogkit.errors import ExitCode, UsageError, VlogkitError, Where
from vlogkit.faults import suggestion
from vlogkit.findings.codes import found
from vlogkit.freshness import until_changed
from vlogkit.machine import cores, pool_of
from vlogkit.pipeline.checking.backdrops import Darkroom
from vlogkit.pipeline.checking.check_story import broken
from vlogkit.pipeline.checking.examining import Examination, caption_findings, first_origin, lay_out, located, look_at
from vlogkit.pipeline.telling.source_places import Source
from vlogkit.pipeline.telling.staged_story import StagedStory
from vlogkit.pipeline.telling.talking_clips import takes_of
from vlogkit.pipeline.templates.scene_stills import Shot, shots_of
from vlogkit.records.base import FORMATS, LANGUAGES, Format, Language
from vlogkit.records.brand import Brand
from vlogkit.records.finding import Finding
from vlogkit.records.notices.notice import Notice
from vlogkit.records.settings import Settings
from vlogkit.records.story import Story
from vlogkit.records.templates.element_base import Look
from vlogkit.typesetting.fonts import FontBook, open_book
from vlogkit.workspace import Workspace
from vlogkit.writing.stories import write_story

LOOKS: tuple[Look, ...] = get_args(Look)
DAY = dt.date(2026, 11, 24)
"""The day on which the data was written; nothing that is checked here depends on today."""


@dataclass(frozen=True)
class Task:
    """One template told in one way."""

    root: Path
    settings: Settings
    template: str
    kind: str
    brand: str
    lang: Language
    data: DataName
    formats: tuple[Format, ...] = FORMATS
    stills: bool = True
    look: Look | None = None
    """Another look than the brand's own."""

    @property
    def name(self) -> str:
        """What tells it from the template's other tasks."""
        brand = f"{self.brand} ({self.look})" if self.look else self.brand
        return f"{brand} {self.lang} {self.data} {self.kind}"

    def workspace(self) -> Workspace:
        """The workspace it is told in."""
        return Workspace(self.root, self.settings)


@dataclass(frozen=True)
class TemplateResult:
    """What came of a task: findings, small stills, and how long it took."""

    task: Task
    judged: Judged
    shots: tuple[Shot, ...] = ()
    seconds: float = 0.0
    golden: bool = False
    """Whether it is a comparison with golden stills."""

    @property
    def name(self) -> str:
        """What tells it from the template's other results."""
        return "golden stills" if self.golden else self.task.name


@dataclass(frozen=True)
class TemplateSelection:
    """Which part of everything is to be checked. Empty is all; of brands, those of the workspace where it has its own,
    each in its own look, unless `everything` is wanted."""

    brands: Sequence[str] = ()
    formats: Sequence[Format] = ()
    languages: Sequence[Language] = ()
    data: Sequence[DataName] = ()
    stills: bool = True
    everything: bool = False
    looks: Sequence[Look] = ()


def template_names(workspace: Workspace, names: Sequence[str] = (), *, everything: bool = False) -> list[str]:
    """The templates named, else those of the workspace itself, else (or for `everything`) all there are.
    Raises UsageError."""
    known = list(resources.names("templates", workspace=workspace.root))
    for name in names:
        if name not in known:
            raise UsageError(f"there is no template `{name}`", hint=suggestion(name, known))
    own = [] if everything else own_templates(workspace, known)
    return list(dict.fromkeys(names)) or own or known


def own_templates(workspace: Workspace, names: Sequence[str]) -> list[str]:
    """Those of the templates whose files lie in the workspace itself; the shipped ones are nobody's own."""
    if workspace.root == resources.shipped_root():
        return []
    return [name for name in names if (workspace.root / "templates" / name / "template.yaml").is_file()]


def brand_names(workspace: Workspace, *, everything: bool = False) -> list[str]:
    """The brands of the workspace and the one its settings name; all there are where it has none of its own, or for
    `everything`."""
    known = list(resources.names("brands", workspace=workspace.root))
    used = workspace.settings.brand
    own = [name for name in known if (workspace.root / "brands" / f"{name}.yaml").is_file()]
    if everything or not own:
        return known
    return list(dict.fromkeys([*own, *([used] if used in known else [])]))


def tasks_for(
    workspace: Workspace, names: Sequence[str], wanted: TemplateSelection
) -> tuple[list[Task], list[TemplateResult]]:
    """Everything to be told, and results for templates that cannot even be read. Raises UsageError."""
    brands = list(wanted.brands) or brand_names(workspace, everything=wanted.everything)
    looks: Sequence[Look | None] = wanted.looks or (LOOKS if wanted.everything else (None,))
    formats = tuple(wanted.formats) or FORMATS
    tasks: list[Task] = []
    failed: list[TemplateResult] = []
    for name in template_names(workspace, names, everything=wanted.everything):
        start = time.perf_counter()
        task = Task(workspace.root, workspace.settings, name, "", brands[0], "id", "ordinary")
        try:
            kinds = known_template(name, workspace.root).kinds
        except VlogkitError as error:
            failed.append(
                TemplateResult(
                    task,
                    _judged(broken(error, workspace.root, "template-broken"), task),
                    (),
                    time.perf_counter() - start,
                )
            )
            continue
        ways = product(kinds, brands, looks, wanted.languages or LANGUAGES, wanted.data or DATA_NAMES)
        tasks += [
            Task(workspace.root, workspace.settings, name, kind, brand, lang, data, formats, wanted.stills, look)
            for kind, brand, look, lang, data in ways
        ]
    return tasks, failed


def run_all(tasks: Sequence[Task], *, jobs: int | None = None) -> Iterator[TemplateResult]:
    """The results in the order of the tasks, by as many processes as there are cores (or `jobs`)."""
    count = min(jobs or cores(), max(1, len(tasks) // 4))
    if count <= 1:
        yield from map(run, tasks)
        return
    with pool_of(count) as pool:
        yield from pool.map(run, tasks, chunksize=max(1, min(8, len(tasks) // (count * 4))))


def run(task: Task) -> TemplateResult:
    """Tell a template once, and look at it in every format."""
    start = time.perf_counter()
    try:
        findings, shots = _examine(task)
    except VlogkitError as error:
        if error.exit_code != ExitCode.FAILED:
            raise
        findings, shots = tuple(broken(error, task.root, "template-broken")), ()
    return TemplateResult(task, _judged(findings, task), shots, time.perf_counter() - start)


def _judged(findings: Iterable[Finding], task: Task) -> Judged:
    return judge(findings, task.settings.checks, task.template)


def _examine(task: Task) -> tuple[tuple[Finding, ...], tuple[Shot, ...]]:
    told = told_with_data(task)
    if told is None:
        place = Where(f"templates/{task.template}/template.yaml")
        return (found("template-broken", "no-data", place=place, data=task.data, kind=task.kind),), ()
    notice, story, brand = told
    room = _room(task.root)
    desk = desk_of(task, notice, story, brand, room)
    gone, shown = missing_glyphs(story, brand, room.book, desk.source.locate)
    desk.staged = desk.staged.telling(shown)
    desk.findings += gone
    desk.findings += caption_findings(desk)
    desk.findings += missing_captions(desk.story, {scene.name: first_origin(scene) for scene in story.scenes})
    desk.findings += alt_findings(notice, desk.story, desk.source.place)
    said = said_in(desk.story)
    desk.findings += [*unfilled_findings(said, desk.source.locate), *hiding_findings(said, desk.source.locate)]
    laid = lay_out(desk)
    desk.findings += look_at(desk, laid, flashes=False)
    shots = tuple(shots_of([one.picture for one in laid], room)) if task.stills else ()
    return merged(located(finding, desk) for finding in desk.findings), shots


def desk_of(task: Task, notice: Notice, story: Story, brand: Brand, room: Darkroom) -> Examination:
    """The place where a template's story is laid out, as on one day and in the formats asked for."""
    return Examination(
        notice=notice,
        staged=StagedStory(task.workspace(), story, brand),
        source=Source(f"samples {task.data}"),
        today=DAY,
        room=room,
        videos=task.formats,
        cards=task.formats,
    )


def told_with_data(task: Task) -> tuple[Notice, Story, Brand] | None:
    """The task's notice told by its template, in its brand; None where there is no data of that kind.
    Raises InputError, SeveralErrors."""
    chosen = data_set(task.data, task.lang, task.template, task.root)
    notice = chosen.notice(task.kind)
    if notice is None:
        return None
    brand = known_brand(task.brand, task.root)
    if task.look is not None:
        brand = brand.model_copy(update={"look": task.look})
    if chosen.agency is not None:
        brand = brand.model_copy(update={"agency": chosen.agency})
    notice = notice.model_copy(update={"lang": task.lang, "template": task.template, "brand": task.brand})
    template, words = known_template(task.template, task.root), _words(task.lang, task.root, brand.javanese)
    takes = takes_of(task.workspace(), notice, None)
    return notice, write_story(notice, template, brand, words, takes), brand


_words = until_changed(lambda lang, root, *_: own_documents(lang, root), most=16)(load_words)


@lru_cache(maxsize=2)
def _room_of(book: FontBook) -> Darkroom:
    return Darkroom(book)


def _room(root: Path) -> Darkroom:
    """What one process keeps from task to task as long as the fonts stay: drawn motifs, decoded pictures."""
    return _room_of(open_book(root))
