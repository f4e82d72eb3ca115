"""Load brands, templates, compositions, formats and fixed words by name, each merged with what it extends."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

import yaml

from vlogkit import resources
from vlogkit.errors import InputError, VlogkitError, Where, raise_all
from vlogkit.faults import suggestion
from vlogkit.freshness import until_changed
from vlogkit.records.base import Format, Javanese, KeyPath, Language
from vlogkit.records.brand import Brand
from vlogkit.records.frame import Frame
from vlogkit.records.templates.composition import Composition
from vlogkit.records.templates.element import build_elements
from vlogkit.records.templates.filled import LEAVE_OUT, MOST_ELEMENTS, MOST_TOGETHER, too_many
from vlogkit.records.templates.template import Template, TemplateScene
from vlogkit.strict_yaml import Document, Model, load, parse, read_text, validate

Data = dict[str, object]
Merge = Callable[[Data, Data], Data]
MAX_PARENTS = 6
MOST_WRITTEN = 200
"""Scenes of a template; of an item those are shown that fit it."""
LOOKS = frozenset(("composition", "layers"))
"""Keys of a scene that say what it looks like; its origin is where one of them is said."""
T = TypeVar("T")


def load_brand(name: str, workspace: Path | None = None, *, where: Path | None = None) -> Brand:
    """The brand `name`, with what it does not say taken from the one it extends; `where` is the file that names it.
    Raises InputError."""
    return _load(Brand, name, "brands/{}.yaml", workspace, merge, where)


def load_template(name: str, workspace: Path | None = None, *, where: Path | None = None) -> Template:
    """The template `name`; scenes of the one it extends stay unless a scene of the same name replaces parts of them.
    `where` is the file that names it. Raises InputError."""
    build_elements()
    documents = _family(name, "templates/{}/template.yaml", workspace, where)
    template = _merged(Template, documents, merge_templates)
    if template.compositions:
        hint = "Write them as files in templates/compositions/."
        raise InputError("unknown key `compositions`", where=documents[0].where(("compositions",)), hint=hint)
    places = {one: _place(documents, scene, "composition") for scene in template.scenes for one in scene.composition}
    found = {one: load_composition(one, workspace, where=place) for one, place in places.items()}
    raise_all([fault for scene in template.scenes for fault in _slot_faults(scene, found, documents)])
    return template.model_copy(update={"compositions": tuple(found.values())})


def own_documents(_: str, workspace: Path | None = None) -> list[Path]:
    """A workspace's own templates, brands and words: what is shipped stays as long as a process lives."""
    folders = ("templates", "brands", "words") if workspace is not None else ()
    return sorted(path for folder in folders for path in (workspace / folder).rglob("*.yaml"))  # type: ignore[operator]  # see above


_kept_brand = until_changed(own_documents, most=128)(load_brand)
_kept_template = until_changed(own_documents, most=128)(load_template)


def known_brand(name: str, workspace: Path | None = None, *, where: Path | None = None) -> Brand:
    """As `load_brand`, read again only when a document of the workspace has changed."""
    try:
        return _kept_brand(name, workspace)
    except VlogkitError:
        return load_brand(name, workspace, where=where)  # once more, to say who named it


def known_template(name: str, workspace: Path | None = None, *, where: Path | None = None) -> Template:
    """As `load_template`, read again only when a document of the workspace has changed."""
    try:
        return _kept_template(name, workspace)
    except VlogkitError:
        return load_template(name, workspace, where=where)


def load_composition(name: str, workspace: Path | None = None, *, where: Where | Path | None = None) -> Composition:
    """The composition `name`, a workspace's own or a shipped one; `where` is what names it. Raises InputError."""
    build_elements()
    return _load(Composition, name, "templates/compositions/{}.yaml", workspace, merge, where)


def _refuse_too_many(document: Document) -> None:
    """Raise InputError for more scenes of a template, or elements of it or of a composition, than anybody can look at,
    before time is spent on each."""
    data = document.data if isinstance(document.data, Mapping) else {}
    scenes = data.get("scenes")
    parts: list[tuple[KeyPath, object]] = [(("layers",), data.get("layers"))]
    if isinstance(scenes, list):
        parts += [(("scenes", index), scene) for index, scene in enumerate(scenes)]
    if len(parts) > MOST_WRITTEN + 1:
        where, hint = document.where(("scenes", MOST_WRITTEN)), "Split it into several templates."
        raise InputError(f"this template has more than {MOST_WRITTEN} scenes", where=where, hint=hint)
    before = 0
    for place, part in parts:
        found = 0
        for found, element in enumerate(_elements(part, place), 1):
            if found > MOST_ELEMENTS or before + found > MOST_TOGETHER:
                raise InputError(too_many(before + found), where=document.where(element), hint=LEAVE_OUT)
        before += found


def _elements(value: object, path: KeyPath) -> Iterator[KeyPath]:
    """The places of the elements inside a part of a template: mappings that say their `type`."""
    if isinstance(value, Mapping):
        if "type" in value:
            yield path
        for key, item in value.items():
            yield from _elements(item, (*path, str(key)))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _elements(item, (*path, index))


