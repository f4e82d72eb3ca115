"""A bundle: the files one notice became, and the manifest that says what they were made of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from pydantic import AwareDatetime, Field

from vlogkit.records.base import Format, Language, Name, Record, fingerprint
from vlogkit.records.finding import Finding
from vlogkit.records.kept import KeptRecord

MANIFEST = "bundle.json"
"""The name of the manifest in a bundle's folder."""

OutputKind = Literal["video", "card", "thumbnail", "subtitles", "alt", "post", "story", "timeline"]


class Output(Record):
    """One file of the bundle; `path` is relative to the bundle's folder."""

    path: str
    kind: OutputKind
    format: Format | None = None
    width: int | None = None
    height: int | None = None
    duration: float | None = None
    """Seconds, of a video."""
    bytes: int = 0
    sha256: str
    alt: str = ""
    """What the picture or the video shows, in words."""
    frames_encoded: int = 0
    seconds: float = 0.0
    """Time it took to make."""
    made_of: str = ""
    """Fingerprint of the timeline a video was made of: the same one need not be made again."""


class PostText(Record):
    """What goes with the files on one platform."""

    platform: Name
    title: str = ""
    text: str
    hashtags: tuple[str, ...] = ()
    link: str = ""


class Input(Record):
    """Something the bundle was made of: a file and the sha256 of its content, empty for a care file that was not there."""

    path: str
    sha256: str
    compared: bool = False
    """Whether it is what people gave to be shown, or said of it: it is compared again before anything leaves."""


class Bundle(KeptRecord):
    """Everything made from one notice; the manifest is this record."""

    id: Name
    notice: str
    """`kind:id` of the notice."""
    title: str
    template: Name
    brand: Name
    lang: Language
    agency: str = ""
    outputs: tuple[Output, ...]
    posts: tuple[PostText, ...] = ()
    inputs: tuple[Input, ...] = ()
    versions: dict[str, str] = Field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    made_of: str = ""
    """Fingerprint of all that decides about the files; the same one need not be made again."""
    made_at: AwareDatetime
    approved_by: str = ""

    def words_for(self, platform: str) -> PostText:
        """The text for a platform, else for the outbox, else the first there is, else the title alone."""
        by_name = {post.platform: post for post in self.posts}
        for name in (platform, "outbox"):
            if name in by_name:
                return by_name[name]
        return self.posts[0] if self.posts else PostText(platform=platform, title=self.title, text=self.title)

    def sent_hash(self, platform: str, files: Iterable[str], *, every_wording: bool = False) -> str:
        """sha256 over what one post takes from here: its files, the thumbnail, the words of its platform, or of every
        platform in a pack from which a person chooses. Another platform's words make no difference."""
        taken = set(files)
        shown = [[one.path, one.sha256] for one in self.outputs if one.path in taken or one.kind == "thumbnail"]
        words = self.posts if every_wording else (self.words_for(platform),)
        return fingerprint([shown, self.title, self.lang, [each.model_dump(mode="json") for each in words]])

    def content_hash(self) -> str:
        """sha256 over all files and texts, not times; posts that an older vlogkit planned are bound to it."""
        files = [[output.path, output.sha256] for output in self.outputs if output.kind not in {"story", "timeline"}]
        return fingerprint([files, [post.model_dump(mode="json") for post in self.posts]])
