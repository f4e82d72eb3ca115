"""Write the reference of everything people write in YAML, as Markdown.

`python -m vlogkit.reference.template_reference docs/template-reference.md` writes it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel

from vlogkit import resources
from vlogkit.catalogue import load_composition, load_frame
from vlogkit.files import write_text
from vlogkit.records.base import Format
from vlogkit.records.brand import Brand
from vlogkit.records.notices.complaint import Complaint
from vlogkit.records.notices.tally import Tally
from vlogkit.records.notices.update import Update
from vlogkit.records.templates.composition import Composition
from vlogkit.records.templates.element_base import ElementBase, Role, TypeName
from vlogkit.records.templates.template import Template
from vlogkit.reference.descriptions import FACTS, USUAL
from vlogkit.schemas import Schema, schema_of


def main(path: Path) -> None:
    """Write the reference."""
    write_text(path, reference())


def reference() -> str:
    """The whole page."""
    template, update = schema_of(Template, written=("origin", "compositions")), schema_of(Update)
    composition = schema_of(Composition)
    parts = [
        "# Template reference\n\nGenerated from the records by `make docs`. [templates.md](templates.md) explains; this page lists.",
        _section("A template", "`templates/NAME/template.yaml`.", template),
        _section("A scene", _description(template, "TemplateScene"), template["$defs"]["TemplateScene"]),
        _section("A transition", _description(template, "SceneTransition"), template["$defs"]["SceneTransition"]),
        _section(
            "A composition",
            "`templates/compositions/NAME.yaml`, shipped or a workspace's own; see [templates.md](templates.md#compositions).",
            composition,
        ),
        _section("A slot", _description(composition, "CompositionSlot"), composition["$defs"]["CompositionSlot"]),
        _compositions(),
        *_elements(template),
        _names(
            "What a template knows",
            FACTS,
            "In `{{ … }}`, `when` and `each`; what an item is not said to have is missing there.",
        ),
        f"## Filters\n\n{', '.join(f'`{name}`' for name in filters())}.",
        _zones(),
        _icons(),
        _section("An update", _doc(Update), _written(update)),
        *_parts(update, ("Picture", "Clip", "Fact", "Quote", "Phone", "RecapItem")),
        _section("A tally", _doc(Tally), _written(schema_of(Tally))),
        _section("A complaint", _doc(Complaint), schema_of(Complaint)),
        _section("A brand", "`brands/NAME.yaml`; see [brands.md](brands.md).", schema_of(Brand)),
        *_parts(schema_of(Brand), ("Agency", "Colours", "Typeface", "DisplayFace", "TextFace", "Logo", "Motif")),
    ]
    return "\n\n".join(parts) + "\n"


def _written(schema: Schema) -> Schema:
    """The keys of a front matter: the id is the file's name, and the body stands below."""
    keys = {key: field for key, field in schema["properties"].items() if key not in {"id", "body"}}
    return schema | {"properties": keys}


def filters() -> list[str]:
    """The filters that templates may use."""
    from vlogkit.writing.words_in_templates import environment

    return sorted(name for name in environment("id").filters if not name.startswith("_"))


def _doc(model: type[BaseModel]) -> str:
    return " ".join((model.__doc__ or "").split())


def _description(schema: Schema, name: str) -> str:
    return " ".join(str(schema["$defs"][name].get("description", "")).split())


def _elements(template: Schema) -> Iterator[str]:
    """What every element may say, then each element with its own keys."""
    common = schema_of(ElementBase)["properties"]
    yield _section("Elements: what all of them may say", _doc(ElementBase), {"properties": common})
    for name, definition in sorted(template["$defs"].items()):
        properties = definition.get("properties", {})
        kind = properties.get("type", {}).get("const")
        if kind:
            own = {key: field for key, field in properties.items() if key not in common and key != "type"}
            yield _section(kind, _description(template, name), definition | {"properties": own}, level="###")
    yield from _parts(template, ("Part", "ChartItem", "LineItem"))


