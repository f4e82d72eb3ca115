"""Keep what was read from files until one of the files changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache, wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
Stamp = tuple[tuple[str, int, int], ...]


def stamp_of(paths: Iterable[Path]) -> Stamp:
    """Path, size and time of change of each file that exists: equal stamps, equal files."""
    stamp: list[tuple[str, int, int]] = []
    for path in paths:
        try:
            state = path.stat()
        except OSError:
            continue
        stamp.append((str(path), state.st_size, state.st_mtime_ns))
    return tuple(stamp)


def until_changed(files: Callable[..., Iterable[Path]], *, most: int = 8) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """A decorator that remembers the last `most` results of a function, each until a file that it was read from changes,
    appears or goes. `files` takes the function's arguments, which must be hashable, and names those files.

    A process that runs for days sees an edited word list as soon as a command that starts anew would."""

    def remembering(read: Callable[P, T]) -> Callable[P, T]:
        @lru_cache(maxsize=most)
        def kept(_stamp: Stamp, /, *args: P.args, **kwargs: P.kwargs) -> T:
            return read(*args, **kwargs)

        @wraps(read)
        def fresh(*args: P.args, **kwargs: P.kwargs) -> T:
            return kept(stamp_of(files(*args, **kwargs)), *args, **kwargs)  # type: ignore[arg-type]  # hashable, see above

        return fresh

    return remembering
