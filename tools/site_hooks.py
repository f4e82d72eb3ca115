"""Hooks of the docs site (mkdocs.yml): code blocks as Markdown wants them, and no page that needs a network."""

from __future__ import annotations

import re
from pathlib import Path

FENCE = re.compile(r"^```(\w+)[ \t]+\S.*$", re.MULTILINE)
"""The start of a code block with a second word, by which the tests know what kind of file the block is."""
LOADED = re.compile(
    r"""<(?:script|img|iframe|source|video|audio|embed)\b[^>]*\bsrc=["']?(?P<src>(?:https?:)?//[^"'\s>]+)"""
    r"""|<link\b(?=[^>]*\brel=["']?(?:stylesheet|icon|preload|preconnect|prefetch))[^>]*\bhref=["']?"""
    r"""(?P<href>(?:https?:)?//[^"'\s>]+)""",
    re.IGNORECASE,
)
"""What a browser fetches by itself to show a page; links that a person may follow are not meant."""


def plain_fences(markdown: str) -> str:
    """Code blocks with the language alone."""
    return FENCE.sub(r"```\1", markdown)


def loaded_from_elsewhere(html: str) -> list[str]:
    """Addresses outside the site that a page loads by itself."""
    return [match["src"] or match["href"] for match in LOADED.finditer(html)]


def on_page_markdown(markdown: str, **_: object) -> str:
    """Called by MkDocs for each page, before it is rendered."""
    return plain_fences(markdown)


def on_post_build(config: dict[str, str], **_: object) -> None:
    """Called by MkDocs for the finished site. Fails where a page would load something from a network."""
    site = Path(config["site_dir"])
    found = {
        path.relative_to(site).as_posix(): loaded
        for path in sorted(site.rglob("*.html"))
        if (loaded := loaded_from_elsewhere(path.read_text(encoding="utf-8")))
    }
    if found:
        raise SystemExit(f"pages that need a network: {found}")
