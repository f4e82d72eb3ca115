"""A template: the scenes a kind of notice is told in, with their words in Jinja and their look in elements."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from vlogkit.records.base import Name, Record
from vlogkit.records.clips.soundtrack import Mood
from vlogkit.records.templates.composition import CaptionTone, Composition, Slotted
from vlogkit.records.templates.element import Element
from vlogkit.records.templates.element_base import Look, Role, TransitionKind


class SceneTransition(Record):
    """How a scene comes in, over `seconds` shared with the scene before."""

    kind: Literal["brand"] | TransitionKind = "brand"
    """`brand` is the brand's own."""
    seconds: float = Field(default=0.45, ge=0, le=1.5)
    direction: Literal["left", "right", "up", "down"] = "left"


Compositions = Annotated[
    tuple[Name, ...],
    BeforeValidator(
        lambda value: (value,) if isinstance(value, str) else value, json_schema_input_type=Name | tuple[Name, ...]
    ),
]
"""The name of a composition, or of several in the order of preference."""


class TemplateScene(Record):
    """What is said (captions), what is shown (a composition's slots, or layers), and for how long at least."""

    model_config = Record.model_config | {
        "json_schema_extra": {"anyOf": [{"required": ["layers"]}, {"required": ["composition"]}]}
    }

    name: Name
    when: str = ""
    """Jinja; the scene is left out where it gives nothing or false."""
    each: str = ""
    """Jinja giving a list; the scene is repeated with `item` and `index` (from 1)."""
    say: str = ""
    """What the captions read, a sentence or more."""
    alt: str = ""
    """What is to be seen, for who cannot see it."""
    take: str = ""
    """The name (Jinja) of the take of a clip of somebody who talks: the scene is as long as what is kept of it, its words
    are the captions, and the elements read it as `take`."""
    seconds: float = Field(default=3.0, ge=0.5, le=30)
    """The least; captions make it longer."""
    tail: float = Field(default=0.4, ge=0, le=5)
    """Seconds after the last caption."""
    ground: Role | None = None
    """The colour under everything; without it the composition's, else `deep`."""
    look: Look | None = None
    """The look of this scene in every brand; without it, the brand's."""
    composition: Compositions = ()
    """The layout by name, or several: the first whose needed slots the item fills is taken."""
    slots: dict[Name, Slotted] = Field(default_factory=dict)
    """What stands in the composition's slots."""
    layers: tuple[Element, ...] | None = None
    """What is shown, from the back, where there is no composition."""
    transition: SceneTransition = SceneTransition()
    captions: CaptionTone | None = None
    """`none` where no captions are burned in; without it as the composition says. Their look is the brand's."""
    video: bool = True
    """Whether it is a scene of the video."""
    card: bool = False
    """Whether it is made as a card as well, standing still; the first one is the item's card."""
    thumbnail: bool = False
    """Whether it stands for the video in lists."""
    origin: str = ""

    @model_validator(mode="after")
    def _shows_something(self) -> Self:
        """A scene has a composition with its slots, or layers of its own."""
        if bool(self.composition) == (self.layers is not None):
            both = "has `layers` and a `composition`; keep one of them"
            raise ValueError(both if self.composition else "needs a `composition`, or `layers` of its own")
        if self.slots and not self.composition:
            raise ValueError("has `slots` and no `composition` that they stand in")
        return self


class Template(Record):
    """`template.yaml`."""

    name: Name
    summary: str
    """What it shows, for the list of templates."""
    extends: Name | None = None
    """Another template, whose scenes stay unless a scene of the same name changes them."""
    kinds: tuple[Literal["update", "complaint", "tally"], ...] = ("update",)
    """What it can tell; empty for one that others extend."""
    scenes: tuple[TemplateScene, ...] = ()
    compositions: tuple[Composition, ...] = ()
    """Those that its scenes name; the catalogue adds them."""
    music: bool = True
    """Whether a bed of music runs under the video."""
    tempo: float = Field(default=90.0, ge=60, le=140)
    """Beats a minute, within the range of the mood; 90 leaves it to the brand."""
    mood: Mood | None = None
    """The character of the music; without it the brand's."""
    dated: Literal["", "on", "until"] = ""
    """What an item's day means for when it may leave, where its file does not say `publish:`: on that day only, or until
    the last day that it names."""
    post: str = ""
    """Jinja of the post text; empty is the title, the summary and the facts."""

    def composition(self, name: str) -> Composition:
        """One of its compositions."""
        return next(composition for composition in self.compositions if composition.name == name)