def _parts(schema: Schema, names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        yield _section(name, _description(schema, name), schema["$defs"][name], level="###")


def _section(title: str, text: str, schema: Schema, level: str = "##") -> str:
    """A heading, a sentence, and a table of keys."""
    required = set(schema.get("required", ()))
    rows = [
        f"| `{key}` | {_kind(field)} | {_default(key, field, required)} | {_meaning(key, field)} |"
        for key, field in schema["properties"].items()
    ]
    if not rows:
        return f"{level} {title}\n\n{text}"
    return "\n".join([f"{level} {title}", "", text, "", "| key | value | else | meaning |", "|---|---|---|---|", *rows])


def _meaning(key: str, field: Mapping[str, Any]) -> str:
    return _cell(str(field.get("description") or USUAL.get(key, "")))


def _cell(words: str) -> str:
    return " ".join(words.split()).replace("|", "\\|")


def _default(key: str, field: Mapping[str, Any], required: set[str]) -> str:
    if key in required:
        return "needed"
    value = field.get("default")
    return (
        "" if value in (None, "", [], {}) or isinstance(value, dict) else f"`{json.dumps(value, ensure_ascii=False)}`"
    )


def _kind(field: Mapping[str, Any]) -> str:
    """What a key takes, in words."""
    if "$ref" in field:
        name = str(field["$ref"]).rsplit("/", 1)[-1]
        return f"[{name}](#{name.lower()})" if name in {"Part", "ChartItem", "LineItem", "Picture", "Quote"} else name
    if "const" in field:
        return f"`{field['const']}`"
    if tuple(field.get("enum", ())) == get_args(Role):
        return "a [role](#zones-and-type)"
    if tuple(field.get("enum", ())) == get_args(TypeName):
        return "a [style](#zones-and-type)"
    if "enum" in field:
        return ", ".join(f"`{value}`" for value in field["enum"] if value != "")
    if "anyOf" in field or "oneOf" in field:
        kinds = [_kind(one) for one in field.get("anyOf") or field["oneOf"] if one.get("type") != "null"]
        return "an element" if len(kinds) > 6 else " or ".join(dict.fromkeys(kinds))
    if field.get("type") == "array":
        return _list(field)
    return _plain(field)


def _list(field: Mapping[str, Any]) -> str:
    if "prefixItems" in field:
        return "[" + ", ".join(_kind(one) for one in field["prefixItems"]) + "]"
    return f"list of {_kind(field.get('items', {}))}"


def _plain(field: Mapping[str, Any]) -> str:
    words = {"string": "text", "number": "number", "integer": "whole number", "boolean": "true or false"}
    word = words.get(str(field.get("type")), "keys and values")
    if field.get("format"):
        word = str(field["format"])
    least, most = field.get("minimum", field.get("exclusiveMinimum")), field.get("maximum")
    if least is not None and most is not None:
        return f"{word}, {least:g}–{most:g}"
    return f"{word}, {least:g} or more" if least else word


def _names(title: str, names: Mapping[str, str], text: str) -> str:
    rows = [f"| `{name}` | {_cell(words)} |" for name, words in names.items()]
    return "\n".join([f"## {title}", "", text, "", "| name | what it is |", "|---|---|", *rows])


def _zones() -> str:
    """The zones and the type scale of each format."""
    frames = [load_frame(name) for name in get_args(Format)]
    head = " | ".join(f"{frame.format} {frame.width}x{frame.height}" for frame in frames)
    zones = list(dict.fromkeys(name for frame in frames for name in frame.zones))
    lines = [
        "## Zones and type",
        "",
        "A zone is left, top, right, bottom in pixels; after the dash on cards, where no captions run.",
        "",
        f"| zone | {head} |",
        "|---|" + "---|" * len(frames),
    ]
    for name in zones:
        cells = []
        for frame in frames:
            card = frame.card_zones.get(name)
            cells.append(_rect(frame.zones[name]) + (f" – {_rect(card)}" if card else ""))
        lines.append(f"| `{name}` | " + " | ".join(cells) + " |")
    lines += ["", "Sizes in pixels, largest to smallest:", "", f"| style | {head} |", "|---|" + "---|" * len(frames)]
    for style in frames[0].type:
        cells = [f"{frame.type[style].size:g} to {frame.type[style].smallest:g}" for frame in frames]
        lines.append(f"| `{style}` | " + " | ".join(cells) + " |")
    return "\n".join([*lines, "", f"Roles of colours: {', '.join(f'`{role}`' for role in get_args(Role))}."])


def _rect(rect: tuple[int, int, int, int]) -> str:
    return ", ".join(str(side) for side in rect)


def _compositions() -> str:
    """The shipped compositions with their slots; those that are needed are bold."""
    rows = []
    for name in resources.names("templates/compositions"):
        made = load_composition(name)
        slots = ", ".join(f"**`{key}`**" if slot.needed else f"`{key}`" for key, slot in made.slots.items())
        rows.append(f"| `{name}` | {_cell(made.summary)} | {slots} |")
    head = [
        "## Compositions",
        "",
        "What comes along; slots in bold are needed.",
        "",
        "| name | what it is good for | slots |",
    ]
    return "\n".join([*head, "|---|---|---|", *rows])


def _icons() -> str:
    names = sorted(path.stem for path in resources.shipped("assets", "icons").glob("*.svg"))
    emblems = sorted(path.stem for path in resources.shipped("assets", "emblems").glob("*.svg"))
    icons, drawn = (", ".join(f"`{name}`" for name in some) for some in (names, emblems))
    return f"## Icons\n\n`mark` is the brand's logo. The others: {icons}.\n\nEmblems: {drawn}."


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/template-reference.md"))
