"""The errors a person can act on: each says what is wrong, where, and what to do; and counts, as messages tell them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Self

_PLACE = re.compile(r"(?P<path>.+?)(?::(?P<line>\d+)(?::(?P<column>\d+))?)?", re.DOTALL)


class ExitCode(IntEnum):
    """What a command returns: 0 done, 1 findings or a failed item, 2 wrong usage, 3 something outside failed, 130 (as
    shells have it) stopped by hand."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    OUTSIDE = 3
    STOPPED = 130


@dataclass(frozen=True)
class Where:
    """A place in a file a person can open; lines and columns count from 1, 0 is unknown."""

    path: Path | str
    line: int = 0
    column: int = 0

    @classmethod
    def read(cls, text: str) -> Where | None:
        """The place that was written as `file:line:column`, as templates and timelines keep it; None for an empty text."""
        match = _PLACE.fullmatch(text)
        return cls(match["path"], int(match["line"] or 0), int(match["column"] or 0)) if match else None

    def below(self, root: Path) -> Where:
        """The same place, its file named from a folder where it lies inside."""
        path = Path(self.path)
        if not path.is_absolute() or not path.is_relative_to(root):
            return self
        return Where(path.relative_to(root).as_posix(), self.line, self.column)

    def __str__(self) -> str:
        place = str(self.path)
        if self.line:
            place += f":{self.line}"
            if self.column:
                place += f":{self.column}"
        return place


class VlogkitError(Exception):
    """A fault with a message, a place and a hint; subclasses say what kind of answer it needs."""

    exit_code = ExitCode.FAILED

    def __init__(self, message: str, *, where: Where | Path | str | None = None, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = Where.read(where) if isinstance(where, str) else Where(where) if isinstance(where, Path) else where
        self.hint = hint

    def at(self, where: Where | Path | str | None) -> Self:
        """The same error with this place, unless it has one already."""
        return self if self.where or not where else type(self)(self.message, where=where, hint=self.hint)

    def each(self) -> Iterator[VlogkitError]:
        """The single errors that this one stands for: itself."""
        yield self

    def __str__(self) -> str:
        text = f"{self.where}: {self.message}" if self.where else self.message
        return f"{text}\n  {self.hint}" if self.hint else text

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.message, self.where, self.hint)


def _rebuild(kind: type[VlogkitError], message: str, where: Where | None, hint: str) -> VlogkitError:
    """Errors cross process borders when stories render in a pool; keyword arguments do not pickle by themselves."""
    return kind(message, where=where, hint=hint)


class UsageError(VlogkitError):
    """The command was called with something that cannot be meant; the person calls it differently."""

    exit_code = ExitCode.USAGE


class CalendarError(UsageError):
    """The calendar is against a time; the person chooses another, or says why it is this one."""


class InputError(VlogkitError):
    """A file the person wrote or supplied is wrong; the person edits it."""


class MediaError(InputError):
    """A picture, clip or sound cannot be used; the person replaces it."""


class MissingGlyphError(InputError):
    """No font of the fallback list has a character; the person changes the text or adds a font."""


class RenderError(VlogkitError):
    """Encoding or finishing a file failed although the input was right."""


class OutsideError(VlogkitError):
    """Disk, network or a platform failed; the person waits or repairs it."""

    exit_code = ExitCode.OUTSIDE


class DiskError(OutsideError):
    """The place to write to is full, closed or taken; the person frees it or names another, and nothing was written."""

    exit_code = ExitCode.FAILED


class SeveralErrors(VlogkitError):  # noqa: N818  # it holds errors, it is none of its own
    """All faults of one file at once, so that a person mends them in one go."""

    def __init__(self, errors: list[VlogkitError]) -> None:
        self.errors = errors
        super().__init__("\n".join(str(error) for error in errors))
        self.exit_code = max((error.exit_code for error in errors), default=ExitCode.FAILED)

    def at(self, where: Where | Path | str | None) -> Self:
        """The same errors, those without a place at this one."""
        return type(self)([error.at(where) for error in self.errors])

    def each(self) -> Iterator[VlogkitError]:
        """Every error, one by one."""
        yield from self.errors

    def __reduce__(self) -> tuple[object, ...]:
        return SeveralErrors, (self.errors,)


def system_fault(error: OSError) -> OutsideError:
    """A fault of the system while something was read or written, in the words of a person."""
    reason = error.strerror or str(error) or type(error).__name__
    hint = "Is it there, may you read and write it, and is there room on the disk?"
    return OutsideError(f"the system refused: {reason}", where=error.filename or None, hint=hint)


def unforeseen(fault: Exception) -> VlogkitError:
    """A fault that nobody thought of, for a person who can only report it."""
    hint = "This is a fault of vlogkit, not of your files. Please report it with what VLOGKIT_DEBUG=1 shows."
    return VlogkitError(f"{type(fault).__name__}: {fault}", hint=hint)


def raise_all(errors: list[VlogkitError]) -> None:
    """Raise nothing for an empty list, the error itself for one, `SeveralErrors` for more."""
    if len(errors) == 1:
        raise errors[0]
    if errors:
        raise SeveralErrors(errors)


def counted(number: int, noun: str, plural: str = "") -> str:
    """How many of a thing a message tells of: `1 video`, `1,200 videos`; a plural that is not the noun with an s is
    named."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
