"""Tell which attachment of a case shows the state before, and which the state after."""

from __future__ import annotations

import re

from vlogkit.intake.complaints.storing.case import Case
from vlogkit.intake.complaints.vocabulary import Meanings

_SPLIT = re.compile(r"\s*[;\n|]\s*|\s*,\s*(?=\S+\.\w{3,4}\b)")
_SEVERAL = re.compile(r"[;\n|,]")


def pictures_of(case: Case, meanings: Meanings) -> tuple[str, str]:
    """File names of the pictures before and after ("" where there is none); two columns say so, or the names do."""
    if not case.before or case.after:
        return case.before, case.after
    return pair(case.before, meanings)


def attached(case: Case) -> list[str]:
    """The file names of all pictures that a case names."""
    return [name for given in (case.before, case.after) for name in _names(given) if name]


def _names(attachments: str) -> list[str]:
    return [attachments] if not _SEVERAL.search(attachments) else [name for name in _SPLIT.split(attachments) if name]


def pair(attachments: str, meanings: Meanings) -> tuple[str, str]:
    """Which attachment shows the state before and which after; a picture nobody called after is none."""
    names = _names(attachments)
    after = next((name for name in names if meanings.after.search(_stem(name))), "")
    if len(names) == 1:
        return ("", after) if after else (names[0], "")
    before = next((name for name in names if name != after and meanings.before.search(_stem(name))), "")
    return before or next((name for name in names if name != after), ""), after


def _stem(name: str) -> str:
    return name.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0]
