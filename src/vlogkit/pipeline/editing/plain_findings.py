"""Tell a finding to somebody who has a form before them: fields by their labels, scenes by what they say, numbers and days
as they are written in the person's language, and no file of ours."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import PurePosixPath
from typing import NamedTuple

from vlogkit import formatting
from vlogkit.findings.form_messages import FORM_MESSAGES, KEEPERS
from vlogkit.findings.messages import MESSAGES, Message, gaps, key_of, shortened
from vlogkit.findings.page_commands import on_a_page
from vlogkit.pipeline.editing.form_fields import LABELS
from vlogkit.records.base import Language
from vlogkit.records.finding import Finding, Value
from vlogkit.translating.finished_sentences import spoken
from vlogkit.translating.gettext_catalogue import translated

FORMAT_NAMES = {"portrait": "Portrait", "feed": "Feed", "square": "Square", "landscape": "Landscape"}
SCENES = {
    "video": ("scene {n}", "scene {n} (“{words}”)"),
    "card": ("card {n}", "card {n} (“{words}”)"),
    "cover": ("the cover picture", "the cover picture (“{words}”)"),
    "": ("one of the scenes", "the scene “{words}”"),
}
"""What a scene is called by its number, and by what it says as well."""
ELEMENTS = {
    "agency": "name of the office",
    "place": "name of the place",
    "date": "day of it",
    "source": "source of the numbers",
}
"""What a look may demand of every video and card, besides its logo."""
_FILES = {"file", "clip"}
_SAID = {"kind", "places", "areas", "question", "reason", "advice", "short", "excess", "platform"}
"""Gaps that hold words of the program, not of the person."""
_OURS = ("templates", "brands", "compositions", "words")
"""Folders with files that whoever writes an item did not write."""
_DAY = re.compile(r"(?<![\w/-])\d{4}-\d\d-\d\d( \d\d:\d\d)?(?![\w-])")
_ELSEWHERE = re.compile(r"\bvlogkit |(?:^| )(?:/|[A-Z]:\\)|\.yaml\b")
"""Advice that is for a terminal, or for somebody who opens folders."""
_KEY = re.compile(r"`([a-z_]+)((?:[.\[]\w+\]?)*)(?::[^`]*)?`")
_QUOTED = re.compile(r"`([^`]+)`")
_BRIEF = 40
NO_LIMIT = {"", "0", "none", "0 px"}
"""Limits that say no more than that there should be none."""


class PlainFinding(NamedTuple):
    """What a finding says, what to do, and what was measured against which limit, where the message does not say that."""

    message: str
    hint: str
    measured: str
    limit: str


def plain_finding(finding: Finding, lang: str) -> PlainFinding:
    """A finding in a language, for a page."""
    known = _message(finding)
    if known is None:
        told = (finding.message, finding.hint, finding.measured, finding.limit)
        return PlainFinding(*(_quoted(spoken(text, lang), lang) for text in told))
    named = {key: _said(key, value, lang) for key, value in gaps(finding).items()}
    named |= {f"{key.rpartition('.')[2]}_label": translated(label, lang) for key, label in reversed(LABELS.items())}
    named["scene"] = _scene(finding, lang)
    message, hint = (translated(text, lang).format(**named) for text in known)
    words = _quoted(message, lang), _quoted(hint, lang)
    if finding.limit in NO_LIMIT or "{limit}" in known.text or known.hint == KEEPERS:
        return PlainFinding(*words, "", "")
    return PlainFinding(*words, *(_quoted(spoken(text, lang), lang) for text in (finding.measured, finding.limit)))


def what_it_says(finding: Finding) -> tuple[object, ...]:
    """The same for findings that a person reads as the same: of several scenes or lines of a template, with other measures."""
    named = ((key, value) for key, value in finding.params.items() if not key.startswith("scene_"))
    return (finding.code, finding.variant, finding.severity, finding.about, *sorted(named))


def plain_text(text: str, lang: str) -> str:
    """A sentence of the program in a language, with the labels of the form for the fields that it names by their keys, and
    the studio's places for commands."""
    return _KEY.sub(lambda key: _label(key, lang), _on_page(spoken(text, lang), lang))


def field_words(path: str, lang: str) -> str:
    """What the form calls a field: `pictures.2.alt` is “Pictures 2: What is to be seen”; other keys stay as they are."""
    parts = [part for part in re.split(r"[.\[\]]+", path) if part]
    if parts[0] not in LABELS:
        return translated(LABELS.get(f"pictures.{path}", path), lang)
    numbers = "".join(f" {part}" for part in parts[1:] if part.isdigit())
    inner = LABELS.get(".".join(part for part in parts if not part.isdigit())) if len(parts) > 1 else None
    said = translated(LABELS[parts[0]], lang) + numbers
    return f"{said}: {translated(inner, lang)}" if inner and inner != LABELS[parts[0]] else said


def _message(finding: Finding) -> Message | None:
    key = key_of(finding)
    if finding.code == "item-broken" and finding.place and set(_OURS) & set(PurePosixPath(finding.place.path).parts):
        key = "template-broken"
    return FORM_MESSAGES.get(key) or MESSAGES.get(key)


def _said(name: str, value: Value, lang: str) -> str:
    """What stands in a gap, as a page writes it."""
    if isinstance(value, float):
        return formatting.number(round(value, 1), _written_in(lang))
    if isinstance(value, int):
        return formatting.number(value, _written_in(lang))
    if name == "format":
        return ", ".join(translated(FORMAT_NAMES.get(one, one), lang) for one in value.split(", "))
    if name == "element":
        return translated(ELEMENTS.get(value, value), lang)
    if name == "field":
        return field_words(value, lang)
    if name == "which":
        return field_words(value, lang)
    if name in _FILES:
        return PurePosixPath(value).name
    if name == "advice" and _ELSEWHERE.search(value):
        return ""
    return plain_text(value, lang) if name in _SAID else value


def _scene(finding: Finding, lang: str) -> str:
    """A scene by its number and what it says, as far as both are known."""
    params, words = finding.params, shortened(str(finding.params.get("scene_words", "")), _BRIEF)
    number, kind = int(params.get("scene_number", 0)), str(params.get("scene_kind", ""))
    bare, full = SCENES[kind if number or kind == "cover" else ""]
    return translated(full if words else bare, lang).format(n=number, words=words)


def _label(key: re.Match[str], lang: str) -> str:
    label = field_words(key[1] + key[2], lang)
    return key[0] if label == key[1] + key[2] else f"“{label}”"


def _quoted(text: str, lang: str) -> str:
    """A finding's sentence with the form's labels, with what else it names in quotation marks, and with its days."""
    named = _QUOTED.sub(r"“\1”", _KEY.sub(lambda key: _label(key, lang), _on_page(text, lang)))
    return _DAY.sub(lambda day: _day(day, lang), named)


def _on_page(text: str, lang: str) -> str:
    return on_a_page(text, lambda place: translated(place, lang))


def _day(found: re.Match[str], lang: str) -> str:
    """A day, with its hour where it has one, as it is written in a language; anything else stays."""
    try:
        moment = dt.datetime.fromisoformat(found[0])
    except ValueError:
        return found[0]
    day = formatting.date(moment.date(), _written_in(lang))
    return f"{day}, {formatting.clock(moment, _written_in(lang))}" if found[1] else day


def _written_in(lang: str) -> Language:
    """In which language numbers and days are written."""
    return "en" if lang == "en" else "id"
