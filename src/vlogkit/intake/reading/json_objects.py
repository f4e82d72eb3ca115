"""Cut the records out of a stream of JSON text, without parsing the whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import chain, islice

LARGEST = 2_000_000
"""Characters of one record; a longer stretch is handed out as it is and reading goes on behind it."""
WRAPPERS = frozenset({
    '"service_requests"', '"requests"', '"services"', '"data"', '"features"', '"results"', '"items"', '"rows"', '"records"',
    '"complaints"', '"reports"', '"value"', '"laporan"', '"aduan"', '"response"',
})  # fmt: skip
"""Names under which an outer object keeps its list of records."""
_SIGN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|["{}\[\]]', re.DOTALL)
_OBJECT = re.compile(r"\s*\{")
_LIST = re.compile(r"\[(?=\s*\{)")
_MOST_LISTS = 20
"""Lists before and behind that of the records that are looked at."""
_DEEPEST = 3
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
        self.open: list[int] = []
        """Where each open bracket stands, counted from the start of the outermost object; -1 for one that is not that of a
        list of objects. Kept while no list of records is known."""

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
            if not self.base:
                listed = sign == "[" and _OBJECT.match(self.buffer, self.place)
                self.open.append(self.place - self.start if listed else -1)
            self.depth += 1
            if enter:
                self.base, self.start = self.depth, -1
            return None
        self.depth -= 1
        if self.open:
            self.open.pop()
        if self.start >= 0 and self.depth == self.base:
            text, self.start = self.buffer[self.start : self.place], -1
            return text
        return None

    def enter_open_list(self) -> bool:
        """Go on with the records of the outermost open list of objects, if there is one; what is around it is too large."""
        opened = next((number for number, place in enumerate(self.open) if place >= 0), None)
        if self.base or opened is None:
            return False
        self.place, self.start = self.start + self.open[opened], -1
        self.base = self.depth = opened + 1
        return True

    def _wraps(self) -> bool:
        return self.base == 0 and self.name in WRAPPERS and bool(_OBJECT.match(self.buffer, self.place))


def around_records(head: str, tail: str, parse: Parse) -> Iterator[Mapping[str, object]]:
    """What an outer object that is too large or too broken to be read whole holds beside its list of records, before it and
    behind it: `head` is how the text begins, at most LARGEST characters, and `tail` how it ends."""
    begin = len(head) - len(head.lstrip("\ufeff \t\r\n"))
    if not head.startswith("{", begin):
        return
    try:
        parse(head, begin)
    except (ValueError, RecursionError):
        pass
    else:
        return
    for opening in islice(_LIST.finditer(head), _MOST_LISTS):
        yield from _mended(parse, "", f"{head[begin : opening.start()]}[]", "}")
    for bracket in islice(re.finditer(r"\]", tail[::-1]), _MOST_LISTS):
        yield from _mended(parse, '{"":', f'{{"":0{tail[len(tail) - bracket.start() :]}', "")


def _mended(parse: Parse, before: str, text: str, behind: str) -> Iterator[Mapping[str, object]]:
    """The object that a text is when up to _DEEPEST objects around it are begun before it or ended behind it, and those in it."""
    for deep in range(_DEEPEST):
        whole = before * deep + text + behind * (deep + 1)
        try:
            value, end = parse(whole, 0)
        except (ValueError, RecursionError):
            continue
        if whole[end:].strip():
            continue
        while isinstance(value, Mapping):
            yield value
            value = next((inner for inner in value.values() if isinstance(inner, Mapping)), None)
        return


def objects(chunks: Iterator[str], parse: Parse) -> Iterator[Cut]:
    """The objects directly inside the first array of records, or the outermost objects where there is no such array.

    An array is the records' where it is the outermost value, or stands under one of WRAPPERS in an outer object that is
    larger than LARGEST or broken, or is the outermost one open where an object
    grew larger than LARGEST or the text ended. What a missing bracket or quote swallows comes out as one long text, at the latest at the end.
    """
    scan = _Scan()
    for chunk in chain(chunks, ["", ""]):  # once more for what is found at the end to have been a list of records
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
        large = scan.start >= 0 and len(scan.buffer) - scan.start > LARGEST
        if (large or (scan.start >= 0 and not chunk)) and scan.enter_open_list():
            yield from scan.wholes(parse)
        elif large:
            yield scan.buffer[scan.start :], None
            scan.buffer, scan.place, scan.start, scan.depth = "", 0, -1, scan.base
    if scan.start >= 0:
        yield scan.buffer[scan.start :], None
