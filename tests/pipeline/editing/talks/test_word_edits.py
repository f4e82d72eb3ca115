"""Tests of editing a talk by its words: what is struck goes, all of it is in the files that the commands read."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.material import NOW
from tests.talks import CAPTIONS, WORDS, make_talk

from vlogkit.errors import InputError, UsageError
from vlogkit.intake.footage.cut_lists import read_cut_list
from vlogkit.intake.updates import read_update
from vlogkit.pipeline.editing.talks.transcript import OpenTalk, open_talk
from vlogkit.pipeline.editing.talks.word_edits import correct_word, put_cover, put_name, strike, take_off
from vlogkit.pipeline.telling.talking_clips import take_of
from vlogkit.records.clips.take import Take
from vlogkit.records.notices.media import Clip
from vlogkit.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return make_talk(tmp_path / "dinas")


def opened(workspace: Workspace) -> OpenTalk:
    return open_talk(workspace, "bicara", 0)


def clip_of(workspace: Workspace) -> Clip:
    return read_update(workspace.updates / "bicara.md").clips[0]


def take(workspace: Workspace) -> Take:
    return take_of(workspace, clip_of(workspace), "id", workspace.updates / "bicara.md")


def said(workspace: Workspace) -> str:
    return " ".join(cue.text for cue in take(workspace).cues)


def test_the_tokens_cover_the_clip_without_a_gap(workspace: Workspace) -> None:
    talk = opened(workspace)
    assert [token.text for token in talk.tokens] == WORDS
    assert talk.tokens[0].start == 0
    assert talk.tokens[-1].end == pytest.approx(talk.heard.seconds)
    for one, other in zip(talk.tokens, talk.tokens[1:], strict=False):
        assert one.end == pytest.approx(other.start)
    assert all(token.start <= token.at <= token.until <= token.end + 1e-6 for token in talk.tokens)


def test_a_struck_word_leaves_the_film_and_its_captions(workspace: Workspace) -> None:
    before = take(workspace)
    strike(workspace, opened(workspace), 5, 5, keep=False, now=NOW)
    assert clip_of(workspace).cuts == "cuts/bicara.yaml"
    cuts = read_cut_list(workspace.root / "cuts" / "bicara.yaml")
    assert [(piece.start, piece.end) for piece in cuts.pieces if not piece.keep] == [(2.5, 2.9)]
    assert cuts.pieces[1].why == "person"
    assert said(workspace) == "Selamat pagi warga Cntoh semua"
    assert before.seconds - take(workspace).seconds == pytest.approx(0.4, abs=0.04)
    text = (workspace.updates / "bicara.md").read_text(encoding="utf-8")
    assert "  # Yang bicara." in text
    assert not opened(workspace).tokens[5].kept


def test_a_struck_pause_takes_no_part_of_a_word(workspace: Workspace) -> None:
    strike(workspace, opened(workspace), 3, 3, keep=False, now=NOW)
    assert said(workspace) == "Selamat pagi warga kota Cntoh semua"
    assert take(workspace).pieces[0][1] > 1.3
    assert take(workspace).pieces[1][0] < 2.1


def test_what_was_struck_is_brought_back(workspace: Workspace) -> None:
    before = take(workspace)
    for token in (5, 3, 7):
        strike(workspace, opened(workspace), token, token, keep=False, now=NOW)
    strike(workspace, opened(workspace), 0, 7, keep=True, now=NOW)
    assert take(workspace).cues == before.cues
    assert len(read_cut_list(workspace.root / "cuts" / "bicara.yaml").pieces) == 1


def test_nobody_can_strike_all(workspace: Workspace) -> None:
    with pytest.raises(InputError, match="nothing of the talk would be left"):
        strike(workspace, opened(workspace), 0, 7, keep=False, now=NOW)
    assert not (workspace.root / "cuts").exists()


def test_a_cut_list_keeps_what_a_person_wrote_above_it(workspace: Workspace) -> None:
    strike(workspace, opened(workspace), 5, 5, keep=False, now=NOW)
    path = workspace.root / "cuts" / "bicara.yaml"
    path.write_text("# Potongan Ratna.\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    strike(workspace, opened(workspace), 6, 6, keep=False, now=NOW)
    assert path.read_text(encoding="utf-8").startswith("# Potongan Ratna.\n")
    assert said(workspace) == "Selamat pagi warga semua"


def test_a_corrected_word_changes_nothing_else_of_the_caption_file(workspace: Workspace) -> None:
    correct_word(workspace, opened(workspace), 6, "Contoh & <sekitar>", now=NOW)
    text = (workspace.root / "captions" / "bicara.vtt").read_text(encoding="utf-8")
    assert text == CAPTIONS.replace("Cntoh", "Contoh &amp; &lt;sekitar&gt;")
    assert "Contoh & <sekitar>" in said(workspace)
    with pytest.raises(UsageError, match="a caption needs a word here"):
        correct_word(workspace, opened(workspace), 6, "  ", now=NOW)


def test_srt_captions_are_words_too(tmp_path: Path) -> None:
    srt = "1\n00:00:00,500 --> 00:00:01,300\n<i>Selamat</i> pagi\n\n2\n00:00:02,100 --> 00:00:03,700\nwarga kota\n"
    workspace = make_talk(tmp_path / "dinas", srt)
    assert [token.text for token in opened(workspace).tokens if token.kind == "word"] == [
        "Selamat",
        "pagi",
        "warga",
        "kota",
    ]
    correct_word(workspace, opened(workspace), 1, "Salam", now=NOW)
    assert "<i>Salam</i> pagi" in (workspace.root / "captions" / "bicara.vtt").read_text(encoding="utf-8")
    strike(workspace, opened(workspace), 4, 5, keep=False, now=NOW)
    assert said(workspace) == "Salam pagi"


def test_the_name_comes_at_a_word(workspace: Workspace) -> None:
    put_name(workspace, opened(workspace), 4, now=NOW)
    assert clip_of(workspace).name_over == "warga"
    assert take(workspace).name_at == pytest.approx(2.1, abs=0.02)
    with pytest.raises(InputError, match="nobody says “warga”"):
        strike(workspace, opened(workspace), 4, 4, keep=False, now=NOW)
    take_off(workspace, opened(workspace), "name", now=NOW)
    assert take(workspace).name_at is None


def test_a_picture_stands_on_words_and_is_taken_off(workspace: Workspace) -> None:
    put_cover(workspace, opened(workspace), 4, 6, file="pictures/hijau.jpg", alt="Sawah: hijau", inset=True, now=NOW)
    (broll,) = clip_of(workspace).broll
    assert (broll.over, broll.alt, broll.inset) == ("warga kota Cntoh", "Sawah: hijau", True)
    (cover,) = take(workspace).covers
    assert (cover.at, cover.at + cover.seconds) == (pytest.approx(2.1, abs=0.02), pytest.approx(3.3, abs=0.02))
    take_off(workspace, opened(workspace), "0", now=NOW)
    assert clip_of(workspace).broll == ()


def test_words_that_are_said_twice_are_found_by_their_second(tmp_path: Path) -> None:
    workspace = make_talk(tmp_path / "dinas", CAPTIONS.replace("warga", "pagi"))
    put_cover(workspace, opened(workspace), 4, 4, file="pictures/hijau.jpg", alt="", inset=None, now=NOW)
    (broll,) = clip_of(workspace).broll
    assert (broll.over, broll.at) == ("", 2.1)
    put_name(workspace, opened(workspace), 4, now=NOW)
    assert clip_of(workspace).name_over == "pagi kota"


def test_a_picture_outside_the_workspace_stands_nowhere(workspace: Workspace) -> None:
    with pytest.raises(InputError, match="leaves the workspace"):
        put_cover(workspace, opened(workspace), 4, 4, file="../x.jpg", alt="", inset=None, now=NOW)


def test_words_of_a_script_become_captions_that_keep_their_times(workspace: Workspace) -> None:
    from vlogkit.writing.captions.caption_files import parse
    from vlogkit.writing.captions.caption_text import spoken_vtt

    spoken = opened(workspace).sentences()
    read = [cue.words for cue in parse(spoken_vtt(spoken), "a.vtt").cues]
    assert [list(words) for words in read[:2]] == [list(words) for words in spoken[:2]]
    assert parse(spoken_vtt(spoken), "a.vtt").cues[2].text == "semua"