def _slot_faults(
    scene: TemplateScene, compositions: Mapping[str, Composition], documents: Sequence[Document]
) -> Iterator[VlogkitError]:
    """What a scene fills that none of its compositions has, and what does not fit into its slot."""
    chosen = [compositions[name] for name in scene.composition]
    for name, content in scene.slots.items():
        where = _place(documents, scene, "slots", name)
        slots = [slot for composition in chosen if (slot := composition.slots.get(name))]
        if not slots:
            known = list(dict.fromkeys(slot for composition in chosen for slot in composition.slots))
            message = f"{' and '.join(f'`{one.name}`' for one in chosen)} has no slot `{name}`"
            yield InputError(message, where=where, hint=suggestion(name, known))
        for part in content if isinstance(content, tuple) else (content,):
            fault = next((fault for slot in slots if (fault := slot.misfit(part))), "")
            if fault:
                yield InputError(f"the slot `{name}` {fault}", where=where)


def _place(documents: Sequence[Document], scene: TemplateScene, *keys: str) -> Where:
    """The place of a key of a scene, in the nearest of the documents that says it."""
    for document in documents:
        scenes = document.data.get("scenes") if isinstance(document.data, Mapping) else None
        for index, own in enumerate(scenes if isinstance(scenes, list) else ()):
            path: KeyPath = ("scenes", index, *keys)
            if isinstance(own, Mapping) and own.get("name") == scene.name and path in document.positions:
                return document.where(path)
    return documents[0].where(())


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
    model: type[Model], name: str, pattern: str, workspace: Path | None, merged: Merge, where: Where | Path | None
) -> Model:
    return _merged(model, _family(name, pattern, workspace, where), merged)


def _merged(model: type[Model], documents: Sequence[Document], merged: Merge) -> Model:
    """A document over those it extends, as a record."""
    data: Data = {}
    for document in reversed(documents):
        data = merged(data, _data(document))
    return validate(model, documents[0], data=data)


def _family(name: str, pattern: str, workspace: Path | None, where: Where | Path | None) -> list[Document]:
    """The document `name` and those it extends, the nearest first."""
    documents: list[Document] = []
    where = Where(where) if isinstance(where, Path) else where
    wanted = name
    while True:
        path = resources.find(pattern.format(wanted), workspace=workspace)
        folder = pattern.split("/{}", 1)[0]
        if path is None or "/" in wanted or ".." in wanted:
            kind, known = folder.rpartition("/")[2][:-1], list(resources.names(folder, workspace=workspace))
            raise InputError(f"there is no {kind} `{wanted}`", where=where, hint=suggestion(wanted, known))
        if len(documents) >= MAX_PARENTS:
            message = f"`{name}` extends itself, or more than {MAX_PARENTS} others"
            raise InputError(message, where=where, hint="Correct its `extends`.")
        documents.append(parse(read_text(path), path))
        _refuse_too_many(documents[-1])
        data = _data(documents[-1])
        if "extends" not in data or data["extends"] is None:
            return documents
        where = documents[-1].where(("extends",))
        if not isinstance(data["extends"], str):
            raise InputError("`extends` should be text", where=where, hint="Write the name of one document.")
        wanted = data["extends"]


def _data(document: Document) -> Data:
    if not isinstance(document.data, Mapping):
        raise InputError("this should be a list of `key: value` lines", where=document.where(()))
    return _with_origins(document.data, document, ())  # type: ignore[return-value]  # a mapping comes back as one


def _with_origins(value: object, document: Document, path: KeyPath) -> object:
    """The data with `origin` (file:line:column) written into every element, so that findings can name its source."""
    if isinstance(value, Mapping):
        data = {str(key): _with_origins(item, document, (*path, str(key))) for key, item in value.items()}
        is_element = isinstance(data.get("type"), str) and path[:1] in {("scenes",), ("layers",)}
        if is_element or (path[:1] == ("scenes",) and len(path) == 2 and not LOOKS.isdisjoint(data)):
            data["origin"] = str(_short(document.where(path)))
        elif path[-1:] == ("slots",) and path[:1] == ("scenes",):
            data = {key: _as_content(item, document, (*path, key)) for key, item in data.items()}
        return data
    if isinstance(value, list):
        return [_with_origins(item, document, (*path, index)) for index, item in enumerate(value)]
    return value


def _as_content(value: object, document: Document, path: KeyPath) -> object:
    """Words that fill a slot, with their origin."""
    return {"words": value, "origin": str(_short(document.where(path)))} if isinstance(value, str) else value


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
                scenes[found] = _merged_scene(scenes[found], scene)
                after = found + 1
        out["scenes"] = scenes
    return out


def _merged_scene(parent: Data, child: Data) -> Data:
    """A slot is replaced as a whole, and a composition by layers as layers by a composition."""
    other = {"layers": ("composition", "slots"), "composition": ("layers",)}
    gone = {key for own, keys in other.items() if own in child for key in keys if key not in child}
    out = {key: value for key, value in merge(parent, child).items() if key not in gone}
    above, below = parent.get("slots"), child.get("slots")
    if isinstance(above, dict) and isinstance(below, dict) and "slots" not in gone:
        out["slots"] = above | below
    return out


def to_yaml(data: object) -> str:
    """Plain data as YAML a person can read."""
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=100)
