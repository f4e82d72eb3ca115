"""A finding is data; one that an older bundle holds as texts is read all the same."""

from __future__ import annotations

import pytest

from vlogkit.errors import Where
from vlogkit.records.finding import Finding

OLD = {
    "code": "contrast-low",
    "severity": "error",
    "message": "it is hard to read",
    "measured": "2:1",
    "hint": "Do it.",
}


@pytest.mark.parametrize(
    ("where", "place", "subject"),
    [
        ("templates/x/template.yaml:97:17", Where("templates/x/template.yaml", 97, 17), ""),
        ("updates/a.md", Where("updates/a.md"), ""),
        ("vlogkit.yaml", Where("vlogkit.yaml"), ""),
        ("complaint LGWP1.2", None, "complaint LGWP1.2"),
        ("complaint:kota-1, before", None, "complaint:kota-1, before"),
        ("a.b on mastodon", None, "a.b on mastodon"),
        ("scene buka", None, "scene buka"),
        ("", None, ""),
    ],
)
def test_a_finding_of_an_older_bundle_keeps_its_place(where: str, place: Where | None, subject: str) -> None:
    finding = Finding.model_validate(OLD | {"where": where})
    assert (finding.place, finding.subject, finding.where) == (place, subject, where)
    assert Finding.model_validate_json(finding.model_dump_json()) == finding


def test_a_place_is_named_alike_on_every_system() -> None:
    assert Finding.model_validate(OLD | {"place": Where("updates\\a.md", 3)}).where == "updates/a.md:3"


def test_equal_findings_are_kept_once() -> None:
    one = Finding.model_validate(OLD | {"params": {"format": "feed"}})
    assert list(dict.fromkeys([one, one.model_copy(), one.model_copy(update={"params": {"format": "square"}})])) == [
        one,
        one.model_copy(update={"params": {"format": "square"}}),
    ]
