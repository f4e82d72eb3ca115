"""Read the tagger's weights: small whole numbers, so that every machine comes to the same sums."""

from __future__ import annotations

import json
import zlib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from vlogkit.resources import shipped

Row = tuple[int, ...]


class Weights(NamedTuple):
    """`table` has `size` rows of a signed byte for each label but the first, `steps[label]` what
    each label before it adds."""

    table: memoryview
    size: int
    steps: tuple[Row, ...]
    scale: float


def weights_path() -> Path:
    """Where the weights stand."""
    return shipped("assets", "models", "names", "names.bin")


@cache
def weights() -> Weights:
    """The shipped weights: a line of JSON and the table, compressed."""
    head, _, table = zlib.decompress(weights_path().read_bytes()).partition(b"\n")
    told = json.loads(head)
    return Weights(memoryview(table).cast("b"), told["size"], tuple(map(tuple, told["steps"])), told["scale"])
