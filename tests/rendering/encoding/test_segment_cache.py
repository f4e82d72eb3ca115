"""The cache gives back what was put, or nothing."""

from __future__ import annotations

import multiprocessing
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.sampled import examples

from vlogkit.rendering.encoding.segment_cache import SegmentCache
from vlogkit.rendering.encoding.segments import Coded, Segment, unpack
from vlogkit.rendering.encoding.spool import Spool
from vlogkit.rendering.frames.drawn_cache import DrawnCache


def segment(size: int = 100, fill: int = 7) -> Segment:
    return Segment(b"head", (Coded(bytes([fill]) * size, 0, True), Coded(b"b", 2, False)))


def key(number: int) -> str:
    return f"{number:064x}"


packets = st.lists(st.builds(Coded, st.binary(max_size=40), st.integers(-2000, 2000), st.booleans()), max_size=6)


@given(st.binary(max_size=30), packets)
@settings(deadline=None, max_examples=examples(50))
def test_a_segment_comes_back_from_its_blob(extradata: bytes, found: list[Coded]) -> None:
    made = Segment(extradata, tuple(found))
    assert unpack(made.pack()) == made


@given(st.data())
@settings(deadline=None, max_examples=examples(50))
def test_a_blob_with_one_changed_byte_is_refused(data: st.DataObject) -> None:
    blob = bytearray(segment().pack())
    place = data.draw(st.integers(0, len(blob) - 1))
    blob[place] ^= data.draw(st.integers(1, 255))
    assert unpack(bytes(blob)) is None


@pytest.mark.parametrize("length", [0, 3, 20, 36, 60])
def test_a_blob_that_is_cut_off_is_refused(length: int) -> None:
    assert unpack(segment().pack()[:length]) is None


def test_a_damaged_entry_counts_as_missing_and_goes(tmp_path: Path) -> None:
    cache = SegmentCache(tmp_path)
    cache.put(key(1), segment())
    (path,) = tmp_path.rglob("*.seg")
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    assert cache.get(key(1)) is None
    assert not path.exists()


def test_the_least_recently_used_goes_first(tmp_path: Path) -> None:
    cache = SegmentCache(tmp_path, max_bytes=2_600)
    for number in range(3):
        cache.put(key(number), segment(1000))
        (path,) = tmp_path.rglob(f"{key(number)}.seg")
        os.utime(path, (1_000_000 + number, 1_000_000 + number))
    cache.get(key(0))
    assert cache.prune() == 1
    assert [cache.get(key(number)) is not None for number in range(3)] == [True, False, True]
    assert cache.info().entries == 2
    assert cache.prune(0) == 2
    assert cache.info().bytes == 0


def test_an_unwritable_folder_is_an_empty_cache(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    cache = SegmentCache(tmp_path / "file")
    cache.put(key(1), segment())
    assert cache.get(key(1)) is None
    assert cache.info().entries == 0


def put_many(folder: str) -> int:
    cache = SegmentCache(Path(folder), max_bytes=20_000)
    wrong = 0
    for number in range(60):
        cache.put(key(number % 10), segment(3000, fill=number % 10))
        found = cache.get(key(number % 10))
        wrong += found is not None and found != segment(3000, fill=number % 10)
        cache.prune()
    return wrong


def test_processes_that_share_a_folder_never_read_half_an_entry(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        assert pool.map(put_many, [str(tmp_path)] * 2) == [0, 0]
    assert not list(tmp_path.rglob("*.part"))


def test_a_spool_gives_back_segments_in_any_order() -> None:
    spool = Spool()
    for number in (2, 0, 1):
        spool.put(number, segment(50 + number, fill=number))
    assert [spool.get(number) for number in range(3)] == [segment(50 + n, fill=n) for n in range(3)]
    spool.close()


def test_a_store_makes_a_thing_once_and_drops_the_oldest() -> None:
    store, made = DrawnCache(max_bytes=10), []

    def make(name: str) -> str:
        made.append(name)
        return name

    for name in ("aaaa", "bbbb", "aaaa", "cccc", "bbbb"):
        store.get(name, lambda name=name: make(name), len)
    assert made == ["aaaa", "bbbb", "cccc", "bbbb"]


def test_steps_on_the_way_go_before_what_is_drawn_from() -> None:
    store, made = DrawnCache(max_bytes=10), []

    def make(name: str) -> str:
        made.append(name)
        return name

    for name, passing in (("aaaa", False), ("bbbb", True), ("cccc", False), ("aaaa", False), ("bbbb", True)):
        store.get(name, lambda name=name: make(name), len, passing=passing)
    assert made == ["aaaa", "bbbb", "cccc", "bbbb"]


def test_a_store_forgets_what_could_not_be_made() -> None:
    store = DrawnCache()

    def fail() -> str:
        raise ValueError("no")

    for _ in range(2):
        with pytest.raises(ValueError, match="no"):
            store.get("a", fail, len)
    assert store.get("a", lambda: "made", len) == "made"
