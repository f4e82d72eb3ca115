"""Write one HTML page that shows the videos, cards and texts of all bundles."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, PackageLoader

from vlogkit.catalogue import load_brand
from vlogkit.files import write_text
from vlogkit.records.bundle import Bundle
from vlogkit.workspace import Workspace


def write_gallery(workspace: Workspace, bundles: Sequence[Bundle]) -> Path:
    """Write `index.html` into the workspace; it refers to the files of bundles/ beside it."""
    page = Environment(loader=PackageLoader("vlogkit.studio", "pages"), autoescape=True).get_template("gallery.html")
    shown = [
        {
            "bundle": bundle,
            "colours": load_brand(bundle.brand, workspace.root).colours,
            "videos": [output for output in bundle.outputs if output.kind == "video"],
            "cards": [output for output in bundle.outputs if output.kind == "card"],
            "text": (workspace.bundles / bundle.id / "posts" / "outbox.txt").read_text(encoding="utf-8"),
        }
        for bundle in bundles
    ]
    path = workspace.root / "index.html"
    write_text(path, page.render(name=workspace.settings.name, shown=shown))
    return path
