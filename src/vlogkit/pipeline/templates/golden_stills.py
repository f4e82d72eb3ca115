"""Compare a workspace's own templates with their golden stills, or rewrite these."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from vlogkit import __version__
from vlogkit.checking.judging import judge
from vlogkit.errors import ExitCode, InputError, VlogkitError
from vlogkit.files import check_inside, outside, write_text
from vlogkit.pipeline.checking.backdrops import Darkroom
from vlogkit.pipeline.checking.check_story import broken
from vlogkit.pipeline.checking.examining import lay_out
from vlogkit.pipeline.templates.scene_stills import Pixels, compare, exact_shots, update_golden
from vlogkit.pipeline.templates.template_checks import Task, TemplateResult, desk_of, told_with_data
from vlogkit.records.base import FORMATS, Language, Name
from vlogkit.records.finding import Finding
from vlogkit.records.kept import KeptRecord
from vlogkit.typesetting.fonts import open_book
from vlogkit.workspace import Workspace

GOLDEN = "golden"
MADE_WITH = "made-with.json"


class GoldenOrigin(KeptRecord):
    """What golden stills were made with: a copy of their template in another workspace is compared with the same."""

    brand: Name
    lang: Language
    vlogkit: str


def golden_task(workspace: Workspace, name: str, kind: str, origin: GoldenOrigin | None = None) -> Task:
    """The one way a template is told for its golden stills: ordinary data, in the brand and language that they were made
    with, or else those of the workspace."""
    settings = workspace.settings
    made = origin or settings
    return Task(workspace.root, settings, name, kind, made.brand, made.lang, "ordinary", FORMATS)


def golden_origin(folder: Path) -> GoldenOrigin | None:
    """What the golden stills of a folder were made with; None for those of older versions. Raises InputError."""
    path = folder / MADE_WITH
    if not path.is_file():
        return None
    try:
        return GoldenOrigin.from_json(path.read_bytes(), path)
    except (OSError, ValueError):
        hint = "Write the golden stills anew with: vlogkit templates check --update"
        raise InputError("what the golden stills were made with cannot be read", where=path, hint=hint) from None


def golden_shots(task: Task) -> Iterator[tuple[str, Pixels]]:
    """Every scene of a template in every format, exactly. Raises InputError."""
    told = told_with_data(task)
    if told is None:
        return
    notice, story, brand = told
    room = Darkroom(open_book(task.root))
    desk = desk_of(task, notice, story, brand, room)
    try:
        yield from exact_shots([one.picture for one in lay_out(desk)], room)
    finally:
        room.close()


def compare_golden(workspace: Workspace, name: str, kind: str, differences: Path) -> TemplateResult | None:
    """The comparison of one template's stills; None where it has no golden stills. Difference pictures go into the
    folder `differences`. Raises OutsideError."""
    folder = workspace.root / "templates" / name / GOLDEN
    if not folder.is_dir():
        return None
    task, start = golden_task(workspace, name, kind), time.perf_counter()
    findings: tuple[Finding, ...]
    try:
        origin = golden_origin(folder)
        task = golden_task(workspace, name, kind, origin)
        findings = tuple(_dated(one, origin) for one in compare(folder, golden_shots(task), differences))
    except VlogkitError as error:
        if error.exit_code != ExitCode.FAILED:
            raise
        findings = tuple(broken(error, workspace.root, "template-broken"))
    return TemplateResult(
        task, judge(findings, workspace.settings.checks, name), (), time.perf_counter() - start, golden=True
    )


def write_golden(workspace: Workspace, name: str, kind: str) -> list[Path]:
    """Write the golden stills of one template in the workspace's brand and language, and what they were made with; the
    stills that changed. Raises InputError, OutsideError."""
    folder, task = workspace.root / "templates" / name / GOLDEN, golden_task(workspace, name, kind)
    written = update_golden(folder, golden_shots(task))
    if written or not (folder / MADE_WITH).is_file():
        origin = GoldenOrigin(brand=task.brand, lang=task.lang, vlogkit=__version__)
        write_text(folder / MADE_WITH, origin.model_dump_json(indent=2) + "\n")
    return written


def _dated(finding: Finding, origin: GoldenOrigin | None) -> Finding:
    """A finding with the version that made the golden stills, where it was another one."""
    if origin is None or origin.vlogkit == __version__:
        return finding
    return finding.model_copy(update={"hint": f"{finding.hint} They were made by vlogkit {origin.vlogkit}."})


def clear(differences: Path) -> None:
    """Remove the difference pictures of an earlier run, and nothing else. Raises OutsideError."""
    for path in check_inside(differences).glob("*.webp"):
        try:
            path.unlink()
        except OSError as error:
            raise outside(error, path) from None
