"""Every record can be saved as JSON and read back the same, and refuses keys it does not know."""

from __future__ import annotations

import importlib
import pkgutil
from inspect import isclass

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from tests.records.strategies import records
from tests.sampled import EVERY, examples, one_in

import vlogkit.records
from vlogkit.catalogue import to_yaml
from vlogkit.records.base import Record, fingerprint
from vlogkit.records.kept import KeptRecord
from vlogkit.records.notices.gate import Question
from vlogkit.records.notices.tally import Tally
from vlogkit.records.story import Story
from vlogkit.records.templates.template import Template
from vlogkit.strict_yaml import parse, validate

QUIET = settings(
    deadline=None,
    max_examples=5 if EVERY else 2,
    derandomize=True,
    phases=(Phase.explicit, Phase.generate),  # shrinking a story takes minutes and its repr says enough
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow, HealthCheck.data_too_large],
)


def every_record() -> list[type[Record]]:
    """All record classes of vlogkit.records that stand for themselves."""
    found = set()
    for module in pkgutil.walk_packages(vlogkit.records.__path__, "vlogkit.records."):
        content = vars(importlib.import_module(module.name))
        found |= {kind for kind in content.values() if isclass(kind) and issubclass(kind, Record)}
    bases = {Record, KeptRecord} | {kind for kind in found if kind.__name__.endswith("Base")}
    return sorted(found - bases, key=lambda kind: (kind.__module__, kind.__name__))


PLAIN = one_in(3, [kind for kind in every_record() if kind is not Tally])


@pytest.mark.parametrize("kind", PLAIN, ids=lambda kind: kind.__name__)
def test_a_record_reads_back_the_same_from_json(kind: type[Record]) -> None:
    @QUIET
    @given(records(kind))
    def check(record: Record) -> None:
        again = kind.model_validate_json(record.model_dump_json())
        assert again == record
        assert again.fingerprint() == record.fingerprint()

    check()


@given(st.data())
@settings(deadline=None, max_examples=examples(30))
def test_a_tally_reads_back_the_same_from_json(data: st.DataObject) -> None:
    counts = data.draw(st.lists(st.integers(0, 9999), min_size=1, max_size=4).filter(any))
    left = data.draw(st.integers(0, 500))
    tally = Tally.model_validate(
        {
            "id": "a", "title": "t", "total": sum(counts) + left, "source": "s", "from": "2026-01-01", "to": "2026-02-01",
            "parts": [{"label": f"p{index}", "count": count} for index, count in enumerate(counts)],
            "remainder": "sisa" if left else "",
        }
    )  # fmt: skip
    assert Tally.model_validate_json(tally.model_dump_json()) == tally
    assert sum(part.count for part in tally.all_parts()) == tally.total


@pytest.mark.parametrize(("kind", "short"), [(Story, "exclude_defaults"), (Template, "exclude_unset")])
def test_what_a_person_edits_reads_back_the_same_from_short_yaml(kind: type[Record], short: str) -> None:
    """A story is written without what is the default anyway, a template as its author wrote it."""

    @QUIET
    @given(records(kind))
    def check(record: Record) -> None:
        text = to_yaml(record.model_dump(mode="json", **{short: True}))
        assert validate(kind, parse(text, "edited.yaml")) == record

    check()


@pytest.mark.parametrize("kind", every_record(), ids=lambda kind: kind.__name__)
def test_a_record_refuses_keys_it_does_not_know(kind: type[Record]) -> None:
    with pytest.raises(ValidationError, match="surplus"):
        kind.model_validate({"surplus": 1})


def test_a_record_never_changes() -> None:
    story = Template(name="a", summary="b")
    with pytest.raises(ValidationError, match="frozen"):
        story.name = "c"  # type: ignore[misc]


def test_a_fingerprint_does_not_depend_on_the_order_of_keys() -> None:
    assert fingerprint({"a": 1, "b": [2]}) == fingerprint({"b": [2], "a": 1})
    assert fingerprint({"a": 1}) != fingerprint({"a": 2})


def test_names_without_an_order_are_written_in_one() -> None:
    names = frozenset(f"agency-{number}" for number in range(40))
    written = Question.model_construct(agencies=names).model_dump(mode="json", include={"agencies"})
    assert written == {"agencies": sorted(names)}
