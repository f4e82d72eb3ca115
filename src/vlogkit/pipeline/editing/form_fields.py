"""Say which fields a form needs for a template, those that the template shows, and what the form calls each."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from types import MappingProxyType

from vlogkit.catalogue import known_template
from vlogkit.workspace import Workspace

NOTHING: Mapping[str, object] = MappingProxyType({})
ALWAYS = ("title", "place", "date", "summary", "body", "pictures", "hashtags", "link")
"""What every item may have: told in the post's text, where no scene shows it."""
DERIVED = {
    "facts": ("facts",),
    "chapters": ("body", "pictures", "clips"),
    "talks": ("clips",),
    "place_date": ("place", "date"),
    "window": ("from", "to"),
}
"""What templates read under another name than the field's own."""
KNOWN = (
    "program", "title", "place", "date", "time", "from", "to", "summary", "facts", "steps", "quote", "phones", "body",
    "pictures", "before", "after", "clips", "source", "hashtags", "link",
)  # fmt: skip
"""The fields of a form, in its order."""

_PICTURE = {
    "file": "File",
    "alt": "What is to be seen (for those who cannot see it)",
    "focus": "What must stay visible",
    "date": "Date of the picture",
    "credit": "Who took it",
    "consent": "Who agreed to be seen",
    "minor": "Whether a child is in it",
}
LABELS: dict[str, str] = {
    "title": "Title",
    "template": "Kind of news",
    "lang": "Language",
    "brand": "Look",
    "program": "Program",
    "place": "Where",
    "date": "When",
    "time": "Hours",
    "from": "First day",
    "to": "Last day",
    "summary": "In one sentence",
    "body": "What is told",
    "facts": "Numbers",
    "facts.value": "Number",
    "facts.unit": "Unit",
    "facts.label": "Of what",
    "steps": "Steps",
    "quote": "Quote",
    "quote.text": "Words",
    "quote.by": "Who says it",
    "quote.office": "Office",
    "phones": "Telephone numbers of the office",
    "phones.label": "For what",
    "phones.number": "Telephone",
    "pictures": "Pictures",
    "clips": "Clips",
    "clips.file": "File",
    "clips.alt": "What is to be seen (for those who cannot see it)",
    "clips.speaker": "Who speaks",
    "clips.office": "Office",
    "clips.captions": "Captions",
    "clips.script": "Script",
    "before": "Picture before",
    "after": "Picture after",
    "source": "Who counted or warns",
    "hashtags": "Hashtags",
    "link": "Link",
} | {f"{group}.{key}": label for group in ("pictures", "before", "after") for key, label in _PICTURE.items()}
"""What the form calls each field, and each field inside a list or group."""


def fields_for(workspace: Workspace, template: str, filled: Mapping[str, object] = NOTHING) -> tuple[str, ...]:
    """The fields that an item of this template is asked for, and those that it has filled in although the template shows
    them nowhere, in the form's order. Raises InputError."""
    source = json.dumps(known_template(template, workspace.root).model_dump(mode="json"))
    used = {name for name in KNOWN if re.search(rf"notice\.(?:window_)?{name}\b", source)}
    for word, fields in DERIVED.items():
        if re.search(rf"\b{word}\b", source):
            used.update(fields)
    return tuple(name for name in KNOWN if name in used or name in ALWAYS or _is_filled(filled.get(name)))


def _is_filled(value: object) -> bool:
    """Whether a field, or one inside a group, has something in it."""
    return any(value.values()) if isinstance(value, Mapping) else bool(value)
