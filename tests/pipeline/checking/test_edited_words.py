"""One process sees a workspace's word lists, profiles and safe areas as they are now."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.material import ROOT

from vlogkit.checking.wording import word_lists
from vlogkit.intake.complaints.vocabulary import meanings
from vlogkit.intake.reading.profiles import profile
from vlogkit.intake.redaction.word_lists import words
from vlogkit.pipeline.checking.examining import safe_areas

READERS: dict[str, Callable[[Path], object]] = {
    "words/checking.yaml": word_lists,
    "words/complaints.yaml": meanings,
    "words/redaction.yaml": words,
    "profiles/generic.yaml": lambda workspace: profile("generic", workspace),
    "formats/safe-areas.yaml": safe_areas,
}


@pytest.mark.parametrize("name", READERS)
def test_a_file_of_the_workspace_counts_from_the_moment_it_is_saved(tmp_path: Path, name: str) -> None:
    shipped = READERS[name](tmp_path)
    assert READERS[name](tmp_path) is shipped, "nothing changed, nothing is read again"
    own = tmp_path / name
    own.parent.mkdir(parents=True)
    own.write_bytes((ROOT / "config" / name).read_bytes() + b"\n")
    edited = READERS[name](tmp_path)
    assert edited is not shipped
    own.unlink()
    assert READERS[name](tmp_path) == shipped
