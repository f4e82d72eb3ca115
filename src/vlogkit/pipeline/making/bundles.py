"""Make an item's bundle: videos, cards, thumbnail, subtitles, texts and manifest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from vlogkit import resources
from vlogkit.files import is_file, new_folder, sha256_of
from vlogkit.keeping.manifests import manifest_if_any, write_manifest
from vlogkit.keeping.pixel_versions import versions
from vlogkit.pipeline.making.options import QUIET, Cost, Formats, Listener, Options
from vlogkit.pipeline.telling.items import StoryDraft
from vlogkit.records.base import FORMATS, fingerprint
from vlogkit.records.bundle import MANIFEST, Bundle, Input, Output
from vlogkit.records.finding import Finding
from vlogkit.records.story import Story
from vlogkit.records.templates.element import MoviePyElement
from vlogkit.records.templates.filled import walk
from vlogkit.workspace import Workspace

if TYPE_CHECKING:
    from vlogkit.pipeline.making.outputs import Making
    from vlogkit.pipeline.telling.staged_story import StagedStory
    from vlogkit.records.timeline import Timeline


@dataclass(frozen=True)
class Made:
    """A bundle, whether anything had to be done for it, and where drawing took longest (layer, seconds)."""

    bundle: Bundle
    unchanged: bool = False
    slowest: tuple[tuple[str, float], ...] = ()
    expected: tuple[Cost, ...] = ()
    """What encoding each video was expected to cost, where that was asked for."""


def make_bundle(
    workspace: Workspace,
    told: StoryDraft,
    *,
    now: dt.datetime,
    options: Options | None = None,
    formats: Formats | None = None,
    listener: Listener = QUIET,
) -> Made:
    """Make everything of an item. The folder `bundles/ID` (`drafts/ID` for a draft) appears whole or stays as it was;
    where nothing that it is made of has changed, nothing is done. `formats` is what `formats_to_make` says unless given:
    a worker does not see the bundle that stood. Raises InputError, RenderError, OutsideError."""
    options = options or Options()
    target = folder_of(workspace, told.story.id, options)
    before = manifest_if_any(target)
    formats = formats or formats_to_make(workspace, options, before)
    of = made_of(workspace, told, formats, options)
    if before is not None and up_to_date(before, target, options, of):
        return Made(unencoded(before), unchanged=True)
    from vlogkit.pipeline.checking.check_story import check_told
    from vlogkit.pipeline.making.outputs import Making, make_cards, make_texts, make_videos, video_timelines
    from vlogkit.pipeline.telling.staged_story import StagedStory

    with new_folder(target, mark_file=MANIFEST) as folder:
        staged = StagedStory(workspace, told.story, told.brand)
        today = workspace.today(now)
        judged = check_told(workspace, told, today=today, videos=formats.videos, cards=formats.cards, staged=staged)
        making = Making(told, staged, formats, options, folder, target, before)
        timelines = video_timelines(making)
        expected = _expected(staged, timelines, options)
        listener.expected(expected)
        stills = make_cards(making)
        bundle = manifest(making, stills, judged.findings, now=now, of=of)
        texts = make_texts(making, timelines, bundle)
        films, slowest = make_videos(making, timelines, listener.progress)
        bundle = bundle.model_copy(update={"outputs": (*stills, *texts, *films)})
        write_manifest(folder, bundle)
    return Made(bundle, slowest=tuple(sorted(slowest, key=lambda entry: -entry[1])), expected=expected)


def _expected(staged: StagedStory, timelines: Sequence[Timeline], options: Options) -> tuple[Cost, ...]:
    """What encoding each video will cost, where that is asked for."""
    if not options.explain:
        return ()
    from vlogkit.pipeline.making.estimates import estimates

    return tuple(estimates(staged.workspace, timelines, options, staged.book))


def folder_of(workspace: Workspace, name: str, options: Options) -> Path:
    """Where an item's bundle stands."""
    return (workspace.drafts if options.draft else workspace.bundles) / name


