"""Check that a tag, the package's version and the changelog agree, and print the changelog's entry as release notes.

Run by the release workflow as `python tools/check_release.py v0.2.0`; needs nothing but Python."""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VERSION = re.compile(r'^__version__ = "([^"]+)"$', re.MULTILINE)
PREFIX = "v"
"""What a tag puts before its version."""


def entry_of(changelog: str, version: str) -> str:
    """The words below `## VERSION` in a changelog; empty where it has no such heading, or nothing below it."""
    match = re.search(
        rf"^## {re.escape(version)}(?:[ \t][^\n]*)?\n(.*?)(?=^## |\Z)", changelog, re.MULTILINE | re.DOTALL
    )
    return match[1].strip() if match else ""


def faults_of(tag: str, source: str, changelog: str) -> list[str]:
    """Why a tag cannot be released; `source` is the module that says the version."""
    match = VERSION.search(source)
    if match is None:
        return ["src/vlogkit/__init__.py has no `__version__`"]
    found = []
    if tag != PREFIX + match[1]:
        found.append(
            f"the tag is {tag}, but src/vlogkit/__init__.py says {match[1]}: tag {PREFIX}{match[1]}, or change it"
        )
    if not entry_of(changelog, match[1]):
        found.append(f"CHANGELOG.md has no entry `## {match[1]}`: say there what changed for people who use vlogkit")
    return found


def main() -> int:
    """Print the notes of the tag given, or what is wrong with it."""
    if len(sys.argv) != 2:
        print("usage: python tools/check_release.py TAG", file=sys.stderr)
        return 2
    source = (ROOT / "src" / "vlogkit" / "__init__.py").read_text(encoding="utf-8")
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    faults = faults_of(sys.argv[1], source, changelog)
    for fault in faults:
        print(fault, file=sys.stderr)
    if not faults:
        print(entry_of(changelog, sys.argv[1].removeprefix(PREFIX)))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
