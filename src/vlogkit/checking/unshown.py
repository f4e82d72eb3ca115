"""Find what a person filled in and nobody will see: fields of a notice that neither pictures nor captions show."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping

from vlogkit import formatting
from vlogkit.checking.wording import Place
from vlogkit.findings.codes import found
from vlogkit.records.base import KeyPath, Language
from vlogkit.records.finding import Finding, Severity
from vlogkit.records.notices.notice import Notice
from vlogkit.records.notices.tally import Tally
from vlogkit.records.notices.update import Update
from vlogkit.records.story import Story

_TOLD_ELSEWHERE = {"title", "place", "date", "summary", "body", "program", "pictures", "before", "after"}
"""Fields from which post texts and alt texts are made as well, and credits of pictures: missing from what is drawn they
are a note."""
_NOT_WORDS = re.compile(r"[^\w%]+")
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")


def unshown_findings(notice: Notice, story: Story, place: Place) -> Iterator[Finding]:
    """A field of an update or tally that no scene shows, at its line. Of a complaint excerpts are told on purpose."""
    if not isinstance(notice, Update | Tally):
        return
    files, words = shown_by(story)
    for key, value in fields_of(notice):
        if not _shown(key, value, files, words, story.lang):
            name = ".".join(str(part + 1) if isinstance(part, int) else part for part in key)
            if value in {medium.file for _, medium in notice.media()}:
                yield found("unused-picture", place=place(key), about=str(value), field=name, template=story.template)
                continue
            mild: Severity | None = "note" if key[0] in _TOLD_ELSEWHERE else None
            yield found(
                "field-unshown", place=place(key), about=str(value), severity=mild, field=name, template=story.template
            )


def shown_by(story: Story) -> tuple[frozenset[str], str]:
    """The files that a story shows, and the words on its scenes and in its captions, in the form they are compared in; what
    stands for it in lists is seen by few."""
    texts: list[str] = []
    for scene in (scene for scene in story.scenes if scene.video or scene.card):
        for layer in scene.layers:
            texts += _texts(layer.model_dump(mode="json", exclude={"origin", "when", "each"}))
        texts.append(" ".join(cue.text for cue in scene.cues))
    return frozenset(texts), f" {' '.join(map(_compared, texts))} "


def fields_of(notice: Update | Tally) -> Iterator[tuple[KeyPath, str | dt.date]]:
    """Every text, file and day of a notice that is there to be seen, with its key. Alt texts, link, hashtags and post
    texts go out beside the picture; a fact stands for itself by its label."""
    yield ("title",), notice.title
    for key in ("place", "summary"):
        yield (key,), getattr(notice, key)
    if notice.date:
        yield ("date",), notice.date
    for index, paragraph in enumerate(notice.body):
        yield ("body", index), paragraph
    for index, fact in enumerate(notice.facts):
        yield ("facts", index), fact.label
    for path, medium in notice.media():
        yield path, medium.file
        if credit := getattr(medium, "credit", ""):
            yield (*path, "credit"), credit
    yield from _of_update(notice) if isinstance(notice, Update) else _of_tally(notice)


def _of_update(update: Update) -> Iterator[tuple[KeyPath, str | dt.date]]:
    for key in ("program", "time", "source"):
        yield (key,), getattr(update, key)
    for name, day in (("from", update.window_from), ("to", update.window_to)):
        if day:
            yield (name,), day
    for name, picture in (("before", update.before), ("after", update.after)):
        if picture and picture.date:
            yield (name, "date"), picture.date
    for index, step in enumerate(update.steps):
        yield ("steps", index), step
    for key, points in (("coordinates", [update.coordinates]), ("route", list(update.route))):
        yield from (((key,), ", ".join(map(str, point))) for point in points[:1] if point)
    if update.quote:
        yield from ((("quote", key), getattr(update.quote, key)) for key in ("text", "by", "office", "script"))
    for index, phone in enumerate(update.phones):
        yield from ((("phones", index, key), getattr(phone, key)) for key in ("label", "number"))
    for index, item in enumerate(update.items):
        yield from ((("items", index, key), getattr(item, key)) for key in ("title", "place", "summary"))


def _of_tally(tally: Tally) -> Iterator[tuple[KeyPath, str | dt.date]]:
    yield ("source",), tally.source
    yield from ((("parts", index), part.label) for index, part in enumerate(tally.parts))
    yield from ((("charts", index), chart.title) for index, chart in enumerate(tally.charts))


def _shown(key: KeyPath, value: str | dt.date, files: frozenset[str], words: str, lang: Language) -> bool:
    if isinstance(value, dt.date):
        months = (formatting.date(value, lang, "month").split()[0], formatting.date(value, lang, "short").split()[1])
        return f" {value.day} " in words and any(f" {_compared(month)} " in words for month in months)
    if value in files:
        return True
    sentences = _SENTENCE_END.split(value) if key[0] in {"body", "summary"} else [value]
    return all(f" {_compared(sentence)} " in words for sentence in sentences if _compared(sentence))


def _compared(text: str) -> str:
    """Words alone, in lower case: marks, line ends and signs between them differ from what was typed."""
    return _NOT_WORDS.sub(" ", text).strip().casefold()


def _texts(value: object) -> Iterator[str]:
    """Every text inside plain data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)
