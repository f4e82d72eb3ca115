"""Clips are looked at once for all formats; what was seen is kept, and counts seconds of what is shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.clips import write_clip

from vlogkit.files import sha256_of
from vlogkit.pipeline.telling import watching
from vlogkit.pipeline.telling.seen_films import SeenFilms
from vlogkit.pipeline.telling.watching import Watcher, look
from vlogkit.seeing.watched import Sighting, Watched
from vlogkit.staging.material import Asset, Glance
from vlogkit.workspace import Workspace


def asset(path: Path) -> Asset:
    return Asset(str(path), sha256_of(path))


def glance(*pieces: tuple[float, float], subject: bool = False, shake: bool = False) -> Glance:
    return Glance(pieces or ((0.0, 1.0),), (30, 1), subject, shake)


def test_the_size_is_that_of_the_picture_as_seen(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "a.mp4", size=(96, 64), rotation=90)
    assert look(path, glance()) == Watched((64, 96))


def test_there_is_a_shift_for_each_frame_of_all_pieces(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "a.mp4", seconds=2.0)
    assert len(look(path, glance((0.0, 0.5), (1.0, 1.7), shake=True)).shifts) == 36


def test_sightings_count_seconds_of_what_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = (Sighting(0.2, "face", 0.1, 0.1, 0.2, 0.2),)
    monkeypatch.setattr("vlogkit.seeing.subject.find_subject", lambda *_, **__: seen)
    path = write_clip(tmp_path / "a.mp4")
    found = look(path, glance((0.5, 1.0), (1.5, 2.0), subject=True)).sightings
    assert [sighting.second for sighting in found] == [0.2, 0.7]


def test_a_clip_is_looked_at_once_and_again_where_other_pieces_are_shown(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[Glance] = []
    seen = Watched((96, 64), (Sighting(0.4, "motion", 0.1, 0.2, 0.3, 0.4),))
    monkeypatch.setattr(watching, "look", lambda _, glance: looks.append(glance) or seen)
    clip = asset(write_clip(workspace.root / "a.mp4"))
    for _ in range(2):
        assert Watcher(workspace).watch(clip, glance(subject=True)) == seen
    Watcher(workspace).watch(clip, glance((0.0, 0.5), subject=True))
    assert len(looks) == 2
    assert len(list((workspace.private / "watched").glob(f"{clip.sha256}-*.json"))) == 2


def test_a_damaged_note_is_looked_up_again(workspace: Workspace) -> None:
    clip = asset(write_clip(workspace.root / "a.mp4"))
    expected = Watcher(workspace).watch(clip, glance())
    for kept in (workspace.private / "watched").iterdir():
        kept.write_text('{"size"', encoding="utf-8")
    assert Watcher(workspace).watch(clip, glance()) == expected


def test_a_clip_is_looked_through_once_for_all_formats(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    clip = asset(write_clip(workspace.root / "a.mp4"))
    seen = SeenFilms(workspace).look_through(clip, [0.0, 1.0])
    assert [one.size for one in seen] == [(96, 64)] * 2
    monkeypatch.setattr("vlogkit.seeing.film_look.look_at_film", lambda *_: pytest.fail("looked through again"))
    assert SeenFilms(workspace).look_through(clip, [0.0, 1.0]) == seen
