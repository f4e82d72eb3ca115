"""Render timelines to MP4s on every core, encoding only what the cache does not have."""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path

from vlogkit.files import new_file, outside, sha256_of, unreadable
from vlogkit.machine import cores
from vlogkit.media.clip_pool import Readers
from vlogkit.records.timeline import Timeline
from vlogkit.rendering.encoding.encoder_settings import EncoderSettings
from vlogkit.rendering.encoding.malloc import give_back, trim
from vlogkit.rendering.encoding.segment_cache import SegmentCache
from vlogkit.rendering.explain import note_pace
from vlogkit.rendering.frames.drawn_cache import DrawnCache
from vlogkit.rendering.sound import mastering
from vlogkit.rendering.video_job import Film
from vlogkit.rendering.work_queue import PieceQueue
from vlogkit.typesetting.fonts import FontBook

_TRIM_EVERY = 4
"""Pieces after which a thread gives memory back: each time costs the next piece 1 % of its time in new pages."""
Progress = Callable[[int, int], None]
"""Called on the caller's thread with frames done and frames in all; only frames that are new count."""


@dataclass(frozen=True)
class VideoResult:
    """What a render made."""

    path: Path
    width: int
    height: int
    frames: int
    frames_encoded: int
    """Of `frames`, those that were not in the cache."""
    duration: float
    """Seconds of video."""
    seconds: float
    """How long it took; of several videos at once, this one's share."""
    bytes: int
    sha256: str
    layer_seconds: tuple[tuple[str, float], ...]
    """Time spent on drawing each layer, by `scene/layer`, the slowest first; layers drawn as one share a
    name."""


def render_video(
    timeline: Timeline,
    path: Path,
    *,
    settings: EncoderSettings | None = None,
    cache: SegmentCache | None = None,
    progress: Progress | None = None,
    threads: int | None = None,
    cancel: threading.Event | None = None,
    store: DrawnCache | None = None,
    book: FontBook,
) -> VideoResult:
    """Render a timeline to `path` (.mp4).

    threads: default one a core. cancel: set it from anywhere to stop; KeyboardInterrupt does the same. store:
    share one between renders of the same story. Raises InputError, MediaError, RenderError, OutsideError,
    CancelledError; then neither a half file nor a temporary folder is left, and an older file at `path` stays
    as it was.
    """
    return render_videos(
        [(timeline, path)],
        settings=settings,
        cache=cache,
        progress=progress,
        threads=threads,
        cancel=cancel,
        store=store,
        book=book,
    )[0]


def render_videos(
    videos: Sequence[tuple[Timeline, Path]],
    *,
    settings: EncoderSettings | None = None,
    cache: SegmentCache | None = None,
    progress: Progress | None = None,
    threads: int | None = None,
    cancel: threading.Event | None = None,
    store: DrawnCache | None = None,
    book: FontBook,
) -> list[VideoResult]:
    """Render several timelines at once, usually one story in several formats: pictures and clips are decoded
    once, what formats share is drawn once, and no core waits for the end of one before the next begins.

    See `render_video`. A fault in one stops all; videos that are finished already stay.
    """
    began = time.perf_counter()
    settings, cancel = settings or EncoderSettings(), cancel or threading.Event()
    give_back()
    store, workers = store or DrawnCache(), threads or cores()
    readers = Readers(keep=min(16, max(8, workers * len(videos))))
    films: list[Film] = []
    try:
        for timeline, _ in videos:
            films.append(Film(timeline, settings, cache, store, readers, book, cancel))
        _encode(films, workers, progress)
        for film, (_, path) in zip(films, videos, strict=True):
            with new_file(path) as part:
                film.write(part)
    except OSError as fault:
        if isinstance(fault.filename, str):
            raise unreadable(fault, Path(fault.filename)) from None
        raise outside(fault, Path(tempfile.gettempdir())) from None  # only the spools have no names
    finally:
        for film in films:
            film.close()
        readers.close()
    took = time.perf_counter() - began
    if cache is not None and any(film.frames_encoded for film in films):
        cache.prune()
        _note(cache, films, [path for _, path in videos], took)
    work = sum(film.seconds for film in films)
    return [
        _result(film, path, took * (film.seconds / work if work else 1 / len(films)))
        for film, (_, path) in zip(films, videos, strict=True)
    ]


def _note(cache: SegmentCache, films: Sequence[Film], paths: Sequence[Path], took: float) -> None:
    """Remember the pace, for estimates; only a render in which everything was new tells the bits of a
    pixel."""
    new = sum(film.frames_encoded * film.timeline.width * film.timeline.height for film in films)
    if all(len(film.missing) == len(film.pieces) for film in films):
        note_pace(cache.folder, new, took, 8 * sum(path.stat().st_size for path in paths))


def _result(film: Film, path: Path, took: float) -> VideoResult:
    timeline = film.timeline
    return VideoResult(
        path=path,
        width=timeline.width,
        height=timeline.height,
        frames=timeline.frames(),
        frames_encoded=film.frames_encoded,
        duration=timeline.seconds(),
        seconds=took,
        bytes=path.stat().st_size,
        sha256=sha256_of(path),
        layer_seconds=film.layer_seconds(),
    )


def _encode(films: Sequence[Film], workers: int, progress: Progress | None) -> None:
    """Encode what is missing of all films; the caller's thread waits, reports and can be interrupted.

    Films go side by side, so that a picture is in memory for all formats of its scene.
    """
    pieces = [(film, number) for film in films for number in film.missing]
    pieces.sort(key=lambda job: job[0].pieces[job[1]].first)
    queue = PieceQueue(workers, pieces)
    pool = ThreadPoolExecutor(workers + len(films), "vlogkit-render")
    jobs: list[Future[None]] = [pool.submit(_work, queue, worker) for worker in range(workers if pieces else 0)]
    jobs += [pool.submit(first.make_sound, others) for first, *others in _same_sound(films)]
    waiting = set(jobs)
    try:
        while waiting:
            done, waiting = wait(waiting, timeout=0.1, return_when=FIRST_EXCEPTION)
            for job in done:
                job.result()
            if progress is not None:
                progress(queue.done, queue.total)
    except BaseException:
        for film in films:
            film.cancel.set()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _same_sound(films: Sequence[Film]) -> list[list[Film]]:
    """The films in groups that sound alike: the formats of a story."""
    groups: dict[str, list[Film]] = {}
    for film in films:
        groups.setdefault(mastering.key_of(film.timeline, film.settings), []).append(film)
    return list(groups.values())


def _work(queue: PieceQueue, worker: int) -> None:
    """What each thread does: take pieces, one after the other, until none is left."""
    parts = iter(lambda: queue.take(worker), None)
    for count, part in enumerate(parts, 1):
        part.film.encode(part.number, queue.frames(part))
        if count % _TRIM_EVERY == 0:
            trim()
