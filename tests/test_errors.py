"""Errors say what, where and what to do, survive a process pool, and carry the exit code of their kind."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from vlogkit.errors import (
    ExitCode,
    InputError,
    OutsideError,
    SeveralErrors,
    UsageError,
    VlogkitError,
    Where,
    counted,
    raise_all,
)


def test_a_place_is_shown_as_far_as_it_is_known() -> None:
    shown = [str(place) for place in (Where("a.yaml", 3, 7), Where("a.yaml", 3), Where("a.yaml"))]
    assert shown == ["a.yaml:3:7", "a.yaml:3", "a.yaml"]


def test_an_error_shows_its_place_and_its_hint() -> None:
    error = InputError("it is wrong", where=Where(Path("a.md"), 2), hint="Mend it.")
    assert str(error) == "a.md:2: it is wrong\n  Mend it."


@pytest.mark.parametrize(
    ("kind", "code"),
    [(UsageError, ExitCode.USAGE), (InputError, ExitCode.FAILED), (OutsideError, ExitCode.OUTSIDE)],
)
def test_each_kind_has_its_exit_code(kind: type[VlogkitError], code: ExitCode) -> None:
    assert kind("x").exit_code == code


def test_errors_cross_a_process_border_whole() -> None:
    inner = UsageError("wrong", where=Where("a.yaml", 1, 2), hint="Right.")
    back = pickle.loads(pickle.dumps(SeveralErrors([inner, InputError("bad")])))
    assert isinstance(back, SeveralErrors)
    assert [type(error) for error in back.errors] == [UsageError, InputError]
    assert (str(back.errors[0]), back.exit_code) == (str(inner), ExitCode.USAGE)


def test_several_faults_are_raised_together_and_one_alone_as_itself() -> None:
    raise_all([])
    with pytest.raises(UsageError, match="alone"):
        raise_all([UsageError("alone")])
    with pytest.raises(SeveralErrors, match=r"one[\s\S]*two"):
        raise_all([InputError("one"), InputError("two")])


@pytest.mark.parametrize(
    "text", ["a.yaml:3:7", "a.yaml:3", "a.yaml", "C:\\kota\\a.yaml:3:7", "updates/pukul 7:30.md:2:1"]
)
def test_a_place_that_was_written_down_is_read_again(text: str) -> None:
    place = Where.read(text)
    assert place is not None
    assert str(place) == text
    assert Where.read("") is None


def test_a_place_is_named_from_the_folder_it_lies_in(tmp_path: Path) -> None:
    assert Where(tmp_path / "updates" / "a.md", 3, 1).below(tmp_path) == Where("updates/a.md", 3, 1)
    assert Where("updates/a.md", 3).below(tmp_path) == Where("updates/a.md", 3)
    assert Where(tmp_path.parent / "b.md").below(tmp_path) == Where(tmp_path.parent / "b.md")


def test_an_error_without_a_place_is_the_same_error_at_one() -> None:
    placed = InputError("it is wrong", hint="Mend it.").at(Where("a.md", 2))
    assert (type(placed), placed.message, str(placed.where), placed.hint) == (
        InputError,
        "it is wrong",
        "a.md:2",
        "Mend it.",
    )
    assert placed.at(Where("b.md")) is placed
    assert str(InputError("x").at("a.md:2:5").where) == "a.md:2:5"
    assert InputError("x").at(None).where is None


def test_several_errors_take_a_place_one_by_one() -> None:
    several = SeveralErrors([InputError("one"), OutsideError("two", where="b.md:1")]).at("a.md:2")
    assert isinstance(several, SeveralErrors)
    assert [str(error.where) for error in several.each()] == ["a.md:2", "b.md:1"]
    assert several.exit_code == ExitCode.OUTSIDE
    assert [error.message for error in InputError("alone").each()] == ["alone"]


@pytest.mark.parametrize(("number", "said"), [(0, "0 copies"), (1, "1 copy"), (2, "2 copies"), (1200, "1,200 copies")])
def test_only_one_is_said_in_the_singular(number: int, said: str) -> None:
    assert counted(number, "copy", "copies") == said
    assert counted(number, "post") == said.replace("copies", "posts").replace("copy", "post")
