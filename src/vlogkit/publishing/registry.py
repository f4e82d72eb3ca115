"""Find a platform's module and its dated facts by name, also in other packages."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable, Iterator
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING, cast

from vlogkit import resources
from vlogkit.errors import InputError
from vlogkit.freshness import until_changed
from vlogkit.records.platform import PlatformFacts
from vlogkit.strict_yaml import load

if TYPE_CHECKING:
    from vlogkit.publishing.job import Job, Platform, Run

GROUP = "vlogkit.platforms"
"""Entry points of other packages: a module with the operations of `Platform`."""

_FOLDER = Path(__file__).parent / "platforms"


def names() -> Iterator[str]:
    """Every platform there is, ours and those of other packages, sorted."""
    own = {path.stem for path in _FOLDER.glob("[a-z]*.py")}
    yield from sorted(own | {point.name for point in entry_points(group=GROUP)})


@cache
def platform(name: str) -> Platform:
    """The operations of a platform. Raises InputError with the names that are known."""
    if (_FOLDER / f"{name}.py").is_file():
        module = importlib.import_module(f"vlogkit.publishing.platforms.{name}")
        return cast("Platform", module)
    for point in entry_points(group=GROUP):
        if point.name == name:
            return cast("Platform", point.load())
    raise InputError(f"there is no platform `{name}`", hint="Known here: " + ", ".join(names()))


def adding(name: str) -> Callable[[Job, Run, str], None] | None:
    """How a platform adds what follows a post that is out; None where nothing follows there."""
    found: Callable[[Job, Run, str], None] | None = getattr(platform(name), "add", None)
    return found


def finding(name: str) -> Callable[[Job, str], str] | None:
    """How a platform finds a part of a thread that an earlier call may have written; None where there are no threads."""
    found: Callable[[Job, str], str] | None = getattr(platform(name), "find_part", None)
    return found


def facts(name: str, *, workspace: Path | None = None) -> PlatformFacts:
    """What is known of a platform: the workspace's own file, the shipped one, or the plug-in's. Raises InputError."""
    path = resources.find(f"platforms/{name}.yaml", workspace=workspace) or _plugin_facts(name)
    if path is None:
        known = ", ".join(names())
        raise InputError(f"there are no facts about a platform `{name}`", hint=f"Known here: {known}")
    return _load(path)


@until_changed(lambda path: [path], most=64)
def _load(path: Path) -> PlatformFacts:
    return load(PlatformFacts, path)


def _plugin_facts(name: str) -> Path | None:
    """`NAME.yaml` beside a plug-in's module."""
    for point in entry_points(group=GROUP):
        if point.name == name:
            spec = importlib.util.find_spec(point.module)
            beside = Path(spec.origin).with_name(f"{name}.yaml") if spec and spec.origin else None
            return beside if beside and beside.is_file() else None
    return None
