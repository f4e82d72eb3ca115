"""What is drawn is made once, kept within its room, and made again after a failure."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from vlogkit.rendering.frames.drawn_cache import DrawnCache


def test_a_thing_is_made_once_and_the_least_recently_used_goes_first() -> None:
    cache, made = DrawnCache(max_bytes=10), []

    def get(name: str) -> str:
        return cache.get(name, lambda: made.append(name) or name, lambda _: 4)  # type: ignore[func-returns-value]

    assert [get(name) for name in ("a", "b", "a", "c", "a", "b")] == ["a", "b", "a", "c", "a", "b"]
    assert made == ["a", "b", "c", "b"]


def test_two_threads_that_need_a_thing_at_once_share_one() -> None:
    cache, begun, made = DrawnCache(), threading.Event(), []

    def slow() -> str:
        begun.set()
        made.append(threading.get_ident())
        threading.Event().wait(0.05)
        return "thing"

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(cache.get, "a", slow, len)
        begun.wait(5)
        second = pool.submit(cache.get, "a", slow, len)
    assert first.result() is second.result()
    assert len(made) == 1


def test_a_thing_made_twice_takes_its_room_once() -> None:
    """While two threads make the same thing, each with a lock of its own, both keep it; the room for others stays."""
    cache = DrawnCache(max_bytes=10)

    def while_another_makes_it() -> str:
        cache._keep("a", "theirs", 4, False)
        return "ours"

    assert cache.get("a", while_another_makes_it, lambda _: 4) == "ours"
    made: list[str] = []
    for name in ("b", "a", "b"):
        cache.get(name, lambda name=name: made.append(name) or name, lambda _: 4)  # type: ignore[misc, func-returns-value]
    assert made == ["b"], "8 of 10 bytes are taken: nothing had to go"


def test_a_thing_that_moves_from_passing_to_kept_is_counted_once() -> None:
    cache = DrawnCache(max_bytes=10)
    for passing in (True, False):
        cache._keep("a", "a", 6, passing)
    assert cache._bytes == 6


def test_after_a_failure_the_next_one_tries_again_and_nothing_is_left_behind() -> None:
    cache = DrawnCache()

    def fail() -> str:
        raise ValueError("cannot be drawn")

    for _ in range(2):
        with pytest.raises(ValueError, match="cannot be drawn"):
            cache.get("a", fail, len)
    assert cache.get("a", lambda: "thing", len) == "thing"
    assert not cache._making
