"""A voice-over sets the pace of a story: a draft voice at once, and never without an error or a name."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from vlogkit.errors import InputError
from vlogkit.pipeline.telling import narration
from vlogkit.pipeline.telling.items import tell
from vlogkit.pipeline.telling.narration import draft_findings
from vlogkit.records.notices.media import Voice
from vlogkit.samples.sample_workspace import make_workspace
from vlogkit.workspace import Workspace, open_workspace
from vlogkit.writing.speech import draft_voice

TODAY = dt.date(2026, 11, 24)
ITEM = "jalan-purwodadi-blora"
pytestmark = pytest.mark.skipif(not draft_voice.installed(), reason="the extra `voice` is not installed")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("narration") / "workspace"
    make_workspace(folder)
    return folder


def voiced(root: Path, voice: str) -> Workspace:
    """The workspace with a voice-over for the item."""
    path = root / "updates" / f"{ITEM}.md"
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("voice:")]
    path.write_text("\n".join([lines[0], f"voice: {voice}", *lines[1:]]) + "\n", encoding="utf-8")
    return open_workspace(root)


def test_a_draft_voice_is_heard_in_every_scene_and_is_an_error(root: Path) -> None:
    told = tell(voiced(root, "{file: draft}"), ITEM, today=TODAY)
    said = [scene for scene in told.story.scenes if scene.video and scene.cues]
    assert said
    assert all(scene.voice is not None and (root / scene.voice.file).is_file() for scene in said)
    assert [(f.code, f.severity) for f in told.findings if f.code == "voice-draft"] == [("voice-draft", "error")]


def test_voice_draft_may_be_said_shortly(root: Path) -> None:
    told = tell(voiced(root, "draft"), ITEM, today=TODAY)
    assert any(scene.voice for scene in told.story.scenes)


def test_a_name_makes_the_draft_voice_a_note(root: Path) -> None:
    told = tell(voiced(root, "{file: draft, agreed: Rina Wulandari}"), ITEM, today=TODAY)
    (finding,) = [f for f in told.findings if f.code == "voice-draft"]
    assert (finding.severity, "Rina Wulandari agrees" in finding.message) == ("note", True)


def test_a_recording_is_found_again_word_by_word(root: Path) -> None:
    draft = tell(voiced(root, "draft"), ITEM, today=TODAY).story
    first = next(scene.voice for scene in draft.scenes if scene.voice)
    (root / "voice.wav").write_bytes((root / first.file).read_bytes())
    told = tell(voiced(root, "voice.wav"), ITEM, today=TODAY)
    for known, found in zip(draft.scenes, told.story.scenes, strict=True):
        for one, other in zip(known.cues, found.cues, strict=False):
            assert other.start == pytest.approx(one.start, abs=0.15)
    assert not [f for f in told.findings if f.code == "voice-draft"]


def test_the_same_words_are_read_once(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = voiced(root, "draft")
    tell(workspace, ITEM, today=TODAY)
    monkeypatch.setattr(narration, "_read_aloud", lambda *_: pytest.fail("it was read again"))
    tell(workspace, ITEM, today=TODAY)


def test_a_recording_that_is_not_there_is_an_error(root: Path) -> None:
    with pytest.raises(InputError, match=r"there is no file `voice/none\.wav`"):
        tell(voiced(root, "voice/none.wav"), ITEM, today=TODAY)


def test_only_a_draft_voice_is_a_finding() -> None:
    assert draft_findings(None) == ()
    assert draft_findings(Voice(file="a.wav")) == ()
