"""Write a notice as a story: words, captions and times, by its template and brand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from pydantic import ValidationError

from vlogkit.errors import InputError, Where
from vlogkit.faults import faults
from vlogkit.records.base import KeyPath, Language
from vlogkit.records.brand import Brand
from vlogkit.records.bundle import PostText
from vlogkit.records.caption import CaptionStyle, Cue
from vlogkit.records.clips.take import Take
from vlogkit.records.marks import lit_letters, parse_marks, unmarked
from vlogkit.records.notices.notice import Notice
from vlogkit.records.story import Story, StoryMusic, StoryScene
from vlogkit.records.templates.filled import LEAVE_OUT, MOST_TOGETHER, too_many, walk
from vlogkit.records.templates.template import Template, TemplateScene
from vlogkit.writing.captions.caption_marks import with_marks
from vlogkit.writing.captions.caption_timing import cues, sentences
from vlogkit.writing.composing import layers_of
from vlogkit.writing.facts import facts_of
from vlogkit.writing.words_in_templates import Filler, LongListError

LEAD_SECONDS = 0.35
"""The picture is seen before the first caption is read."""
LAST_HOLD = 1.5
"""The last scene stays this long after its last caption."""
MOST_SCENES = 40


NOTHING_BEFORE = re.compile(r"(?:^|(?<=[.!?]))(?:\s+[.,])+(?=\s|$)|,(?=\s+\.)")


def without_empty_sentences(alt: str) -> str:
    """A description as it reads where some of what its template asks for is not filled: `Baru. . Warga` is `Baru. Warga`."""
    return " ".join(NOTHING_BEFORE.sub("", alt).replace(" .", ".").split()) if " ." in alt or " ," in alt else alt


def write_story(
    notice: Notice,
    template: Template,
    brand: Brand,
    words: Mapping[str, str],
    takes: Mapping[str, Take] | None = None,
) -> Story:
    """Fill the template in for the notice; `takes` are its clips in which somebody talks, by name.

    Raises InputError where its Jinja or the notice does not fit."""
    if notice.kind not in template.kinds:
        known = ", ".join(template.kinds)
        raise InputError(
            f"the template `{template.name}` tells {known}, and `{notice.id}` is a {notice.kind}",
            hint="Choose another template.",
        )
    takes = takes or {}
    filler = Filler(facts_of(notice, brand, words, notice.lang, takes), notice.lang)
    teller = _Teller(template, filler, notice.lang, takes, notice.captions or brand.captions)
    scenes: list[StoryScene] = []
    elements = 0
    for source in template.scenes:
        for scene in teller.scenes(source):
            scenes.append(scene)
            elements += sum(1 for _ in walk(scene.layers))
            if elements > MOST_TOGETHER:
                raise InputError(too_many(elements), where=source.origin or None, hint=LEAVE_OUT)
    if not scenes or len(scenes) > MOST_SCENES:
        raise (LongListError if scenes else InputError)(
            f"the template `{template.name}` gives {len(scenes)} scenes for `{notice.id}`",
            hint=f"1 to {MOST_SCENES} are possible.",
        )
    scenes = _hold_last(scenes)
    return Story(
        id=notice.id,
        notice=f"{notice.kind}:{notice.id}",
        template=template.name,
        lang=notice.lang,
        brand=brand.name,
        title=unmarked(notice.title),
        scenes=tuple(scenes),
        music=_music(notice, template, brand) if template.music else None,
        posts=_posts(notice, template, brand, filler),
    )


def _music(notice: Notice, template: Template, brand: Brand) -> StoryMusic:
    """What the item says goes before the template, and that before the brand."""
    return StoryMusic(
        seed=brand.music_seed,
        tempo=template.tempo if template.tempo != 90.0 else brand.tempo,
        mood=notice.mood or template.mood or brand.mood,
    )


@dataclass(frozen=True)
class _Teller:
    """Fills the scenes of a template in, for one notice."""

    template: Template
    filler: Filler
    lang: Language
    takes: Mapping[str, Take]
    style: CaptionStyle

    def scenes(self, source: TemplateScene) -> Iterator[StoryScene]:
        """A template's scene, repeated or left out as it says."""
        origin = next((layer.origin for layer in source.layers or () if layer.origin), source.origin)
        turns: list[dict[str, object]] = [{}]
        if source.each:
            turns = [
                {"item": item, "index": index} for index, item in enumerate(self.filler.items(source.each, origin), 1)
            ]
        several = len(turns) > 1
        for turn in turns:
            if self.filler.holds(source.when, origin, **turn):
                yield self._scene(source, turn, several, origin)

    def _scene(self, source: TemplateScene, turn: dict[str, object], several: bool, origin: str) -> StoryScene:
        filler = self.filler
        take = self._take(source, turn, origin)
        said = filler.words(source.say, origin, **turn)
        timed = _cues(said, self.lang) if said else ()
        spoken = timed[-1].end + source.tail if timed else 0.0
        layers, composition = layers_of(source, self.template, filler, turn)
        data: dict[str, object] = {
            "name": f"{source.name}-{turn['index']}" if several else source.name,
            "seconds": take.seconds if take else max(source.seconds, spoken),
            "ground": source.ground or (composition.ground if composition else "deep"),
            "look": source.look,
            "layers": layers,
            "transition": source.transition,
            "cues": take.cues if take else timed,
            "caption_tone": source.captions or (composition.captions if composition else "light"),
            "caption_style": self.style if take and all(cue.words for cue in take.cues) else "plain",
            "alt": without_empty_sentences(unmarked(filler.words(source.alt, origin, **turn))),
            "video": source.video,
            "card": source.card,
            "thumbnail": source.thumbnail,
        }
        try:
            return StoryScene.model_validate(data)
        except ValidationError as error:
            fault = next(faults(StoryScene, error, data, partial(_place, origin)))
            hint = fault.hint or "Correct the template, or what the item says there."
            raise InputError(f"scene `{source.name}`: {fault.message}", where=fault.where, hint=hint) from None

    def _take(self, source: TemplateScene, turn: dict[str, object], origin: str) -> Take | None:
        """The take that the scene follows, if it names one."""
        file = self.filler.words(source.take, origin, **turn)
        if not file:
            return None
        if file not in self.takes:
            hint = "Name one of the notice's clips in which somebody talks, such as `{{ item.take }}` of `talks`."
            raise InputError(f"scene `{source.name}`: `{file}` is not a take", where=origin or None, hint=hint)
        return self.takes[file]


