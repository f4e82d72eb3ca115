"""Keep a mix after it was made once, so that mastering can read it several times."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from types import TracebackType

import numpy as np

from vlogkit.media.sound import Samples
from vlogkit.rendering.sound.mix import BLOCK, Mix

_IN_MEMORY = 16_000_000


class Once:
    """Mastering reads a mix several times, and decoding and cleaning voices takes long: what was mixed is kept, beyond
    16 MB (40 s) in a file without a name, until the context ends. For one reader at a time."""

    def __init__(self, mix: Mix) -> None:
        self._mix = mix
        self._file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - closed with the context
        self._whole = False
        self.samples, self.empty = mix.samples, mix.empty

    def __enter__(self) -> Once:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, where: TracebackType | None
    ) -> None:
        self._file.close()

    def blocks(self) -> Iterator[Samples]:
        """(n, 2) float32, one second each but the last. Raises MediaError, and OSError where the disk is full."""
        return self._kept() if self._whole else self._keeping()

    def _keeping(self) -> Iterator[Samples]:
        self._file.seek(0)
        for block in self._mix.blocks():
            self._file.write(np.ascontiguousarray(block, np.float32).tobytes())
            yield block
        self._whole = True

    def _kept(self) -> Iterator[Samples]:
        self._file.seek(0)
        while blob := self._file.read(BLOCK * 8):
            yield np.frombuffer(blob, np.float32).reshape(-1, 2)
