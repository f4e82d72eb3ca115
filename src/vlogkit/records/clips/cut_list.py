"""A cut list: the pieces of a clip in order, each kept or not, for a person to change."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal, Self

from pydantic import Field, model_validator

from vlogkit.records.base import Record

CutReason = Literal["", "pause", "trim", "person"]


LEAST = 1e-3
"""Seconds: a piece that is shorter is none."""


class CutPiece(Record):
    """A stretch of the source, seconds; `why` says what took it out (`person`: by hand)."""

    start: float = Field(ge=0)
    end: float
    keep: bool = True
    why: CutReason = ""

    @model_validator(mode="after")
    def _forward(self) -> Self:
        if self.end <= self.start:
            raise ValueError(f"the piece ends ({self.end}) at or before its start ({self.start})")
        return self

    def seconds(self) -> float:
        """Its length."""
        return self.end - self.start


class CutList(Record):
    """Pieces that follow one another without a gap from the clip's start; what lies after the last is not
    used.

    To bring a pause back, or take a piece out, set its `keep`; to move a cut, change an `end` and the
    `start` after it."""

    pieces: tuple[CutPiece, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _joined(self) -> Self:
        end = 0.0
        for piece in self.pieces:
            if abs(piece.start - end) > 1e-3:
                raise ValueError(f"the piece at {piece.start} s should start where the one before ends, at {end} s")
            end = piece.end
        if not any(piece.keep for piece in self.pieces):
            raise ValueError("no piece is kept")
        return self

    def kept(self) -> tuple[tuple[float, float], ...]:
        """Stretches of the source that stay, neighbours joined."""
        joined: list[tuple[float, float]] = []
        for piece in self.pieces:
            if not piece.keep:
                continue
            if joined and abs(joined[-1][1] - piece.start) < 1e-3:
                joined[-1] = (joined[-1][0], piece.end)
            else:
                joined.append((piece.start, piece.end))
        return tuple(joined)

    def seconds(self) -> float:
        """Length of what stays."""
        return sum(end - start for start, end in self.kept())

    def removed(self) -> float:
        """Seconds taken out."""
        return self.pieces[-1].end - self.seconds()

    def share_removed(self) -> float:
        """Part of the clip that was taken out, 0–1."""
        return self.removed() / self.pieces[-1].end

    def with_stretch(self, start: float, end: float, *, keep: bool) -> Self:
        """The same with the seconds from `start` to `end` kept or, by a person, taken out. Raises ValueError where
        nothing is left."""
        pieces: list[CutPiece] = []
        for piece in self.pieces:
            first, last = max(piece.start, start), min(piece.end, end)
            if last - first < LEAST:
                pieces.append(piece)
                continue
            if first - piece.start >= LEAST:
                pieces.append(piece.model_copy(update={"end": first}))
            else:
                first = piece.start
            rest = piece.end - last >= LEAST
            until = last if rest else piece.end
            pieces.append(CutPiece(start=first, end=until, keep=keep, why="" if keep else "person"))
            if rest:
                pieces.append(piece.model_copy(update={"start": last}))
        return type(self)(pieces=tuple(_joined(pieces)))

    def share_kept(self, start: float, end: float) -> float:
        """Part of a stretch of the source that stays, 0–1."""
        stays = sum(max(0.0, min(end, last) - max(start, first)) for first, last in self.kept())
        return stays / (end - start) if end > start else 0.0

    def after_cuts(self, source: float) -> float:
        """Where a second of the source lies in what stays; a second that was taken out lies at the cut."""
        passed = 0.0
        for start, end in self.kept():
            if source < start:
                return passed
            if source <= end:
                return passed + source - start
            passed += end - start
        return passed

    def snapped(self, rate: tuple[int, int]) -> Self:
        """The same with every cut on a frame of `rate`, so that picture and sound stay together; pieces
        shorter than a frame go to the piece before."""
        frame = 1 / Fraction(*rate)
        edges = [round(Fraction(piece.end) / frame) for piece in self.pieces]
        pieces: list[CutPiece] = []
        start = 0
        for piece, edge in zip(self.pieces, edges, strict=True):
            if edge > start:
                values = {"start": float(start * frame), "end": float(edge * frame)}
                pieces.append(piece.model_copy(update=values))
                start = edge
        return self.model_copy(update={"pieces": tuple(pieces) or self.pieces})


def _joined(pieces: list[CutPiece]) -> list[CutPiece]:
    """Neighbours that are kept or taken out alike, for the same reason, as one piece."""
    joined: list[CutPiece] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if last is not None and (last.keep, last.why) == (piece.keep, piece.why):
            joined[-1] = last.model_copy(update={"end": piece.end})
        else:
            joined.append(piece)
    return joined
