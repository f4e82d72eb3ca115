"""The published schemas are those of the records, and accept what the tool accepts: whole files and partial ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from vlogkit import resources
from vlogkit.intake.updates import split_front_matter
from vlogkit.samples.sample_workspace import BRAND, SETTINGS
from vlogkit.schemas import Schema, schemas, text_of, write_schemas
from vlogkit.strict_yaml import parse

jsonschema = pytest.importorskip("jsonschema", reason="jsonschema comes with the test extra")
MADE = schemas()


def wrong(schema: str, data: object) -> list[str]:
    """What the schema says against the data."""
    validator = jsonschema.Draft202012Validator(MADE[schema])
    return [f"{list(error.absolute_path)}: {error.message}" for error in validator.iter_errors(data)]


def data_of(path: Path) -> object:
    return parse(path.read_text(encoding="utf-8"), path).data


@pytest.mark.parametrize("name", sorted(MADE))
def test_the_files_are_those_of_the_records(name: str) -> None:
    path = resources.shipped("config", "schema", f"{name}.json")
    written = path.read_text(encoding="utf-8")
    assert written == text_of(MADE[name]), "run: python -m vlogkit.schemas"


@pytest.mark.parametrize("name", sorted(MADE))
def test_a_schema_is_valid_itself(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(MADE[name])


def test_writing_makes_a_file_a_schema(tmp_path: Path) -> None:
    assert sorted(path.stem for path in write_schemas(tmp_path)) == sorted(MADE)


@pytest.mark.parametrize(
    "path", sorted(resources.shipped("config", "brands").glob("*.yaml")), ids=lambda path: path.stem
)
def test_every_shipped_brand_fits(path: Path) -> None:
    assert wrong("brand", data_of(path)) == []


@pytest.mark.parametrize(
    "path", sorted(resources.shipped("templates").glob("*/template.yaml")), ids=lambda path: path.parent.name
)
def test_every_shipped_template_fits(path: Path) -> None:
    assert wrong("template", data_of(path)) == []


@pytest.mark.parametrize(
    "path", sorted(resources.shipped("templates", "compositions").glob("*.yaml")), ids=lambda path: path.stem
)
def test_every_shipped_composition_fits(path: Path) -> None:
    assert wrong("composition", data_of(path)) == []


@pytest.mark.parametrize(
    "path", sorted(resources.shipped("assets", "samples", "workspace", "updates").glob("*.md")), ids=lambda path: path.stem
)  # fmt: skip
def test_the_front_matter_of_every_sample_fits(path: Path) -> None:
    front, *_ = split_front_matter(path.read_text(encoding="utf-8"), path)
    assert wrong("update", parse(front, path).data) == []


def test_the_sample_settings_and_brand_fit() -> None:
    assert wrong("workspace", parse(SETTINGS.format(name="Dinas"), "vlogkit.yaml").data) == []
    assert wrong("brand", parse(BRAND, "brand.yaml").data) == []


def test_a_brand_that_extends_another_needs_only_its_name() -> None:
    assert (
        wrong("brand", {"name": "kami", "extends": "jateng", "colours": {"brand": "#112233"}, "agency": {"short": "K"}})
        == []
    )


def test_a_brand_of_its_own_needs_everything() -> None:
    said = " ".join(
        wrong("brand", {"name": "kami", "label": "Kami", "colours": {"brand": "#112233"}, "logo": {"mark": "a.svg"}})
    )
    assert "'agency' is a required property" in said
    assert "'paper' is a required property" in said


def test_a_scene_that_changes_its_parents_needs_only_its_name() -> None:
    scenes = [{"name": "card", "seconds": 4}]
    assert wrong("template", {"name": "kami", "extends": "faq", "scenes": scenes}) == []
    assert wrong("template", {"name": "kami", "summary": "s", "scenes": scenes})


@pytest.mark.parametrize(
    ("schema", "data"),
    [
        ("workspace", {"name": "x", "aproval": {}}),
        ("workspace", {"name": "x", "videos": "portrait"}),
        ("workspace", {"name": "x", "videos": ["potrait"]}),
        ("brand", {"name": "kami", "extends": "jateng", "colours": {"brand": "red"}}),
        (
            "template",
            {"name": "a", "summary": "s", "scenes": [{"name": "a", "layers": [{"type": "text", "wrods": "a"}]}]},
        ),
        ("template", {"name": "a", "summary": "s", "scenes": [{"name": "a", "layers": [{"type": "tekst"}]}]}),
        ("template", {"name": "a", "summary": "s", "scenes": [{"name": "a", "composition": 3}]}),
        (
            "template",
            {
                "name": "a",
                "summary": "s",
                "scenes": [{"name": "a", "composition": "list", "slots": {"title": {"words": "a"}}}],
            },
        ),
        ("composition", {"name": "a", "summary": "s", "slots": {"title": {"look": {"type": "tekst"}}}, "layers": []}),
        ("composition", {"name": "a", "summary": "s", "slots": {"title": {"look": {"type": "text"}}}}),
        ("update", {"title": "t", "id": "a"}),
        ("update", {"title": "t", "body": ["a"]}),
        ("update", {"title": "t", "total": 3}),
        ("update", {"kind": "tally", "title": "t"}),
    ],
)
def test_what_the_tool_refuses_the_schema_refuses(schema: str, data: object) -> None:
    assert wrong(schema, data)


def test_keys_carry_the_records_own_words() -> None:
    template = MADE["template"]["$defs"]["TemplateScene"]["properties"]
    assert template["say"]["description"] == "What the captions read, a sentence or more."
    base = MADE["template"]["$defs"]["TextElement"]["properties"]
    assert "left out" in base["when"]["description"]


def test_what_the_tool_writes_for_itself_is_not_offered_to_authors() -> None:
    def keys(schema: Schema) -> set[str]:
        return {key for part in [schema, *schema["$defs"].values()] for key in part.get("properties", {})}

    assert keys(MADE["template"]).isdisjoint({"origin", "compositions"})
    assert "origin" in keys(MADE["story"])
