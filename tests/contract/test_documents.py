"""The documents say of every platform what its facts say."""

from __future__ import annotations

from pathlib import Path

import pytest

from vlogkit.publishing import registry

DOCS = Path(__file__).parents[2] / "docs"


def rows(name: str) -> dict[str, list[str]]:
    lines = [line for line in (DOCS / name).read_text("utf-8").splitlines() if line.startswith("| ")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return {row[0].partition(",")[0]: row for row in cells}


@pytest.mark.parametrize("platform", list(registry.names()))
def test_a_platform_stands_in_both_tables_with_its_secrets_and_its_protection(platform: str) -> None:
    facts = registry.facts(platform)
    row = rows("platforms.md")[platform]
    assert row[-1] == facts.protection
    assert all(secret in row[3] for secret in facts.secrets)
    assert platform in rows("publishing.md")


@pytest.mark.parametrize("platform", list(registry.names()))
def test_facts_are_dated_and_say_where_they_are_from(platform: str) -> None:
    facts = registry.facts(platform)
    assert facts.checked.year >= 2026
    assert facts.sources or platform == "outbox"
    assert facts.protected_by
