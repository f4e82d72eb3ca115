"""docs/findings.md has a section for each code, and says the severity that the code has."""

from __future__ import annotations

import re
from pathlib import Path

from vlogkit.findings.codes import CODES, PAGE


def sections(root: Path) -> dict[str, str]:
    text = (root / PAGE).read_text(encoding="utf-8")
    parts = re.split(r"^### ", text, flags=re.MULTILINE)[1:]
    return {part.split("\n", 1)[0].strip(): part.split("\n", 1)[1] for part in parts}


def test_every_code_has_one_section_and_every_section_a_code(root: Path) -> None:
    assert list(sections(root)) == list(CODES)


def test_each_section_says_the_code_s_default_severity_and_what_to_do(root: Path) -> None:
    for code, text in sections(root).items():
        assert text.strip().startswith(f"*{CODES[code].severity}*"), code
        assert "**Do:**" in text, code
