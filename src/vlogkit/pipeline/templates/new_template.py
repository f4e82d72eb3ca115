"""Start a template in a workspace, as an extension or a copy of another."""

from __future__ import annotations

import re
from pathlib import Path

from vlogkit import resources
from vlogkit.catalogue import load_template
from vlogkit.errors import InputError, UsageError
from vlogkit.files import write_text
from vlogkit.records.base import Name
from vlogkit.records.templates.template import Template, TemplateScene
from vlogkit.strict_yaml import read_text
from vlogkit.workspace import Workspace

NAME = re.compile(Name.__metadata__[0].pattern)  # type: ignore[attr-defined]  # an annotated string
HEAD = """# {name}: everything that is not said here is as in `{base}`. See the whole of it with:
#   vlogkit templates show {name}
# See what it looks like while you change it with:
#   vlogkit templates preview {name} --watch
name: {name}
extends: {base}
summary: {summary}
kinds: [{kinds}]
scenes:
"""
SCENE = """  # {line}
  - name: {name}
    seconds: {seconds:g}
"""
TAIL = """
# A scene with a new name comes after the one above it. Say what it shows in layers, from the back to the front:
#  - name: thanks
#    seconds: 3
#    ground: brand
#    say: "{{ words.thanks }}"
#    alt: "{{ words.thanks }}"
#    layers:
#      - {type: motif, zone: frame, strength: 0.14, fade: ""}
#      - type: stack
#        items:
#          - {type: identity}
#          - {type: text, words: "{{ words.thanks }}", style: title, role: paper, lines: 3}
"""


def new_template(workspace: Workspace, name: str, base: str, *, copy: bool = False) -> Path:
    """Write `templates/NAME/template.yaml`: one that extends `base`, or a copy of its whole file to change freely.
    Raises UsageError for a name that is taken or for what is not a name, InputError, OutsideError."""
    if not NAME.match(name):
        hint = "Use lower-case letters, digits and hyphens, such as `kabar-desa`."
        raise UsageError(f"`{name}` cannot be the name of a template", hint=hint)
    folder = workspace.root / "templates" / name
    if folder.exists():
        raise UsageError(f"there is a template `{name}` already", hint=f"Change {folder / 'template.yaml'}.")
    parent = load_template(base, workspace.root)
    text = copied(base, name, workspace) if copy else extending(parent, name)
    path = folder / "template.yaml"
    write_text(path, text)
    load_template(name, workspace.root)
    return path


def extending(parent: Template, name: str) -> str:
    """The text of a template that extends another, its scenes listed to be changed."""
    kinds = ", ".join(parent.kinds)
    head = HEAD.format(name=name, base=parent.name, kinds=kinds, summary=f"Like {parent.name}, our way.")
    return head + "".join(SCENE.format(name=s.name, seconds=s.seconds, line=told(s)) for s in parent.scenes) + TAIL


def told(scene: TemplateScene) -> str:
    """What a scene is, in a line."""
    parts = ["a card" if scene.card and not scene.video else "a scene of the video"]
    parts += ["also a card"] if scene.card and scene.video else []
    parts += ["the thumbnail"] if scene.thumbnail else []
    parts += [f"when {scene.when}"] if scene.when else []
    parts += [f"once for each of {scene.each}"] if scene.each else []
    return ", ".join(parts)


def copied(base: str, name: str, workspace: Workspace) -> str:
    """The text of the base's own file under a new name. Raises InputError."""
    path = resources.find(f"templates/{base}/template.yaml", workspace=workspace.root)
    if path is None:
        raise InputError(f"there is no template `{base}`")
    text, count = re.subn(rf"(?m)^name:\s*{re.escape(base)}\s*$", f"name: {name}", read_text(path), count=1)
    if not count:
        raise InputError(
            "the `name:` of this template was not found", where=path, hint="Write it on a line of its own."
        )
    return text
