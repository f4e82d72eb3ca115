"""A workspace in which a post of Sari waits and Budi has an answer phrase, as a fixture."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.answers import asking_desk

from vlogkit.pipeline.posting.publishing_desk import PublishingDesk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[PublishingDesk]:
    with asking_desk(tmp_path) as desk:
        yield desk