def formats_to_make(workspace: Workspace, options: Options, before: Bundle | None) -> Formats:
    """The formats of the workspace; where a person names some, those, and with them the ones that the bundle has: what
    was made before, and is perhaps planned, does not vanish because one format is made anew."""
    settings, asked = workspace.settings, options.formats
    if not asked:
        return Formats(settings.videos, settings.cards)
    had = before.outputs if before else ()
    videos, cards = (
        {output.format for output in had if output.kind == kind} - {None, *asked} for kind in ("video", "card")
    )
    return Formats(
        (*asked, *(name for name in FORMATS if name in videos)), (*asked, *(name for name in FORMATS if name in cards))
    )


def up_to_date(before: Bundle, folder: Path, options: Options, of: str) -> bool:
    """Whether the bundle that stands in a folder is whole and made of the same (`of`)."""
    return options.use_cache and before.made_of == of and whole(before, folder)


def whole(bundle: Bundle, folder: Path) -> bool:
    """Whether every file of a bundle is there with its content."""
    return all(
        (folder / output.path).is_file() and sha256_of(folder / output.path) == output.sha256
        for output in bundle.outputs
    )


def unencoded(bundle: Bundle) -> Bundle:
    """The bundle as it stands when nothing had to be made."""
    outputs = tuple(output.model_copy(update={"frames_encoded": 0, "seconds": 0.0}) for output in bundle.outputs)
    return bundle.model_copy(update={"outputs": outputs})


def made_of(workspace: Workspace, told: StoryDraft, formats: Formats, options: Options) -> str:
    """sha256 of all that decides about the files: words, look, pictures, formats, fonts, versions, and whether it is a draft."""
    folder = resources.shipped("config", "formats")
    return fingerprint(
        [
            told.story.model_dump(mode="json"),
            told.brand.model_dump(mode="json"),
            [finding.model_dump(mode="json") for finding in told.findings],
            [source.model_dump(mode="json") for source in told.inputs],
            dict(named_files(told, workspace)),
            list(_code_in(told.story)),
            {path.name: sha256_of(path) for path in sorted(folder.glob("*.yaml"))},
            [[path.name, sha256_of(path)] for path in resources.own_fonts(workspace.root)],
            [sorted(formats.videos), sorted(formats.cards), options.draft],
            versions(),
        ]
    )


def named_files(told: StoryDraft, workspace: Workspace) -> Iterator[tuple[str, str]]:
    """Every file that the story or the brand names, with its sha256."""
    logo = told.brand.logo
    for name in sorted({*told.story.files(), *logo.files().values()}):
        for root in (workspace.root, resources.shipped_root()):
            if name and is_file(root / name) and (root / name).resolve().is_relative_to(root.resolve()):
                yield name, sha256_of(root / name)
                break


def _code_in(story: Story) -> Iterator[list[str]]:
    """sha256 of the code that makes MoviePy clips of the story."""
    for element in walk(tuple(layer for scene in story.scenes for layer in scene.layers)):
        if isinstance(element, MoviePyElement):
            from vlogkit.rendering.encoding.segment_plan import code_of

            yield code_of(element.call, element.arguments)


def manifest(
    making: Making, outputs: Sequence[Output], findings: Sequence[Finding], *, now: dt.datetime, of: str
) -> Bundle:
    """The record of what was made so far, and of what it was made once all videos and cards are laid out."""
    story, brand = making.told.story, making.told.brand
    fonts = tuple(Input(path=f"font:{path.name}", sha256=sha) for path, sha in used_fonts(making))
    return Bundle(
        id=story.id,
        notice=story.notice,
        title=story.title,
        template=story.template,
        brand=story.brand,
        lang=story.lang,
        agency=brand.agency.short,
        outputs=tuple(outputs),
        posts=story.posts,
        inputs=(
            *making.told.inputs,
            *making.staged.assets.used.values(),
            Input(path=f"story:{story.id}", sha256=story.fingerprint()),
            Input(path=f"brand:{brand.name}", sha256=brand.fingerprint()),
            *fonts,
        ),
        versions=versions(),
        findings=tuple(dict.fromkeys(findings)),
        made_at=now,
        made_of=of,
    )


def used_fonts(making: Making) -> list[tuple[Path, str]]:
    """The files of the brand's typefaces."""
    book = making.staged.book
    text = making.told.brand.type.text
    faces = {(text.family, weight) for weight in (text.strong, text.normal, 700, 500)}
    faces.add(making.told.brand.type.face("title", strong=True))
    return sorted({(font.path, font.sha256) for font in (book.find(*face) for face in faces)})
