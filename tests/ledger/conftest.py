from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.desk import Desk
from tests.servers import postgres

from vlogkit.ledger.book import Ledger, open_ledger


@pytest.fixture(scope="session")
def postgres_address() -> Iterator[str]:
    reason = postgres.why_not()
    if reason:
        pytest.skip(reason)
    with postgres.server() as address:
        open_ledger(postgres.new_database(address, "migrated")).close()
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    """The URL of an empty ledger; SQLite's is in the workspace."""
    if request.param == "sqlite":
        return ""
    address = request.getfixturevalue("postgres_address")
    return postgres.new_database(address, f"t{uuid.uuid4().hex}", "migrated")


@pytest.fixture
def desk(tmp_path: Path, database: str) -> Iterator[Desk]:
    made = Desk(tmp_path, database=database)
    yield made
    made.ledger.close()


@pytest.fixture
def ledger(desk: Desk) -> Ledger:
    return desk.ledger
