"""Write JSON Schemas of the YAML that people write, so that editors complete and check it.

`python -m vlogkit.schemas` writes them to config/schema/."""

from __future__ import annotations

import ast
import inspect
import json
import sys
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

from pydantic import BaseModel

from vlogkit import resources
from vlogkit.files import write_text
from vlogkit.records.brand import Brand
from vlogkit.records.notices.tally import Tally
from vlogkit.records.notices.update import Update
from vlogkit.records.settings import Settings
from vlogkit.records.story import Story
from vlogkit.records.templates.composition import CONTENT, Composition
from vlogkit.records.templates.template import Template

Schema = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, Schema]:
    """File name without suffix → schema."""
    return {
        "workspace": _finished("vlogkit.yaml", schema_of(Settings)),
        "brand": _finished("a brand", partial(schema_of(Brand), {"agency": (), "colours": (), "logo": ()})),
        "template": _finished(
            "a template", partial(schema_of(Template, written=("origin", "compositions")), {"scenes": ("name",)})
        ),
        "composition": _finished("a composition", composition()),
        "update": _finished("the front matter of an update or a tally", front_matter()),
        "story": _finished("a story, as a bundle has it", schema_of(Story, written=())),
    }


def schema_of(model: type[BaseModel], *, written: Sequence[str] = ("origin",)) -> Schema:
    """The schema of a record with its own words as descriptions; keys of `written` are vlogkit's, not a person's."""
    schema = model.model_json_schema(by_alias=True)
    definitions = {model.__name__: schema, **schema.get("$defs", {})}
    said = words_of(model)
    for name, definition in definitions.items():
        for key, field in definition.get("properties", {}).items():
            words = said.get(name, {}).get(key)
            if words and "$ref" not in field:
                field["description"] = words
        for key in written:
            definition.get("properties", {}).pop(key, None)
    return cast("Schema", _without_titles(schema))


def partial(schema: Schema, parts: Mapping[str, Sequence[str]]) -> Schema:
    """The same, for a file that may extend another: then nothing is required but its name, and of the named parts
    (objects, or lists of objects) only the keys given."""
    required = [key for key in schema.pop("required") if key != "name"]
    whole: Schema = {"required": required, "properties": {}}
    for key, kept in parts.items():
        part = schema["properties"][key]
        reference = part.get("$ref") or part["items"]["$ref"]
        definition = schema["$defs"][reference.rsplit("/", 1)[-1]]
        needed = {key: definition.pop(key) for key in ("required", "anyOf") if key in definition}
        whole["properties"][key] = {"items": needed} if "items" in part else needed
        if kept:
            definition["required"] = list(kept)
    return {**schema, "required": ["name"], "if": {"required": ["extends"]}, "else": whole}


def composition() -> Schema:
    """A composition; the looks of its slots have room where an element would need words or a file."""
    schema = schema_of(Composition)
    for definition in schema["$defs"].values():
        key = CONTENT.get(definition.get("properties", {}).get("type", {}).get("const", ""))
        if key in definition.get("required", ()):
            definition["required"].remove(key)
    return partial(schema, {})


def front_matter() -> Schema:
    """An update, or with `kind: tally` a tally; the id is the file's name and the body stands below."""
    found: dict[str, Schema] = {}
    for model in (Update, Tally):
        schema = schema_of(model)
        for key in ("id", "body"):
            schema["properties"].pop(key)
        schema["required"].remove("id")
        found |= schema.pop("$defs")
        found[model.__name__] = schema
    found["Tally"]["required"].append("kind")
    is_tally = {"properties": {"kind": {"const": "tally"}}, "required": ["kind"]}
    kinds = {"then": {"$ref": "#/$defs/Tally"}, "else": {"$ref": "#/$defs/Update"}}
    return {"type": "object", "if": is_tally, **kinds, "$defs": dict(sorted(found.items()))}


def words_of(model: type[BaseModel]) -> dict[str, dict[str, str]]:
    """The text that stands below each field in the source, by record and key, of all record modules in use."""
    modules = {sys.modules[kind.__module__] for kind in _family(model)}
    found: dict[str, dict[str, str]] = {}
    for module in modules:
        for record in ast.parse(inspect.getsource(module)).body:
            if isinstance(record, ast.ClassDef):
                found[record.name] = dict(_said(record.body))
    inherited = {kind.__name__: [base.__name__ for base in kind.__mro__] for kind in _family(model)}
    return {
        name: {key: words for base in reversed(bases) for key, words in found.get(base, {}).items()}
        for name, bases in inherited.items()
    }


def _said(body: Sequence[ast.stmt]) -> list[tuple[str, str]]:
    pairs = []
    for field, text in pairwise(body):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) and isinstance(text, ast.Expr):
            words = text.value.value if isinstance(text.value, ast.Constant) else ""
            pairs.append((field.target.id, " ".join(str(words).split())))
    return pairs


def _family(model: type[BaseModel]) -> set[type[BaseModel]]:
    """The record, those in its fields, and all they inherit from."""
    from vlogkit.faults import models_of

    seen: set[type[BaseModel]] = set()
    waiting = [model]
    while waiting:
        kind = waiting.pop()
        if kind not in seen:
            seen.add(kind)
            waiting += [base for base in kind.__mro__ if issubclass(base, BaseModel) and base is not BaseModel]
            waiting += [inner for field in kind.model_fields.values() for inner in models_of(field.annotation)]
    return seen


def _without_titles(value: Any) -> Any:
    """Titles that only repeat a key's name are noise in an editor."""
    if isinstance(value, dict):
        return {
            key: _without_titles(inner)
            for key, inner in value.items()
            if not (key == "title" and isinstance(inner, str))
        }
    return [_without_titles(inner) for inner in value] if isinstance(value, list) else value


def _finished(what: str, schema: Schema) -> Schema:
    return {"$schema": DIALECT, "title": f"vlogkit: {what}", **schema}


def text_of(schema: Schema) -> str:
    """The schema as it stands in its file."""
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


def write_schemas(folder: Path) -> list[Path]:
    """Write every schema; the files."""
    written = []
    for name, schema in schemas().items():
        path = folder / f"{name}.json"
        write_text(path, text_of(schema))
        written.append(path)
    return written


if __name__ == "__main__":
    for path in write_schemas(resources.shipped("config", "schema")):
        print(path)
