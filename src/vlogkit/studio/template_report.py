"""Write one HTML page that holds every still and finding of a template check."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, PackageLoader

from vlogkit.files import write_text
from vlogkit.pipeline.templates.template_checks import TemplateResult
from vlogkit.records.finding import Finding

GRAVITY = {"error": 0, "warning": 1, "note": 2}


def write_report(path: Path, results: Sequence[TemplateResult], *, name: str, seconds: float) -> None:
    """Write the page; it needs no other file and no network. Raises OutsideError."""
    seen: set[bytes] = set()
    pages = Environment(loader=PackageLoader("vlogkit.studio", "pages"), autoescape=True, trim_blocks=True)
    templates = list(dict.fromkeys(result.task.template for result in results))
    page = pages.get_template("templates.html").render(
        name=name,
        seconds=seconds,
        groups=[(one, [story(result, seen) for result in results if result.task.template == one]) for one in templates],
        choices=choices(results),
        counts=counts(results),
        stills=sum(len(result.shots) for result in results),
    )
    write_text(path, page)


def story(result: TemplateResult, seen: set[bytes]) -> dict[str, object]:
    """One way a template was told, as the page shows it, without the stills that were `seen` before."""
    task, findings = result.task, result.judged.findings
    fresh = [shot for shot in result.shots if shot.data not in seen]
    seen.update(shot.data for shot in fresh)
    return {
        "name": result.name,
        "golden": result.golden,
        "brand": task.brand,
        "lang": task.lang,
        "data": task.data,
        "grave": next((one.severity for one in findings if one.severity != "note"), ""),
        "findings": [shown(finding) for finding in findings],
        "shots": [
            {
                "format": shot.format,
                "name": f"{shot.scene} {shot.kind}",
                "alt": f"{task.template}, {shot.scene}, {shot.kind} in {shot.format}, {result.name}",
                "uri": data_uri(shot.data),
            }
            for shot in fresh
        ],
    }


def shown(finding: Finding) -> dict[str, object]:
    """A finding with its difference picture, where it has one."""
    path = Path(str(finding.params["picture"])) if "picture" in finding.params else None
    data = path.read_bytes() if path is not None and path.is_file() else b""
    return {**finding.model_dump(), "where": finding.where, "picture": data_uri(data) if data else ""}


def data_uri(data: bytes) -> str:
    """A WebP inside the page."""
    return f"data:image/webp;base64,{base64.b64encode(data).decode('ascii')}"


def choices(results: Sequence[TemplateResult]) -> dict[str, list[str]]:
    """What the page can be narrowed to."""
    stories = [result for result in results if not result.golden]
    return {
        "brand": list(dict.fromkeys(result.task.brand for result in stories)),
        "lang": list(dict.fromkeys(result.task.lang for result in stories)),
        "data": list(dict.fromkeys(result.task.data for result in stories)),
        "format": list(dict.fromkeys(shot.format for result in stories for shot in result.shots)),
    }


def counts(results: Sequence[TemplateResult]) -> dict[str, int]:
    """Findings by how grave they are."""
    found = [finding.severity for result in results for finding in result.judged.findings]
    return {grave: found.count(grave) for grave in GRAVITY}  # type: ignore[arg-type]  # the keys are severities
