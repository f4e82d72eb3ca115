"""Draw one still of a template from its files as they are now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import cast, get_args

from vlogkit import resources
from vlogkit.catalogue import load_brand, load_frame, load_template, load_words
from vlogkit.checking.samples import DATA_NAMES, DataName, data_set
from vlogkit.errors import InputError
from vlogkit.files import write_bytes
from vlogkit.pipeline.checking.backdrops import Darkroom
from vlogkit.pipeline.telling.assets import Assets
from vlogkit.pipeline.telling.talking_clips import takes_of
from vlogkit.pipeline.templates.scene_stills import webp
from vlogkit.records.base import Format, Language
from vlogkit.records.brand import Brand
from vlogkit.records.notices.notice import Notice
from vlogkit.records.story import Story
from vlogkit.records.templates.template import Template
from vlogkit.records.timeline import Timeline
from vlogkit.staging.scenes import stage_card, stage_video
from vlogkit.timelines.freezing import frozen
from vlogkit.timelines.scaling import scaled
from vlogkit.typesetting.fonts import open_book
from vlogkit.workspace import Workspace
from vlogkit.writing.stories import write_story

HALF = Fraction(1, 2)
QUALITY = 88


@dataclass
class TemplatePreview:
    """One template, drawn with the sample data, or with an item's own where one is given."""

    workspace: Workspace
    template: str
    first: Mapping[str, str] = field(default_factory=dict)
    """What is chosen first: format, scene, brand, lang, data."""
    item: Notice | None = None

    def __post_init__(self) -> None:
        self.room = Darkroom(open_book(self.workspace.root))
        self._read: Template | None = None

    def template_read(self) -> Template:
        """The template, read once until `forget`. Raises InputError, SeveralErrors."""
        if self._read is None:
            self._read = load_template(self.template, self.workspace.root)
        return self._read

    def forget(self) -> None:
        """Read the files anew next time."""
        self._read = None

    def files(self) -> list[Path]:
        """Every file of the workspace and of the shipped templates that may decide what it looks like: YAML, fonts."""
        roots = [self.workspace.root, resources.shipped_root(), resources.shipped("config")]
        folders = ("templates", "brands", "words", "formats")
        written = [path for root in roots for folder in folders for path in (root / folder).rglob("*.yaml")]
        return [*written, *resources.own_fonts(self.workspace.root)]

    def choices(self) -> dict[str, list[str]]:
        """What can be chosen, the first choice first. Raises InputError, SeveralErrors."""
        settings = self.workspace.settings
        template = self.template_read()
        known = {
            "format": list(get_args(Format)),
            "scene": [scene.name for scene in template.scenes],
            "brand": list(resources.names("brands", workspace=self.workspace.root)),
            "lang": list(get_args(Language)),
            "data": list(DATA_NAMES),
        }
        if self.item is not None:
            known |= {"lang": [self.item.lang], "data": ["item"]}
        first = {"brand": settings.brand, "lang": settings.lang, **{k: v for k, v in self.first.items() if v}}
        return {key: _first(first.get(key), values) for key, values in known.items()}

    def draw(self, chosen: Mapping[str, str]) -> bytes:
        """The still of a scene, half as wide as it will be, as WebP. Raises InputError, SeveralErrors."""
        first = {key: values[0] for key, values in self.choices().items()}
        timeline, index = self.staged(first | dict(chosen))
        small = scaled(timeline, HALF, grid=1)
        self.room.book = open_book(self.workspace.root)
        return webp(self.room.pixels(frozen(small, index, small.scenes[index].still)), QUALITY)

    def write(self, path: Path, chosen: Mapping[str, str]) -> None:
        """The same, as a file. Raises InputError, SeveralErrors, DiskError."""
        write_bytes(path, self.draw(chosen))

    def staged(self, chosen: Mapping[str, str]) -> tuple[Timeline, int]:
        """The chosen scene laid out as a video or, where it is only a card, as that; and its number.
        Raises InputError, SeveralErrors."""
        root = self.workspace.root
        notice, brand = self._notice(chosen)
        template = self.template_read()
        words = load_words(notice.lang, root, notice.javanese or brand.javanese)
        story = write_story(notice, template, brand, words, takes_of(self.workspace, notice, None))
        frame = load_frame(cast("Format", chosen["format"]))
        assets = Assets(self.workspace)
        wanted = [
            scene
            for scene in story.scenes
            if scene.name.rstrip("-0123456789") == chosen["scene"] or scene.name == chosen["scene"]
        ]
        if not wanted:
            hint = "Its `when` is false for this data; choose another scene or other data."
            raise InputError(f"the scene `{chosen['scene']}` is not told with this data", hint=hint)
        if not wanted[0].video:
            return stage_card(story, wanted[0], brand, frame, assets.material).timeline, 0
        one = only(story, wanted[0].name)
        index = [scene.name for scene in one.scenes if scene.video].index(wanted[0].name)
        return stage_video(one, brand, frame, assets.material).timeline, index

    def _notice(self, chosen: Mapping[str, str]) -> tuple[Notice, Brand]:
        root = self.workspace.root
        brand = load_brand(chosen["brand"], root)
        if self.item is not None:
            return self.item, brand
        lang = cast("Language", chosen["lang"])
        data = data_set(cast("DataName", chosen["data"]), lang, self.template, root)
        kinds = self.template_read().kinds
        notice = next((found for kind in kinds if (found := data.notice(kind)) is not None), None)
        if notice is None:
            hint = "Extend it, or give it `kinds:` and a samples.yaml."
            raise InputError(f"there is no sample data for the template `{self.template}`", hint=hint)
        if data.agency is not None:
            brand = brand.model_copy(update={"agency": data.agency})
        return notice.model_copy(update={"lang": lang, "template": self.template}), brand

    def close(self) -> None:
        """Close open clips."""
        self.room.close()


def only(story: Story, name: str) -> Story:
    """The story with no more scenes in its video than tell where this one stands: as many, but the others are quick
    to lay out, since only their number is drawn."""
    scenes = tuple(
        scene if scene.name == name or not scene.video else scene.model_copy(update={"layers": (), "cues": ()})
        for scene in story.scenes
    )
    return story.model_copy(update={"scenes": scenes})


def _first(wanted: str | None, values: list[str]) -> list[str]:
    return [wanted, *(value for value in values if value != wanted)] if wanted in values else values
