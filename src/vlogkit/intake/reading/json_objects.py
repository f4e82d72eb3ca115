"""Cut the records out of a stream of JSON text, without parsing the whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import chain

LARGEST = 2_000_000
"""Characters of one record; a longer stretch is handed out as it is and reading goes on behind it."""
WRAPPERS = frozenset({
    '"service_requests"', '"requests"', '"services"', '"data"', '"features"', '"results"', '"items"', '"rows"', '"records"',
    '"complaints"', '"reports"', '"value"', '"laporan"', '"aduan"', '"response"',
})  # fmt: skip
"""Names under which an outer object keeps its list of records."""
_SIGN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|["{}\[\]]', re.DOTALL)
_OBJECT = re.compile(r"\s*\{")
_ANOTHER = re.compile(r"\s*,?\s*(?=\{)")


Cut = tuple[str, object]
"""One record: its value where it was sound, with "" for its text; else its text and None."""

Parse = Callable[[str, int], tuple[object, int]]
"""The JSON value that begins at a place of a text, and where it ends. Raises ValueError, RecursionError."""


class _Scan:
    """Where the scan stands: the depth of brackets, the depth at which records begin, and where the open one began."""

    def __init__(self) -> None:
        self.buffer, self.place, self.start = "", 0, -1
        self.depth = self.base = 0
        self.name = ""

    def feed(self, chunk: str) -> None:
        keep = self.start if self.start >= 0 else self.place
        self.buffer = self.buffer[keep:] + chunk
        self.place -= keep
        self.start = min(self.start, 0)

    def wholes(self, parse: Parse) -> Iterator[Cut]:
        """The records that follow each other here, sound and whole in the buffer. To parse one is many times faster than to
        cut it out at its brackets and strings, which is for those that are not."""
        while self.start < 0 and self.base and self.depth == self.base:
            match = _ANOTHER.match(self.buffer, self.place)
            if match is None:
                return
            begin = match.end()
            try:
                value, end = parse(self.buffer, begin)
            except (ValueError, RecursionError):
                return
            self.place = end
            yield "", value

    def outermost(self, parse: Parse, begin: int) -> Cut | None:
        """The object that begins there outside of all others, if it is sound and whole in the buffer: whether it is a record
        or wraps records is told by all that it holds."""
        try:
            value, self.place = parse(self.buffer, begin)
        except (ValueError, RecursionError):
            return None
        return "", value

    def step(self, sign: str, begin: int) -> str | None:
        """Take one bracket; the text of a record where it closes one."""
        if sign in "{[":
            enter = sign == "[" and (self.depth == 0 or self._wraps())
            if sign == "{" and self.start < 0 and self.depth == self.base:
                self.start = begin
            self.depth += 1
            if enter:
                self.base, self.start = self.depth, -1
            return None
        self.depth -= 1
        if self.start >= 0 and self.depth == self.base:
            text, self.start = self.buffer[self.start : self.place], -1
            return text
        return None

    def _wraps(self) -> bool:
        return self.base == 0 and self.name in WRAPPERS and bool(_OBJECT.match(self.buffer, self.place))


def objects(chunks: Iterator[str], parse: Parse) -> Iterator[Cut]:
    """The objects directly inside the first array of records, or the outermost objects where there is no such array.

    An array is the records' where it is the outermost value, or stands under one of WRAPPERS in an outer object that is
    larger than LARGEST or broken. What a missing bracket or quote swallows comes out as one long text, at the latest at the end.
    """
    scan = _Scan()
    for chunk in chain(chunks, [""]):
        scan.feed(chunk)
        yield from scan.wholes(parse)
        while match := _SIGN.search(scan.buffer, scan.place):
            sign = match[0]
            if sign == '"':
                break
            scan.place = match.end()
            if sign[0] == '"':
                scan.name = sign
                continue
            if sign == "{" and not scan.base and not scan.depth:
                if (whole := scan.outermost(parse, match.start())) is not None:
                    yield whole
                    continue
                if chunk and len(scan.buffer) - match.start() < LARGEST:
                    scan.place = match.start()
                    break
            if (text := scan.step(sign, match.start())) is not None:
                yield text, None
            yield from scan.wholes(parse)
            if scan.depth < scan.base:
                return
        else:
            scan.place = len(scan.buffer)
        if scan.start >= 0 and len(scan.buffer) - scan.start > LARGEST:
            yield scan.buffer[scan.start :], None
            scan.buffer, scan.place, scan.start, scan.depth = "", 0, -1, scan.base
    if scan.start >= 0:
        yield scan.buffer[scan.start :], None
