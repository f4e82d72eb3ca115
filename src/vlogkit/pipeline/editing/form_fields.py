"""Say which fields a form needs for a template: those that the template shows."""

from __future__ import annotations

import json
import re

from vlogkit.catalogue import known_template
from vlogkit.workspace import Workspace

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


def fields_for(workspace: Workspace, template: str) -> tuple[str, ...]:
    """The fields that an item of this template is asked for, in the form's order. Raises InputError."""
    source = json.dumps(known_template(template, workspace.root).model_dump(mode="json"))
    used = {name for name in KNOWN if re.search(rf"notice\.(?:window_)?{name}\b", source)}
    for word, fields in DERIVED.items():
        if re.search(rf"\b{word}\b", source):
            used.update(fields)
    return tuple(name for name in KNOWN if name in used or name in ALWAYS)
