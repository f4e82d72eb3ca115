"""What was found in drawn frames is told again without drawing, until anything that decides about it changes."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.checking.planting import LAYERS, TITLE, Bench
from tests.material import write

from vlogkit.checking import text_lines
from vlogkit.keeping import pixel_versions
from vlogkit.pipeline.checking import backdrops
from vlogkit.pipeline.checking.backdrops import Darkroom

FAINT = ("style: title, role: paper", "style: title, role: mute")
CLIP = (LAYERS, f"{LAYERS}      - {{type: footage, file: clips/jalan.mp4}}\n")


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path / "uji", ("portrait", "landscape"))


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The formats that were drawn to be looked at."""
    seen: list[str] = []
    draw = Darkroom.backdrops
    monkeypatch.setattr(Darkroom, "backdrops", lambda room, picture: seen.append(picture.format) or draw(room, picture))
    return seen


def test_a_second_check_draws_nothing_and_finds_the_same(bench: Bench, drawn: list[str]) -> None:
    found = bench.template(FAINT)
    assert drawn
    assert "contrast-low" in {one.code for one in found}
    drawn.clear()
    assert bench.check() == found
    assert drawn == []


def test_a_second_check_opens_no_clip_to_measure_or_hear_it(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.clip(seconds=1.0, flashes=[frame for frame in range(30) if frame // 3 % 2])
    bench.update(("---\nJembatan", "clips: [{file: clips/jalan.mp4, alt: Jalan.}]\n---\nJembatan"))
    found = bench.template(CLIP)
    assert {"clip-short", "flashes"} <= {one.code for one in found}

    def opened(*_: object) -> None:
        raise AssertionError("a clip was opened")

    monkeypatch.setattr("vlogkit.media.clips.ClipReader.__init__", opened)
    monkeypatch.setattr("vlogkit.media.sound.heard_stream", opened)
    assert bench.check() == found


CHANGES: dict[str, Callable[[Bench], object]] = {
    "template": lambda bench: bench.template(("style: title, role: paper", "style: title, role: ink")),
    "words": lambda bench: bench.update(("title: Jembatan", "title: Jalan dan jembatan")),
    "brand": lambda bench: bench.brand('colours: {deep: "#202020", brand: "#303030"}\n'),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_changes_the_frames_draws_them_again(bench: Bench, drawn: list[str], change: str) -> None:
    bench.check()
    drawn.clear()
    CHANGES[change](bench)
    assert drawn


FAINT_TITLE = TITLE.replace("role: paper", "role: mute")
TWO_SCENES = (
    TITLE,
    f"""{FAINT_TITLE}  - name: dua
    seconds: 0.5
    say: Dua.
    ground: deep
    layers:
      - type: stack
        items:
          - {{type: identity}}
          - {{type: text, words: "{{{{ notice.summary }}}}", style: title, role: mute, lines: 4}}
""",
)


def test_only_the_scene_that_a_changed_word_stands_in_is_drawn_again(bench: Bench, drawn: list[str]) -> None:
    bench.template((TITLE, TWO_SCENES[1].replace("seconds: 0.5", "seconds: 3.5")))
    drawn.clear()
    bench.update(("title: Jembatan Karanganyar dibuka lagi", "title: Jembatan Karanganyar dibuka hari ini"))
    assert sorted(drawn) == sorted(2 * bench.formats)  # its video and its card


MANY_CHANGES: dict[str, Callable[[Bench], object]] = CHANGES | {
    "one scene": lambda bench: bench.template(TWO_SCENES, ("role: mute, lines: 4", "role: paper, lines: 3")),
    "length of a scene": lambda bench: bench.template(TWO_SCENES, ("seconds: 0.5", "seconds: 0.7")),
    "name of a scene": lambda bench: bench.template(TWO_SCENES, ("name: dua", "name: tiga")),
    "scene gone": lambda bench: bench.template(FAINT),
    "ground": lambda bench: bench.template(TWO_SCENES, ("ground: deep", "ground: paper")),
    "layer behind": lambda bench: bench.behind("{type: fill, role: paper}"),
}


@pytest.mark.parametrize("change", MANY_CHANGES)
def test_after_a_change_the_same_is_found_as_where_nothing_is_known(bench: Bench, change: str) -> None:
    found = bench.template(TWO_SCENES)
    assert {"contrast-low"} <= {one.code for one in found}
    MANY_CHANGES[change](bench)
    found = bench.check()
    for note in bench.workspace().checked.iterdir():
        note.unlink()
    assert bench.check() == found


def test_another_clip_of_the_same_name_is_looked_at(bench: Bench, drawn: list[str]) -> None:
    bench.clip(seconds=3.5)
    calm = bench.template(CLIP)
    drawn.clear()
    bench.clip(seconds=3.5, flashes=[frame for frame in range(105) if frame // 3 % 2])
    restless = bench.check()
    assert drawn
    assert {one.code for one in restless} - {one.code for one in calm} == {"flashes"}


@pytest.mark.parametrize("what", ["own_code", "versions"])
def test_another_state_of_the_code_or_a_library_draws_again(
    bench: Bench, drawn: list[str], monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    bench.check()
    drawn.clear()
    monkeypatch.setattr(backdrops, what, lambda: {"av": "another"})
    bench.check()
    assert drawn


def test_lines_that_are_measured_otherwise_are_looked_at_again(
    bench: Bench, drawn: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.check()
    drawn.clear()
    measured = text_lines.lines_of
    monkeypatch.setattr(
        text_lines,
        "lines_of",
        lambda scene, book: [replace(line, baseline=line.baseline + 1) for line in measured(scene, book)],
    )  # as another font of the same name would
    bench.check()
    assert drawn


def test_a_damaged_note_is_drawn_again(bench: Bench, drawn: list[str]) -> None:
    found = bench.template(FAINT)
    for note in bench.workspace().checked.iterdir():
        write(note, "{")
    drawn.clear()
    assert bench.check() == found
    assert drawn


def test_the_state_of_our_code_is_another_after_any_module_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "keeping" / "one.py", "A = 1\n")
    monkeypatch.setattr(pixel_versions, "__file__", str(tmp_path / "keeping" / "pixel_versions.py"))
    state = pixel_versions.own_code.__wrapped__
    before = state()
    assert state() == before
    os.utime(tmp_path / "keeping" / "one.py", ns=(1, 1))
    touched = state()
    write(tmp_path / "two.py", "")
    assert len({before, touched, state()}) == 3
