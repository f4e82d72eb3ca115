"""A tag is released only where the version and the changelog say the same; the notes are the changelog's entry."""

from __future__ import annotations

import subprocess
import sys

import pytest
from tests.material import ROOT
from tools.check_release import entry_of, faults_of

import vlogkit

CHANGELOG = "# Changes\n\n## 0.2.0 (1 December 2026)\n\n- More.\n\n## 0.1.0\n\nThe first version.\n"
SOURCE = '"""vlogkit."""\n\n__version__ = "0.2.0"\n'


@pytest.mark.parametrize(("version", "words"), [("0.2.0", "- More."), ("0.1.0", "The first version."), ("0.2", "")])
def test_the_notes_are_the_entry_of_the_version(version: str, words: str) -> None:
    assert entry_of(CHANGELOG, version) == words


def test_a_tag_that_agrees_with_version_and_changelog_is_released() -> None:
    assert faults_of("v0.2.0", SOURCE, CHANGELOG) == []


@pytest.mark.parametrize("tag", ["v0.1.0", "0.2.0", "v0.2.0rc1", "v0.2"])
def test_a_tag_of_another_version_is_refused(tag: str) -> None:
    assert any(f"the tag is {tag}, but" in fault for fault in faults_of(tag, SOURCE, CHANGELOG))


@pytest.mark.parametrize("changelog", ["# Changes\n", CHANGELOG.replace("- More.", "")])
def test_a_version_that_the_changelog_does_not_tell_of_is_refused(changelog: str) -> None:
    assert any("CHANGELOG.md has no entry `## 0.2.0`" in fault for fault in faults_of("v0.2.0", SOURCE, changelog))


def test_the_version_of_today_could_be_released() -> None:
    words = [sys.executable, str(ROOT / "tools" / "check_release.py"), f"v{vlogkit.__version__}"]
    done = subprocess.run(words, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.strip()
