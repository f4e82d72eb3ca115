"""What is read from files is kept until one of them changes, appears or goes."""

from __future__ import annotations

from pathlib import Path

import pytest

from vlogkit.freshness import stamp_of, until_changed


def test_a_file_is_read_again_only_when_it_changes_appears_or_goes(tmp_path: Path) -> None:
    path, reads = tmp_path / "words.txt", []

    @until_changed(lambda path: [path])
    def read(path: Path) -> str:
        reads.append(path)
        return path.read_text(encoding="utf-8") if path.exists() else "nothing"

    assert read(path) == "nothing"
    path.write_text("one", encoding="utf-8")
    assert (read(path), read(path)) == ("one", "one")
    path.write_text("three", encoding="utf-8")
    assert read(path) == "three"
    path.unlink()
    assert read(path) == "nothing"
    assert len(reads) == 3, "the stamp of no file was known already"


def test_what_could_not_be_read_is_tried_again(tmp_path: Path) -> None:
    tries = []

    @until_changed(lambda: [tmp_path / "a"])
    def read() -> str:
        tries.append(1)
        if len(tries) == 1:
            raise ValueError("half written")
        return "whole"

    with pytest.raises(ValueError, match="half written"):
        read()
    assert read() == "whole"


def test_files_that_do_not_exist_leave_no_stamp(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a", encoding="utf-8")
    assert [name for name, _, _ in stamp_of([tmp_path / "a", tmp_path / "b"])] == [str(tmp_path / "a")]
