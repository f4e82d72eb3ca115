"""Make a new workspace with sample content."""

from __future__ import annotations

from pathlib import Path

from vlogkit.samples.sample_workspace import AGENCY, make_workspace

__all__ = ["AGENCY", "start_workspace"]


def start_workspace(folder: Path, agency: str = AGENCY) -> list[Path]:
    """Make a workspace in a new folder; the files in it. Raises UsageError where the folder has something in it."""
    return make_workspace(folder, agency)
