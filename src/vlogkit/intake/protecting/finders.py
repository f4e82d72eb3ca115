"""Tell one state of what finds private areas from another, so that older copies are made again by a better finder."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import vlogkit.seeing
from vlogkit.files import sha256_of
from vlogkit.intake import protecting
from vlogkit.resources import shipped

NETWORKS = ("centerface", "plates")


@lru_cache(maxsize=1)
def finders() -> tuple[str, ...]:
    """sha256 (hex) of the modules that look at pictures and cover what is private, and of their networks. Raises
    InputError where one cannot be read."""
    packages = (Path(package).parent for package in (vlogkit.seeing.__file__, protecting.__file__) if package)
    modules = sorted(module for package in packages for module in package.rglob("*.py"))
    models = [shipped("assets", "models", name, f"{name}.onnx") for name in NETWORKS]
    return tuple(sha256_of(path) for path in [*modules, *models])
