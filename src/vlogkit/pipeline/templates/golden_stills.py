"""Compare a workspace's own templates with their golden stills, or rewrite these."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from vlogkit.checking.judging import judge
from vlogkit.errors import ExitCode, VlogkitError
from vlogkit.files import check_inside, outside
from vlogkit.pipeline.checking.backdrops import Darkroom
from vlogkit.pipeline.checking.check_item import broken
from vlogkit.pipeline.checking.examining import lay_out
from vlogkit.pipeline.templates.scene_stills import Pixels, compare, exact_shots, update_golden
from vlogkit.pipeline.templates.template_checks import Task, TemplateResult, desk_of, told_with_data
from vlogkit.records.base import FORMATS
from vlogkit.records.finding import Finding
from vlogkit.typesetting.fonts import open_book
from vlogkit.workspace import Workspace

GOLDEN = "golden"


def golden_task(workspace: Workspace, name: str, kind: str) -> Task:
    """The one way a template is told for its golden stills: the workspace's brand and language, ordinary data."""
    settings = workspace.settings
    return Task(workspace.root, settings, name, kind, settings.brand, settings.lang, "ordinary", FORMATS)


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
        findings = tuple(compare(folder, golden_shots(task), differences))
    except VlogkitError as error:
        if error.exit_code != ExitCode.FAILED:
            raise
        findings = tuple(broken(error, workspace.root, "template-broken"))
    return TemplateResult(
        task, judge(findings, workspace.settings.checks, name), (), time.perf_counter() - start, golden=True
    )


def write_golden(workspace: Workspace, name: str, kind: str) -> list[Path]:
    """Write the golden stills of one template; those that changed. Raises InputError, OutsideError."""
    return update_golden(workspace.root / "templates" / name / GOLDEN, golden_shots(golden_task(workspace, name, kind)))


def clear(differences: Path) -> None:
    """Remove the difference pictures of an earlier run, and nothing else. Raises OutsideError."""
    for path in check_inside(differences).glob("*.webp"):
        try:
            path.unlink()
        except OSError as error:
            raise outside(error, path) from None
