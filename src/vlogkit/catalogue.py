"""Load brands, templates, formats and fixed words by name, each merged with what it extends."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

import yaml

from vlogkit import resources
from vlogkit.errors import InputError, Where
from vlogkit.records.base import Format, Javanese, KeyPath, Language
from vlogkit.records.brand import Brand
from vlogkit.records.frame import Frame
from vlogkit.records.templates.template import Template
from vlogkit.strict_yaml import Document, Model, load, parse, read_text, validate

Data = dict[str, object]
Merge = Callable[[Data, Data], Data]
MAX_PARENTS = 6
T = TypeVar("T")


def load_brand(name: str, workspace: Path | None = None, *, where: Path | None = None) -> Brand:
    """The brand `name`, with what it does not say taken from the one it extends; `where` is the file that names it.
    Raises InputError."""
    return _load(Brand, name, "brands/{}.yaml", workspace, merge, where)


def load_template(name: str, workspace: Path | None = None, *, where: Path | None = None) -> Template:
    """The template `name`; scenes of the one it extends stay unless a scene of the same name replaces parts of them.
    `where` is the file that names it. Raises InputError."""
    return _load(Template, name, "templates/{}/template.yaml", workspace, merge_templates, where)


def load_frame(name: Format) -> Frame:
    """The frame of a format, read again only when its file has changed."""
    path = resources.shipped("config", "formats", f"{name}.yaml")
    return _frame(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=8)
def _frame(path: Path, _changed: int) -> Frame:
    return load(Frame, path)


def load_words(lang: Language, workspace: Path | None = None, javanese: Javanese = "krama") -> dict[str, str]:
    """The templates' fixed words in a language, Javanese in one of its registers; a workspace's own file wins word by
    word. Raises InputError."""
    words: dict[str, str] = {}
    for name in (lang, f"{lang}-{javanese}") if lang == "jv" else (lang,):
        for root in [resources.shipped("config"), *([workspace] if workspace else [])]:
            words |= _words(root / "words" / f"{name}.yaml")
    return words


def _words(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    document = parse(read_text(path), path)
    if not isinstance(document.data, Mapping) or not all(isinstance(v, str) for v in document.data.values()):
        raise InputError("this should be a list of `word: text` lines", where=path)
    return {str(key): str(value) for key, value in document.data.items()}


def _load(
    model: type[Model], name: str, pattern: str, workspace: Path | None, merged: Merge, where: Path | None
) -> Model:
    documents = _family(name, pattern, workspace, Where(where) if where else None)
    data: Data = {}
    for document in reversed(documents):
        data = merged(data, _data(document))
    return validate(model, documents[0], data=data)


def _family(name: str, pattern: str, workspace: Path | None, where: Where | None) -> list[Document]:
    """The document `name` and those it extends, the nearest first."""
    documents: list[Document] = []
    wanted = name
    while True:
        path = resources.find(pattern.format(wanted), workspace=workspace)
        folder = pattern.split("/", 1)[0]
        if path is None or "/" in wanted or ".." in wanted:
            known = ", ".join(resources.names(folder, workspace=workspace))
            raise InputError(f"there is no {folder[:-1]} `{wanted}`", where=where, hint=f"Known here: {known}.")
        if len(documents) >= MAX_PARENTS:
            message = f"`{name}` extends itself, or more than {MAX_PARENTS} others"
            raise InputError(message, where=where, hint="Correct its `extends`.")
        documents.append(parse(read_text(path), path))
        data = _data(documents[-1])
        if "extends" not in data or data["extends"] is None:
            return documents
        where = documents[-1].where(("extends",))
        wanted = str(data["extends"])


def _data(document: Document) -> Data:
    if not isinstance(document.data, Mapping):
        raise InputError("this should be a list of `key: value` lines", where=document.where(()))
    return _with_origins(document.data, document, ())  # type: ignore[return-value]  # a mapping comes back as one


def _with_origins(value: object, document: Document, path: KeyPath) -> object:
    """The data with `origin` (file:line:column) written into every element, so that findings can name its source."""
    if isinstance(value, Mapping):
        data = {str(key): _with_origins(item, document, (*path, str(key))) for key, item in value.items()}
        if isinstance(data.get("type"), str) and "scenes" in path:
            data["origin"] = str(_short(document.where(path)))
        return data
    if isinstance(value, list):
        return [_with_origins(item, document, (*path, index)) for index, item in enumerate(value)]
    return value


def _short(where: Where) -> Where:
    """The place with a path below the shipped root or below the folder that holds `templates`, for stable output."""
    parts = Path(where.path).parts
    start = max((i for i, part in enumerate(parts) if part == "templates"), default=0)
    return Where("/".join(parts[start:]), where.line, where.column)


def merge(parent: Data, child: Data) -> Data:
    """Child over parent, mapping by mapping; lists are replaced as a whole."""
    out = dict(parent)
    for key, value in child.items():
        below = out.get(key)
        out[key] = merge(below, value) if isinstance(below, dict) and isinstance(value, dict) else value
    return out


def merge_templates(parent: Data, child: Data) -> Data:
    """Like `merge`, but scenes are matched by name: a child's scene changes its parent's in place; a new one comes
    after the scene that stands before it in the child, the first one at the start."""
    out = merge(parent, child)
    above, below = parent.get("scenes"), child.get("scenes")
    if isinstance(above, list) and isinstance(below, list):
        scenes = [dict(scene) for scene in above if isinstance(scene, dict)]
        after = 0
        for scene in below:
            name = scene.get("name") if isinstance(scene, dict) else None
            found = next((index for index, old in enumerate(scenes) if old.get("name") == name), None)
            if found is None:
                scenes.insert(after, scene)
                after += 1
            else:
                scenes[found] = merge(scenes[found], scene)
                after = found + 1
        out["scenes"] = scenes
    return out


def to_yaml(data: object) -> str:
    """Plain data as YAML a person can read."""
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=100)
