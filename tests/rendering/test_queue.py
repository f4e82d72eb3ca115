"""Each thread encodes neighbours in order; who is idle takes the later half of another's."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from vlogkit.rendering.queue import PieceQueue


def film(count: int, frames: int = 60) -> Any:
    return SimpleNamespace(pieces=[SimpleNamespace(frames=frames) for _ in range(count)])


def queue(workers: int, count: int) -> PieceQueue:
    made = film(count)
    return PieceQueue(workers, [(made, number) for number in range(count)])


def taken(made: PieceQueue, worker: int) -> int | None:
    job = made.take(worker)
    return None if job is None else job[1]


def test_workers_begin_apart_and_go_forward() -> None:
    made = queue(2, 10)
    assert [taken(made, worker) for worker in (0, 1, 0, 1, 1)] == [0, 5, 1, 6, 7]


def test_an_idle_worker_takes_the_later_half_of_what_another_has_left() -> None:
    made = queue(2, 10)
    for _ in range(5):
        taken(made, 1)
    assert [taken(made, 1), taken(made, 0), taken(made, 1)] == [2, 0, 3]


@given(st.integers(1, 5), st.integers(0, 23), st.data())
@settings(deadline=None, max_examples=50)
def test_every_piece_is_taken_once_whoever_asks(workers: int, count: int, data: st.DataObject) -> None:
    made = queue(workers, count)
    got = [taken(made, data.draw(st.integers(0, workers - 1))) for _ in range(count)]
    assert sorted(number for number in got if number is not None) == list(range(count))
    assert [made.take(worker) for worker in range(workers)] == [None] * workers


def test_a_piece_that_is_alone_gets_more_threads() -> None:
    one = film(1)
    job = PieceQueue(4, [(one, 0)]).take(0)
    assert job is not None
    assert job[2] == 4
