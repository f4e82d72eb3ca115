"""The clips of the sample workspace become takes: found in the file's voice, kept on disk, and clear about bad input."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from vlogkit.errors import InputError, MediaError, UsageError
from vlogkit.pipeline.telling import talking_clips as pipeline_takes
from vlogkit.pipeline.telling.items import tell
from vlogkit.pipeline.telling.talking_clips import take_of
from vlogkit.records.notices.media import Clip
from vlogkit.samples.sample_workspace import make_workspace
from vlogkit.workspace import Workspace, open_workspace
from vlogkit.writing.speech import draft_voice

TALK = "clips/puskesmas-petugas.mp4"
SCRIPT = "scripts/puskesmas-petugas.txt"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    root = tmp_path_factory.mktemp("takes") / "workspace"
    make_workspace(root)
    return open_workspace(root)


def clip(**more: object) -> Clip:
    return Clip.model_validate({"file": TALK, "speaker": "Ratna"} | more)


voice = pytest.mark.skipif(not draft_voice.installed(), reason="the extra `voice` is not installed")


@voice
def test_a_script_becomes_captions_and_the_pauses_go(workspace: Workspace) -> None:
    take = take_of(workspace, clip(script=SCRIPT, pauses="tighten"), "id", None)
    text = " ".join(cue.text for cue in take.cues)
    assert (
        text
        == "Warga mendaftar dari rumah lewat telepon. Datang sesuai jam, lalu menunggu paling lama dua puluh menit."
    )
    assert take.source_seconds - take.seconds > 0.5
    assert all(word.end <= take.seconds + 0.5 for cue in take.cues for word in cue.words)
    assert take.findings == ()


def test_a_take_is_made_once(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    first = take_of(workspace, clip(trim={"in": 1, "out": 5}), "id", None)
    monkeypatch.setattr(pipeline_takes, "_make", lambda *_: pytest.fail("it was made again"))
    assert take_of(workspace, clip(trim={"in": 1, "out": 5}), "id", None) == first
    assert first.pieces == ((1.0, 5.0),)


def test_a_damaged_store_is_made_again(workspace: Workspace) -> None:
    first = take_of(workspace, clip(trim={"in": 2}), "id", None)
    for kept in (workspace.private / "takes").glob("*.json"):
        kept.write_text("{", encoding="utf-8")
    assert take_of(workspace, clip(trim={"in": 2}), "id", None) == first


def test_a_persons_cut_list_wins(workspace: Workspace) -> None:
    cuts = workspace.root / "cuts.yaml"
    cuts.write_text(
        "pieces:\n  - {start: 0, end: 1, keep: false, why: person}\n  - {start: 1, end: 3}\n", encoding="utf-8"
    )
    take = take_of(workspace, clip(cuts="cuts.yaml", pauses="tighten"), "id", None)
    assert take.pieces == ((1.0, 3.0),)
    cuts.write_text("pieces:\n  - {start: 0, end: 99}\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"the cut list ends at 99\.0 s"):
        take_of(workspace, clip(cuts="cuts.yaml"), "id", None)


def test_captions_of_a_person_are_taken_as_they_are(workspace: Workspace) -> None:
    file = workspace.root / "a.srt"
    file.write_text("1\n00:00:01,000 --> 00:00:03,000\nHalo warga\n", encoding="utf-8")
    (cue,) = take_of(workspace, clip(captions="a.srt"), "id", None).cues
    assert (cue.text, cue.start, cue.end) == ("Halo warga", 1.0, 3.0)


def test_captions_beyond_the_end_of_their_clip_are_named_by_their_lines(workspace: Workspace) -> None:
    file = workspace.root / "late.srt"
    file.write_text(
        "00:00:01,000 --> 00:00:03,000\nHalo\n\n00:00:04,000 --> 00:20:00,000\nlama\n\n"
        "01:15:00,000 --> 01:15:02,000\nwarga\n",
        encoding="utf-8",
    )
    found = take_of(workspace, clip(captions="late.srt"), "id", None).findings
    told = [(str(one.place), one.severity, one.code) for one in found if one.code == "captions-beyond"]
    assert told == [("late.srt:4", "warning", "captions-beyond"), ("late.srt:7", "error", "captions-beyond")]


@pytest.mark.parametrize(
    ("more", "error", "says"),
    [
        ({"file": "clips/none.mp4"}, InputError, "there is no file"),
        ({"file": "pictures/loket.jpg"}, MediaError, "this is a picture"),
        ({"script": "scripts/none.txt"}, InputError, "there is no file"),
        ({"trim": {"in": 500}}, InputError, "`trim` starts at 500 s"),
        ({"captions": "pictures/loket.jpg"}, InputError, "this is not a text file"),
        ({"transcribe": True}, UsageError, "no model for speech recognition"),
    ],
)
def test_what_cannot_be_used_says_why(
    workspace: Workspace, more: dict[str, object], error: type[Exception], says: str
) -> None:
    with pytest.raises(error, match=says):
        take_of(workspace, clip(**more), "id", Path("updates/a.md"))


def test_two_parts_of_one_clip_are_told_one_after_the_other(workspace: Workspace) -> None:
    item = workspace.updates / "dua-bagian.md"
    parts = "".join(
        f"  - {{file: {TALK}, alt: Loket pelayanan., speaker: Ratna, trim: {{in: {a}, out: {a + 2}}}}}\n"
        for a in (1, 6)
    )
    item.write_text(f"---\ntemplate: vlog\ntitle: Dua bagian\nclips:\n{parts}---\n", encoding="utf-8")
    story = tell(workspace, item.stem, today=dt.date(2026, 11, 24)).story
    talks = [scene.layers[0] for scene in story.scenes if scene.name.startswith("talk")]
    assert [getattr(layer, "pieces", ()) for layer in talks] == [((1.0, 3.0),), ((6.0, 8.0),)]


def test_a_missing_companion_of_a_talk_is_an_error_about_the_item(workspace: Workspace) -> None:
    item = workspace.updates / "tanpa-isyarat.md"
    item.write_text(
        f"---\ntemplate: vlog\ntitle: Isyarat\nclips:\n  - {{file: {TALK}, speaker: Ratna, sign: clips/none.mp4}}\n---\n",
        encoding="utf-8",
    )
    with pytest.raises(InputError, match="there is no file") as caught:
        tell(workspace, item.stem, today=dt.date(2026, 11, 24))
    assert "tanpa-isyarat.md" in str(caught.value.where)
