"""Draw what an item looks like while it is written: the story is told again only when one of its files changed."""

from __future__ import annotations

import datetime as dt
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from vlogkit.errors import UsageError
from vlogkit.files import SETTINGS, sha256_of
from vlogkit.freshness import Stamp, stamp_of
from vlogkit.intake.updates import read_update
from vlogkit.media.colour import VIDEO, Bytes
from vlogkit.pipeline.telling.items import Item, tell, tell_item
from vlogkit.pipeline.telling.staged_story import StagedStory
from vlogkit.records.base import Format, fingerprint
from vlogkit.records.clips.take import Take
from vlogkit.records.timeline import Timeline
from vlogkit.rendering.encoding.malloc import give_back, trim
from vlogkit.rendering.frames.drawn_cache import DrawnCache
from vlogkit.rendering.stills import encode, still, still_pixels
from vlogkit.workspace import Workspace

MOST_STORIES = 4
MOST_PICTURES = 48
MOST_BYTES = 64_000_000
"""What is kept drawn for the next still, of cards and of videos each."""
QUALITY = 88
QUIET = 2.0
"""Seconds without a new still after which memory is given back."""
FOLDERS = ("brands", "templates", "words", "fonts")
"""Folders of a workspace whose files decide what every item looks like."""


@dataclass(frozen=True)
class PreviewOutline:
    """What can be looked at: the cards by their scene's number, and the scenes of the video with the seconds at which
    they begin and stand still."""

    cards: tuple[tuple[int, str], ...]
    scenes: tuple[tuple[str, float, float], ...]
    seconds: float