def _place(scene: str, path: KeyPath, element: str) -> Where:
    """The template's line of an element, else of its scene."""
    return Where.read(element) or Where.read(scene) or Where("template.yaml")


def _cues(said: str, lang: Language) -> tuple[Cue, ...]:
    """The captions of what is said, timed to be read, with its highlighted words."""
    text, marks = parse_marks(said)
    return with_marks(cues(sentences(text), lang=lang, start=LEAD_SECONDS), lit_letters(text, marks))


def _hold_last(scenes: list[StoryScene]) -> list[StoryScene]:
    """The last scene of the video stays long enough to be read to its end."""
    last = max((index for index, scene in enumerate(scenes) if scene.video), default=None)
    if last is None:
        return scenes
    scene = scenes[last]
    if any(layer.type == "footage" and layer.pieces for layer in scene.layers):
        return scenes
    spoken = scene.cues[-1].end if scene.cues else 0.0
    scenes[last] = scene.model_copy(update={"seconds": max(scene.seconds, spoken + LAST_HOLD)})
    return scenes


def _posts(notice: Notice, template: Template, brand: Brand, filler: Filler) -> tuple[PostText, ...]:
    """The text that goes with the files, and those a person wrote for one platform."""
    if template.post:
        text = filler.words(template.post, f"templates/{template.name}/template.yaml")
    else:
        text = "\n\n".join(
            part for part in (unmarked(notice.summary), "\n".join(unmarked(p) for p in notice.body)) if part
        )
    tags = tuple(dict.fromkeys((*notice.hashtags, *brand.hashtags)))
    title = unmarked(notice.title)
    texts = {"outbox": text or title, **notice.posts}
    return tuple(
        PostText(platform=name, title=title, text=words, hashtags=tags, link=notice.link)
        for name, words in texts.items()
    )
