"""Check templates as a whole: every way of telling them, their golden stills, and the report for a CI server."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from vlogkit import resources
from vlogkit.catalogue import load_template
from vlogkit.checking.reports.junit import CheckedCase, junit
from vlogkit.checking.samples import DATA_NAMES
from vlogkit.errors import UsageError, VlogkitError
from vlogkit.files import write_text
from vlogkit.pipeline.templates.golden_stills import clear, compare_golden, write_golden
from vlogkit.pipeline.templates.template_checks import (
    LOOKS,
    TemplateResult,
    TemplateSelection,
    own_templates,
    run_all,
    tasks_for,
    template_names,
)
from vlogkit.records.base import FORMATS, LANGUAGES
from vlogkit.workspace import Workspace

__all__ = [
    "TemplateResult",
    "TemplateSelection",
    "check_templates",
    "selection_of",
    "update_golden_stills",
    "write_junit",
]


def selection_of(
    place: Workspace,
    *,
    brands: Sequence[str] = (),
    formats: Sequence[str] = (),
    languages: Sequence[str] = (),
    data: Sequence[str] = (),
    looks: Sequence[str] = (),
    stills: bool = True,
    everything: bool = False,
) -> TemplateSelection:
    """The part of everything that was asked for. Raises UsageError for names that do not exist."""
    known: dict[str, tuple[Sequence[str], Sequence[str]]] = {
        "brand": (brands, list(resources.names("brands", workspace=place.root))),
        "format": (formats, FORMATS),
        "language": (languages, LANGUAGES),
        "set of data": (data, DATA_NAMES),
        "look": (looks, LOOKS),
    }
    for what, (given, there) in known.items():
        for name in given:
            if name not in there:
                raise UsageError(f"there is no {what} `{name}`", hint=f"Known: {', '.join(there)}.")
    return TemplateSelection(brands, formats, languages, data, stills, everything, looks)  # type: ignore[arg-type]  # checked above


def check_templates(
    place: Workspace,
    names: Sequence[str],
    wanted: TemplateSelection,
    *,
    differences: Path,
    golden: bool = True,
    jobs: int | None = None,
    told: Callable[[TemplateResult, int, int], object] = lambda result, done, total: None,
) -> list[TemplateResult]:
    """Render the stills of every template in every way that is wanted, find what is wrong, and compare the workspace's
    own templates with their golden stills (not where `golden` is false); `told` hears of each result, how many there are now, and how
    many there will be.

    differences: the folder for pictures of what differs. Raises UsageError, OutsideError.
    """
    tasks, broken = tasks_for(place, names, wanted)
    chosen = template_names(place, names, everything=wanted.everything)
    clear(differences)
    compared = list(_compared(place, chosen, differences)) if golden else []
    total = len(broken) + len(compared) + len(tasks)
    found: list[TemplateResult] = []
    for result in chain(broken, compared, run_all(tasks, jobs=jobs)):
        found.append(result)
        told(result, len(found), total)
    return found


def update_golden_stills(
    place: Workspace, names: Sequence[str], *, everything: bool = False, faulty: Container[str] = ()
) -> Iterator[Path]:
    """Write the golden stills of the workspace's own templates anew, but of the `faulty` ones; those that changed. Raises
    OutsideError."""
    for name, kind in _own(place, template_names(place, names, everything=everything)):
        if name not in faulty:
            yield from write_golden(place, name, kind)


def write_junit(path: Path, results: Iterable[TemplateResult]) -> None:
    """The result for a CI server. Raises OutsideError."""
    cases = [CheckedCase(one.task.template, one.name, one.seconds, one.judged.findings) for one in results]
    write_text(path, junit(cases, suite="vlogkit templates check"))


def _compared(place: Workspace, names: Sequence[str], differences: Path) -> Iterator[TemplateResult]:
    for name, kind in _own(place, names):
        if (result := compare_golden(place, name, kind, differences)) is not None:
            yield result


def _own(place: Workspace, names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The workspace's own templates that can be read, each with the first kind of notice that it tells."""
    for name in own_templates(place, names):
        try:
            kinds = load_template(name, place.root).kinds
        except VlogkitError:
            continue
        if kinds:
            yield name, kinds[0]
