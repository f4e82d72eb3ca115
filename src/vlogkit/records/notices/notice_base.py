"""What every kind of notice has: its words, its media, its place and its days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from pydantic import Field

from vlogkit.records.base import Day, Javanese, KeyPath, Language, Link, Name, Record
from vlogkit.records.caption import CaptionStyle
from vlogkit.records.clips.soundtrack import Mood
from vlogkit.records.notices.media import Clip, Picture, Voice
from vlogkit.records.numbers.typed_numbers import Figure


class Fact(Figure):
    """A number that proves something: 12.4 km, 22 minutes. A chart draws `lead` in the brand's colour."""

    label: str
    unit: str = ""
    lead: bool = False


class NoticeBase(Record):
    """What every notice has; `id` names the bundle and never changes."""

    id: Name
    template: Name
    title: str = Field(min_length=1)
    lang: Language = "id"
    javanese: Javanese | None = None
    """The register of the fixed words; without it, the brand's."""
    brand: Name | None = None
    place: str = ""
    date: Day | None = None
    summary: str = ""
    body: tuple[str, ...] = ()
    """Paragraphs of the narration, one caption flow each."""
    pictures: tuple[Picture, ...] = ()
    clips: tuple[Clip, ...] = ()
    voice: Voice | None = None
    captions: CaptionStyle | None = None
    """How captions follow the voice; without it as the brand says."""
    mood: Mood | None = None
    """The character of the music; without it the template's or the brand's."""
    thumbnail: str = ""
    """The three to five words on the picture that stands for the video; without it the title, shortened."""
    hashtags: tuple[str, ...] = ()
    link: Link = ""
    posts: dict[str, str] = Field(default_factory=dict)
    """Post text a person wrote for one platform, which replaces the generated one."""

    def media(self) -> Iterator[tuple[KeyPath, Picture | Clip]]:
        """Every picture and clip of the notice with the key under which it is named; a clip brings what covers it."""
        yield from ((("pictures", index), picture) for index, picture in enumerate(self.pictures))
        yield from ((("clips", index), clip) for index, clip in enumerate(self.clips))

    def places(self) -> tuple[str, ...]:
        """Where it happened, as far as it is said, the narrowest first."""
        return (self.place,) if self.place else ()

    def days(self) -> tuple[dt.date, ...]:
        """The days that it names."""
        return (self.date,) if self.date else ()
