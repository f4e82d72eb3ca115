"""Each thread encodes neighbours in order; who is idle takes the later half of another's pieces, then frames."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.sampled import examples

from vlogkit.rendering.work_queue import FrameRange, PieceQueue


def film(count: int, frames: int = 60) -> Any:
    pieces = [SimpleNamespace(first=n * frames, last=(n + 1) * frames, frames=frames) for n in range(count)]
    return SimpleNamespace(pieces=pieces)


def queue(workers: int, count: int, frames: int = 60) -> PieceQueue:
    made = film(count, frames)
    return PieceQueue(workers, [(made, number) for number in range(count)])


def taken(made: PieceQueue, worker: int) -> int | None:
    part = made.take(worker)
    return None if part is None else part.number


def ready(made: PieceQueue, worker: int) -> FrameRange:
    part = made.take(worker)
    assert part is not None
    return part


def test_workers_begin_apart_and_go_forward() -> None:
    made = queue(2, 10)
    assert [taken(made, worker) for worker in (0, 1, 0, 1, 1)] == [0, 5, 1, 6, 7]


def test_an_idle_worker_takes_the_later_half_of_what_another_has_left() -> None:
    made = queue(2, 10)
    for _ in range(5):
        taken(made, 1)
    assert [taken(made, 1), taken(made, 0), taken(made, 1)] == [2, 0, 3]


def test_where_no_piece_waits_the_later_frames_of_the_longest_are_shared() -> None:
    made = queue(2, 1)
    first = ready(made, 0)
    frames = made.frames(first)
    drawn = [next(frames) for _ in range(20)]
    second = ready(made, 1)
    drawn += [*frames, *made.frames(second)]
    assert drawn == list(range(60))
    assert second.number == first.number
    assert 0 < second.last - first.last < 40


def test_the_rest_of_a_piece_that_is_nearly_drawn_is_not_worth_an_encoder() -> None:
    made = queue(2, 1, frames=30)
    frames = made.frames(ready(made, 0))
    for _ in range(25):
        next(frames)
    assert made.take(1) is None


@pytest.mark.parametrize("frames", [8, 12, 15, 16, 17, 60])
def test_a_piece_that_was_taken_and_not_begun_keeps_something_for_who_took_it(frames: int) -> None:
    made = queue(9, 1, frames)
    first = ready(made, 0)
    for worker in range(1, 9):
        made.take(worker)
    assert list(made.frames(first))


@given(st.integers(1, 5), st.integers(0, 9), st.integers(1, 90), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=examples(60))
def test_every_frame_is_drawn_once_whoever_asks(workers: int, count: int, frames: int, random: Any) -> None:
    made = queue(workers, count, frames)
    drawing: dict[int, Any] = {}
    drawn: list[int] = []
    begun: set[int] = set()
    idle: set[int] = set()
    while len(idle) < workers:
        worker = random.choice([each for each in range(workers) if each not in idle])
        if worker not in drawing:
            part = made.take(worker)
            if part is None:
                idle.add(worker)
                continue
            drawing[worker] = made.frames(part)
        number = next(drawing[worker], None)
        if number is None:
            assert worker in begun, "nothing was left for who had taken it"
            begun.remove(worker)
            del drawing[worker]
        else:
            begun.add(worker)
            drawn.append(number)
    assert sorted(drawn) == list(range(count * frames))
    assert made.done == made.total == count * frames
