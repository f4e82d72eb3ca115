"""A ledger of its own for each test of the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.desk import Desk
from tests.servers import postgres

from vlogkit.ledger.ledger import Ledger, open_ledger


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A migrated ledger on a PostgreSQL server of its own."""
    reason = postgres.why_not()
    if reason:
        pytest.skip(reason)
    with postgres.server() as address:
        url = postgres.new_database(address, "vlogkit")
        open_ledger(url).close()
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    """The URL of an empty ledger; SQLite's is in the workspace."""
    if request.param == "sqlite":
        return ""
    url: str = request.getfixturevalue("postgres_url")
    postgres.empty(url)
    return url


@pytest.fixture
def desk(tmp_path: Path, database: str) -> Iterator[Desk]:
    made = Desk(tmp_path, database=database)
    yield made
    made.ledger.close()


@pytest.fixture
def ledger(desk: Desk) -> Ledger:
    return desk.ledger
