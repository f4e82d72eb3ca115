"""Files that people keep are read whatever their version, but for those that a newer vlogkit made."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

import pytest
from pydantic import ValidationError

from vlogkit.errors import InputError
from vlogkit.records.bundle import Bundle
from vlogkit.records.kept import KeptRecord, Upgrade
from vlogkit.records.post import Receipt
from vlogkit.records.story import Story
from vlogkit.records.templates.element_ground import ScrimElement
from vlogkit.records.timeline import PictureLayer, Timeline
from vlogkit.strict_yaml import parse, validate

KEPT = (Story, Timeline, Bundle, Receipt)
RECEIPT = {
    "post": "jalan-outbox",
    "platform": "outbox",
    "account": "outbox",
    "remote_id": "jalan-outbox",
    "sent_at": "2026-11-24T07:00:00+07:00",
}


def seconds_instead_of_minutes(data: Mapping[str, object]) -> Mapping[str, object]:
    return {
        **{key: value for key, value in data.items() if key != "minutes"},
        "seconds": float(str(data["minutes"])) * 60,
    }


def with_a_unit(data: Mapping[str, object]) -> Mapping[str, object]:
    return {**data, "unit": "s"}


class Length(KeptRecord):
    """A record in its third version: minutes became seconds, then the unit was said."""

    upgrades: ClassVar[tuple[Upgrade, ...]] = (seconds_instead_of_minutes, with_a_unit)

    schema_version: int = 3
    seconds: float
    unit: str


@pytest.mark.parametrize(
    "data",
    [
        {"minutes": 2},
        {"schema_version": 1, "minutes": 2},
        {"schema_version": 2, "seconds": 120.0},
        {"schema_version": 3, "seconds": 120.0, "unit": "s"},
    ],
    ids=["without a version", "first", "second", "third"],
)
def test_every_older_version_is_read_as_the_newest(data: dict[str, object]) -> None:
    assert Length.read(data) == Length(seconds=120.0, unit="s")
    assert Length.from_json(json.dumps(data)) == Length(seconds=120.0, unit="s")


@pytest.mark.parametrize("kind", KEPT, ids=lambda kind: kind.__name__)
def test_a_file_of_a_newer_vlogkit_is_one_clear_error(kind: type[KeptRecord]) -> None:
    data = {"schema_version": kind.newest() + 1, "a_key_nobody_knows_yet": 1}
    with pytest.raises(InputError, match=f"this {kind.__name__.lower()} was made by a newer vlogkit") as caught:
        kind.from_json(json.dumps(data), Path("kept.json"))
    assert "pip install --upgrade vlogkit" in caught.value.hint
    assert str(caught.value.where) == "kept.json"


@pytest.mark.parametrize("kind", [*KEPT, Length], ids=lambda kind: kind.__name__)
def test_a_record_writes_the_version_that_its_upgrades_lead_to(kind: type[KeptRecord]) -> None:
    assert kind.model_fields["schema_version"].default == kind.newest()


def test_a_newer_story_is_refused_at_the_line_that_says_so() -> None:
    document = parse("id: jalan\nschema_version: 4\nscenery: []\n", "stories/jalan.yaml")
    with pytest.raises(InputError) as caught:
        validate(Story, document)
    assert str(caught.value.where) == "stories/jalan.yaml:2:1"
    assert "schema_version is 4, and this vlogkit reads up to 3" in caught.value.message


def test_a_story_that_names_its_highlighted_phrases_is_read_with_their_places() -> None:
    scene = {
        "name": "a", "seconds": 4, "ground": "deep", "layers": [], "transition": {}, "highlights": ["air", "12,4 km"],
        "cues": [{"start": 0, "end": 2, "text": "Kini air bersih, pencairan lancar"}, {"start": 2, "end": 4, "text": "Pipa 12,4 km"}],
    }  # fmt: skip
    old = {
        "id": "a",
        "notice": "update:a",
        "template": "t",
        "lang": "id",
        "brand": "jateng",
        "title": "t",
        "scenes": [scene],
    }
    made = Story.read(old)
    assert [cue.marks for cue in made.scenes[0].cues] == [((5, 8),), ((5, 12),)]
    assert Story.read(made.model_dump(mode="json")) == made


def test_a_receipt_from_before_there_were_versions_is_read() -> None:
    assert Receipt.read(RECEIPT).schema_version == 1


@pytest.mark.parametrize("version", [0, -1, "first", None, [1]])
def test_a_version_that_is_no_number_from_1_is_damage(version: object) -> None:
    with pytest.raises(ValidationError, match="schema_version"):
        Receipt.read(RECEIPT | {"schema_version": version})


def test_a_story_whose_scrims_came_from_edges_is_read_with_one_around_its_words() -> None:
    layers = [
        {"type": "picture", "file": "a.jpg"},
        {"type": "scrim", "edge": "top", "strength": 0.8, "fall": 0.2},
        {"type": "scrim", "role": "ink", "reach": 0.4, "hold": 0.5},
    ]
    scene = {"name": "a", "seconds": 4, "ground": "deep", "layers": layers, "transition": {}}
    old = {"id": "a", "notice": "update:a", "template": "t", "lang": "id", "brand": "jateng", "title": "t"}
    story = Story.read({**old, "schema_version": 2, "scenes": [scene]})
    assert [layer.type for layer in story.scenes[0].layers] == ["picture", "scrim"]
    assert story.scenes[0].layers[1] == ScrimElement(edge="words")


def test_a_timeline_whose_picture_is_an_arch_is_read_with_the_part_that_its_box_cuts_off() -> None:
    layers = [
        {"kind": "picture", "name": name, "box": {"x": 0, "y": 0, "w": 400, "h": 600}, "file": "a.jpg", "sha256": "0", "radius": 200, "arch": arch}
        for name, arch in (("arch", True), ("round", False))
    ]  # fmt: skip
    scene = {"name": "a", "frames": 2, "ground": "#000000", "layers": layers}
    old = {"id": "a", "format": "square", "width": 1080, "height": 1080, "scenes": [scene]}
    (read,) = Timeline.from_json(json.dumps(old)).scenes
    assert [(one.name, one.beyond) for one in read.layers if isinstance(one, PictureLayer)] == [
        ("arch", (0, 0, 0, 200)),
        ("round", (0, 0, 0, 0)),
    ]