@dataclass
class PreviewRoom:
    """The stories that were looked at last, laid out, and their pictures; for several threads."""

    workspace: Callable[[], Workspace]
    _stories: OrderedDict[str, tuple[Stamp, StagedStory]] = field(default_factory=OrderedDict)
    _pictures: OrderedDict[tuple[object, ...], bytes] = field(default_factory=OrderedDict)
    _drawn: DrawnCache = field(default_factory=lambda: DrawnCache(MOST_BYTES))
    _frames: DrawnCache = field(default_factory=lambda: DrawnCache(MOST_BYTES))
    """What was drawn for videos, whose colours stand otherwise."""
    _lock: threading.RLock = field(default_factory=threading.RLock)
    _resting: threading.Timer | None = None

    def outline(self, name: str, format_: Format, today: dt.date) -> PreviewOutline:
        """The cards and scenes of an item in a format. Raises UsageError, InputError."""
        with self._lock:
            staged, _ = self._staged(name, today)
            cards = tuple((index, scene.name) for index, scene in enumerate(staged.story.scenes) if scene.card)
            if not any(scene.video for scene in staged.story.scenes):
                return PreviewOutline(cards, (), 0.0)
            timeline = staged.video(format_).timeline
            fps = float(timeline.fps())
            starts = [start / fps for start in timeline.starts()]
            scenes = tuple(
                (scene.name, float(start), float(start) + scene.still / fps)
                for scene, start in zip(timeline.scenes, starts, strict=True)
            )
            return PreviewOutline(cards, scenes, float(timeline.seconds()))

    def card(self, name: str, format_: Format, scene: int | None, today: dt.date) -> bytes:
        """A card as JPEG, the first one where no scene is named. Raises UsageError, InputError."""
        with self._lock:
            staged, stamp = self._staged(name, today)
            cards = [index for index, each in enumerate(staged.story.scenes) if each.card]
            if not cards or (scene is not None and scene not in cards):
                raise UsageError("this item has no such card", hint="Choose another template, or look at the video.")
            chosen = cards[0] if scene is None else scene
            return self._kept(
                (name, stamp, format_, "card", chosen),
                lambda: self._draw(staged, staged.card(chosen, format_).timeline, 0),
            )

    def version_card(self, name: str, text: str, format_: Format, today: dt.date) -> bytes:
        """The first card of an item as another text of its file says it, as JPEG. Raises UsageError, InputError."""
        with TemporaryDirectory() as folder:
            path = Path(folder) / f"{name}.md"
            path.write_text(text, encoding="utf-8", newline="\n")
            told = tell_item(self.workspace(), Item(read_update(path), path, sha256_of(path)), today=today)
        with self._lock:
            staged = StagedStory(self.workspace(), told.story, told.brand)
            card = next((index for index, scene in enumerate(staged.story.scenes) if scene.card), None)
            if card is None:
                raise UsageError("this item has no card", hint="Choose another template.")
            key = (name, fingerprint([text, today.isoformat()]), format_, "version", card)
            return self._kept(key, lambda: self._draw(staged, staged.card(card, format_).timeline, 0))

    def moment(self, name: str, format_: Format, seconds: float, today: dt.date) -> bytes:
        """The frame of the video at a time, as JPEG; the first or last one outside of it. Raises UsageError, InputError."""
        with self._lock:
            staged, stamp = self._staged(name, today)
            timeline = staged.video(format_).timeline
            number = min(max(0, round(seconds * timeline.fps())), timeline.frames() - 1)
            key = (name, stamp, format_, "video", number)
            return self._kept(key, lambda: encode(self._pixels(staged, timeline, number), "jpeg", QUALITY, quick=True))

    def moment_pixels(self, name: str, format_: Format, number: int, today: dt.date) -> Bytes:
        """The frame `number` of the video, RGB (height, width, 3), as it is handed to the encoder. Raises UsageError,
        InputError."""
        with self._lock:
            staged, _ = self._staged(name, today)
            return self._pixels(staged, staged.video(format_).timeline, number)

    def _pixels(self, staged: StagedStory, timeline: Timeline, frame: int) -> Bytes:
        return still_pixels(timeline, frame=frame, space=VIDEO, store=self._frames, book=staged.book)

    def talk_moment(self, name: str, format_: Format, take: Take, second: float, today: dt.date) -> bytes:
        """The frame of the video at a second of a take, as JPEG. Raises UsageError where the video has no such take,
        InputError."""
        with self._lock:
            staged, _ = self._staged(name, today)
            for clip in staged.video(format_).timeline.sound.clips:
                if clip.pieces == take.pieces or (not clip.pieces and take.pieces[0][0] == clip.start):
                    return self.moment(name, format_, clip.at + second, today)
        hint = "Choose a template for talks, such as `vlog` or `talk`."
        raise UsageError("this talk is not heard in the video", hint=hint)

    def _draw(self, staged: StagedStory, timeline: Timeline, frame: int) -> bytes:
        return still(
            timeline, frame=frame, kind="jpeg", quality=QUALITY, quick=True, store=self._drawn, book=staged.book
        )

    def _kept(self, key: tuple[object, ...], draw: Callable[[], bytes]) -> bytes:
        if key not in self._pictures:
            give_back()
            self._pictures[key] = draw()
            self._rest_soon()
        self._pictures.move_to_end(key)
        while len(self._pictures) > MOST_PICTURES:
            self._pictures.popitem(last=False)
        return self._pictures[key]

    def _rest_soon(self) -> None:
        """Give memory back when nothing was drawn for a while: the next still needs the same again, and to clear what the
        system gives anew takes a tenth of its time."""
        if self._resting is not None:
            self._resting.cancel()
        self._resting = threading.Timer(QUIET, trim)
        self._resting.daemon = True
        self._resting.start()

    def _staged(self, name: str, today: dt.date) -> tuple[StagedStory, Stamp]:
        workspace = self.workspace()
        stamp = stamp_of(_files(workspace, name))
        known = self._stories.get(name)
        if known is None or known[0] != stamp:
            told = tell(workspace, name, today=today)
            from vlogkit.seeing.networks import put_away  # here: OpenCV is loaded by now, where it is needed at all

            if put_away():  # it looked for faces and plates in a new picture, and will not for a while
                trim()
            self._stories[name] = (stamp, StagedStory(workspace, told.story, told.brand))
        self._stories.move_to_end(name)
        while len(self._stories) > MOST_STORIES:
            self._stories.popitem(last=False)
        return self._stories[name][1], stamp


def _files(workspace: Workspace, name: str) -> Iterator[Path]:
    """The files that decide what an item looks like, but for its media, which are read with it."""
    yield workspace.root / SETTINGS
    yield workspace.updates / f"{name}.md"
    yield workspace.stories / f"{name}.yaml"
    for folder in FOLDERS:
        yield from sorted(path for path in (workspace.root / folder).rglob("*") if path.is_file())
    for folder in ("pictures", "clips"):
        yield from sorted(path for path in (workspace.root / folder).rglob("*") if path.is_file())
