"""Write one HTML page that shows the videos, cards and texts of all bundles."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, PackageLoader

from vlogkit.catalogue import load_brand
from vlogkit.files import write_text
from vlogkit.records.bundle import Bundle
from vlogkit.workspace import Workspace

FORMATS = {"portrait": "Tegak", "feed": "Feed", "square": "Persegi", "landscape": "Mendatar"}
LANGUAGES = {"id": "bahasa Indonesia", "jv": "bahasa Jawa", "en": "bahasa Inggris"}
"""What the page, which is in Indonesian, calls formats and languages."""


def write_gallery(workspace: Workspace, bundles: Sequence[Bundle], *, studio: str) -> Path:
    """Write `index.html` into the workspace; it refers to the files of bundles/ beside it, and ends with the command
    `studio`, which opens the workspace in the browser."""
    pages = Environment(loader=PackageLoader("vlogkit.studio", "pages"), autoescape=True)
    shown = [
        {
            "bundle": bundle,
            "base": f"bundles/{bundle.id}/",
            "colours": load_brand(bundle.brand, workspace.root).colours,
            "videos": [output for output in bundle.outputs if output.kind == "video"],
            "cards": [output for output in bundle.outputs if output.kind == "card"],
            "others": [output for output in bundle.outputs if output.kind not in {"video", "card"}],
            "posters": {output.format: output.path for output in reversed(bundle.outputs) if output.kind == "card"},
            "text": (workspace.bundles / bundle.id / "posts" / "outbox.txt").read_text(encoding="utf-8"),
        }
        for bundle in bundles
    ]
    path = workspace.root / "index.html"
    words = {"formats": FORMATS, "languages": LANGUAGES, "studio": studio}
    write_text(path, pages.get_template("gallery.html").render(name=workspace.settings.name, shown=shown, **words))
    return path
