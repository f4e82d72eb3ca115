"""Link finds on single frames of a clip into boxes for every frame, held where the finder missed some."""

from __future__ import annotations

from dataclasses import dataclass, field

from vlogkit.seeing.found_boxes import Found, overlap

LINK = 0.2
"""Least overlap by which a find is the same one as on the frame looked at before."""
NEAR = 1.5
"""Or: the middles are nearer than this share of the box's size, for fast movement."""


@dataclass
class BoxTrack:
    """One face or plate over time: its boxes by frame number."""

    boxes: dict[int, Found] = field(default_factory=dict)

    def last(self) -> int:
        """The frame of its latest find."""
        return max(self.boxes)


def tracks(finds: dict[int, list[Found]], *, patience: int) -> list[BoxTrack]:
    """Link finds (frame number → boxes) to tracks; one unseen for more than `patience` frames has ended."""
    found: list[BoxTrack] = []
    for frame in sorted(finds):
        open_ = [track for track in found if frame - track.last() <= patience]
        for box in finds[frame]:
            track = max(open_, key=lambda one: _closeness(one.boxes[one.last()], box), default=None)
            if track is not None and _closeness(track.boxes[track.last()], box) > 0:
                open_.remove(track)
            else:
                track = BoxTrack()
                found.append(track)
            track.boxes[frame] = box
    return found


def _closeness(a: Found, b: Found) -> float:
    shared = overlap(a, b)
    if shared >= LINK:
        return 1.0 + shared
    size = max(a.right - a.left, a.bottom - a.top)
    away = max(abs((a.left + a.right) - (b.left + b.right)), abs((a.top + a.bottom) - (b.top + b.bottom))) / 2
    return max(0.0, 1.0 - away / (NEAR * size)) if size > 0 else 0.0


def at(track: BoxTrack, frame: int, *, hold: int) -> Found | None:
    """The box of a track on a frame: between two finds on the straight line between them, `hold` frames before the
    first and after the last one as it stood there; None outside."""
    if frame in track.boxes:
        return track.boxes[frame]
    earlier = [number for number in track.boxes if number < frame]
    later = [number for number in track.boxes if number > frame]
    if not earlier:
        first = min(later)
        return track.boxes[first] if first - frame <= hold else None
    if not later:
        last = max(earlier)
        return track.boxes[last] if frame - last <= hold else None
    start, end = max(earlier), min(later)
    share = (frame - start) / (end - start)
    a, b = track.boxes[start], track.boxes[end]
    # The union of both ends is blurred on the way, so that nothing peeps out of a box that lags behind.
    middle = Found(*(x + (y - x) * share for x, y in zip(a, b, strict=True)))
    grow_x, grow_y = abs(b.left - a.left) / 4, abs(b.top - a.top) / 4
    return Found(middle.left - grow_x, middle.top - grow_y, middle.right + grow_x, middle.bottom + grow_y, middle.score)
