"""Check a told story: everything wrong with it, in every format, without encoding anything."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from vlogkit.checking.caption_fit import missing_captions
from vlogkit.checking.contradictions import contradictions
from vlogkit.checking.glyphs import missing_glyphs
from vlogkit.checking.judging import Judged, judge, merged, unknown_codes
from vlogkit.checking.layout import old_areas
from vlogkit.checking.media_quality import length_findings, music_findings, short_findings
from vlogkit.checking.privacy import said_in
from vlogkit.checking.unshown import unshown_findings
from vlogkit.checking.wording import (
    alt_findings,
    campaign_findings,
    hiding_findings,
    title_findings,
    unfilled_findings,
    word_lists,
)
from vlogkit.errors import ExitCode, VlogkitError, Where
from vlogkit.files import SETTINGS
from vlogkit.findings.codes import found
from vlogkit.pipeline.checking.backdrops import Darkroom
from vlogkit.pipeline.checking.examining import (
    Examination,
    Laid,
    caption_findings,
    first_origin,
    lay_out,
    located,
    look_at,
    safe_areas,
)
from vlogkit.pipeline.checking.personal import personal_findings
from vlogkit.pipeline.telling.items import StoryDraft
from vlogkit.pipeline.telling.protection import original
from vlogkit.pipeline.telling.source_places import Source, open_source
from vlogkit.pipeline.telling.staged_story import StagedStory
from vlogkit.publishing.registry import facts
from vlogkit.records.base import Format
from vlogkit.records.finding import Finding
from vlogkit.records.notices.complaint import Complaint
from vlogkit.records.notices.notice import Notice
from vlogkit.records.notices.update import Update
from vlogkit.workspace import Workspace


def broken(error: VlogkitError, root: Path, code: str = "item-broken") -> Iterator[Finding]:
    """What stopped an item or template, as findings with places below the workspace."""
    for one in error.each():
        place = one.where.below(root) if one.where else None
        yield found(code, place=place, reason=one.message, advice=one.hint)


def check_told(
    workspace: Workspace,
    told: StoryDraft,
    *,
    today: dt.date,
    videos: Sequence[Format] | None = None,
    cards: Sequence[Format] | None = None,
    staged: StagedStory | None = None,
) -> Judged:
    """The findings of a told story, for the formats given or else those of the workspace; `staged` is the story as far
    as it is laid out already. Raises OutsideError."""
    settings = workspace.settings
    staged = staged or StagedStory(workspace, told.story, told.brand)
    watched, checked = (workspace.to_keep_in(folder) for folder in (workspace.watched, workspace.checked))
    room = Darkroom(staged.book, watched=watched, checked=checked)
    desk = Examination(
        notice=told.item.notice,
        staged=staged,
        source=source_of(workspace, told),
        today=today,
        room=room,
        videos=settings.videos if videos is None else videos,
        cards=settings.cards if cards is None else cards,
        copies=told.copies,
    )
    desk.findings += told.findings
    desk.findings += unknown_codes(settings.checks, Where(SETTINGS))
    try:
        examine(desk)
    except VlogkitError as error:
        if error.exit_code != ExitCode.FAILED:
            raise
        desk.findings += broken(error, workspace.root)
    finally:
        room.close()
    return judge(merged(located(one, desk) for one in desk.findings), settings.checks, told.story.id)


def examine(desk: Examination) -> None:
    """Gather the findings of words and pictures; characters without a glyph are taken out first, so that one of
    them does not hide everything else. Raises InputError."""
    gone, story = missing_glyphs(desk.story, desk.brand, desk.room.book, desk.source.locate)
    desk.staged = desk.staged.telling(story)
    desk.findings += gone
    desk.findings += check_words(desk)
    laid = lay_out(desk)
    desk.findings += look_at(desk, laid)
    desk.findings += check_lengths(desk, laid)


def source_of(workspace: Workspace, told: StoryDraft) -> Source:
    """The file whose words the story has: a person's own story, else the update, else the complaint by its ticket."""
    edited = workspace.stories / f"{told.story.id}.yaml"
    spoken = dict.fromkeys(name for clip in told.item.notice.clips for name in (clip.captions, clip.script) if name)
    for path in (edited, told.item.source):
        if path.is_file() and path.suffix in {".md", ".yaml"}:
            source = open_source(path, path.relative_to(workspace.root).as_posix())
            return replace(source, also=tuple(open_source(workspace.inside(name), name) for name in spoken))
    notice = told.item.notice
    return Source(f"complaint {notice.ticket if isinstance(notice, Complaint) else notice.id}")


def check_words(desk: Examination) -> Iterator[Finding]:
    """Everything that can be told from the words alone."""
    notice, source, root = desk.notice, desk.source, desk.workspace.root
    story = original(desk.story, desk.copies)
    lists = word_lists(root)
    said = list(said_in(story))
    yield from caption_findings(desk)
    yield from missing_captions(story, {scene.name: first_origin(scene) for scene in story.scenes})
    yield from alt_findings(notice, story, source.place)
    yield from contradictions(notice, source.place)
    if not (desk.workspace.stories / f"{story.id}.yaml").is_file():
        told = {one.about for one in desk.findings if one.code == "unused-picture"}
        unshown = unshown_findings(notice, story, source.place)
        yield from (one for one in unshown if one.code != "unused-picture" or one.about not in told)
    yield from unfilled_findings(said, source.locate)
    yield from hiding_findings(said, source.locate)
    yield from title_findings(notice, lists, source.place)
    yield from campaign_findings((one.text for one in said), story.lang, lists, source.locate)
    yield from music_findings(story, source.place)
    published = [phone.number for phone in notice.phones] if isinstance(notice, Update) else []
    agency = desk.brand.agency
    yield from personal_findings(
        said,
        source.locate,
        desk.workspace,
        published=[*published, agency.whatsapp],
        addresses=(agency.handle, agency.site),
        names=signed_names(notice),
    )
    yield from old_areas(safe_areas(root), desk.today)


def signed_names(notice: Notice) -> list[str]:
    """Names under which people speak in the notice itself: they asked to be named."""
    quoted = [notice.quote.by] if isinstance(notice, Update) and notice.quote else []
    return [clip.speaker for clip in notice.clips if clip.speaker] + quoted


def check_lengths(desk: Examination, laid: Sequence[Laid]) -> Iterator[Finding]:
    """Videos too long or too short for a platform the workspace has an account on."""
    platforms = [facts(name, workspace=desk.workspace.root) for name in desk.platforms()]
    pictures = [one.picture for one in laid]
    by_name = {one.name: one for one in platforms}
    accounts = [one for one in desk.workspace.settings.accounts if one.platform in by_name]
    sent = [(by_name[one.platform], one.options.get("send", "")) for one in accounts]
    for finding in (*length_findings(pictures, platforms), *short_findings(pictures, sent)):
        yield finding.model_copy(update={"place": desk.source.place(()) or finding.place})
